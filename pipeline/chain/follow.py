"""The chain, followed link by link. Which documents are due, what names the subject and who may choose what stand in the standard."""

from collections.abc import Sequence
from itertools import product

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import PartyKind, Purpose
from pipeline.chain.applicant import check_codes, check_duplicate, check_earlier, check_limit, check_type, due_row
from pipeline.chain.borrowed import check_borrowed
from pipeline.chain.certificate import certificates, check_certificate, no_certificate, unreadable
from pipeline.chain.claims import claimed_link, developer_link
from pipeline.chain.description import check_description
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.files import check_files
from pipeline.chain.letter import check_letter, no_letter
from pipeline.chain.names import holder_link, named_link, verified_name_link
from pipeline.chain.owner import owner_link, owner_of, same_owner
from pipeline.chain.parties import OWNER, SUBJECT
from pipeline.chain.picture import check_pictures
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.chain.signature import check_content, check_form, check_generic, check_person
from pipeline.chain.website import domain_link
from pipeline.outcome import LinkState
from pipeline.standards import Due, TypeRules

BEFORE = (check_form, check_content, check_person, check_type, check_limit, check_duplicate, check_codes, check_files)
"""What is asked before any name is compared."""


def follow(case: CaseFacts) -> ChainResult:
    """Links and findings of a case: never a rejection on text that was not read, never a pass on a name that was not."""
    result = ChainResult()
    for rule in BEFORE:
        rule(case, result)
    rules, row = case.standard.types.get(case.application.signature_type), due_row(case)
    chain = _most_favourable(case, rules, row) if rules and row else ChainResult()
    _doubts(case, chain)
    check_pictures(case, chain)
    _unread(case, chain)
    check_borrowed(case, chain)
    result.add(chain)
    check_generic(case, result)
    check_earlier(case, result)
    return result


def _most_favourable(case: CaseFacts, rules: TypeRules, row: Due) -> ChainResult:
    """Where several documents are of a kind that is due, those count that prove most: what else was uploaded does no harm."""
    kinds = _certificate_kinds(rules, row)
    due: Sequence[DocumentFacts | None] = certificates(case, kinds)
    if not row.one_of or not due:
        due = [*due, None]
    # a screenshot, where the certificate does not name the subject itself
    apart = set(rules.named_on).isdisjoint(kinds)
    subjects: Sequence[DocumentFacts | None] = [*case.of_kind(rules.named_on)] if apart else []
    letters: Sequence[DocumentFacts | None] = [*case.of_kind((DocumentKind.AUTHORIZATION_LETTER,))] if row.letter else []
    choices = product(due, subjects or (None,), letters or (None,))
    chains = [_chain(case, rules, row, *choice) for choice in choices]
    best = min(chains, key=ChainResult.weight)
    best.rests = {index for chain in chains for index in chain.rests}  # another one may prove more when all is read
    return best


def _certificate_kinds(rules: TypeRules, row: Due) -> tuple[DocumentKind, ...]:
    """The kinds of certificate that are due. Where none is, one may still be uploaded, and prove what the account's name does not."""
    return row.one_of or tuple(kind for kind in rules.certificates if kind not in rules.named_on) or rules.certificates


def _chain(
    case: CaseFacts,
    rules: TypeRules,
    row: Due,
    certificate: DocumentFacts | None,
    screen: DocumentFacts | None,
    letter: DocumentFacts | None,
) -> ChainResult:
    result = ChainResult()
    if certificate is not None:
        check_certificate(case, rules, certificate, result)
    elif row.one_of:
        no_certificate(case, rules, row, result)
    else:
        result.link("verified_name", LinkState.ESTABLISHED, left=case.application.account.name)
    subject = certificate if certificate and certificate.kind in rules.named_on else screen
    _named(case, rules, row, certificate, subject, result)
    check_description(case, rules, subject, result)
    if subject is not None and subject.kind is DocumentKind.ICP_SCREENSHOT:
        domain_link(case, subject, result)
    if case.application.purpose is Purpose.SELF:
        _own(case, row, certificate, subject, result)
    else:
        _others(case, certificate, subject, letter, result)
    return result


def _named(
    case: CaseFacts,
    rules: TypeRules,
    row: Due,
    certificate: DocumentFacts | None,
    subject: DocumentFacts | None,
    result: ChainResult,
) -> None:
    """What names the signature: a document, the account's verified name, or only the applicant."""
    by_entity = FieldName.ENTITY_NAME in {SUBJECT[kind] for kind in rules.named_on}
    if subject is not None and (subject is certificate or SUBJECT[subject.kind] in subject.fields):
        named_link(case, subject, SUBJECT[subject.kind], result)
    elif by_entity and not row.one_of:
        verified_name_link(case, result)
    elif not by_entity and set(rules.named_on).isdisjoint(row.one_of):
        claimed_link(case, subject, result)


def _own(case: CaseFacts, row: Due, certificate: DocumentFacts | None, subject: DocumentFacts | None, result: ChainResult) -> None:
    """For self use: whoever owns the subject, and whose certificate it is, is the account holder."""
    by_individual = row.account is PartyKind.ORGANIZATION and row.developed_by is PartyKind.INDIVIDUAL
    if subject is not None:
        if by_individual:
            developer_link(case, subject, OWNER[subject.kind], result)
        else:
            holder_link(case, subject, OWNER[subject.kind], result)
    if certificate is not None and certificate is not subject:
        holder_link(case, certificate, OWNER[certificate.kind], result, name="certificate_of")
        if not case.application.account.name:
            same_owner(case, certificate, subject, result)


def _others(
    case: CaseFacts, certificate: DocumentFacts | None, subject: DocumentFacts | None, letter: DocumentFacts | None, result: ChainResult
) -> None:
    """For others: the certificate is the owner's, and the owner authorizes the account holder."""
    if certificate is not None:
        owner_link(case, certificate, result)
        same_owner(case, certificate, subject, result)
    if letter is None:
        no_letter(case, tuple(each for each in (certificate, subject) if each), result)
    else:
        check_letter(case, letter, owner_of(certificate), result)


def _doubts(case: CaseFacts, result: ChainResult) -> None:
    """What speaks against trusting a document, whatever it says."""
    pictures = case.standard.pictures
    for document in case.documents:
        if document.provisional:
            result.find("LAYOUT_PROVISIONAL", False, evidence_of(document), file=document.file, kind=document.kind)
            result.look("document", file=document.file)
        if document.several:
            result.find("SEVERAL_DOCUMENTS", False, evidence_of(document), file=document.file)
            result.look("document", file=document.file)
            result.doubt()  # what seems to be missing may stand beside what was read
        for name in document.contradicted if pictures is None or pictures.unaltered else ():
            result.find("QR_DIFFERS", False, evidence_of(document, document.fields[name]), file=document.file, field=name)
            result.look("field", field=name, file=document.file)


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
