"""Documents that other cases know otherwise: borrowed, or altered. For a person to look at, never a verdict of its own.

A document is the account's *own* where the owner whose name stands on it, read surely, is the account's verified name.

- The same number under another name: told to every account, its own document or not. A company that was renamed has two
  such certificates, an altered one makes a second: only a person can tell which is right.
- The same file, or the same number under the same name, in a case of another account: told to the account whose own it is
  as a note only, so that what a stranger did with a certificate never stops its owner. Any other account is looked at, unless
  the other case is the owner's: an owner that applies itself is no reason to doubt one whom it authorizes.

An account that comes again with its own files is no other account.
"""

from collections.abc import Iterable
from functools import lru_cache

from extractors.vocabulary import FieldName
from matchers import compare_entities
from pipeline.application import Application
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.owner import owner_of
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.sighting import Sighting

NUMBERS = (FieldName.CREDIT_CODE, FieldName.REGISTRATION_NUMBER, FieldName.ORGANIZATION_CODE, FieldName.TRADEMARK_NUMBER)
"""Numbers that one owner has and no other."""
MOST_CASES = 5
"""So many other cases are named; a person needs no more."""


def check_borrowed(case: CaseFacts, result: ChainResult) -> None:
    """Compares each document with what other cases showed; `case.seen` and `case.documents` are in one order."""
    for document, seen in zip(case.documents, case.seen, strict=False):
        renamed = [each for each in case.elsewhere if _other_name(seen, each)]
        if renamed:
            result.find(
                "NUMBER_UNDER_ANOTHER_NAME", False, evidence_of(document), file=document.file, name=seen.name, cases=_cases(renamed)
            )
            result.look("document", file=document.file)
        others = [each for each in case.elsewhere if _other_account(seen, each) and _same_document(seen, each)]
        _used_by_others(document, seen, others, result)


def _used_by_others(document: DocumentFacts, seen: Sighting, others: list[Sighting], result: ChainResult) -> None:
    if _is_own(seen):
        if others:
            result.find("DOCUMENT_ELSEWHERE", False, evidence_of(document), file=document.file, cases=_cases(others))
        return
    strangers = [each for each in others if not _is_own(each)]
    if strangers:
        result.find("DOCUMENT_BORROWED", False, evidence_of(document), file=document.file, cases=_cases(strangers))
        result.look("document", file=document.file)


def _is_own(sighting: Sighting) -> bool:
    return bool(sighting.name and sighting.account) and _same(sighting.name, sighting.account)


def _other_name(seen: Sighting, other: Sighting) -> bool:
    return bool(seen.number and seen.number == other.number and seen.name and other.name) and not _same(seen.name, other.name)


def _other_account(seen: Sighting, other: Sighting) -> bool:
    """Whether another account came; one whose verified name is not known is not told to be another."""
    return bool(seen.account and other.account) and not _same(seen.account, other.account)


def _same_document(seen: Sighting, other: Sighting) -> bool:
    return seen.file_sha256 == other.file_sha256 or bool(seen.number and seen.number == other.number and _same(seen.name, other.name))


@lru_cache(maxsize=4096)  # a popular document is compared with hundreds of cases, most of a few accounts
def _same(one: str, other: str) -> bool:
    return compare_entities(one, other).same


def _cases(sightings: Iterable[Sighting]) -> str:
    cases = sorted({each.case_id for each in sightings})
    return ", ".join(cases[:MOST_CASES]) + (" …" if len(cases) > MOST_CASES else "")


def sighting_of(application: Application, file_sha256: str, document: DocumentFacts) -> Sighting:
    """What other cases are to know of a document: its owner's name and number, where they were read surely."""
    name = owner_of(document)
    number = next((document.fields[each] for each in NUMBERS if each in document.fields), None)
    return Sighting(
        case_id=application.case_id,
        account=application.account.name,
        file_sha256=file_sha256,
        number=number.value if number and number.sure else "",
        name=name.value if name and name.sure else "",
    )
