"""A company's signature: its licence names it, and the licence is the account holder's."""

from dataclasses import replace
from datetime import date

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from matchers import compare
from pipeline.chain import DocumentFacts
from pipeline.chain.names import differing
from pipeline.outcome import LinkState, Severity, Verdict
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, case, judged, licence, trademark, unknown, unseen

REJECT, REVIEW = Severity.REJECT, Severity.REVIEW


@pytest.mark.parametrize("signature", [COMPANY, "星槎云", "星槎", "星槎云计算"])
def test_a_name_that_the_licence_of_the_account_holder_holds_is_proven(signature: str) -> None:
    answer = judged(case(licence(), signature=signature))
    assert answer.verdict is Verdict.PASS
    assert answer.links == {
        "certificate": LinkState.ESTABLISHED,
        "named_by": LinkState.ESTABLISHED,
        "is_account_holder": LinkState.ESTABLISHED,
    }
    assert not answer.codes
    assert not answer.result.looks


def test_the_link_tells_both_sides_and_how_they_stand_to_each_other() -> None:
    link = judged(case(licence())).link("named_by")
    assert (link.left, link.right, link.relation) == ("星槎云", COMPANY, "contiguous")


# The name on the licence


def test_a_name_that_the_licence_does_not_hold_is_rejected_with_both_sides_and_the_place() -> None:
    answer = judged(case(licence(), signature="美团"))
    assert answer.verdict is Verdict.REJECT
    assert answer.codes == {"SIGNATURE_CERTIFICATE_MISMATCH": REJECT}
    assert answer.links["named_by"] is LinkState.BROKEN
    assert "“美团”" in answer.message("SIGNATURE_CERTIFICATE_MISMATCH")
    assert COMPANY in answer.message("SIGNATURE_CERTIFICATE_MISMATCH")
    [evidence] = answer.findings[0].evidence
    assert (evidence.document, evidence.page, evidence.field, evidence.value) == ("licence.jpg", 1, FieldName.ENTITY_NAME, COMPANY)
    assert len(evidence.polygon) == 4


def test_a_mismatch_that_was_read_unsurely_is_looked_at_and_read_again() -> None:
    answer = judged(case(licence(sure=False), signature="美团", account=OTHER_COMPANY))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes["SIGNATURE_CERTIFICATE_MISMATCH"] is REVIEW
    assert answer.links["named_by"] is LinkState.OPEN
    assert answer.confirmed == {FieldName.ENTITY_NAME}


def test_the_verified_name_of_the_account_bears_out_an_unsure_reading() -> None:
    answer = judged(case(licence(sure=False), signature="美团"))
    assert answer.verdict is Verdict.REJECT
    assert answer.codes["SIGNATURE_CERTIFICATE_MISMATCH"] is REJECT


def test_a_match_that_was_read_unsurely_does_not_pass() -> None:
    answer = judged(case(licence(sure=False), signature=COMPANY))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"NAME_UNSURE": REVIEW}
    assert answer.confirmed == {FieldName.ENTITY_NAME}
    assert len(answer.findings) == 1, "the name and the holder are one field, told once"


def test_a_name_that_was_not_read_is_open() -> None:
    answer = judged(case(licence(None)))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"NAME_UNREADABLE": REVIEW}
    assert len(answer.findings) == 1
    assert {answer.links["named_by"], answer.links["is_account_holder"]} == {LinkState.OPEN}


@pytest.mark.parametrize("text", ["美团", "字号 美 团", "美\n团", "公司名称：美團"])
def test_a_signature_that_stands_elsewhere_on_the_page_is_not_rejected(text: str) -> None:
    """The wrong line may have been taken for the name."""
    answer = judged(case(licence(text=f"{COMPANY}\n{text}\n" + "一" * 60), signature="美团"))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"NAME_ELSEWHERE": REVIEW}


def test_before_a_name_counts_as_missing_all_of_the_page_is_asked_for() -> None:
    glanced = licence(unread=True, until="2020-05-31", since="2014-06-01")
    assert judged(case(glanced, signature="美团")).result.rests == {0}
    assert judged(case(glanced, signature="星槎云", account=OTHER_COMPANY)).result.rests == {0}
    assert judged(case(glanced)).result.rests == set(), "what has expired has, whatever else the page says"
    assert judged(case(licence(), signature="美团")).result.rests == set(), "all of it was read"


