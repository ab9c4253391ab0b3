"""A review in words: findings, what to look at, the argument, the replies."""

import re
from pathlib import Path

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import Account, Application, PartyKind, Purpose, SignatureType
from pipeline.chain import Draft
from pipeline.chain.result import Look, Word
from pipeline.outcome import Evidence, Finding, Link, LinkState, Review, Severity, Verdict
from pipeline.telling import argument, findings, looks, reply, report_for_reviewer, worded


def test_rejections_are_told_first() -> None:
    drafts = [
        Draft("SECOND_READER_MISSING", False),
        Draft("DESCRIPTION_WITHOUT_DOMAIN", False),
        Draft("SIGNATURE_GENERIC", True, {"signature": "验证码"}, (Evidence(document="a.jpg"),)),
    ]
    told = findings(drafts, "en")
    assert [finding.severity for finding in told] == [Severity.REJECT, Severity.REVIEW, Severity.NOTE]
    assert told[0].evidence == (Evidence(document="a.jpg"),)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "a business licence, a trademark registration certificate"),
        ("zh", "营业执照、商标注册证"),
        ("id", "surat izin usaha, sertifikat"),
    ],
)
def test_several_kinds_are_listed_in_words(language: str, words: str) -> None:
    wanted = (DocumentKind.BUSINESS_LICENSE, DocumentKind.TRADEMARK_CERTIFICATE)
    [told] = findings([Draft("CERTIFICATE_MISSING", True, {"wanted": wanted})], language)  # type: ignore[arg-type]
    assert words in told.message


def test_a_sort_of_application_is_told_in_words() -> None:
    facts = {
        "type": SignatureType.APP,
        "purpose": Purpose.SELF,
        "account": PartyKind.INDIVIDUAL,
        "developer": PartyKind.ORGANIZATION,
        "standard": "tencent-2026",
    }
    [told] = findings([Draft("NOT_COVERED", False, facts)], "zh")
    for part in ("APP", "自用", "个人", "企业", "tencent-2026"):
        assert part in told.message


def test_what_an_applicant_wrote_is_told_as_it_stands() -> None:
    facts = {"signature": "{name} %s <b>", "name": "company", "difference": Word("differences", "order")}
    [told] = findings([Draft("SIGNATURE_CERTIFICATE_MISMATCH", True, facts)], "en")
    assert "“{name} %s <b>”" in told.message


def test_what_to_look_at_is_told_in_words() -> None:
    look = Look("field", {"field": FieldName.ICP_HOLDER, "file": "a.png"})
    assert looks([look], "en") == ("Look at the holder of the filing on a.png.",)
    assert looks([look], "zh") == ("请核对a.png上的主办单位。",)


def answer(verdict: Verdict, *drafts: Draft, links: tuple[Link, ...] = ()) -> Review:
    return Review(case_id="1", signature="星槎云", verdict=verdict, standard="s", findings=findings(drafts, "en", APPLICATION), links=links)


APPLICATION = Application(case_id="1", signature="星槎云", signature_type=SignatureType.COMPANY)
LENGTH = Draft("SIGNATURE_LENGTH", True, {"signature": "星", "length": "1", "least": "2", "most": "12"})
MISSING = Draft("CERTIFICATE_MISSING", False, {"wanted": (DocumentKind.BUSINESS_LICENSE,)})
BORROWED = Draft("LAYOUT_PROVISIONAL", False, {"file": "a.jpg", "kind": DocumentKind.AUTHORIZATION_LETTER})


def test_the_reply_numbers_what_is_to_be_corrected() -> None:
    told = reply(answer(Verdict.REJECT, LENGTH, LENGTH, MISSING), "en").splitlines()
    assert told[0].startswith("Your signature “星槎云” was not approved.")
    assert [line[:3] for line in told[1:]] == ["1. "], "what is open is not for this reply, and nothing is said twice"


