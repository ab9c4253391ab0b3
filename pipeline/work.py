"""One case of a run, from its folder to its stored review: what the batch hands out and gets back."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import structlog
from structlog.contextvars import bound_contextvars

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.bootstrap import Parts
from pipeline.correction import CorrectedReader, corrections_of
from pipeline.errors import EngineError, InputRefused
from pipeline.intake.cases import Case, open_case
from pipeline.intake.documents import Upload
from pipeline.outcome import Review
from pipeline.read_document import ReadDocument, ReadsDocuments
from pipeline.resubmission import earlier_applications
from pipeline.review import Elsewhere, review
from pipeline.stages import Stage, stage, stopwatch
from pipeline.store import RunOutcome as Outcome
from pipeline.store.past import Past

Corrected = Mapping[tuple[int, str], str]
"""What people corrected in an application: position of the document and field → value."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Background:
    """What the store knows that counts for a case: its past, what people corrected in it, what others showed."""

    past: Past
    corrected: Corrected
    elsewhere: Elsewhere


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case, small enough to travel between processes.

    `name` is the certificate's name that decided, `relation` how the signature stands to it, `reason` the first
    finding or the refusal in words, `code` that of the finding, `seconds` the wall time, `timings` seconds by stage.
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
    code: str = ""
    seconds: float = 0.0
    timings: dict[str, float] | None = None


class CaseHeld(Exception):
    """Another run has taken the case up, and will bring it to its end."""


def review_case(path: Path, parts: Parts, *, run_id: int | None, given_up: str = "") -> CaseResult:
    """Opens, reviews and stores one case of a run, unless this very application was reviewed like this before.

    What is wrong with a bad case is the result's reason. With `given_up`, which says why reading it failed again and again,
    nothing is read, and the review says that a person must look.

    Raises:
        CaseHeld: another run has it.
        SetupError, UsageError: not the case is at fault, but what every case needs: the disk is full, the database away.
    """
    started = time.perf_counter()
    case_id = provisional_id(path)
    with bound_contextvars(run=run_id, case=case_id), stopwatch() as watch:
        try:
            with stage(Stage.INTAKE):
                case = open_case(path, parts.settings, known=parts.store.readings.has)
            case_id = case.application.case_id
            result = _reviewed(path, case, parts, run_id, given_up)
        except InputRefused as error:
            result = CaseResult(path, case_id, Outcome.REFUSED, reason=str(error))
            if run_id is not None:
                parts.store.add_run_item(run_id=run_id, case_id=case_id, outcome=result.outcome, message=result.reason)
        result = replace(result, seconds=round(time.perf_counter() - started, 4), timings=watch.seconds)
        log.info("case done", outcome=result.outcome.value, verdict=result.verdict, review=result.review_id, seconds=result.seconds)
    return result


def provisional_id(path: Path) -> str:
    """What a case is called until it is open: the name of its folder, or that of its payload file."""
    return path.stem if path.suffix == ".json" and path.name != "application.json" else (path if path.is_dir() else path.parent).name


def _reviewed(path: Path, case: Case, parts: Parts, run_id: int | None, given_up: str) -> CaseResult:
    store, case_id = parts.store, case.application.case_id
    corrected = store.desk.corrected(case.fingerprint)
    key = input_key(case.fingerprint, parts, corrected)
    application_id = store.take_up(case, input_key=key, run_id=run_id)
    if application_id is not None:
        reader = Unreadable(given_up) if given_up else parts.reader()
        answer = judged(case, parts, reader, _background(case, parts, corrected))
        review_id = store.add_review(answer, application_id=application_id, kind="batch", input_key=key, run_id=run_id, unless_newest=True)
        if review_id is not None:
            return case_result(path, answer, review_id, Outcome.REVIEWED)
    last = store.last_review(case_id, key)
    if last is None:
        raise CaseHeld
    if run_id is not None:
        store.add_run_item(run_id=run_id, case_id=case_id, outcome=Outcome.UNCHANGED, review_id=last.id)
    return case_result(path, last.review, last.id, Outcome.UNCHANGED)


class Unreadable:
    """Reads nothing: what a case is left to that took too long, or killed its process, at every attempt."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        raise EngineError(f"Given up: {self._reason}")

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        return False

    def read_on(self, document: ReadDocument) -> bool:
        return False


def answered(case: Case, parts: Parts, *, afresh: bool = False, given_up: str = "") -> Review:
    """The review of a case; with `afresh` its documents are read again, with `given_up` they are not read, for that reason."""
    background = _background(case, parts, parts.store.desk.corrected(case.fingerprint))
    return judged(case, parts, Unreadable(given_up) if given_up else parts.reader(afresh=afresh), background)


def _background(case: Case, parts: Parts, corrected: Corrected) -> Background:
    [past] = parts.store.pasts.of([case])
    return Background(past, corrected, parts.store.sightings.compare)


def judged(case: Case, parts: Parts, reader: ReadsDocuments, background: Background) -> Review:
    """The review of a case before its background; without a day of submission it is judged on the day on which it was kept first."""
    past, corrected = background.past, background.corrected
    on = case.application.submitted_at or (past.kept_at.date() if past.kept_at else date.today())
    if corrected:
        reader = CorrectedReader(reader, corrections_of(case, corrected))
    earlier = earlier_applications(case, past)
    return review(case, reader, parts.standard, parts.settings, on, parts.versions, earlier, elsewhere=background.elsewhere)


def input_key(fingerprint: str, parts: Parts, corrected: Corrected | None = None) -> str:
    """What a review rests on: the application and its files, corrections, the standard, the versions, the settings that count."""
    if corrected is None:
        corrected = parts.store.desk.corrected(fingerprint)
    values = sorted([*place, value] for place, value in corrected.items())
    return sha256(json.dumps([fingerprint, *parts.basis, *([values] if values else [])]).encode()).hexdigest()


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
        code=review.findings[0].code if review.findings and review.verdict != "pass" else "",
        timings=review.timings,
    )
