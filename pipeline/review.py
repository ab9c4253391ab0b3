"""One application reviewed: its documents read, the chain followed, doubtful fields read a second time, a verdict given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import structlog

from extractors.vocabulary import DocumentKind
from pipeline.application import Document
from pipeline.chain import CaseFacts, ChainResult, DocumentFacts, Draft, follow
from pipeline.chain.borrowed import sighting_of
from pipeline.errors import EngineError
from pipeline.intake.cases import Case
from pipeline.intake.documents import Upload
from pipeline.outcome import DocumentReport, Earlier, LinkState, Review, Severity, Verdict
from pipeline.read_document import ReadDocument, ReadsDocuments
from pipeline.report import document_facts, document_report
from pipeline.settings import Settings
from pipeline.sighting import Sighting
from pipeline.stages import Stage, stage, stopwatch
from pipeline.standards import Standard
from pipeline.telling import findings, kept_looks, worded

ROUNDS = 2
"""How often the chain may ask for second readings and be followed again."""

Elsewhere = Callable[[tuple[Sighting, ...]], tuple[Sighting, ...]]
"""Says which other cases have the files or numbers that were seen in one."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Unread:
    """A document on which a reader failed."""

    upload: Upload
    declared: Document


def review(
    case: Case,
    reader: ReadsDocuments,
    standard: Standard,
    settings: Settings,
    on: date,
    versions: dict[str, str],
    earlier: tuple[Earlier, ...] = (),
    elsewhere: Elsewhere = lambda _: (),
) -> Review:
    """The machine's answer for one application.

    Args:
        on: the day on which validity is judged.
        versions: of signmatch, its readers and its rules, for the record.
        earlier: the account's earlier applications for the same signature.
        elsewhere: says which other cases have the files or numbers that were seen in this one.

    Raises:
        InputRefused: a document can't be opened.
    """
    with stopwatch() as watch:
        with stage(Stage.EXTRACT):
            documents = [_read(upload, declared, reader) for upload, declared in zip(case.uploads, case.application.documents, strict=True)]
        with stage(Stage.CHAIN):
            given = CaseFacts(case.application, standard, (), on, tuple(each.case_id for each in earlier))
            result = _followed(given, documents, reader, settings, elsewhere)
            drafts = [*result.drafts, *([] if "second" in versions else [Draft("SECOND_READER_MISSING", False)])]
            told = findings(drafts, settings.language, case.application)
            answer = Review(
                case_id=case.application.case_id,
                signature=case.application.signature,
                verdict=verdict_of(result, [finding.severity for finding in told]),
                standard=standard.name,
                findings=told,
                links=tuple(result.links),
                looks=kept_looks(result.looks),
                earlier=earlier,
                documents=tuple(_report(document) for document in documents),
                versions=versions,
                settings=_counting(settings, on),
            )
            answer = worded(answer, settings.language)
        return answer.model_copy(update={"timings": watch.seconds})


def _counting(settings: Settings, on: date) -> dict[str, float | str | bool]:
    """The settings that count for a verdict, as the review tells them."""
    return {"sure_confidence": settings.sure_confidence, "trusted_layouts": settings.trusted_layouts, "judged_on": on.isoformat()}


def _read(upload: Upload, declared: Document, reader: ReadsDocuments) -> ReadDocument | _Unread:
    try:
        return reader.read(upload, declared.kind)
    except EngineError as error:
        log.warning("reading failed", file_sha256=upload.sha256, error=error.message)
        return _Unread(upload, declared)


def _followed(
    given: CaseFacts, documents: Sequence[ReadDocument | _Unread], reader: ReadsDocuments, settings: Settings, elsewhere: Elsewhere
) -> ChainResult:
    """The chain, followed again after the second readings that it asks for.

    Before a link counts as broken because a name is missing, the pages are read as a whole: it may stand elsewhere on them.
    """
    for _ in range(ROUNDS):
        result = follow(_known(given, documents, settings, elsewhere))
        asked = [(documents[each.document], each.field) for each in result.confirmations]
        changed = [reader.confirm(document, name) for document, name in asked if isinstance(document, ReadDocument)]
        if any(link.state is LinkState.BROKEN for link in result.links):
            rests = [documents[index] for index in sorted(result.rests)]
            changed += [reader.read_on(document) for document in rests if isinstance(document, ReadDocument)]
        if not any(changed):
            return result
    return follow(_known(given, documents, settings, elsewhere))


def _known(given: CaseFacts, documents: Sequence[ReadDocument | _Unread], settings: Settings, elsewhere: Elsewhere) -> CaseFacts:
    facts = _facts(documents, settings)
    files = [document.upload.sha256 for document in documents]
    seen = tuple(sighting_of(given.application, file, document) for file, document in zip(files, facts, strict=True))
    return replace(given, documents=facts, seen=seen, elsewhere=elsewhere(seen) if seen else ())


def _facts(documents: Sequence[ReadDocument | _Unread], settings: Settings) -> tuple[DocumentFacts, ...]:
    return tuple(_facts_of(index, document, settings) for index, document in enumerate(documents))


def _facts_of(index: int, document: ReadDocument | _Unread, settings: Settings) -> DocumentFacts:
    if isinstance(document, ReadDocument):
        return document_facts(index, document, settings)
    return DocumentFacts(index, document.upload.name, document.declared.kind, DocumentKind.OTHER, 0.0, {}, failed=True)


def _report(document: ReadDocument | _Unread) -> DocumentReport:
    if isinstance(document, ReadDocument):
        return document_report(document)
    return DocumentReport(file=document.upload.name, sha256=document.upload.sha256, declared_kind=document.declared.kind)


def verdict_of(result: ChainResult, severities: Sequence[Severity]) -> Verdict:
    """Pass only where every link is established and nothing was found; reject where something was found surely."""
    if Severity.REJECT in severities:
        return Verdict.REJECT
    if Severity.REVIEW in severities or not result.links or any(link.state is not LinkState.ESTABLISHED for link in result.links):
        return Verdict.NEEDS_REVIEW
    return Verdict.PASS
