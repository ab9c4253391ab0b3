"""Rules that are about the signature, the account and the files, each with a case that keeps it and one that breaks it."""

from dataclasses import replace
from typing import Any

import pytest

from pipeline.application import PartyKind, SignatureType
from pipeline.outcome import Severity, Verdict
from tests.pipeline.chain.factory import COMPANY, Judged, case, judged, licence

REJECT, REVIEW, NOTE = Severity.REJECT, Severity.REVIEW, Severity.NOTE


def applied(*documents: Any, **application: Any) -> Judged:
    return judged(case(*(documents or (licence(),)), **application))


# Content


@pytest.mark.parametrize("signature", ["星槎博彩", "星槎賭場", "星槎党支部", "星槎人民政府", "星槎色情", "星槎冰毒", "星槎佛教"])
def test_forbidden_content_is_rejected(signature: str) -> None:
    answer = applied(signature=signature)
    assert answer.codes["CONTENT_FORBIDDEN"] is REJECT
    assert answer.findings[0].severity is REJECT


def test_a_forbidden_word_in_a_registered_name_is_a_persons_to_judge() -> None:
    """An authority has let it through."""
    name = "上海佛教文化用品有限公司"
    answer = applied(licence(name), signature="佛教文化用品", account=name)
    assert answer.codes["CONTENT_FORBIDDEN"] is REVIEW


def test_government_bodies_are_exempt_from_the_party_and_government_words_alone() -> None:
    name = "苏州市样本区人民政府"
    kept = applied(signature=name, account=name, approved=("样本",), kind=SignatureType.GOVERNMENT)
    assert (kept.verdict, kept.codes) == (Verdict.PASS, {})
    assert (
        applied(signature="样本区赌场", account=name, approved=("样本",), kind=SignatureType.GOVERNMENT).codes["CONTENT_FORBIDDEN"]
        is REJECT
    )


@pytest.mark.parametrize(
    "name", ["北京星槎保险经纪有限公司", "北京星槎装修工程有限公司", "北京星槎整形医院有限公司", "北京星槎小额贷款有限公司"]
)
def test_an_honest_trade_is_noted_and_passes(name: str) -> None:
    answer = applied(licence(name), signature=name.removeprefix("北京").removesuffix("有限公司"), account=name)
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {"CONTENT_NOTED": NOTE})


@pytest.mark.parametrize("name", ["佛山市星槎贸易有限公司", "北京党参药材有限公司", "毒霸网络科技有限公司"])
def test_a_name_that_only_holds_a_character_of_a_forbidden_word_is_let_alone(name: str) -> None:
    assert "CONTENT_FORBIDDEN" not in applied(licence(name), signature=name[:6], account=name).codes


def test_a_company_whose_own_words_are_a_place_and_a_trade_is_not_generic() -> None:
    name = "洛阳大理商贸有限公司"
    answer = applied(licence(name), signature="洛阳大理商贸", account=name)
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {})


def test_a_persons_name_identifies_no_sender() -> None:
    answer = applied(signature="甘示范", account="甘示范", account_kind=PartyKind.INDIVIDUAL, kind=SignatureType.APP)
    assert answer.codes["SIGNATURE_PERSON"] is REJECT


@pytest.mark.parametrize(
    ("signature", "code"), [("星槎测试", "SIGNATURE_BANNED_WORD"), ("星槎TEST", "SIGNATURE_BANNED_WORD"), ("12345", "SIGNATURE_FORM")]
)
def test_another_vendors_rules_for_names_are_its_own(signature: str, code: str) -> None:
    assert applied(signature=signature, standard="aliyun-2025").codes[code] is REJECT
    assert code not in applied(signature=signature).codes


# The account's signatures


@pytest.mark.parametrize(("count", "told"), [(49, {}), (50, {"LIMIT_REACHED": REJECT})])
def test_an_account_has_fifty_signatures_at_most(count: int, told: dict[str, Severity]) -> None:
    assert applied(approved=tuple(f"签名{number}" for number in range(count))).codes == told


def test_a_full_account_may_still_change_one() -> None:
    approved = tuple(f"签名{number}" for number in range(50))
    assert applied(approved=approved, changes="签名甲").codes == {}


@pytest.mark.parametrize("approved", ["星槎云", "星槎云 ", "星槎云"])
def test_an_approved_signature_is_not_applied_for_again(approved: str) -> None:
    assert applied(approved=(approved,)).codes == {"DUPLICATE_APPROVED": REJECT}
    assert applied(approved=("星槎",)).codes == {}


def test_a_pending_signature_is_not_applied_for_again_but_may_be_changed() -> None:
    facts = case(licence())
    account = facts.application.account.model_copy(update={"pending_signatures": ("星槎云",)})
    for changes, told in (("", {"DUPLICATE_PENDING": REJECT}), ("星槎云", {})):
        application = facts.application.model_copy(update={"account": account, "changes": changes})
        assert judged(type(facts)(application, facts.standard, facts.documents, facts.on)).codes == told


def test_an_approved_signature_is_not_changed() -> None:
    assert applied(approved=("星槎",), changes="星槎").codes == {"CHANGE_OF_APPROVED": REJECT}
    assert applied(approved=("星槎云",), vendor={"SignId": 7}).codes == {"CHANGE_OF_APPROVED": REJECT}
    assert applied(vendor={"SignId": 7}).codes == {}


@pytest.mark.parametrize(("code", "told"), [(0, {}), (1, {}), (2, {"VENDOR_CODES": REVIEW}), (7, {"VENDOR_CODES": REVIEW})])
def test_codes_that_the_interface_did_not_take_together_are_a_persons_to_judge(code: int, told: dict[str, Severity]) -> None:
    assert applied(vendor={"SignType": 0, "DocumentType": code}).codes == told


# Files


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("jpg", {}),
        ("png", {}),
        ("", {}),
        ("webp", {"FILE_FORMAT": REJECT}),
        ("tiff", {"FILE_FORMAT": REJECT}),
        ("pdf", {"FILE_FORMAT": NOTE}),
    ],
)
def test_the_standard_names_the_formats(form: str, told: dict[str, Severity]) -> None:
    answer = applied(replace(licence(format=form), file=f"licence.{form or 'jpg'}"))
    assert answer.codes == told
    assert (answer.verdict is Verdict.PASS) == (REJECT not in told.values())


def test_a_gif_named_jpg_is_noted() -> None:
    """The vendor's form let it in by its name."""
    answer = applied(licence(format="gif"))
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {"FILE_FORMAT": NOTE})


def test_a_picture_that_is_called_jpg_and_is_none_is_noted_only() -> None:
    """A genuine licence was a GIF picture under the name .jpg: the vendor's page would take it."""
    answer = applied(licence(format="gif"))
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {"FILE_FORMAT": NOTE})


@pytest.mark.parametrize(("size", "told"), [(5 * 2**20, {}), (5 * 2**20 + 1, {"FILE_TOO_LARGE": REJECT})])
def test_a_file_has_five_megabytes_at_most(size: int, told: dict[str, Severity]) -> None:
    assert applied(licence(size=size)).codes == told


def test_the_limit_is_the_vendors() -> None:
    assert "FILE_TOO_LARGE" in applied(licence(size=3 * 2**20), standard="aliyun-2025").codes
    assert COMPANY in applied(licence(size=3 * 2**20)).link("named_by").right
