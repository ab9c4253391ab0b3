"""A run over an inbox: everything but Prefect, which review_batch.py wraps around it."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import FrameType

from flows.events import BatchInterrupted, BatchSummary, CaseFinished, CaseStarted, OnEvent, RunStarted, SchedulerStarting, counts_of
from flows.server import prefect_server
from flows.workers import CaseLost, Work, Workers
from pipeline.bootstrap import Parts, open_parts
from pipeline.errors import InputRefused, SetupError, SignmatchError, UsageError
from pipeline.intake.cases import find_cases
from pipeline.settings import Settings
from pipeline.store import RunOutcome
from pipeline.work import CaseResult, review_case

MOST_TASKS = 40  # a task run costs Prefect 5 ms here and 11 ms in its server, so cases travel in chunks


def run_batch(inbox: Path, settings: Settings, *, on_event: OnEvent, work: Work = review_case) -> BatchSummary:
    """Reviews every case below `inbox` that is new or changed, and says what became of each.

    `on_event` is called from several threads, one call at a time. `work` is what a test puts in place of the review.

    Raises:
        UsageError: the inbox is missing or holds no case.
        InputRefused: the inbox cannot be read.
        SetupError: what every case needs is missing, or the database was away for longer than the retries last.
        BatchInterrupted: by Ctrl-C, or because the system asked this process to end.
    """
    cases = cases_of(inbox)
    with _interrupted_by_sigterm(), closing(open_parts(settings)) as parts:
        on_event(SchedulerStarting())
        began = time.monotonic()
        try:
            # the workers warm up, and Prefect is imported, while the server starts
            with closing(Workers(settings, work)) as workers, prefect_server(settings.data_dir) as server, _environment(server.environment):
                from flows.review_batch import run_flow

                server.wait_until_ready()
                run = Run(cases, inbox, parts, workers, on_event)
                return run.through(partial(run_flow, run, server=server), time.monotonic() - began)
        except KeyboardInterrupt:
            raise BatchInterrupted(0, len(cases)) from None


def cases_of(inbox: Path) -> list[Path]:
    """The cases below an inbox, sorted; at least one."""
    if not inbox.exists():
        raise UsageError(f"{inbox} does not exist.", "Give the folder that holds the cases.")
    if not inbox.is_dir():
        raise UsageError(f"{inbox} is no folder.", "Give the folder that holds the cases, or use `signmatch review` for one case.")
    cases = find_cases(inbox)
    if cases == [inbox] and not os.access(inbox, os.R_OK | os.X_OK):
        raise InputRefused(f"{inbox} cannot be read.", "Give this user the right to read it.")
    if not cases:
        raise UsageError(f"{inbox} holds no case.", "A case is a folder with an application.json, or a file with an AddSmsSign payload.")
    return cases


def chunks_of(total: int, most: int = MOST_TASKS) -> list[range]:
    """The numbers 1 to `total` in at most `most` chunks whose sizes differ by one at most."""
    parts = min(total, most)
    edges = [total * part // parts for part in range(parts + 1)] if parts else []
    return [range(start + 1, end + 1) for start, end in pairwise(edges)]


class Run:
    """A run as it goes on."""

    def __init__(self, cases: Sequence[Path], inbox: Path, parts: Parts, workers: Workers, on_event: OnEvent) -> None:
        self.inbox, self.standard = inbox, parts.settings.standard
        self.threads = parts.settings.workers
        self.chunks = chunks_of(len(cases))
        self._cases, self._parts, self._workers, self._on_event = cases, parts, workers, on_event
        self._results: dict[int, CaseResult] = {}
        self._telling = threading.Lock()
        self._id = 0

    def through(self, flow: Callable[[], None], scheduler_seconds: float) -> BatchSummary:
        """Runs the flow to its end, and notes in the store how it ended."""
        began = time.monotonic()
        store = self._parts.store
        self._id = store.start_run(inbox=str(self.inbox.absolute()), standard=self.standard, versions=self._parts.versions)
        self._on_event(RunStarted(self._id, len(self._cases), scheduler_seconds))
        state = "failed"
        try:
            flow()
            state = "completed"
        except KeyboardInterrupt:
            state = "interrupted"
            raise BatchInterrupted(len(self._results), len(self._cases)) from None
        except SignmatchError:
            raise
        except Exception as error:
            # Prefect's record of the run is lost, which is a pity and no more where every case is done
            if len(self._results) < len(self._cases):
                raise SetupError(f"The scheduler gave up ({type(error).__name__}).", "The same command goes on from here.") from error
            state = "completed"
        finally:
            store.end_run(run_id=self._id, counts=counts_of(self.results), state=state)
        return BatchSummary(self._id, self.inbox, self.standard, self.results, time.monotonic() - began, scheduler_seconds)

    @property
    def results(self) -> tuple[CaseResult, ...]:
        """What is done, in the order of the cases."""
        return tuple(self._results[number] for number in sorted(self._results))

    def review(self, first: int, last: int) -> dict[str, int]:
        """Reviews the cases of a chunk that are not done; a second attempt goes on where the first one ended."""
        for number in range(first, last + 1):
            if number not in self._results:
                self._review(number)
        return counts_of(tuple(self._results[number] for number in range(first, last + 1)))

    def _review(self, number: int) -> None:
        path = self._cases[number - 1]
        with self._telling:
            self._on_event(CaseStarted(path))
        try:
            result = self._workers.review(path, self._id)
        except CaseLost as lost:
            result = self._failed(path, str(lost))
        with self._telling:
            self._results[number] = result
            self._on_event(CaseFinished(result))

    def _failed(self, path: Path, reason: str) -> CaseResult:
        """Notes a case that its worker could not note; no review is stored, so the next run takes it up again."""
        case_id = path.stem if path.suffix == ".json" else path.name
        self._parts.store.add_run_item(run_id=self._id, case_id=case_id, outcome=RunOutcome.FAILED, message=reason)
        return CaseResult(path, case_id, RunOutcome.FAILED, reason=reason)

    def stop(self) -> None:
        self._workers.close()


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


@contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    """Ends a run that the system asks to end (systemd, docker stop) as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
