"""What following the chain yields: links, findings still without words, and what should be read once more."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.chain.facts import DocumentFacts, FieldFact
from pipeline.outcome import Evidence, Link, LinkState

WordRef = DocumentKind | FieldName | tuple[DocumentKind, ...]
"""A fact that is itself a word of a language: a kind, a field, or several kinds."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before it is put into words; `sure` decides how severe it is."""

    code: str
    sure: bool
    facts: Mapping[str, str | WordRef] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """Something that a reviewer should look at: a phrase of words.yaml with its facts."""

    phrase: str
    facts: Mapping[str, str | WordRef] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A field whose second reading would change the verdict or make it surer."""

    document: int
    field: FieldName


@dataclass
class ChainResult:
    """Links, findings, things to look at and fields to confirm, gathered while the chain is followed."""

    links: list[Link] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)

    def link(self, name: str, state: LinkState, left: str = "", right: str = "", relation: str | None = None) -> None:
        self.links.append(Link(name=name, state=state, relation=relation, left=left, right=right))

    def find(self, code: str, sure: bool, *evidence: Evidence, **facts: str | WordRef) -> None:
        self.drafts.append(Draft(code, sure, facts, evidence))

    def look(self, phrase: str, **facts: str | WordRef) -> None:
        if Look(phrase, facts) not in self.looks:
            self.looks.append(Look(phrase, facts))

    def confirm(self, document: DocumentFacts, fact: FieldFact) -> None:
        if not fact.agreed:
            self.confirmations.append(Confirmation(document.index, fact.name))


def evidence_of(document: DocumentFacts, fact: FieldFact | None = None) -> Evidence:
    """Where a finding comes from: the document, and where there is one the field on it."""
    if fact is None:
        return Evidence(document=document.file)
    return Evidence(
        document=document.file, page=fact.page, field=fact.name, value=fact.value, confidence=fact.confidence, polygon=fact.polygon
    )
