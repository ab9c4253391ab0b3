"""The webhook: signed, told once heard, again when not, and only of what happened since it was switched on."""

import hashlib
import hmac
import json
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from dashboard import webhook
from dashboard.app import create_app
from dashboard.site import Site
from dashboard.webhook import tell
from pipeline.single import review_again
from pipeline.store import Action
from pipeline.store import desk_tables as d
from pipeline.store.engine import make_engine, reading
from pipeline.store.migrate import migrate
from pipeline.store.outbox import WAITS, Outbox
from pipeline.store.tables import now
from tests.dashboard.desk import MISMATCH, Visitor, opened
from tests.pipeline.cases import REPRESENTATIVE
from tests.pipeline.store.conftest import database, make_schema

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


def test_a_verdict_is_told_without_names_of_people(site: Site) -> None:
    site.store.outbox.start(URL)
    review_again(MISMATCH, site.parts)
    receiver = Receiver()
    assert tell(site.store, receiver.client, URL, SECRET) == 1
    (request,) = receiver.heard
    told = json.loads(request.content)
    assert (told["event"], told["case_id"], told["verdict"], told["signature"]) == ("review", MISMATCH, "reject", "全然不同")
    assert {"code": "SIGNATURE_CERTIFICATE_MISMATCH", "severity": "reject"} in told["findings"]
    assert request.headers["X-Signmatch-Delivery"] == f"review-{told['id']}"
    assert REPRESENTATIVE not in request.content.decode()


def test_what_happened_before_it_was_switched_on_is_not_told(site: Site) -> None:
    decide(site)
    site.store.outbox.start(URL)
    site.store.outbox.start(URL)
    assert site.store.outbox.due(URL) == []


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_was_not_heard_is_told_again_after_a_while(site: Site, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    site.store.outbox.start(URL)
    decide(site)
    deaf, receiver = Receiver(status), Receiver()
    assert tell(site.store, deaf.client, URL, SECRET) == 0
    assert len(deaf.heard) == 1  # a redirection is not followed: who answers there was not asked for
    assert tell(site.store, receiver.client, URL, SECRET) == 0
    later = now() + timedelta(seconds=WAITS[1] + 1)
    monkeypatch.setattr("pipeline.store.outbox.now", lambda: later)
    assert tell(site.store, receiver.client, URL, SECRET) == 1
    first, second = (each.heard[0].headers["X-Signmatch-Delivery"] for each in (deaf, receiver))
    assert first == second


def test_a_receiver_that_cannot_be_reached_is_tried_again(site: Site) -> None:
    def unreachable(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    site.store.outbox.start(URL)
    decide(site)
    assert tell(site.store, httpx.Client(transport=httpx.MockTransport(unreachable)), URL, SECRET) == 0
    assert site.store.outbox.due(URL) == []  # not at once


def test_a_receiver_that_does_not_answer_keeps_no_page_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answered = threading.Event(), threading.Event()

    def hang(*_: object) -> int:
        asked.set()
        answered.wait(30)
        return 0

    monkeypatch.setattr(webhook, "SECONDS_BETWEEN_LOOKS", 0.0)
    monkeypatch.setattr(webhook, "tell", hang)
    with opened(tmp_path, webhook_url=URL, webhook_secret=SECRET) as site, TestClient(create_app(site)):
        assert asked.wait(30)
        assert Visitor(site, "lin").decide().status_code == 303
        assert not answered.is_set()
        answered.set()


def test_nothing_is_told_where_no_address_is_set(site: Site) -> None:
    with webhook.telling(site.parts):
        assert "webhook" not in {thread.name for thread in threading.enumerate()}


def test_a_delivery_is_given_up_in_the_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.store.outbox.start(URL)
    decide(site)
    (due,) = site.store.outbox.due(URL)
    for attempt in range(1, len(WAITS) + 1):
        site.store.outbox.note(replace(due, attempt=attempt), delivered=False, answer="500")
    monkeypatch.setattr("pipeline.store.outbox.now", lambda: now() + timedelta(days=365))
    assert site.store.outbox.due(URL) == []


def waiting(site: Site) -> int:
    with reading(site.store._engine) as connection:
        return len(connection.execute(d.webhook_dues.select()).all())


def test_nothing_piles_up_before_the_webhook_is_switched_on_or_after_it_was_heard(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(site)
    assert waiting(site) == 0
    site.store.outbox.start(URL)
    review_again(MISMATCH, site.parts)
    assert waiting(site) == 1
    assert tell(site.store, Receiver(500).client, URL, SECRET) == 0
    assert waiting(site) == 1
    site.store.outbox.start("https://another.example")
    assert site.store.outbox.due("https://another.example") == []
    monkeypatch.setattr("pipeline.store.outbox.now", lambda: now() + timedelta(days=1))
    (due,) = site.store.outbox.due(URL)
    site.store.outbox.note(due, delivered=True, answer="204")
    assert waiting(site) == 0


def test_what_an_earlier_store_was_still_to_tell_is_told(tmp_path: Path) -> None:
    make_schema(tmp_path, "0006")
    with make_engine(database(tmp_path)).begin() as connection:
        connection.exec_driver_sql("INSERT INTO applications VALUES (1, 'c', 'f', '{}', '2026-01-01')")
        for number in range(1, 6):
            connection.exec_driver_sql(
                f"INSERT INTO reviews VALUES ({number}, 'c', 1, NULL, 'single', 'k', 'pass', 's', '{{}}', '2026-01-01')"
            )
        connection.exec_driver_sql(f"INSERT INTO webhook_starts VALUES (1, '{URL}', 1, 0, '2026-01-01')")
        attempts = [(2, True), (3, False), (3, False), *[(4, False)] * len(WAITS)]
        for subject, delivered in attempts:
            connection.exec_driver_sql(
                "INSERT INTO webhook_deliveries (kind, subject_id, delivered, answer, created_at) "
                f"VALUES ('review', {subject}, {delivered}, '', '2026-01-01')"
            )
    assert migrate(make_engine(database(tmp_path)), tmp_path)
    outbox = Outbox(make_engine(database(tmp_path)))
    assert [(due.subject_id, due.attempt) for due in outbox.due(URL)] == [(3, 3), (5, 1)]
