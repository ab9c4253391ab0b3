"""Real reading processes with fake work: what they survive, and what survives them."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

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
    with closing(open_parts(load_settings())) as parts:
        parts.store.start_run(inbox="inbox", standard="test", versions={})
    with closing(Workers(load_settings(), fake_work)) as made:
        yield made


def case(folder: Path, behaviour: str) -> Path:
    return next(write_inbox(folder / behaviour, [behaviour]).iterdir())


def only_process(workers: Workers) -> int:
    [worker] = workers._all
    assert worker._process.pid
    return worker._process.pid


def test_a_process_survives_an_error_and_is_replaced_when_it_is_killed(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(CaseLost, match=r"ValueError in fakes.py, line .*: this case always raises"):
        workers.review(case(tmp_path, "raise"), 1)
    os.kill(only_process(workers), signal.SIGKILL)
    assert workers.review(case(tmp_path, "reject"), 1).verdict == "reject"


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
