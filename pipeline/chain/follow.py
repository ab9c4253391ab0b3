"""The chain, followed link by link for a self-use signature of an organization; every other sort of application goes to a person."""

from itertools import product

from matchers import is_generic
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain.certificate import certificates, check_certificate, no_certificate, unreadable
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.names import holder_link, named_link
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.chain.website import described_domains, domain_link
from pipeline.outcome import LinkState
from pipeline.standards import TypeRules


def follow(case: CaseFacts) -> ChainResult:
    """Links and findings of a case: never a rejection on text that was not read, never a pass on a name that was not."""
    result = ChainResult()
    _form(case, result)
    rules = _rules(case)
    if rules is None:
        _not_covered(case, result)
    else:
        result.add(_most_favourable(case, rules))
    _doubts(case, result)
    _unread(case, result)
    if is_generic(case.application.signature) and not result.found("SIGNATURE_GENERIC"):
        result.find("SIGNATURE_GENERIC", False, signature=case.application.signature)
    return result


def _doubts(case: CaseFacts, result: ChainResult) -> None:
    """What speaks against trusting a document, whatever it says."""
    for document in case.documents:
        if document.provisional:
            result.find("LAYOUT_PROVISIONAL", False, evidence_of(document), file=document.file, kind=document.kind)
            result.look("document", file=document.file)
        for name in document.contradicted:
            result.find("QR_DIFFERS", False, evidence_of(document, document.fields[name]), file=document.file, field=name)
            result.look("field", field=name, file=document.file)


def _most_favourable(case: CaseFacts, rules: TypeRules) -> ChainResult:
    """Where several documents are of a kind that is due, those count that prove most: what else was uploaded does no harm."""
    filings = list(case.of_kind(rules.named_on)) if case.application.signature_type is SignatureType.WEBSITE else []
    pairs = product([*certificates(case, rules)] or (None,), [*filings] or (None,))
    return min((_chain(case, rules, certificate, filing) for certificate, filing in pairs), key=ChainResult.weight)


def _chain(case: CaseFacts, rules: TypeRules, certificate: DocumentFacts | None, filing: DocumentFacts | None) -> ChainResult:
    result = ChainResult()
    if certificate is None:
        no_certificate(case, rules, result)
    else:
        check_certificate(case, certificate, result)
    if case.application.signature_type is SignatureType.WEBSITE:
        _website(case, rules, certificate, filing, result)
    elif certificate is not None:
        named_link(case, certificate, rules.subject, result)
        holder_link(case, certificate, rules.owner, result)
    return result


def _not_covered(case: CaseFacts, result: ChainResult) -> None:
    application = case.application
    result.find(
        "NOT_COVERED",
        False,
        type=application.signature_type,
        purpose=application.purpose,
        account=application.account.kind,
        developer=application.developed_by,
        standard=case.standard.name,
    )
    result.look("application")


def _unread(case: CaseFacts, result: ChainResult) -> None:
    """A document that was not read may be the one that proves the signature: what the others lack is no reason to reject."""
    proven = result.proven
    for document in case.documents:
        if document.failed:
            result.find("READING_FAILED", False, evidence_of(document), file=document.file)
        elif unreadable(document) and not proven:
            result.find("PICTURE_UNREADABLE", False, evidence_of(document), file=document.file)
        else:
            continue
        result.doubt()
        result.look("document", file=document.file)


def _rules(case: CaseFacts) -> TypeRules | None:
    """The rules of the application's type where the machine decides it."""
    application = case.application
    decided = (
        application.purpose is Purpose.SELF
        and application.account.kind is PartyKind.ORGANIZATION
        and application.developed_by is PartyKind.ORGANIZATION
    )
    return case.standard.types.get(application.signature_type) if decided else None


def _form(case: CaseFacts, result: ChainResult) -> None:
    """Length and characters."""
    signature, form = case.application.signature, case.standard.form(case.application.international)
    if not form.least <= len(signature) <= form.most:
        length, least, most = str(len(signature)), str(form.least), str(form.most)
        result.find("SIGNATURE_LENGTH", True, signature=signature, length=length, least=least, most=most)
    strangers = " ".join(dict.fromkeys(_shown(char) for char in form.strangers(signature)))
    if strangers:
        result.find("SIGNATURE_CHARACTERS", True, signature=signature, strangers=strangers)


def _shown(char: str) -> str:
    """A character for a message; one that nobody can see by its number."""
    return char if char.isprintable() and not char.isspace() else f"U+{ord(char):04X}"


def _website(
    case: CaseFacts, rules: TypeRules, certificate: DocumentFacts | None, filing: DocumentFacts | None, result: ChainResult
) -> None:
    """The filing names the site and its domain; its holder, like the entity of the certificate, is the account holder."""
    if filing is None or rules.subject not in filing.fields:
        signature, domains = case.application.signature, described_domains(case.application.description)
        result.link("named_by", LinkState.CLAIMED, left=signature)
        result.find("SITE_CLAIMED", False, *([evidence_of(filing)] if filing else []), signature=signature)
        if domains:
            result.look("site", domain=domains[0])
        else:
            result.look("site_without_domain", signature=signature)
    else:
        named_link(case, filing, rules.subject, result)
    if filing is not None:
        domain_link(case, filing, result)
        holder_link(case, filing, rules.owner, result)
    if certificate is not None:
        holder_link(case, certificate, case.standard.types[SignatureType.COMPANY].owner, result, name="certificate_of")
