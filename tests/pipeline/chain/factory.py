"""Cases as a reviewer would tell them: documents that say something, and an application that asks for something."""

from dataclasses import dataclass, replace
from datetime import date
from string import Formatter
from typing import Any, get_args

from extractors.vocabulary import DocumentKind, FieldName
from pipeline import standards
from pipeline.application import Account, Application, PartyKind, SignatureType
from pipeline.chain import CaseFacts, ChainResult, DocumentFacts, FieldFact, follow
from pipeline.outcome import Finding, Link, LinkState, Severity, Verdict
from pipeline.review import verdict_of
from pipeline.settings import Language
from pipeline.telling import findings, looks

COMPANY = "北京星槎云计算有限公司"
OTHER_COMPANY = "上海檐鹊餐饮管理有限公司"
SUBMITTED = date(2024, 6, 1)
SURE, UNSURE = 0.99, 0.6
LANGUAGES: tuple[Language, ...] = get_args(Language)


def fact(name: FieldName, value: str, *, sure: bool = True, agreed: bool = False) -> FieldFact:
    confidence = SURE if sure else UNSURE
    corners = ((10.0, 10.0), (90.0, 10.0), (90.0, 20.0), (10.0, 20.0))
    return FieldFact(name, value, confidence, (confidence,) * len(value), sure, agreed, 1, corners)


def document(kind: DocumentKind, file: str, *facts: FieldFact | None, **differing: Any) -> DocumentFacts:
    """A document of a kind; without `text` it says its fields and enough else to be readable."""
    said = [each for each in facts if each is not None]
    text = "\n".join([each.value for each in said] + ["经营范围：" + "一" * 60])
    plain = DocumentFacts(0, file, None, kind, 0.97, {each.name: each for each in said}, text, 0.2)
    return replace(plain, **differing)


def licence(
    name: str | None = COMPANY,
    *,
    sure: bool = True,
    agreed: bool = False,
    since: str = "",
    until: str = "",
    until_sure: bool = True,
    **differing: Any,
) -> DocumentFacts:
    facts = [
        fact(FieldName.ENTITY_NAME, name, sure=sure, agreed=agreed) if name else None,
        fact(FieldName.VALID_FROM, since) if since else None,
        fact(FieldName.VALID_TO, until, sure=until_sure) if until else None,
    ]
    return document(DocumentKind.BUSINESS_LICENSE, "licence.jpg", *facts, **differing)


def trademark(
    mark: str | None = "星槎",
    registrant: str | None = COMPANY,
    *,
    mark_sure: bool = True,
    registrant_sure: bool = True,
    until: str = "",
    **differing: Any,
) -> DocumentFacts:
    facts = [
        fact(FieldName.MARK_TEXT, mark, sure=mark_sure) if mark else None,
        fact(FieldName.REGISTRANT, registrant, sure=registrant_sure) if registrant else None,
        fact(FieldName.VALID_TO, until) if until else None,
    ]
    return document(DocumentKind.TRADEMARK_CERTIFICATE, "trademark.jpg", *facts, **differing)


def filing(
    site: str | None = "星槎云",
    domain: str | None = "xingcha.example",
    holder: str | None = COMPANY,
    *,
    site_sure: bool = True,
    domain_sure: bool = True,
    holder_sure: bool = True,
    **differing: Any,
) -> DocumentFacts:
    facts = [
        fact(FieldName.SITE_NAME, site, sure=site_sure) if site else None,
        fact(FieldName.DOMAIN, domain, sure=domain_sure) if domain else None,
        fact(FieldName.ICP_HOLDER, holder, sure=holder_sure) if holder else None,
    ]
    return document(DocumentKind.ICP_SCREENSHOT, "filing.png", *facts, **differing)


def unknown(text: str = "", **differing: Any) -> DocumentFacts:
    """A document that looks like nothing that is known."""
    return replace(DocumentFacts(0, "photo.jpg", DocumentKind.BUSINESS_LICENSE, DocumentKind.OTHER, 0.0, {}, text), **differing)


def unseen(document: DocumentFacts) -> DocumentFacts:
    """The document in a layout of which no genuine specimen was ever checked: nothing on it is sure."""
    fields = {name: replace(each, sure=False, provisional=True) for name, each in document.fields.items()}
    return replace(document, fields=fields, provisional=True)


def case(
    *documents: DocumentFacts,
    signature: str = "星槎云",
    kind: SignatureType = SignatureType.COMPANY,
    account: str = COMPANY,
    account_kind: PartyKind = PartyKind.ORGANIZATION,
    approved: tuple[str, ...] = (),
    standard: str = "tencent-intl-2024",
    on: date = SUBMITTED,
    **application: Any,
) -> CaseFacts:
    asked = Application(
        case_id="1",
        signature=signature,
        signature_type=kind,
        account=Account(kind=account_kind, name=account, approved_signatures=approved),
        **application,
    )
    numbered = tuple(replace(each, index=number) for number, each in enumerate(documents))
    return CaseFacts(asked, standards.load(standard), numbered, on)


@dataclass(frozen=True)
class Judged:
    """What the chain made of a case, and what an applicant would be told."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    result: ChainResult

    @property
    def codes(self) -> dict[str, Severity]:
        return {finding.code: finding.severity for finding in self.findings}

    @property
    def links(self) -> dict[str, LinkState]:
        return {link.name: link.state for link in self.result.links}

    @property
    def confirmed(self) -> set[FieldName]:
        """The fields that should be read by the second reader."""
        return {confirmation.field for confirmation in self.result.confirmations}

    def link(self, name: str) -> Link:
        return next(link for link in self.result.links if link.name == name)

    def message(self, code: str) -> str:
        return next(finding.message for finding in self.findings if finding.code == code)


def judged(facts: CaseFacts) -> Judged:
    """The chain's answer, once everything that it tells has been put into words in every language."""
    result = follow(facts)
    for language in LANGUAGES:
        for text in (*(finding.message for finding in findings(result.drafts, language)), *looks(result.looks, language)):
            assert text.strip() and not any(name for _, name, _, _ in Formatter().parse(text)), text
    told = findings(result.drafts, "en")
    return Judged(verdict_of(result, [finding.severity for finding in told]), told, result)
