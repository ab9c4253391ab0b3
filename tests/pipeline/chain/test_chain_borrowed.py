"""What other cases know of a document: notes for its owner, a person for everybody else."""

from dataclasses import replace

import pytest

from extractors.vocabulary import FieldName
from pipeline.chain.borrowed import sighting_of
from pipeline.outcome import Severity, Verdict
from pipeline.sighting import Sighting
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, Judged, case, fact, judged, licence

NUMBER, FILE, OTHER_FILE, AGENCY = "91110108MA01ABCD5X", "a" * 64, "b" * 64, "深圳市岚鹭信息技术有限公司"


def seen(case_id: str = "1", account: str = COMPANY, file: str = FILE, number: str = NUMBER, name: str = COMPANY) -> Sighting:
    return Sighting(case_id, account, file, number, name)


def told(mine: Sighting, *others: Sighting) -> Judged:
    """The answer for a company's own licence, given what other cases showed."""
    return judged(replace(case(licence(), account=mine.account), seen=(mine,), elsewhere=others))


def test_an_account_that_comes_again_with_its_own_licence_passes() -> None:
    answer = told(seen(), seen("2"), seen("3", file=OTHER_FILE))
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {})


@pytest.mark.parametrize("file", [FILE, OTHER_FILE], ids=["the same file", "another picture"])
def test_a_stranger_with_its_licence_does_not_stop_the_owner(file: str) -> None:
    answer = told(seen(), seen("2", OTHER_COMPANY, file))
    assert answer.verdict is Verdict.PASS
    assert answer.codes == {"DOCUMENT_ELSEWHERE": Severity.NOTE}
    assert "(2)" in answer.message("DOCUMENT_ELSEWHERE")


def test_the_owner_is_no_reason_to_doubt_whom_it_authorizes() -> None:
    assert "DOCUMENT_BORROWED" not in told(seen(account=AGENCY), seen("2", COMPANY)).codes


def test_two_accounts_with_a_licence_that_is_neither_ones_are_looked_at() -> None:
    assert told(seen(account=AGENCY), seen("2", OTHER_COMPANY)).codes["DOCUMENT_BORROWED"] is Severity.REVIEW


@pytest.mark.parametrize("account", [COMPANY, AGENCY])
def test_a_number_that_another_case_has_under_another_name_is_looked_at_whoever_comes(account: str) -> None:
    answer = told(seen(account=account), seen("2", OTHER_COMPANY, OTHER_FILE, name=OTHER_COMPANY))
    assert answer.codes["NUMBER_UNDER_ANOTHER_NAME"] is Severity.REVIEW
    assert answer.verdict is not Verdict.PASS


def test_a_name_that_was_not_read_surely_is_no_other_name() -> None:
    assert told(seen(), seen("2", file=OTHER_FILE, name="")).verdict is Verdict.PASS


def test_an_account_whose_name_is_not_known_is_no_other_account() -> None:
    assert told(seen(), seen("2", account="")).codes == {}


def test_brackets_of_another_width_make_no_other_name() -> None:
    name = "腾讯云计算（北京）有限责任公司"
    assert "NUMBER_UNDER_ANOTHER_NAME" not in told(seen(name=name), seen("2", name=name.replace("（", "(").replace("）", ")"))).codes


def test_many_cases_are_not_all_named() -> None:
    answer = told(seen(), *(seen(str(number), OTHER_COMPANY) for number in range(10, 20)))
    assert "(10, 11, 12, 13, 14 …)" in answer.message("DOCUMENT_ELSEWHERE")


def test_only_what_was_read_surely_is_kept_for_other_cases() -> None:
    facts = case(licence()).documents[0]
    numbered = replace(facts, fields={**facts.fields, FieldName.CREDIT_CODE: fact(FieldName.CREDIT_CODE, NUMBER, sure=False)})
    kept = sighting_of(case(licence()).application, FILE, numbered)
    assert (kept.account, kept.file_sha256, kept.number, kept.name) == (COMPANY, FILE, "", COMPANY)
