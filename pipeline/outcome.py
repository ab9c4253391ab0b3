"""The answer of signmatch: a review with its findings, links and what was read, exactly as `review --json` prints it."""

import re
from collections.abc import Callable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from extractors.page import Polygon
from extractors.vocabulary import DocumentKind, FieldName

Scalar = float | str | bool


class Verdict(StrEnum):
    PASS = "pass"
    REJECT = "reject"
    NEEDS_REVIEW = "needs_review"


class Severity(StrEnum):
    """What a finding asks for: the application is rejected, a person looks, or nothing."""

    REJECT = "reject"
    REVIEW = "review"
    NOTE = "note"


class LinkState(StrEnum):
    """How far one step of the evidence chain holds.

    `claimed`: only the applicant says so. `open`: unreadable, unsure, a logo, or a kind not recognised.
    """

    ESTABLISHED = "established"
    BROKEN = "broken"
    CLAIMED = "claimed"
    OPEN = "open"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Model):
    """Where a finding comes from: a file, and where one is meant a page (from 1), a field and its place on the page.

    `polygon` is in pixels of the upright page; `confidence` is 0-1.
    """

    document: str = ""
    page: int | None = None
    field: FieldName | None = None
    value: str = ""
    confidence: float | None = None
    polygon: Polygon = ()


class Words(_Model):
    """A fact that each language has words for: keys of a group of words.yaml, told one after the other, with the facts in them."""

    group: str
    keys: tuple[str, ...]
    facts: dict[str, str] = Field(default_factory=dict)


Fact = str | Words


class Finding(_Model):
    """One outcome of one check. `reason` is the vendor's own (R01-R11); `facts` are what the message was made of."""

    code: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None
    facts: dict[str, Fact] = Field(default_factory=dict)


class LookAt(_Model):
    """Something that a reviewer should look at: a phrase of words.yaml with its facts."""

    phrase: str
    facts: dict[str, Fact] = Field(default_factory=dict)


class Link(_Model):
    """One step of the evidence chain; `relation` says how `left` stands to `right`, where both are known."""

    name: str
    state: LinkState
    relation: str | None = None
    left: str = ""
    right: str = ""


class Earlier(_Model):
    """An earlier application of the same account for the same signature: its last verdict, and what the later one has otherwise."""

    case_id: str
    submitted_at: str = ""
    verdict: str = ""
    changes: tuple[str, ...] = ()


class FieldReading(_Model):
    """A field as it was read: the polygon is in pixels of the upright page `page` (from 1)."""

    value: str
    confidence: float
    polygon: Polygon = ()
    read_by: str = ""
    page: int = 1
    repaired: str | None = None


class DocumentReport(_Model):
    """What was read from one document, as `read --json` prints it.

    `kind_scores` has the score (0-1) of every kind that was tried; `picture` holds measures such as sharpness. `lines_unread` counts
    the lines that were found and not read, because the decision needs nothing of them. `layout` is the design of the kind through
    which the fields were read.
    """

    file: str
    sha256: str = ""
    declared_kind: DocumentKind | None = None
    kind: DocumentKind | None = None
    kind_confidence: float = 0.0
    kind_scores: dict[str, float] = Field(default_factory=dict)
    layout: str = ""
    fields: dict[FieldName, FieldReading] = Field(default_factory=dict)
    picture: dict[str, Scalar] = Field(default_factory=dict)
    pages: int = 1
    lines_unread: int = 0


class Review(_Model):
    """The machine's answer for one application; `timings` are seconds.

    `reply` is the text for the applicant, `argument` the verdict's reasons link by link; `looks` are what `look_at` was made of;
    `earlier` are the account's earlier applications for the same signature, each with what changed since.
    """

    case_id: str
    signature: str
    verdict: Verdict
    standard: str
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    look_at: tuple[str, ...] = ()
    reply: str = ""
    argument: tuple[str, ...] = ()
    looks: tuple[LookAt, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    documents: tuple[DocumentReport, ...] = ()
    versions: dict[str, str] = Field(default_factory=dict)
    settings: dict[str, Scalar] = Field(default_factory=dict)
    timings: dict[str, float] = Field(default_factory=dict)

    def masked(self) -> "Review":
        """A copy in which the names of legal representatives show their first character only."""
        text = _text_masker(self)
        return self.model_copy(
            update={
                "documents": tuple(masked_document(document) for document in self.documents),
                "findings": tuple(_masked_finding(finding, text) for finding in self.findings),
                "look_at": tuple(text(line) for line in self.look_at),
                "looks": tuple(look.model_copy(update={"facts": _masked_facts(look.facts, text)}) for look in self.looks),
                "reply": text(self.reply),
                "argument": tuple(text(line) for line in self.argument),
            }
        )


def mask(name: str) -> str:
    """The first character of a personal name, the rest hidden."""
    return name[:1] + "*" * (len(name) - 1)


def masked_document(document: DocumentReport) -> DocumentReport:
    """A copy of a report in which the legal representative is masked."""
    reading = document.fields.get(FieldName.LEGAL_REPRESENTATIVE)
    if reading is None:
        return document
    repaired = mask(reading.repaired) if reading.repaired else reading.repaired
    hidden = reading.model_copy(update={"value": mask(reading.value), "repaired": repaired})
    return document.model_copy(update={"fields": {**document.fields, FieldName.LEGAL_REPRESENTATIVE: hidden}})


def _masked_finding(finding: Finding, text: Callable[[str], str]) -> Finding:
    evidence = tuple(
        each.model_copy(update={"value": mask(each.value)}) if each.field is FieldName.LEGAL_REPRESENTATIVE else each
        for each in finding.evidence
    )
    return finding.model_copy(update={"message": text(finding.message), "evidence": evidence, "facts": _masked_facts(finding.facts, text)})


def _masked_facts(facts: dict[str, Fact], text: Callable[[str], str]) -> dict[str, Fact]:
    return {
        name: text(fact)
        if isinstance(fact, str)
        else fact.model_copy(update={"facts": {key: text(value) for key, value in fact.facts.items()}})
        for name, fact in facts.items()
    }


def _text_masker(review: Review) -> Callable[[str], str]:
    """Masks personal names inside sentences, and leaves them where they are part of another value: 张伟 in 张伟商贸有限公司."""
    secret, public = _names(review)
    if not secret:
        return lambda text: text
    longest_first = sorted(secret | public, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return lambda text: pattern.sub(lambda found: mask(found[0]) if found[0] in secret else found[0], text)


def _names(review: Review) -> tuple[set[str], set[str]]:
    """The names of legal representatives, and all other values that a sentence may quote."""
    values = [(name, reading.value) for document in review.documents for name, reading in document.fields.items()]
    values += [(name, reading.repaired) for document in review.documents for name, reading in document.fields.items() if reading.repaired]
    values += [(each.field, each.value) for finding in review.findings for each in finding.evidence if each.field]
    secret = {value for name, value in values if name is FieldName.LEGAL_REPRESENTATIVE}
    public = {value for name, value in values if name is not FieldName.LEGAL_REPRESENTATIVE}
    public |= {review.signature} | {side for link in review.links for side in (link.left, link.right)}
    return secret - {""}, public - {""}
