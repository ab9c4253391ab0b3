"""What following the chain yields: links, findings still without words, and what should be read once more."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain.facts import DocumentFacts, FieldFact
from pipeline.outcome import Evidence, Link, LinkState


class Word(NamedTuple):
    """A word or phrase by its group and key in words.yaml, with the facts in it."""

    group: str
    key: str
    facts: Mapping[str, str] = MappingProxyType({})


Listed = DocumentKind | FieldName | SignatureType | Purpose | PartyKind
WordRef = Listed | Word | tuple[DocumentKind, ...] | tuple[FieldName, ...] | tuple[SignatureType, ...]
"""A fact that has a word of its own in each language: a kind, a field, several of them, or a sort of application."""


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
    rests: set[int] = field(default_factory=set)
    """Documents, by index, of which what a glance left unread counts for a link."""

    def link(self, name: str, state: LinkState, left: str = "", right: str = "", relation: str | None = None) -> None:
        self.links.append(Link(name=name, state=state, relation=relation, left=left, right=right))

    def find(self, code: str, sure: bool, *evidence: Evidence, **facts: str | WordRef) -> None:
        self.drafts.append(Draft(code, sure, facts, evidence))

    def look(self, phrase: str, **facts: str | WordRef) -> None:
        if Look(phrase, facts) not in self.looks:
            self.looks.append(Look(phrase, facts))

    def found(self, code: str) -> bool:
        return any(draft.code == code for draft in self.drafts)

    @property
    def proven(self) -> bool:
        """Every link is established and nothing was found."""
        return not self.drafts and bool(self.links) and all(link.state is LinkState.ESTABLISHED for link in self.links)

    def weight(self) -> tuple[bool, int, int]:
        """Orders results of one case, the most favourable first: without a sure finding, few links missing, little found."""
        missing = sum(link.state is not LinkState.ESTABLISHED for link in self.links)
        return any(draft.sure for draft in self.drafts), missing, len(self.drafts)

    def add(self, other: "ChainResult") -> None:
        self.links += other.links
        self.drafts += other.drafts
        self.looks += other.looks
        self.confirmations += other.confirmations
        self.rests |= other.rests

    def doubt(self) -> None:
        """Makes every finding unsure and every broken link open."""
        self.drafts = [replace(draft, sure=False) for draft in self.drafts]
        self.links = [link.model_copy(update={"state": LinkState.OPEN}) if link.state is LinkState.BROKEN else link for link in self.links]

    def rest(self, document: DocumentFacts) -> None:
        if document.unread:
            self.rests.add(document.index)

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
