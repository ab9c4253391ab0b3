"""What a run tells while it goes on, and what it has to say at its end."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake.inbox import Passed
from pipeline.outcome import Verdict
from pipeline.store import RunOutcome
from pipeline.work import CaseResult


@dataclass(frozen=True, slots=True)
class SchedulerStarting:
    """The Prefect server is being started, which takes seconds."""


@dataclass(frozen=True, slots=True)
class RunStarted:
    """The cases are handed out from here on; `scheduler_seconds` is what starting the server took, `passed` is left alone."""

    run_id: int
    total: int
    scheduler_seconds: float
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseStarted:
    """A case went to a reading process."""

    path: Path


@dataclass(frozen=True, slots=True)
class CaseFinished:
    """A case is done, well or badly; without a result another run has it, and it comes up again at the end."""

    path: Path
    result: CaseResult | None


Event = SchedulerStarting | RunStarted | CaseStarted | CaseFinished
OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """A run that came to its end: the results in the order of the cases, and the seconds without the start of the scheduler."""

    run_id: int
    inbox: Path
    standard: str
    results: tuple[CaseResult, ...]
    seconds: float
    scheduler_seconds: float
    passed: tuple[Passed, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        return counts_of(self.results)

    @property
    def timings(self) -> dict[str, float]:
        """Seconds by stage, summed over the cases that this run reviewed, the longest first."""
        total: Counter[str] = Counter()
        for result in self.results:
            if result.outcome is RunOutcome.REVIEWED:
                total.update(result.timings or {})
        return dict(total.most_common())

    @property
    def all_pass(self) -> bool:
        return all(result.verdict == Verdict.PASS for result in self.results)


def counts_of(results: tuple[CaseResult, ...]) -> dict[str, int]:
    """How many cases there are, and how many of each outcome and verdict."""
    outcomes = Counter(result.outcome.value for result in results)
    verdicts = Counter(result.verdict for result in results)
    return {
        "cases": len(results),
        **{outcome.value: outcomes[outcome.value] for outcome in RunOutcome},
        **{verdict.value: verdicts[verdict.value] for verdict in Verdict},
    }


class BatchInterrupted(Exception):
    """The run was stopped by Ctrl-C or by the system; what is done is kept."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(f"Stopped after {done} of {total} cases; the same command goes on from here.")
        self.done, self.total = done, total
