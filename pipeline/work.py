"""One case of a run, from its folder to its stored review: what the batch hands out and gets back."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    """`unchanged`: this very application was reviewed before by the same versions under the same standard."""

    REVIEWED = "reviewed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case, small enough to travel between processes.

    `name` is the certificate's name that decided, `relation` how the signature stands to it, `reason` the first
    finding or the refusal in words, `seconds` the wall time, `timings` seconds by stage.
    """

    path: Path
    case_id: str
    outcome: Outcome
    verdict: str = ""
    review_id: int | None = None
    signature: str = ""
    name: str = ""
    relation: str = ""
    reason: str = ""
    seconds: float = 0.0
    timings: dict[str, float] | None = None
