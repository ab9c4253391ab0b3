"""A later application of the same account for the same signature is linked to the earlier ones, with what changed since."""

from pathlib import Path

import pytest

from pipeline.intake.cases import open_case
from pipeline.outcome import Review, Severity
from pipeline.work import answered, input_key
from tests.pipeline.cases import FILING, LICENCE, TRADEMARK, make_parts, write_case


@pytest.fixture
def applied(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Keeps and reviews an application, as the commands do."""
    parts = make_parts(tmp_path / "data")

    def apply(case_id: str, *documents: str, **application: object) -> Review:
        case = open_case(write_case(tmp_path / "inbox" / case_id, case_id, *documents, **application), parts.settings)
        application_id = parts.store.keep_case(case)
        review = answered(case, parts)
        parts.store.add_review(review, application_id=application_id, kind="single", input_key=input_key(case.fingerprint, parts))
        return review

    yield apply
    parts.close()


def test_the_first_application_has_no_earlier_one(applied) -> None:  # type: ignore[no-untyped-def]
    review = applied("1")
    assert review.earlier == ()
    assert "RESUBMISSION" not in {finding.code for finding in review.findings}


def test_a_later_one_names_the_earlier_with_its_verdict_and_what_changed(applied) -> None:  # type: ignore[no-untyped-def]
    applied("1", TRADEMARK, description="old")
    review = applied("2", LICENCE, description="new", submitted_at="2024-07-01")
    [earlier] = review.earlier
    assert (earlier.case_id, earlier.submitted_at, earlier.verdict) == ("1", "2024-06-01", "reject")
    assert earlier.changes == ("description: old → new", f"documents: + {LICENCE}.jpg", f"documents: − {TRADEMARK}.jpg")
    [told] = [finding for finding in review.findings if finding.code == "RESUBMISSION"]
    assert told.severity is Severity.NOTE
    assert "before: 1." in told.message


@pytest.mark.parametrize("other", [{"account": {"name": "上海檐鹊餐饮管理有限公司"}}, {"signature": "榴屿"}, {"account": {}}])
def test_another_account_or_signature_is_no_earlier_one(applied, other) -> None:  # type: ignore[no-untyped-def]
    applied("1", **other)
    assert applied("2").earlier == ()


def test_the_same_case_in_another_form_is_an_earlier_one(applied) -> None:  # type: ignore[no-untyped-def]
    applied("1", FILING)
    [earlier] = applied("1", LICENCE).earlier
    assert earlier.case_id == "1"


def test_reviewing_the_earlier_one_again_does_not_make_it_the_later(applied) -> None:  # type: ignore[no-untyped-def]
    applied("1")
    applied("2")
    assert applied("1").earlier == ()
    assert [each.case_id for each in applied("2").earlier] == ["1"]
