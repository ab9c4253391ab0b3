"""The notice at the end of a run: what it says, what it keeps to itself, and that a run never fails for it."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from flows import notice
from pipeline.settings import Settings
from pipeline.store import RunOutcome
from pipeline.work import CaseResult

RESULTS = (
    CaseResult(Path("in/1"), "1", RunOutcome.REVIEWED, "pass", signature="星槎云"),
    CaseResult(Path("in/2"), "2 & 3", RunOutcome.REVIEWED, "reject", name="北京星槎云计算有限公司", reason="星槎云 is not …"),
    CaseResult(Path("in/3"), "4", RunOutcome.FAILED, reason="It died."),
)


class Receiver:
    """A server that answers with the given codes, one after the other, and keeps what it was sent."""

    def __init__(self) -> None:
        self.answers, self.sent = list[int](), list[Any]()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setattr(notice, "PAUSE", 0)
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


def send(url: str, dashboard_url: str = "") -> bool:
    settings = Settings(notice_url=url, dashboard_url=dashboard_url)
    return notice.send_notice(settings, 7, Path("/data/in"), "completed", {"cases": 3}, 1.25, RESULTS)


def test_it_names_what_a_person_must_look_at_by_id(receiver: Receiver) -> None:
    assert send(receiver.url, "https://review.example/")
    [said] = receiver.sent
    assert (said["run_id"], said["state"], said["counts"], said["inbox"]) == (7, "completed", {"cases": 3}, "in")
    assert said["flagged"] == [{"case_id": "2 & 3", "link": "https://review.example/cases/of/2%20%26%203", "verdict": "reject"}]
    assert said["failures"] == [{"case_id": "4", "link": "https://review.example/cases/of/4", "outcome": "failed"}]


def test_it_holds_no_name_and_no_text_of_a_document(receiver: Receiver) -> None:
    send(receiver.url)
    assert "星槎云" not in json.dumps(receiver.sent, ensure_ascii=False)


def test_it_is_sent_again_when_the_receiver_is_out_of_order(receiver: Receiver) -> None:
    receiver.answers = [503, 500]
    assert send(receiver.url)
    assert len(receiver.sent) == 3


def test_it_is_not_sent_again_when_it_is_refused(receiver: Receiver) -> None:
    receiver.answers = [403]
    assert not send(receiver.url)
    assert len(receiver.sent) == 1


def test_nothing_is_sent_unless_the_setting_says_where() -> None:
    assert not send("")


def test_a_receiver_that_is_not_there_fails_nothing(receiver: Receiver) -> None:
    receiver.server.server_close()
    assert not send("http://127.0.0.1:1/hook")
