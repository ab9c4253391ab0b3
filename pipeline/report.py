"""From what was read to what is told: the chain's facts, the report of a document, the findings in words."""

from collections.abc import Iterable, Mapping

from extractors.page import Field
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain import DocumentFacts, Draft, FieldFact
from pipeline.chain.result import Look, WordRef
from pipeline.messages import catalogue, message, word
from pipeline.outcome import DocumentReport, FieldReading, Finding
from pipeline.picture.geometry import turned_back
from pipeline.reading import ReadDocument
from pipeline.settings import Language, Settings

EMBLEM_RED = "emblem_red"
WORDS: Mapping[type, str] = {
    DocumentKind: "kinds",
    FieldName: "fields",
    SignatureType: "types",
    Purpose: "purposes",
    PartyKind: "parties",
}
"""The group of words.yaml that has the words for facts of a type."""


def document_facts(index: int, document: ReadDocument, settings: Settings) -> DocumentFacts:
    """What the chain knows of a document; the settings say from which confidence on, and in which layouts, a field is sure."""
    provisional = document.kind not in settings.trusted_kinds and any(found.provisional for found in document.fields.values())
    return DocumentFacts(
        index=index,
        file=document.upload.name,
        declared_kind=document.declared_kind,
        kind=document.kind,
        kind_confidence=document.kind_confidence,
        fields={name: _fact(document, found, settings) for name, found in document.fields.items()},
        text="\n".join("".join(line.text.split()) for page in document.pages for line in page.page.lines),
        emblem_red=document.picture.get(EMBLEM_RED),
        contradicted=tuple(document.contradicted),
        provisional=provisional,
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
        fields={name: _reading(document, found) for name, found in document.fields.items()},
        picture=dict(document.picture),
        pages=len(document.pages),
    )


def findings(drafts: Iterable[Draft], language: Language) -> tuple[Finding, ...]:
    """The drafts in words, rejections first."""
    order = ("reject", "review", "note")
    told = (
        Finding(
            code=draft.code,
            severity=catalogue()[draft.code].severity(draft.sure),
            message=message(draft.code, language, _spoken(draft.facts, language)),
            evidence=draft.evidence,
        )
        for draft in drafts
    )
    return tuple(sorted(told, key=lambda finding: order.index(finding.severity)))


def looks(looks: Iterable[Look], language: Language) -> tuple[str, ...]:
    return tuple(word("look_at", look.phrase, language, **_spoken(look.facts, language)) for look in looks)


def _fact(document: ReadDocument, found: Field, settings: Settings) -> FieldFact:
    page = document.field_pages[found.name]
    provisional = found.provisional and document.kind not in settings.trusted_kinds
    return FieldFact(
        name=found.name,
        value=found.value,
        confidence=found.confidence,
        char_confidences=found.char_confidences,
        sure=found.confidence >= settings.sure_confidence and not provisional,
        provisional=provisional,
        agreed="+" in found.read_by or found.read_by == "pdf",
        page=page,
        polygon=_reading(document, found).polygon,
    )


def _reading(document: ReadDocument, found: Field) -> FieldReading:
    number = document.field_pages[found.name]
    page = document.pages[number - 1]
    return FieldReading(
        value=found.value,
        confidence=found.confidence,
        polygon=turned_back(found.polygon, page.turn, page.source.width, page.source.height),
        read_by=found.read_by,
        page=number,
        repaired=found.repaired,
    )


def _spoken(facts: Mapping[str, str | WordRef], language: Language) -> dict[str, str]:
    return {name: _word(fact, language) for name, fact in facts.items()}


def _word(fact: str | WordRef, language: Language) -> str:
    if isinstance(fact, tuple):
        return ("、" if language == "zh" else ", ").join(_word(kind, language) for kind in fact)
    group = next((group for kind, group in WORDS.items() if isinstance(fact, kind)), None)
    return word(group, fact, language) if group else fact
