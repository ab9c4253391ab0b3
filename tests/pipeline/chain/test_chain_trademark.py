"""A trademark's signature: the certificate names the mark, and its registrant is the account holder."""

import pytest

from extractors.vocabulary import FieldName
from pipeline.application import SignatureType
from pipeline.chain import CaseFacts, DocumentFacts
from pipeline.outcome import LinkState, Severity, Verdict
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, case, judged, licence, trademark

REJECT, REVIEW = Severity.REJECT, Severity.REVIEW


def mark_case(*documents: DocumentFacts, signature: str = "星槎", account: str = COMPANY, standard: str = "tencent-intl-2024") -> CaseFacts:
    return case(*documents, signature=signature, account=account, standard=standard, kind=SignatureType.TRADEMARK)


def test_the_mark_of_the_account_holder_is_proven() -> None:
    answer = judged(mark_case(trademark()))
    assert answer.verdict is Verdict.PASS
    assert set(answer.links.values()) == {LinkState.ESTABLISHED}
    assert answer.link("named_by").relation == "identical"


def test_another_mark_is_rejected() -> None:
    assert judged(mark_case(trademark("檐鹊"))).codes == {"SIGNATURE_CERTIFICATE_MISMATCH": REJECT}


def test_a_signature_that_stands_in_the_registrants_name_is_not_therefore_the_mark() -> None:
    assert judged(mark_case(trademark("檐鹊"), signature="星槎云")).codes == {"SIGNATURE_CERTIFICATE_MISMATCH": REJECT}
    assert judged(mark_case(trademark("檐鹊", registrant_sure=False), signature="星槎云")).verdict is Verdict.NEEDS_REVIEW


def test_another_registrant_is_rejected() -> None:
    assert judged(mark_case(trademark(registrant=OTHER_COMPANY))).codes == {"ACCOUNT_MISMATCH": REJECT}


def test_a_mark_that_was_read_unsurely_is_looked_at_and_read_again() -> None:
    same = judged(mark_case(trademark(mark_sure=False)))
    assert (same.verdict, same.codes, same.confirmed) == (Verdict.NEEDS_REVIEW, {"NAME_UNSURE": REVIEW}, {FieldName.MARK_TEXT})
    other = judged(mark_case(trademark("檐鹊", mark_sure=False)))
    assert (other.verdict, other.codes) == (Verdict.NEEDS_REVIEW, {"SIGNATURE_CERTIFICATE_MISMATCH": REVIEW})
    assert other.confirmed == {FieldName.MARK_TEXT}


def test_the_accounts_name_bears_out_no_mark() -> None:
    """Only an entity's name can be the account's."""
    assert judged(mark_case(trademark(COMPANY, mark_sure=False), signature="檐鹊")).verdict is Verdict.NEEDS_REVIEW


def test_a_registrant_that_was_read_unsurely_is_looked_at_and_read_again() -> None:
    same = judged(mark_case(trademark(registrant_sure=False)))
    assert (same.verdict, same.confirmed) == (Verdict.NEEDS_REVIEW, {FieldName.REGISTRANT})
    other = judged(mark_case(trademark(registrant=OTHER_COMPANY, registrant_sure=False)))
    assert (other.codes, other.confirmed) == ({"ACCOUNT_MISMATCH": REVIEW}, {FieldName.REGISTRANT})


def test_a_mark_without_words_is_compared_by_a_person() -> None:
    answer = judged(mark_case(trademark(None)))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"MARK_WITHOUT_WORDS": REVIEW}
    assert answer.links["named_by"] is LinkState.OPEN


def test_a_registrant_that_was_not_read_is_open() -> None:
    assert judged(mark_case(trademark(registrant=None))).codes == {"NAME_UNREADABLE": REVIEW}


def test_a_part_of_a_mark_may_be_another_mark() -> None:
    assert judged(mark_case(trademark("星槎云帆"))).verdict is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize(("standard", "verdict"), [("tencent-intl-2024", Verdict.PASS), ("tencent-2026", Verdict.REJECT)])
def test_upper_and_lower_case_differ_in_the_standard_that_says_so(standard: str, verdict: Verdict) -> None:
    assert judged(mark_case(trademark("XINGCHA"), signature="Xingcha", standard=standard)).verdict is verdict


def test_a_registration_that_ended_is_rejected() -> None:
    assert judged(mark_case(trademark(until="2024-05-31"))).codes == {"CERTIFICATE_EXPIRED": REJECT}


def test_a_licence_proves_no_mark_and_a_mark_is_due_for_later_signatures_too() -> None:
    assert judged(mark_case(licence())).codes == {"CERTIFICATE_WRONG_KIND": REJECT}
    assert judged(case(kind=SignatureType.TRADEMARK, approved=("檐鹊",))).codes == {"CERTIFICATE_MISSING": REJECT}


def test_the_mark_that_is_the_signature_counts_among_several() -> None:
    assert judged(mark_case(trademark("檐鹊"), trademark())).verdict is Verdict.PASS


def test_no_emblem_is_looked_for_on_a_trademark_certificate() -> None:
    assert judged(mark_case(trademark(emblem_red=None))).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("standard", "codes"),
    [("aliyun-2025", {}), ("tencent-2022", {"FORM_NOT_NAMED": REVIEW}), ("tencent-2026", {"FORM_NOT_NAMED": REVIEW})],
)
def test_the_offices_record_on_the_web_is_a_certificate_where_the_standard_names_it(standard: str, codes: dict[str, Severity]) -> None:
    """Its layout is trusted here, so that only the standard speaks."""
    answer = judged(mark_case(trademark(layout="web_record"), standard=standard))
    assert answer.codes == codes
    assert answer.verdict is (Verdict.NEEDS_REVIEW if codes else Verdict.PASS)
    assert answer.links["certificate"] is (LinkState.OPEN if codes else LinkState.ESTABLISHED)


def test_a_certificate_counts_before_a_record_of_it() -> None:
    assert judged(mark_case(trademark(layout="web_record"), trademark(layout="electronic"))).verdict is Verdict.PASS
