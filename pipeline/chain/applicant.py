"""Who applies for what: types, limits, duplicates, changes, and the vendor's own codes. Each rule a function of the case."""

import unicodedata

from pipeline.application import PartyKind, Purpose
from pipeline.chain.facts import CaseFacts
from pipeline.chain.result import ChainResult
from pipeline.standards import Due


def due_row(case: CaseFacts) -> Due | None:
    """The row of the document matrix for this application."""
    application = case.application
    rules = case.standard.types.get(application.signature_type)
    return rules.row(application.purpose, application.account.kind, application.developed_by, case.order) if rules else None


def check_type(case: CaseFacts, result: ChainResult) -> None:
    """Is the type one of the standard's, and may this account choose it?

    Where the standard lists who may choose a type, and yet its matrix has a row for this account, its sources disagree.
    """
    application, types = case.application, case.standard.types
    rules = types.get(application.signature_type)
    if rules is None:
        result.find("TYPE_NOT_OFFERED", True, type=application.signature_type, standard=case.standard.name, offered=tuple(types))
    elif application.account.kind not in rules.accounts:
        offered = tuple(kind for kind, each in types.items() if application.account.kind in each.accounts)
        sure = due_row(case) is None
        result.find("TYPE_NOT_FOR_ACCOUNT", sure, type=application.signature_type, account=application.account.kind, offered=offered)
        if not sure:
            result.look("application")
    elif due_row(case) is None:
        _not_covered(case, result)


def check_limit(case: CaseFacts, result: ChainResult) -> None:
    approved, most = len(case.application.account.approved_signatures), case.standard.most_signatures
    if most is not None and approved >= most and not case.application.changed_signature:
        result.find("LIMIT_REACHED", True, count=str(approved), most=str(most))


def check_duplicate(case: CaseFacts, result: ChainResult) -> None:
    """A signature that the account has, or has applied for, cannot be applied for again; one that was approved cannot be changed."""
    application = case.application
    changed, signature = application.changed_signature, _plain(application.signature)
    approved = {_plain(each) for each in application.account.approved_signatures}
    pending = {_plain(each) for each in application.account.pending_signatures}
    if changed and _plain(changed) in approved:
        result.find("CHANGE_OF_APPROVED", True, signature=changed)
    elif changed and _plain(changed) == signature:
        return
    elif signature in approved:
        result.find("DUPLICATE_APPROVED", True, signature=application.signature)
    elif signature in pending:
        result.find("DUPLICATE_PENDING", True, signature=application.signature)


def check_codes(case: CaseFacts, result: ChainResult) -> None:
    """Did the vendor's interface take this code of a document with this code of a type on the day of submission?"""
    vendor = case.application.vendor
    sign_type, document_type = vendor.get("SignType"), vendor.get("DocumentType")
    if not isinstance(sign_type, int) or not isinstance(document_type, int):
        return
    allowed = case.standard.document_types(sign_type, case.application.international, case.on)
    if allowed is not None and document_type not in allowed:
        codes = ", ".join(map(str, allowed)) or "—"
        result.find("VENDOR_CODES", True, sign_type=str(sign_type), document_type=str(document_type), allowed=codes, on=case.on.isoformat())


def check_earlier(case: CaseFacts, result: ChainResult) -> None:
    """Earlier applications of the account for the same signature."""
    if case.earlier:
        result.find("RESUBMISSION", True, cases=", ".join(case.earlier))


def _not_covered(case: CaseFacts, result: ChainResult) -> None:
    application = case.application
    facts = {"purpose": Purpose(application.purpose), "account": PartyKind(application.account.kind)}
    developer, standard = PartyKind(application.developed_by), case.standard.name
    result.find("NOT_COVERED", False, type=application.signature_type, developer=developer, standard=standard, **facts)
    result.look("application")


def _plain(signature: str) -> str:
    return unicodedata.normalize("NFKC", signature).strip()