def test_an_abbreviation_that_skips_characters_is_rejected_by_the_strict_standard_alone() -> None:
    name = "杭州未鲸网络科技有限公司"
    loose = case(licence(name), signature="未鲸科技", account=name)
    assert judged(loose).verdict is Verdict.PASS
    assert judged(replace(loose, standard=case(standard="tencent-2026").standard)).codes == {"SIGNATURE_CERTIFICATE_MISMATCH": REJECT}


# Near: one character off


def test_near_is_rejected_when_both_readers_agree() -> None:
    answer = judged(case(licence("北京星搓云计算有限公司", agreed=True), account=OTHER_COMPANY))
    assert answer.codes["SIGNATURE_NEAR_MISS"] is REJECT
    assert "槎 ≠ 搓" in answer.message("SIGNATURE_NEAR_MISS")


def test_near_is_looked_at_while_one_reader_alone_is_sure() -> None:
    answer = judged(case(licence("北京星搓云计算有限公司"), account=COMPANY))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes["SIGNATURE_NEAR_MISS"] is REVIEW
    assert FieldName.ENTITY_NAME in answer.confirmed


def test_near_is_looked_at_when_both_readers_are_unsure() -> None:
    answer = judged(case(licence("北京星搓云计算有限公司", sure=False, agreed=True)))
    assert answer.verdict is Verdict.NEEDS_REVIEW


def test_the_differing_characters_are_told() -> None:
    assert differing(compare("星搓云", COMPANY)) == "搓 ≠ 槎"


@pytest.mark.parametrize("signature", ["XCY", "xingcha"])
def test_letters_that_spell_the_name_are_no_slip(signature: str) -> None:
    """Nobody is told to correct 'X ≠ 星'; whether the letters stand for the name is a person's to say."""
    answer = judged(case(licence(agreed=True), signature=signature))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"SIGNATURE_UNSURE": REVIEW}


def test_what_names_cannot_settle_is_a_persons_to_say() -> None:
    answer = judged(case(licence(), signature="星云"))
    assert answer.codes == {"SIGNATURE_UNSURE": REVIEW}
    assert [look.phrase for look in answer.result.looks] == ["names"]


def test_a_character_of_another_form_that_was_read_doubtfully_is_read_again() -> None:
    answer = judged(case(licence("北京时云计算有限公司", sure=False), signature="時云", account=OTHER_COMPANY))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert FieldName.ENTITY_NAME in answer.confirmed


# The account holder


def test_the_licence_of_another_company_is_rejected() -> None:
    answer = judged(case(licence(), account=OTHER_COMPANY))
    assert answer.codes == {"ACCOUNT_MISMATCH": REJECT}
    assert answer.links["is_account_holder"] is LinkState.BROKEN


def test_brackets_and_width_do_not_make_another_company() -> None:
    assert judged(case(licence("星槎云（北京）有限公司"), account="星槎云(北京) 有限公司")).verdict is Verdict.PASS


def test_another_holder_that_was_read_unsurely_is_looked_at() -> None:
    answer = judged(case(licence(sure=False), account=OTHER_COMPANY))
    assert answer.codes["ACCOUNT_MISMATCH"] is REVIEW
    assert answer.confirmed == {FieldName.ENTITY_NAME}


@pytest.mark.parametrize(("agreed", "severity"), [(False, REVIEW), (True, REJECT)])
def test_a_holder_one_character_off_is_rejected_only_when_both_readers_agree(agreed: bool, severity: Severity) -> None:
    answer = judged(case(licence(agreed=agreed), account="北京星搓云计算有限公司"))
    assert answer.codes["ACCOUNT_MISMATCH"] is severity
    assert (FieldName.ENTITY_NAME in answer.confirmed) is not agreed


def test_an_account_name_that_stands_elsewhere_on_the_page_is_not_rejected() -> None:
    answer = judged(case(licence(text=f"{COMPANY}\n星槎云（上海）\n有限公司\n" + "一" * 60), account="星槎云(上海)有限公司"))
    assert answer.codes == {"ACCOUNT_MISMATCH": REVIEW}


def test_without_the_accounts_name_nothing_passes_and_nothing_is_rejected() -> None:
    answer = judged(case(licence(), account=""))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"ACCOUNT_UNKNOWN": REVIEW}


# The certificate


def test_nothing_uploaded_is_rejected() -> None:
    answer = judged(case())
    assert answer.codes == {"CERTIFICATE_MISSING": REJECT}
    assert "a business licence" in answer.message("CERTIFICATE_MISSING")


def test_another_kind_is_rejected_where_it_is_sure() -> None:
    answer = judged(case(trademark()))
    assert answer.codes == {"CERTIFICATE_WRONG_KIND": REJECT}
    assert "a trademark registration certificate" in answer.message("CERTIFICATE_WRONG_KIND")


