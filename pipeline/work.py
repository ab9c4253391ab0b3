"""One case of a run, from its folder to its stored review: what the batch hands out and gets back."""

import json
import time
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import structlog

from pipeline.bootstrap import Parts
from pipeline.errors import InputRefused, SetupError, UsageError
from pipeline.intake.cases import Case, open_case
from pipeline.logs import where
from pipeline.outcome import Review
from pipeline.review import review
from pipeline.store import RunOutcome as Outcome

log = structlog.get_logger()


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


def review_case(path: Path, parts: Parts, *, run_id: int | None) -> CaseResult:
    """Opens, reviews and stores one case of a run, unless this very application was reviewed like this before.

    What is wrong with a bad case is the result's reason.

    Raises:
        SetupError, UsageError: not the case is at fault, but what every case needs: the disk is full, the database away.
    """
    started = time.perf_counter()
    case_id = path.stem if path.suffix == ".json" and path.name != "application.json" else (path if path.is_dir() else path.parent).name
    try:
        case = open_case(path, parts.settings)
        case_id = case.application.case_id
        result = _reviewed(path, case, parts, run_id)
    except InputRefused as error:
        result = CaseResult(path, case_id, Outcome.REFUSED, reason=str(error))
    except (SetupError, UsageError):
        raise
    except Exception as error:
        # One bad case never stops a run.
        log.error("case failed", case=case_id, error=type(error).__name__, where=where(error))
        result = CaseResult(path, case_id, Outcome.FAILED, reason=f"signmatch failed on this case ({type(error).__name__}); see the log.")
    if run_id is not None:
        message = result.reason if result.outcome in (Outcome.REFUSED, Outcome.FAILED) else ""
        parts.store.add_run_item(run_id=run_id, case_id=case_id, outcome=result.outcome, review_id=result.review_id, message=message)
    return replace(result, seconds=round(time.perf_counter() - started, 4))


def _reviewed(path: Path, case: Case, parts: Parts, run_id: int | None) -> CaseResult:
    key = input_key(case.fingerprint, parts)
    last = parts.store.last_review(case.application.case_id)
    if last is not None and last.input_key == key:
        return case_result(path, last.review, last.id, Outcome.UNCHANGED)
    # an application or a standard that was changed and changed back has an older review of this key: the newest one must fit
    back_again = parts.store.review_with_key(case.application.case_id, key) is not None
    application_id = parts.store.keep_case(case)
    answer = answered(case, parts)
    review_id = parts.store.add_review(
        answer, application_id=application_id, kind="batch", input_key=key, run_id=run_id, unless_key_exists=not back_again
    )
    outcome = Outcome.REVIEWED if review_id is not None else Outcome.UNCHANGED
    return case_result(path, answer, review_id, outcome)


def answered(case: Case, parts: Parts, *, afresh: bool = False) -> Review:
    """The review of a case; one without a day of submission is judged on the day on which it was kept first."""
    stored = parts.store.case(case.application.case_id)
    kept_on = stored.created_at.date() if stored and stored.fingerprint == case.fingerprint else date.today()
    on = case.application.submitted_at or kept_on
    return review(case, parts.reader(afresh=afresh), parts.standard, parts.settings, on, parts.versions)


def input_key(fingerprint: str, parts: Parts) -> str:
    """What a review rests on: the application and its files, the standard, the versions, the settings that count."""
    rest = [
        parts.standard.model_dump_json(),
        sorted(parts.versions.items()),
        parts.settings.sure_confidence,
        sorted(parts.settings.trusted_kinds),
        parts.settings.language,
    ]
    return sha256(json.dumps([fingerprint, *rest]).encode()).hexdigest()


def case_result(path: Path, review: Review, review_id: int | None, outcome: Outcome) -> CaseResult:
    """A review in brief, for a table."""
    link = next((link for link in review.links if link.name == "named_by"), None)
    return CaseResult(
        path=path,
        case_id=review.case_id,
        outcome=outcome,
        verdict=review.verdict,
        review_id=review_id,
        signature=review.signature,
        name=link.right if link else "",
        relation=link.relation or "" if link else "",
        reason=review.findings[0].message if review.findings and review.verdict != "pass" else "",
        timings=review.timings,
    )
