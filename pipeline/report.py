"""From what was read to what the chain knows and what a review reports of a document."""

from extractors.page import Field
from pipeline.agreement import agreed
from pipeline.calibration import probability
from pipeline.chain import DocumentFacts, FieldFact
from pipeline.correction import PERSON
from pipeline.intake.sniff import EXTENSIONS
from pipeline.outcome import DocumentReport, FieldReading
from pipeline.picture.geometry import turned_back
from pipeline.read_document import ReadDocument
from pipeline.settings import Settings

EMBLEM_RED = "emblem_red"


def document_facts(index: int, document: ReadDocument, settings: Settings) -> DocumentFacts:
    """What the chain knows of a document; the settings say from which confidence on, and in which layouts, a field is sure."""
    provisional = any(_is_provisional(document, found, settings) for found in document.fields.values())
    return DocumentFacts(
        index=index,
        file=document.upload.name,
        declared_kind=document.declared_kind,
        kind=document.kind,
        kind_confidence=document.kind_confidence,
        fields={name: _fact(document, found, settings) for name, found in document.fields.items()},
        text="\n".join("".join(line.text.split()) for page in document.pages for line in page.page.lines),
        unread=any(page.page.unread for page in document.pages),
        emblem_red=document.picture.get(EMBLEM_RED),
        measures=dict(document.picture),
        cut=tuple(document.cut),
        contradicted=tuple(document.contradicted),
        several=document.several,
        provisional=provisional,
        layout=_layout(document),
        format=EXTENSIONS.get(document.upload.media_type, "").removeprefix("."),
        size=document.upload.size,
    )


def document_report(document: ReadDocument) -> DocumentReport:
    """What was read from a document; polygons in pixels of the page as it came."""
    return DocumentReport(
        file=document.upload.name,
        sha256=document.upload.sha256,
        declared_kind=document.declared_kind,
        kind=document.kind,
        kind_confidence=document.kind_confidence,
        kind_scores=document.kind_scores,
        layout=_layout(document),
        fields={name: _reading(document, found) for name, found in document.fields.items()},
        picture=dict(document.picture),
        pages=len(document.pages),
        lines_unread=sum(len(page.page.unread) for page in document.pages),
    )


def _layout(document: ReadDocument) -> str:
    return next((found.layout for found in document.fields.values() if found.layout), "")


def _fact(document: ReadDocument, found: Field, settings: Settings) -> FieldFact:
    page = document.field_pages[found.name]
    provisional = _is_provisional(document, found, settings)
    return FieldFact(
        name=found.name,
        value=found.value,
        confidence=probability_of(found),
        char_confidences=found.char_confidences,
        sure=probability_of(found) >= settings.sure_confidence and not provisional,
        provisional=provisional,
        agreed=agreed(found) or found.read_by == "pdf",
        page=page,
        polygon=_reading(document, found).polygon,
    )


def _is_provisional(document: ReadDocument, found: Field, settings: Settings) -> bool:
    return found.provisional and not settings.trusts(document.kind, found.layout)


def probability_of(found: Field) -> float:
    """How often such a reading is right (0-1); what a person read is. What two readers agree on is as sure as that made it."""
    known = found.read_by.endswith(PERSON) or agreed(found)
    return found.confidence if known else probability(found)


def _reading(document: ReadDocument, found: Field) -> FieldReading:
    number = document.field_pages[found.name]
    page = document.pages[number - 1]
    return FieldReading(
        value=found.value,
        confidence=probability_of(found),
        polygon=turned_back(found.polygon, page.turn, page.source.width, page.source.height),
        read_by=found.read_by,
        page=number,
        repaired=found.repaired,
    )
