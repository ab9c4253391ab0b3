"""The webhook: signed, told once heard, again when not, and only of what happened since it was switched on."""

import hashlib
import hmac
import json

import httpx

from dashboard.site import Site
from dashboard.webhook import tell
from pipeline.store import Action
from pipeline.store.outbox import WAITS
from tests.dashboard.desk import MISMATCH

URL, SECRET = "https://receiver.example/hook", "a secret"


class Receiver:
    """Another program, that answers with a given status and remembers what it was told."""

    def __init__(self, status: int = 204) -> None:
        self.status, self.heard = status, list[httpx.Request]()
        self.client = httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.heard.append(request)
        return httpx.Response(self.status, headers={"Location": "https://elsewhere.example"} if self.status == 302 else {})


def decide(site: Site, case_id: str = MISMATCH) -> None:
    head, person = site.store.queue.head_of(case_id), site.store.people.named("lin")
    assert head and person
    site.store.desk.decide(case_id, version=head.version, person_id=person.id, action=Action.REJECT, reason="SIGNATURE_GENERIC", text="否")


def test_a_decision_is_told_once_and_signed(site: Site) -> None:
    site.store.outbox.start(URL)
    decide(site)
    receiver = Receiver()
    assert tell(site.store, receiver.client, URL, SECRET) == 1
    assert tell(site.store, receiver.client, URL, SECRET) == 0
    (request,) = receiver.heard
    told = json.loads(request.content)
    assert (told["event"], told["case_id"], told["action"], told["text"]) == ("decision", MISMATCH, "reject", "否")
    signed = request.headers["X-Signmatch-Timestamp"].encode() + b"." + request.content
    assert request.headers["X-Signmatch-Signature"] == "sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()


def test_a_delivery_is_given_up_in_the_end(site: Site) -> None:
    site.store.outbox.start(URL)
    decide(site)
    (due,) = site.store.outbox.due(URL)
    for _ in WAITS:
        site.store.outbox.note(due, delivered=False, answer="500")
    assert site.store.outbox.due(URL) == []
