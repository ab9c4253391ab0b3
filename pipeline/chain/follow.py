"""The chain, followed link by link for a self-use signature of an organization; every other sort of application goes to a person."""

from matchers import is_generic
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain.certificate import due_certificate
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.names import holder_link, named_link
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.chain.website import domain_link
from pipeline.outcome import LinkState
from pipeline.standards import TypeRules


def follow(case: CaseFacts) -> ChainResult:
    """Links and findings of a case: never a rejection on text that was not read, never a pass on a name that was not."""
    result = ChainResult()
    _form(case, result)
    for document in case.documents:
        if document.failed:
            result.find("READING_FAILED", False, evidence_of(document), file=document.file)
            result.look("document", file=document.file)
    rules = _rules(case)
    if rules is None:
        application = case.application
        sort = f"{application.signature_type}, {application.purpose}, {application.account.kind}"
        result.find("NOT_COVERED", False, sort=sort)
        result.look("application")
        return result
    certificate = due_certificate(case, rules, result)
    if case.application.signature_type is SignatureType.WEBSITE:
        _website(case, rules, certificate, result)
    elif certificate is not None:
        named_link(case, certificate, rules.subject, result)
        holder_link(case, certificate, rules.owner, result)
    if is_generic(case.application.signature) and not any(draft.code == "SIGNATURE_GENERIC" for draft in result.drafts):
        result.find("SIGNATURE_GENERIC", False, signature=case.application.signature)
    return result


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
    strangers = form.strangers(signature)
    if strangers:
        result.find("SIGNATURE_CHARACTERS", True, signature=signature, strangers=strangers)


def _website(case: CaseFacts, rules: TypeRules, certificate: DocumentFacts | None, result: ChainResult) -> None:
    """The filing names the site and its domain; its holder, like the entity of the certificate, is the account holder."""
    filing = next(case.of_kind(rules.named_on), None)
    if filing is None or (rules.subject not in filing.fields and not filing.failed):
        signature, domain = case.application.signature, case.application.description
        result.link("named_by", LinkState.CLAIMED, left=signature)
        result.find("SITE_CLAIMED", False, *([evidence_of(filing)] if filing else []), signature=signature)
        result.look("site", domain=domain or "?")
    else:
        named_link(case, filing, rules.subject, result)
    if filing is not None:
        domain_link(case, filing, result)
        holder_link(case, filing, rules.owner, result)
    if certificate is not None:
        holder_link(case, certificate, case.standard.types[SignatureType.COMPANY].owner, result, name="certificate_of")
