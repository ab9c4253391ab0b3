"""The certificate that is due: is it there, of the right kind, in colour, complete, and valid on the day of submission?"""

from datetime import date

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.picture import check_seal
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.outcome import LinkState
from pipeline.policy import policy
from pipeline.standards import Due, TypeRules


def certificates(case: CaseFacts, kinds: tuple[DocumentKind, ...]) -> list[DocumentFacts]:
    """The documents of these kinds, the surest first."""
    return sorted(case.of_kind(kinds), key=lambda document: -document.kind_confidence)


def unreadable(document: DocumentFacts) -> bool:
    """Whether hardly anything was read on a document, so that nobody knows what it proves."""
    return document.kind is DocumentKind.OTHER and len(document.text) < policy().thresholds.least_text


def check_certificate(case: CaseFacts, rules: TypeRules, certificate: DocumentFacts, result: ChainResult) -> None:
    """Is the certificate in colour, valid on the day of submission, in a form that is named and, if it is a screenshot, complete?"""
    pictures = case.standard.pictures
    named = f"{certificate.kind}/{certificate.layout}" not in rules.unnamed
    result.link("certificate", LinkState.ESTABLISHED if named else LinkState.OPEN, left=certificate.file, right=certificate.kind)
    if certificate.kind is DocumentKind.BUSINESS_LICENSE and (pictures is None or pictures.original_in_colour):
        _colour(certificate, result)
        check_seal(certificate, result)
    if pictures is None or pictures.unexpired:
        _validity(case, certificate, result)
    if not named:
        result.find("FORM_NOT_NAMED", False, evidence_of(certificate), file=certificate.file, kind=certificate.kind)
        result.look("document", file=certificate.file)
    missing = tuple(name for name in rules.shows if name not in certificate.fields) if certificate.kind in rules.named_on else ()
    if missing:
        result.find("SCREENSHOT_INCOMPLETE", False, evidence_of(certificate), file=certificate.file, fields=missing)
        result.look("document", file=certificate.file)


def no_certificate(case: CaseFacts, rules: TypeRules, row: Due, result: ChainResult) -> None:
    """None was uploaded, or something else was."""
    beside = (*rules.named_on, *((DocumentKind.AUTHORIZATION_LETTER,) if row.letter else ()))
    others = [document for document in case.documents if document.kind not in beside]
    if not others:
        result.link("certificate", LinkState.BROKEN)
        result.find("CERTIFICATE_MISSING", True, wanted=row.one_of)
        return
    document = max(others, key=lambda each: (each.declared_kind in row.one_of, -each.index))
    if document.failed or unreadable(document):
        result.link("certificate", LinkState.OPEN, left=document.file)
        return
    sure = all(is_surely_another(each) for each in others)
    result.link("certificate", LinkState.BROKEN if sure else LinkState.OPEN, left=document.file, right=document.kind)
    result.find("CERTIFICATE_WRONG_KIND", sure, evidence_of(document), file=document.file, kind=document.kind, wanted=row.one_of)
    result.look("document", file=document.file)


def is_surely_another(document: DocumentFacts) -> bool:
    """Whether a document that is not of the kind that is wanted is surely of another."""
    known = document.kind is not DocumentKind.OTHER and not document.provisional
    return known and document.kind_confidence >= policy().thresholds.kind_sure


def _colour(certificate: DocumentFacts, result: ChainResult) -> None:
    if certificate.emblem_red is None:
        result.find("COLOUR_UNKNOWN", False, evidence_of(certificate), file=certificate.file)
        result.look("document", file=certificate.file)
    elif certificate.emblem_red < policy().thresholds.least_red:
        result.find("NOT_IN_COLOUR", False, evidence_of(certificate), file=certificate.file)
        result.look("document", file=certificate.file)


def _validity(case: CaseFacts, certificate: DocumentFacts, result: ChainResult) -> None:
    """Judged on the day of submission, so that a later re-run gives the same verdict. An end that is not a date has no end."""
    until = certificate.fields.get(FieldName.VALID_TO)
    end = day(until.value) if until else None
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


def day(value: str) -> date | None:
    """A date as a field gives it; None where it is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
