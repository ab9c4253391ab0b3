"""Plain parts of a run: no Prefect, no process."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from flows.batch import surveyed
from flows.events import BatchInterrupted, BatchSummary, CaseFinished, CaseStarted, Event, counts_of
from flows.run import MOST_TASKS, Run, chunks_of
from flows.workers import CaseLost, Stopped
from pipeline.bootstrap import open_parts
from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.store import RunOutcome
from pipeline.work import CaseHeld, CaseResult
from tests.flows.fakes import write_inbox


@pytest.mark.parametrize("total", [1, 2, 39, 40, 41, 79, 600, 10_001])
def test_chunks_hold_every_case_once_and_are_few(total: int) -> None:
    chunks = chunks_of(total)
    assert [number for chunk in chunks for number in chunk] == list(range(1, total + 1))
    assert len(chunks) == min(total, MOST_TASKS)
    assert max(map(len, chunks)) - min(map(len, chunks)) <= 1


def test_an_inbox_that_is_missing_or_empty_is_said_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()
    for inbox, reason in (("missing", "does not exist"), ("file", "is no folder"), ("empty", "holds no case")):
        with pytest.raises(UsageError, match=reason) as refused:
            surveyed(tmp_path / inbox)
        assert refused.value.remedy


def result(number: int, outcome: RunOutcome = RunOutcome.REVIEWED, verdict: str = "pass", **more: dict[str, float]) -> CaseResult:
    return CaseResult(Path(f"case-{number}"), f"case-{number}", outcome, verdict, **more)


def test_counts_name_every_outcome_and_verdict() -> None:
    counts = counts_of((result(1), result(2, RunOutcome.UNCHANGED, "reject"), result(3, RunOutcome.FAILED, "")))
    assert counts == {
        "cases": 3, "reviewed": 1, "unchanged": 1, "refused": 0, "failed": 1, "pass": 1, "reject": 1, "needs_review": 0,
    }  # fmt: skip


def test_only_the_work_of_this_run_is_summed() -> None:
    results = (
        result(1, timings={"deciding": 0.5, "reading": 2.0}),
        result(2, timings={"reading": 1.0}),
        result(3, RunOutcome.UNCHANGED, timings={"reading": 9.0}),
    )
    summary = BatchSummary(1, Path("inbox"), "test", results, 4.0, 1.0)
    assert list(summary.timings.items()) == [("reading", 3.0), ("deciding", 0.5)]
    assert summary.all_pass


def test_not_all_pass_when_a_case_failed() -> None:
    assert not BatchSummary(1, Path("inbox"), "test", (result(1), result(2, RunOutcome.FAILED, "")), 4.0, 1.0).all_pass


class Helpers:
    """Stands for the worker processes; loses the cases that it is told to, and is out of order at times."""

    def __init__(self, lost: str = "", broken: str = "", held: str = "") -> None:
        self.lost, self.broken, self.held, self.seen = lost, broken, held, list[str]()

    def review(self, path: Path, run_id: int, begun: Callable[[], None]) -> CaseResult:
        begun()
        self.seen.append(path.name)
        if path.name == self.broken:
            self.broken = ""
            raise UsageError("Out of order.")
        if path.name == self.lost:
            raise CaseLost("It died.")
        if path.name == self.held and self.seen.count(path.name) < 3:
            raise CaseHeld
        return CaseResult(path, path.name, RunOutcome.REVIEWED, "pass")

    def close(self) -> None:
        pass


def made_run(folder: Path, helpers: Helpers) -> tuple[Run, list[Event]]:
    events: list[Event] = []
    parts = open_parts(Settings(data_dir=folder / "data"))
    inbox = write_inbox(folder / "inbox", ["pass"] * 3)
    return Run(surveyed(inbox).cases, inbox, parts, helpers, events.append), events  # type: ignore[arg-type]


def test_a_lost_case_is_noted_and_the_run_goes_on(tmp_path: Path) -> None:
    run, events = made_run(tmp_path, Helpers(lost="case-002"))
    summary = run.through(lambda: run.review(1, 3) and None, 0.0)
    assert [(each.case_id, each.outcome.value, each.reason) for each in summary.results] == [
        ("case-001", "reviewed", ""), ("case-002", "failed", "It died."), ("case-003", "reviewed", ""),
    ]  # fmt: skip
    [item] = run._parts.store.run_items(summary.run_id)
    assert (item.case_id, item.outcome, item.message) == ("case-002", RunOutcome.FAILED, "It died.")
    stored = run._parts.store.run(summary.run_id)
    assert stored and stored.state == "completed" and stored.counts["failed"] == 1
    assert [type(event) for event in events[1:]] == [CaseStarted, CaseFinished] * 3


def test_another_attempt_of_a_chunk_takes_up_what_is_left(tmp_path: Path) -> None:
    helpers = Helpers(broken="case-002")
    run, _ = made_run(tmp_path, helpers)
    with pytest.raises(UsageError):
        run.review(1, 3)
    assert run.review(1, 3)["reviewed"] == 3
    assert helpers.seen == ["case-001", "case-002", "case-002", "case-003"]


def test_a_run_stops_although_the_scheduler_swallowed_ctrl_c(tmp_path: Path) -> None:
    run, _ = made_run(tmp_path, Helpers())

    def flow() -> None:
        run.review(1, 1)
        run._interrupts.asked = True
        with suppress(Stopped):
            run.review(2, 3)

    with pytest.raises(BatchInterrupted, match=r"Stopped after 1 of 3 cases"):
        run.through(flow)
    stored = run._parts.store.latest_run()
    assert stored and stored.state == "interrupted"


def test_a_run_whose_record_prefect_lost_is_complete_when_its_cases_are(tmp_path: Path) -> None:
    run, _ = made_run(tmp_path, Helpers())

    def flow() -> None:
        run.review(1, 3)
        raise ConnectionError("the server is gone")

    assert run.through(flow, 0.0).all_pass


def test_a_case_that_another_run_has_comes_up_again_at_the_end(tmp_path: Path) -> None:
    helpers = Helpers(held="case-002")
    run, events = made_run(tmp_path, helpers)

    def flow() -> None:
        run.review(1, 3)
        assert run.has_held
        run.review_held()

    assert run.through(flow).counts["cases"] == 3
    assert helpers.seen == ["case-001", "case-002", "case-003", "case-002", "case-002"]
    finished = [event for event in events if isinstance(event, CaseFinished)]
    assert [event.result is None for event in finished] == [False, True, False, True, False]


def test_a_run_gives_signs_of_life_until_it_ends(tmp_path: Path) -> None:
    run, _ = made_run(tmp_path, Helpers())
    leases = run._parts.store.leases
    alive: list[int] = []
    summary = run.through(lambda: alive.extend(leases.living_runs()))
    assert alive == [summary.run_id]
    assert leases.living_runs() == []


def test_what_was_left_alone_in_the_inbox_is_told(tmp_path: Path) -> None:
    inbox = write_inbox(tmp_path / "inbox", ["pass"])
    (inbox / "case-001" / "scan.jpg.part").touch()
    with pytest.raises(
        UsageError, match=r"holds no case. 1 entries are left alone, the first: case-001 scan.jpg.part is still being written."
    ):
        surveyed(inbox)
    assert surveyed(inbox, empty=True).cases == ()
