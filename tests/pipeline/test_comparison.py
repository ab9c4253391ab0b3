"""What changed between two reviews of a case."""

from typing import Any

import pytest

from extractors.vocabulary import FieldName
from pipeline.comparison import changes
from pipeline.outcome import DocumentReport, FieldReading, Finding, Link, LinkState, Review, Severity, Verdict


def make_review(**differing: Any) -> Review:
    plain = {
        "case_id": "1",
        "signature": "星槎云",
        "verdict": Verdict.PASS,
        "standard": "tencent-intl-2024",
        "links": (Link(name="named_by", state=LinkState.ESTABLISHED),),
        "documents": (report(FieldName.ENTITY_NAME, "北京星槎云计算有限公司"),),
        "versions": {"rules": "a", "rapidocr": "3"},
        "timings": {"reading": 1.0},
    }
    return Review.model_validate({**plain, **differing})


def report(name: FieldName, value: str) -> DocumentReport:
    return DocumentReport(file="licence.jpg", fields={name: FieldReading(value=value, confidence=0.9)})


def finding(code: str) -> Finding:
    return Finding(code=code, severity=Severity.REVIEW, message="")


def test_equal_reviews_and_other_timings_are_no_change() -> None:
    assert changes(make_review(), make_review(timings={"reading": 9.0})) == []


@pytest.mark.parametrize(
    ("after", "line"),
    [
        ({"verdict": Verdict.REJECT}, "verdict: pass → reject"),
        ({"standard": "tencent-2026"}, "standard: tencent-intl-2024 → tencent-2026"),
        ({"versions": {"rules": "b", "rapidocr": "3"}}, "version rules: a → b"),
        ({"versions": {"rules": "a"}}, "version rapidocr: 3 → —"),
        ({"findings": (finding("NAME_UNSURE"),)}, "new finding: NAME_UNSURE"),
        ({"links": (Link(name="named_by", state=LinkState.OPEN),)}, "link named_by: established → open"),
        ({"links": ()}, "link named_by: established → —"),
        (
            {"documents": (report(FieldName.ENTITY_NAME, "北京星搓云计算有限公司"),)},
            "field licence.jpg entity_name: 北京星槎云计算有限公司 → 北京星搓云计算有限公司",
        ),
    ],
)
def test_each_difference_is_a_line(after: dict[str, Any], line: str) -> None:
    assert changes(make_review(), make_review(**after)) == [line]


def test_a_finding_that_went_is_told() -> None:
    before = make_review(findings=(finding("NAME_UNSURE"), finding("ACCOUNT_MISMATCH")))
    assert changes(before, make_review(findings=(finding("ACCOUNT_MISMATCH"),))) == ["finding no longer there: NAME_UNSURE"]


def test_a_legal_representative_is_masked() -> None:
    before, after = (make_review(documents=(report(FieldName.LEGAL_REPRESENTATIVE, name),)) for name in ("贾示范", "易样之"))
    assert changes(before, after) == ["field licence.jpg legal_representative: 贾** → 易**"]


def test_a_representative_that_differs_behind_the_mask_is_told_all_the_same() -> None:
    before, after = (make_review(documents=(report(FieldName.LEGAL_REPRESENTATIVE, name),)) for name in ("贾示范", "贾示茫"))
    assert changes(before, after) == ["field licence.jpg legal_representative: 贾** → 贾**"]
