"""The certificate that is due: is it there, of the right kind, in colour, and valid on the day of submission?"""

from datetime import date

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import SignatureType
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.outcome import LinkState
from pipeline.standards import TypeRules

KIND_SURE = 0.9
"""A document that looks this much like another kind is of that kind; one that looks less like it goes to a person."""
LEAST_TEXT = 30
"""A picture on which fewer characters were read is unreadable rather than of a wrong kind; the poorest real licence has 150."""
LEAST_RED = 0.03
"""Least share of red in the emblem's place of an original: grey copies measured 0.000, originals 0.085 and more."""


def certificates(case: CaseFacts, rules: TypeRules) -> list[DocumentFacts]:
    """The documents of a kind that is due, the surest first."""
    return sorted(case.of_kind(rules.certificates), key=lambda document: -document.kind_confidence)


def unreadable(document: DocumentFacts) -> bool:
    """Whether hardly anything was read on a document, so that nobody knows what it proves."""
    return document.kind is DocumentKind.OTHER and len(document.text) < LEAST_TEXT


def check_certificate(case: CaseFacts, certificate: DocumentFacts, result: ChainResult) -> None:
    """Is the certificate in colour, and valid on the day of submission?"""
    result.link("certificate", LinkState.ESTABLISHED, left=certificate.file, right=certificate.kind)
    if certificate.kind is DocumentKind.BUSINESS_LICENSE:
        _colour(certificate, result)
    _validity(case, certificate, result)


def no_certificate(case: CaseFacts, rules: TypeRules, result: ChainResult) -> None:
    """None was uploaded, or something else was. An account's later signatures need no certificate but that of a trademark."""
    due = not case.application.account.approved_signatures or case.application.signature_type is SignatureType.TRADEMARK
    others = [document for document in case.documents if document.kind not in rules.named_on]
    if not others:
        result.link("certificate", LinkState.BROKEN if due else LinkState.OPEN)
        result.find("CERTIFICATE_MISSING", due, wanted=rules.certificates)
        return
    document = max(others, key=lambda each: (each.declared_kind in rules.certificates, -each.index))
    if document.failed or unreadable(document):
        result.link("certificate", LinkState.OPEN, left=document.file)
        return
    sure = due and all(_is_surely_another(each) for each in others)
    result.link("certificate", LinkState.BROKEN if sure else LinkState.OPEN, left=document.file, right=document.kind)
    result.find("CERTIFICATE_WRONG_KIND", sure, evidence_of(document), file=document.file, kind=document.kind, wanted=rules.certificates)
    result.look("document", file=document.file)


def _is_surely_another(document: DocumentFacts) -> bool:
    return document.kind is not DocumentKind.OTHER and document.kind_confidence >= KIND_SURE and not document.provisional


def _colour(certificate: DocumentFacts, result: ChainResult) -> None:
    if certificate.emblem_red is None:
        result.find("COLOUR_UNKNOWN", False, evidence_of(certificate), file=certificate.file)
        result.look("document", file=certificate.file)
    elif certificate.emblem_red < LEAST_RED:
        result.find("NOT_IN_COLOUR", False, evidence_of(certificate), file=certificate.file)
        result.look("document", file=certificate.file)


def _validity(case: CaseFacts, certificate: DocumentFacts, result: ChainResult) -> None:
    """Judged on the day of submission, so that a later re-run gives the same verdict. An end that is not a date has no end."""
    until = certificate.fields.get(FieldName.VALID_TO)
    try:
        end = date.fromisoformat(until.value) if until else None
    except ValueError:
        end = None
    if until is None or end is None or end >= case.on:
        return
    sure = until.sure and _plausible(certificate, end)
    result.link("valid", LinkState.BROKEN if sure else LinkState.OPEN, left=until.value, right=case.on.isoformat())
    evidence = evidence_of(certificate, until)
    result.find("CERTIFICATE_EXPIRED", sure, evidence, until=until.value, submitted=case.on.isoformat())
    result.look("field", field=FieldName.VALID_TO, file=certificate.file)


def _plausible(certificate: DocumentFacts, end: date) -> bool:
    """Whether the end fits the beginning: a period that ends before it begins was misread."""
    start = certificate.fields.get(FieldName.VALID_FROM)
    try:
        return start is None or date.fromisoformat(start.value) < end
    except ValueError:
        return False
