"""Real reading processes with fake work: what they survive, and what survives them."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from flows import workers as module
from flows.workers import CaseLost, Stopped, Workers
from pipeline.bootstrap import open_parts
from pipeline.errors import SetupError
from pipeline.settings import load_settings
from tests.flows.fakes import fake_work, until, write_inbox

pytestmark = pytest.mark.engines


@pytest.fixture
def workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    monkeypatch.setenv("SIGNMATCH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SIGNMATCH_CASE_TIMEOUT_SECONDS", "1")
    monkeypatch.setenv("SIGNMATCH_WORKERS", "1")
    monkeypatch.setenv("SIGNMATCH_WORKER_MEMORY_MB", "1024")
    monkeypatch.setenv("SIGNMATCH_RETRY_SECONDS", "0")
    with closing(open_parts(load_settings())) as parts:
        run = parts.store.start_run(inbox="inbox", standard="test", versions={})
        parts.store.leases.hold(run, 600)
    with closing(Workers(load_settings(), fake_work)) as made:
        yield made


def case(folder: Path, behaviour: str) -> Path:
    return next(write_inbox(folder / behaviour, [behaviour]).iterdir())


def only_process(workers: Workers) -> int:
    [worker] = workers._all
    assert worker._process.pid
    return worker._process.pid


@pytest.mark.parametrize("behaviour", ["raise", "exit", "eat", "hang"])
def test_a_case_that_cannot_be_read_is_given_up_and_the_next_one_is_not(workers: Workers, tmp_path: Path, behaviour: str) -> None:
    given_up = workers.review(case(tmp_path, behaviour), 1)
    assert (given_up.outcome, given_up.verdict, given_up.code) == ("reviewed", "needs_review", "READING_FAILED")
    os.kill(only_process(workers), signal.SIGKILL)
    assert workers.review(case(tmp_path, "reject"), 1).verdict == "reject"


def test_a_case_that_not_even_can_be_given_up_is_lost(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(CaseLost, match=r"died \(exit code 3\)"):
        workers.review(case(tmp_path, "lost"), 1)


def test_a_reason_quotes_nobody(workers: Workers, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message of an error may hold what a document says."""
    workers.review(case(tmp_path, "raise"), 1)
    said = "".join(capsys.readouterr())
    assert "ValueError at" in said
    assert "this case always raises" not in said


def test_a_log_that_has_grown_is_laid_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOG_BYTES", 10)
    log = tmp_path / "workers.log"
    for text in ("first, long enough", "second, long enough", "new"):
        module._rotate(log)
        log.write_text(text)
    assert [(tmp_path / name).read_text()[:5] for name in ("workers.log.2", "workers.log.1", "workers.log")] == ["first", "secon", "new"]


def test_what_every_case_needs_is_no_fault_of_a_case(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="disk is full"):
        workers.review(case(tmp_path, "full"), 1)


def test_a_case_is_given_up_when_the_run_stops(workers: Workers, tmp_path: Path) -> None:
    workers.review(case(tmp_path, "pass"), 1)
    with ThreadPoolExecutor(1) as thread:
        going_on = thread.submit(workers.review, case(tmp_path, "0.9"), 1)
        until(going_on.running)
        process = only_process(workers)
        workers.close()
        with pytest.raises(Stopped):
            going_on.result(timeout=10)
    assert not Path(f"/proc/{process}").exists()
    with pytest.raises(Stopped):
        workers.review(case(tmp_path, "reject"), 1)