def test_the_reply_tells_nothing_of_what_is_for_reviewers() -> None:
    assert "a.jpg" not in reply(answer(Verdict.NEEDS_REVIEW, MISSING, BORROWED), "en")
    assert reply(answer(Verdict.NEEDS_REVIEW, BORROWED), "en").endswith("Nothing more is needed from you now.")
    assert reply(answer(Verdict.PASS), "zh") == "您申请的签名“星槎云”已通过审核。"


def test_the_argument_says_of_every_link_whether_it_holds() -> None:
    links = (
        Link(name="certificate", state=LinkState.ESTABLISHED, left="a.jpg", right="business_license"),
        Link(name="named_by", state=LinkState.BROKEN, relation="unrelated", left="美团", right="北京三快在线科技有限公司"),
        Link(name="named_by", state=LinkState.CLAIMED, left="星槎云"),
    )
    told = argument(answer(Verdict.REJECT, links=links), "zh")
    assert told == (
        "签名“星槎云”不予通过。",
        "成立：应提供的证明材料：a.jpg（营业执照）",
        "不成立：“美团”由“北京三快在线科技有限公司”证明（无关）",
        "仅为申请人声称：“星槎云”是“未知”的名称",
    )


def test_every_link_that_the_chain_makes_has_words() -> None:
    source = "\n".join(path.read_text("utf8") for path in (Path(__file__).parents[2] / "pipeline" / "chain").glob("*.py"))
    named = set(re.findall(r"\.link\(\s*\"(\w+)\"", source)) | set(re.findall(r"same_entity_link\(\s*\"(\w+)\"", source))
    for name in named | {"is_account_holder", "certificate_of"}:
        for language in ("en", "zh", "id"):
            told = argument(answer(Verdict.PASS, links=(Link(name=name, state=LinkState.OPEN, left="甲", right="乙"),)), language)  # type: ignore[arg-type]
            assert "甲" in told[1] or "乙" in told[1]


def test_a_stored_review_is_told_in_another_language() -> None:
    review = answer(Verdict.REJECT, LENGTH, MISSING)
    told = worded(review, "id")
    assert "1 karakter" in told.findings[0].message
    assert "surat izin usaha" in told.findings[1].message
    assert told.reply.startswith("Tanda tangan “星槎云” Anda tidak disetujui.")
    assert worded(told, "en") == worded(review, "en")


def test_what_was_stored_without_its_facts_stays_as_it_was_told() -> None:
    old = Finding(code="SIGNATURE_LENGTH", severity=Severity.REJECT, message="as it was")
    gone = Finding(code="NO_LONGER_KNOWN", severity=Severity.REJECT, message="as it was")
    review = answer(Verdict.REJECT).model_copy(update={"findings": (old, gone), "look_at": ("there",)})
    assert [finding.message for finding in worded(review, "zh").findings] == ["as it was", "as it was"]
    assert worded(review, "zh").look_at == ("there",)


def test_the_reviewers_text_has_argument_findings_reasons_and_what_to_look_at() -> None:
    review = worded(answer(Verdict.REJECT, LENGTH), "en").model_copy(update={"look_at": ("Look at a.jpg.",)})
    told = report_for_reviewer(review, "en")
    for part in ("is rejected.", "What was found:", "[R01: the signature identifies nobody]", "What to look at:", "1. Look at a.jpg."):
        assert part in told


@pytest.mark.parametrize(
    ("account", "purpose", "reason"),
    [("organization", "self", "R04"), ("individual", "self", "R03"), ("individual", "others", "R05"), ("organization", "others", "R05")],
)
def test_the_vendors_reason_goes_by_the_sort_of_application(account: str, purpose: str, reason: str) -> None:
    given = APPLICATION.model_copy(update={"purpose": Purpose(purpose), "account": Account(kind=PartyKind(account))})
    [told] = findings([MISSING], "en", given)
    assert told.reason == reason
