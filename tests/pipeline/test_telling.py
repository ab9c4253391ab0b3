"""A review in words: findings, what to look at, the argument, the replies."""

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain import Draft
from pipeline.chain.result import Look, Word
from pipeline.outcome import Evidence, Severity
from pipeline.telling import findings, looks


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