@pytest.mark.parametrize("wrong", [trademark(kind_confidence=0.7), unknown("年度优秀企业展览会招商海报，" * 5)])
def test_another_kind_that_is_not_sure_is_looked_at(wrong: DocumentFacts) -> None:
    answer = judged(case(wrong))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"CERTIFICATE_WRONG_KIND": REVIEW}


def test_a_picture_without_text_is_unreadable_rather_than_of_another_kind() -> None:
    answer = judged(case(unknown("模糊")))
    assert answer.codes == {"PICTURE_UNREADABLE": REVIEW}


def test_a_document_on_which_a_reader_failed_is_looked_at() -> None:
    answer = judged(case(unknown(failed=True)))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"READING_FAILED": REVIEW}


@pytest.mark.parametrize(("red", "code"), [(0.0, "NOT_IN_COLOUR"), (None, "COLOUR_UNKNOWN")])
def test_a_grey_copy_and_an_emblem_that_was_not_found_are_looked_at(red: float | None, code: str) -> None:
    answer = judged(case(licence(emblem_red=red)))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {code: REVIEW}


def test_a_layout_that_was_never_seen_for_real_has_a_person_compare_what_was_read() -> None:
    answer = judged(case(unseen(licence())))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"LAYOUT_PROVISIONAL": REVIEW}, "what fits is told once"


def test_a_layout_that_was_never_seen_for_real_is_not_surely_of_the_wrong_kind() -> None:
    answer = judged(case(unseen(trademark())))
    assert answer.codes == {"LAYOUT_PROVISIONAL": REVIEW, "CERTIFICATE_WRONG_KIND": REVIEW}


def test_a_qr_code_that_differs_from_the_print_has_a_person_look() -> None:
    answer = judged(case(licence(contradicted=(FieldName.ENTITY_NAME,))))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"QR_DIFFERS": REVIEW}
    assert "name of the entity" in answer.message("QR_DIFFERS")


def test_two_documents_in_one_picture_neither_pass_nor_reject() -> None:
    """What seems to be another company's, or missing, may stand beside what was read."""
    assert judged(case(licence(several=True))).codes == {"SEVERAL_DOCUMENTS": REVIEW}
    answer = judged(case(licence(OTHER_COMPANY, several=True)))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert "SEVERAL_DOCUMENTS" in answer.codes


# Validity, judged on the day of submission


@pytest.mark.parametrize(
    ("until", "on", "verdict"),
    [
        ("2024-05-31", date(2024, 6, 1), Verdict.REJECT),
        ("2024-06-01", date(2024, 6, 1), Verdict.PASS),
        ("2024-05-31", date(2024, 5, 1), Verdict.PASS),
        ("长期", date(2024, 6, 1), Verdict.PASS),
        ("", date(2024, 6, 1), Verdict.PASS),
    ],
)
def test_a_licence_is_expired_when_it_ended_before_the_day_of_submission(until: str, on: date, verdict: Verdict) -> None:
    answer = judged(case(licence(since="2014-06-01", until=until), on=on))
    assert answer.verdict is verdict
    assert answer.codes == ({"CERTIFICATE_EXPIRED": REJECT} if verdict is Verdict.REJECT else {})


def test_an_end_that_was_read_unsurely_is_looked_at() -> None:
    answer = judged(case(licence(until="2024-05-31", until_sure=False)))
    assert answer.codes == {"CERTIFICATE_EXPIRED": REVIEW}
    assert answer.links["valid"] is LinkState.OPEN


@pytest.mark.parametrize("since", ["2034-06-01", "2024-05-31", "二〇一四年"])
def test_a_period_that_cannot_be_was_misread(since: str) -> None:
    assert judged(case(licence(since=since, until="2024-05-31"))).codes == {"CERTIFICATE_EXPIRED": REVIEW}


# The signature itself


def test_words_that_identify_nobody_are_rejected() -> None:
    answer = judged(case(licence(), signature="验证码"))
    assert answer.codes == {"SIGNATURE_GENERIC": REJECT}
    assert answer.links["named_by"] is LinkState.BROKEN


def test_words_of_the_trade_that_stand_in_the_name_are_a_persons_to_say() -> None:
    assert judged(case(licence(), signature="云计算")).codes == {"SIGNATURE_GENERIC": REVIEW}


def test_words_that_identify_nobody_are_told_even_where_nothing_was_read() -> None:
    assert judged(case(licence(None), signature="验证码")).codes["SIGNATURE_GENERIC"] is REVIEW


