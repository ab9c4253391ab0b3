"""A run as it goes on: which cases are done, which another run has, and how it ends."""

import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import structlog

from flows.events import BatchInterrupted, BatchSummary, CaseFinished, CaseStarted, OnEvent, RunStarted, counts_of
from flows.interrupts import Interrupts
from flows.notice import send_notice
from flows.workers import CaseLost, Stopped, Workers
from pipeline.bootstrap import Parts
from pipeline.errors import SetupError, SignmatchError
from pipeline.intake.inbox import Passed
from pipeline.logs import where
from pipeline.store import RunOutcome
from pipeline.work import CaseHeld, CaseResult, provisional_id

MOST_TASKS = 40  # a task run costs Prefect 5 ms here and 11 ms in its server, so cases travel in chunks
AHEAD = 2  # threads a reading process: while the scheduler is told of a chunk that is done, the next one is at work
HELD_PAUSE, LONGEST_PAUSE = 0.1, 2.0

log = structlog.get_logger()


def chunks_of(total: int, most: int = MOST_TASKS) -> list[range]:
    """The numbers 1 to `total` in at most `most` chunks whose sizes differ by one at most."""
    parts = min(total, most)
    edges = [total * part // parts for part in range(parts + 1)] if parts else []
    return [range(start + 1, end + 1) for start, end in pairwise(edges)]


class Run:
    """One run over the cases of an inbox; `passed` are those that it leaves alone, with the reason. It stops when that is asked for."""

    def __init__(
        self,
        cases: Sequence[Path],
        inbox: Path,
        parts: Parts,
        workers: Workers,
        on_event: OnEvent,
        passed: Sequence[Passed] = (),
        interrupts: Interrupts | None = None,
    ) -> None:
        self.inbox, self.standard, self.passed = inbox, parts.settings.standard, tuple(passed)
        self.threads, self.dashboard_url = AHEAD * parts.settings.workers, parts.settings.dashboard_url
        self.chunks = chunks_of(len(cases))
        self.id = 0
        self._cases, self._parts, self._workers, self._on_event = cases, parts, workers, on_event
        self._interrupts = interrupts or Interrupts()
        self._results: dict[int, CaseResult] = {}
        self._held: list[int] = []
        self._telling = threading.Lock()
        self._stopping = threading.Event()

    def through(self, flow: Callable[[], object], scheduler_seconds: float = 0.0) -> BatchSummary:
        """Runs the flow to its end, notes in the store how it ended, and sends the notice.

        Raises:
            BatchInterrupted: by Ctrl-C.
            SetupError: the flow could not be brought to its end.
        """
        began = time.monotonic()
        store, settings = self._parts.store, self._parts.settings
        inbox = str(self.inbox.absolute())
        self.id = store.start_run(inbox=inbox, standard=self.standard, versions=self._parts.versions, cases=len(self._cases))
        store.leases.hold(self.id, settings.lease_seconds)
        store.files.sweep()
        alive = threading.Thread(target=self._stay_alive, daemon=True)
        alive.start()
        self._on_event(RunStarted(self.id, len(self._cases), scheduler_seconds, self.passed))
        log.info("run started", run=self.id, cases=len(self._cases), standard=self.standard)
        state = "failed"
        try:
            with self._interrupts.heeded():
                flow()
            state = "completed"
        except KeyboardInterrupt:
            state = "interrupted"
            raise BatchInterrupted(len(self._results), len(self._cases)) from None
        except SignmatchError:
            raise
        except Exception as error:
            log.error("scheduler gave up", run=self.id, error=type(error).__name__, where=where(error))
            # Prefect's record of the run is lost, which is a pity and no more where every case is done
            if len(self._results) < len(self._cases):
                raise SetupError(f"The scheduler gave up ({type(error).__name__}).", "The same command goes on from here.") from error
            state = "completed"
        except BaseException:  # Prefect cancels a run
            state = "interrupted"
            raise
        finally:
            self._stopping.set()
            alive.join()
            seconds = time.monotonic() - began
            self._end(state, seconds)
        return BatchSummary(self.id, self.inbox, self.standard, self.results, seconds, scheduler_seconds, self.passed)

    def _end(self, state: str, seconds: float) -> None:
        counts = counts_of(self.results)
        try:
            self._parts.store.end_run(run_id=self.id, counts=counts, state=state)
        except SetupError as error:  # what is done is done; an end that is missing is no reason to say otherwise
            log.error("run not ended", run=self.id, error=str(error))
        log.info("run ended", run=self.id, state=state, seconds=round(seconds, 3))
        send_notice(self._parts.settings, self.id, self.inbox, state, counts, seconds, self.results)

    def _stay_alive(self) -> None:
        """Renews the run's lease, so that others leave its cases to it."""
        seconds = self._parts.settings.lease_seconds
        while not self._stopping.wait(seconds / 3):
            try:
                self._parts.store.leases.hold(self.id, seconds)
            except Exception as error:  # the database is away for a moment: the next sign of life may still come in time
                log.warning("no sign of life given", run=self.id, error=type(error).__name__)

    @property
    def results(self) -> tuple[CaseResult, ...]:
        """What is done, in the order of the cases."""
        return tuple(self._results[number] for number in sorted(self._results))

    def review(self, first: int, last: int) -> dict[str, int]:
        """Reviews the cases of a chunk that are not done; a second attempt goes on where the first one ended."""
        for number in range(first, last + 1):
            if number not in self._results and number not in self._held:
                self._review(number)
        return counts_of(tuple(self._results[number] for number in range(first, last + 1) if number in self._results))

    def review_held(self) -> dict[str, int]:
        """Waits for the cases that another run had taken up, and reviews those that it gives up or leaves behind."""
        waited_for, pause = len(self._held), HELD_PAUSE
        while held := tuple(self._held):
            for number in held:
                self._review(number)
                self._held.remove(number)  # one that is still held stands there twice now
            pause = min(pause * 2, LONGEST_PAUSE) if len(self._held) == len(held) else HELD_PAUSE
            if self._held:
                self._stopping.wait(pause)
        return {"cases": waited_for}

    @property
    def has_held(self) -> bool:
        return bool(self._held)

    def _review(self, number: int) -> None:
        if self._interrupts.asked:
            raise Stopped
        path = self._cases[number - 1]
        try:
            result = _slim(self._workers.review(path, self.id, lambda: self._tell(CaseStarted(path))), path)
        except CaseHeld:
            self._held.append(number)
            self._tell(CaseFinished(path, None))
            return
        except CaseLost as lost:
            result = self._failed(path, str(lost))
        with self._telling:
            self._results[number] = result
            self._on_event(CaseFinished(path, result))

    def _tell(self, event: CaseStarted | CaseFinished) -> None:
        with self._telling:
            self._on_event(event)

    def _failed(self, path: Path, reason: str) -> CaseResult:
        """Notes a case of which not even a review could be stored; the next run takes it up again."""
        case_id = provisional_id(path)
        self._parts.store.add_run_item(run_id=self.id, case_id=case_id, outcome=RunOutcome.FAILED, message=reason)
        return CaseResult(path, case_id, RunOutcome.FAILED, reason=reason)

    def stop(self) -> None:
        self._stopping.set()
        self._workers.close()


def _slim(result: CaseResult, path: Path) -> CaseResult:
    """A result that came over a pipe, with texts and paths that others share: a run of many cases keeps them all."""
    timings = {sys.intern(stage): seconds for stage, seconds in (result.timings or {}).items()}
    verdict, relation, code = (sys.intern(str(text)) for text in (result.verdict, result.relation, result.code))
    return replace(result, path=path, verdict=verdict, relation=relation, code=code, timings=timings)
