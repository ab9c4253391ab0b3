"""What only the applicant says: the name of an app, a site or an account that no document shows, and whose an individual's product is."""

from extractors.vocabulary import FieldName
from pipeline.application import SignatureType
from pipeline.chain.description import bare_account_name, store_links
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.names import holder_link, unread
from pipeline.chain.parties import is_person
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.chain.website import described_domains
from pipeline.outcome import LinkState


def claimed_link(case: CaseFacts, document: DocumentFacts | None, result: ChainResult) -> None:
    """No document names the subject; the reviewer is told where to look. `document`: one that should, and does not show the name."""
    application, evidence = case.application, (evidence_of(document),) if document else ()
    described = ""
    if application.signature_type is SignatureType.WEBSITE:
        result.find("SITE_CLAIMED", False, *evidence, signature=application.signature)
        described = _look_at_site(case, result)
    elif application.signature_type is SignatureType.APP:
        result.find("APP_CLAIMED", False, *evidence, signature=application.signature)
        described = _look_at_store(case, result)
    else:
        result.find("ACCOUNT_NAME_CLAIMED", False, *evidence, signature=application.signature, type=application.signature_type)
        result.look("account", signature=application.signature, type=application.signature_type)
        described = bare_account_name(application.description)
    result.link("named_by", LinkState.CLAIMED, left=application.signature, right=described)


def developer_link(case: CaseFacts, document: DocumentFacts, owner: FieldName, result: ChainResult) -> None:
    """An individual developed or registered the product of an organization: that he did it for the account holder is a claim."""
    account, fact = case.application.account.name, document.fields.get(owner)
    if fact is None:
        result.link("is_account_holder", LinkState.OPEN, right=account)
        unread(document, owner, result)
    elif is_person(fact.value):
        result.link("is_account_holder", LinkState.CLAIMED, left=fact.value, right=account)
        result.find("DEVELOPER_CLAIMED", False, evidence_of(document, fact), name=fact.value, account=account)
        result.look("developer", name=fact.value, account=account)
    else:
        holder_link(case, document, owner, result)


def _look_at_site(case: CaseFacts, result: ChainResult) -> str:
    domains = described_domains(case.application.description)
    if domains:
        result.look("site", domain=domains[0])
        return domains[0]
    result.look("site_without_domain", signature=case.application.signature)
    return ""


def _look_at_store(case: CaseFacts, result: ChainResult) -> str:
    links = store_links(case.application.description)
    if links:
        result.look("store", link=links[0], signature=case.application.signature)
        return links[0]
    result.look("store_without_link", signature=case.application.signature)
    return ""