@pytest.mark.parametrize("signature", ["云", "北京星槎云计算有限公司北京分公司"])
def test_a_signature_of_the_wrong_length_is_rejected(signature: str) -> None:
    answer = judged(case(licence(), signature=signature))
    assert answer.verdict is Verdict.REJECT
    assert f"has {len(signature)} characters" in answer.message("SIGNATURE_LENGTH")


@pytest.mark.parametrize(
    ("signature", "shown"), [("星槎·云", "·"), ("【星槎云】", "【 】"), ("星槎 云", "U+0020"), ("星槎\u200b云", "U+200B"), ("星!!槎", "!")]
)
def test_characters_that_are_not_allowed_are_rejected_and_shown(signature: str, shown: str) -> None:
    answer = judged(case(licence(), signature=signature))
    assert answer.codes["SIGNATURE_CHARACTERS"] is REJECT
    assert f"not allowed: {shown}." in answer.message("SIGNATURE_CHARACTERS")


def test_signatures_for_other_countries_may_be_longer_and_hold_more() -> None:
    name = "Xingcha Cloud Ltd"
    assert judged(case(licence(name), signature="Xingcha Cloud", account=name, international=True)).codes == {}


# Several documents


def test_the_certificate_that_proves_the_signature_counts_wherever_it_stands() -> None:
    for documents in ([licence(OTHER_COMPANY), licence()], [licence(), licence(OTHER_COMPANY, kind_confidence=1.0)]):
        assert judged(case(*documents)).verdict is Verdict.PASS


def test_no_certificate_is_rejected_while_another_document_was_not_read() -> None:
    for unread in (unknown("模糊"), unknown(failed=True)):
        answer = judged(case(licence(), unread, signature="美团"))
        assert answer.verdict is Verdict.NEEDS_REVIEW
        assert answer.codes["SIGNATURE_CERTIFICATE_MISMATCH"] is REVIEW
        assert judged(case(trademark(), unread)).verdict is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize("text", ["模糊", "门头照片：" + "好" * 40])
def test_a_picture_of_something_else_beside_the_proof_does_no_harm(text: str) -> None:
    assert judged(case(licence(), unknown(text))).verdict is Verdict.PASS


def test_an_unreadable_picture_is_told_where_the_proof_is_wanting() -> None:
    assert judged(case(licence(sure=False), unknown("模糊"))).codes == {"NAME_UNSURE": REVIEW, "PICTURE_UNREADABLE": REVIEW}


def test_a_reader_that_failed_beside_the_proof_is_told() -> None:
    assert judged(case(licence(), unknown(failed=True))).codes == {"READING_FAILED": REVIEW}


# Later signatures: the standards ask for the certificate with the first one only


@pytest.mark.parametrize("documents", [[], [trademark()], [licence(OTHER_COMPANY)], [licence(since="2004-06-01", until="2014-05-31")]])
def test_a_later_signature_rests_on_the_accounts_verified_name_whatever_is_uploaded(documents: list[DocumentFacts]) -> None:
    answer = judged(case(*documents, approved=("星槎",)))
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {})
    assert answer.links == {"verified_name": LinkState.ESTABLISHED, "named_by": LinkState.ESTABLISHED}


@pytest.mark.parametrize(
    ("signature", "code", "severity"),
    [
        ("美团", "SIGNATURE_ACCOUNT_MISMATCH", REJECT),
        ("星搓云", "SIGNATURE_ACCOUNT_MISMATCH", REJECT),
        ("星云", "SIGNATURE_UNSURE", REVIEW),
        ("验证码", "SIGNATURE_GENERIC", REJECT),
    ],
)
def test_a_later_signature_that_the_verified_name_does_not_hold(signature: str, code: str, severity: Severity) -> None:
    assert judged(case(signature=signature, approved=("星槎",))).codes == {code: severity}


def test_a_later_signature_may_be_proven_by_a_certificate_all_the_same() -> None:
    """The account was renamed since it was verified."""
    answer = judged(case(licence(), approved=("星槎",), account="北京星槎云计算有限公司"))
    assert answer.links["certificate"] is LinkState.ESTABLISHED


def test_a_later_signature_of_an_account_without_a_name_is_a_persons_to_decide() -> None:
    assert judged(case(approved=("星槎",), account="")).codes == {"ACCOUNT_UNKNOWN": REVIEW}


def test_the_wanted_kinds_are_those_of_the_standard() -> None:
    wanted = case().standard.types[case().application.signature_type].certificates
    assert DocumentKind.BUSINESS_LICENSE in wanted
