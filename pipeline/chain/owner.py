"""The last step for others: the certificate is the owner's and not the applicant's, and every document names the same owner."""

from matchers import compare_entities
from pipeline.chain.facts import CaseFacts, DocumentFacts, FieldFact
from pipeline.chain.names import established, same_entity_link, unread
from pipeline.chain.parties import OWNER
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.outcome import LinkState


def owner_of(document: DocumentFacts | None) -> FieldFact | None:
    """Who owns the subject of a document, as it was read."""
    return document.fields.get(OWNER[document.kind]) if document and document.kind in OWNER else None


def owner_link(case: CaseFacts, certificate: DocumentFacts, result: ChainResult) -> None:
    """Whose is the certificate? The account holder's own proves nothing of another's signature."""
    account, fact = case.application.account.name, owner_of(certificate)
    if fact is None:
        result.link("owned_by", LinkState.OPEN)
        unread(certificate, OWNER[certificate.kind], result)
    elif compare_entities(account, fact.value).same:
        # what was read is the account's verified name: a slip does not spell that
        sure = not fact.provisional
        result.link("owned_by", LinkState.BROKEN if sure else LinkState.OPEN, left=case.application.signature, right=fact.value)
        result.find("OWNER_CERTIFICATE_WANTED", sure, evidence_of(certificate, fact), name=fact.value, file=certificate.file)
    else:
        result.link("owned_by", established(certificate, fact, result), left=case.application.signature, right=fact.value)


def same_owner(case: CaseFacts, certificate: DocumentFacts, subject: DocumentFacts | None, result: ChainResult) -> None:
    """Does every other document that names an owner name the certificate's? Only the one that names the subject decides.

    The account holder's own certificate beside the owner's does no harm.
    """
    owner = owner_of(certificate)
    if owner is None:
        return
    for document in case.documents:
        fact = owner_of(document)
        if document is certificate or fact is None:
            continue
        facts = {"file": document.file, "name": fact.value, "other": certificate.file, "owner": owner.value}
        if document is subject:
            same_entity_link("same_owner", document, fact, owner.value, result, "DOCUMENTS_DIFFER", facts, other_sure=owner.sure)
        elif not any(compare_entities(name, fact.value).same for name in (owner.value, case.application.account.name)):
            result.find("DOCUMENTS_DIFFER", False, evidence_of(document, fact), **facts)
            result.look("document", file=document.file)
