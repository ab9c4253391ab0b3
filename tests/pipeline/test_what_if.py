"""Stored cases under another standard: nothing is read, nothing is stored, and each answer is the one that a review would give."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import standards
from pipeline.bootstrap import Parts
from pipeline.what_if import under
from pipeline.work import answered, review_case
from tests.pipeline.cases import FILING, LICENCE, TRADEMARK, NoReader, make_parts, write_case

STRICT = standards.load("tencent-2026")


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """Parts over reviewed cases, whose reader must not be asked any more."""
    reviewing = make_parts(tmp_path / "data")
    review_case(write_case(tmp_path / "inbox", "1"), reviewing, run_id=None)
    review_case(write_case(tmp_path / "inbox", "2", signature="榴屿传播"), reviewing, run_id=None)
    review_case(write_case(tmp_path / "inbox", "3", LICENCE, FILING, account={"name": "别的公司"}), reviewing, run_id=None)
    review_case(write_case(tmp_path / "inbox", "4", TRADEMARK, submitted_at=None), reviewing, run_id=None)
    reviewing.close()
    opened = make_parts(tmp_path / "data", NoReader())
    yield opened
    opened.close()


def test_a_signature_that_skips_characters_is_refused_by_the_later_standard(parts: Parts) -> None:
    found = {each.then.case_id: (each.verdict, str(each.then.verdict)) for each in under(STRICT, parts)}
    assert found["1"] == ("pass", "pass")
    assert found["2"] == ("pass", "reject")


def test_each_answer_is_that_of_a_review_by_that_standard(parts: Parts) -> None:
    other = replace(parts, standard=STRICT)
    for each in under(STRICT, parts):
        stored = parts.store.case(each.then.case_id)
        assert stored is not None
        alone = answered(stored.case(), other)
        assert each.then.model_dump(exclude={"timings"}) == alone.model_dump(exclude={"timings"})


def test_what_other_cases_showed_counts(parts: Parts) -> None:
    [first] = [each.then for each in under(STRICT, parts) if each.then.case_id == "1"]
    assert "DOCUMENT_ELSEWHERE" in {finding.code for finding in first.findings}, "another account came with this licence as case 3"


def test_nothing_is_stored(parts: Parts) -> None:
    before = [(each.id, each.case_id) for each in parts.store.newest_reviews()]
    list(under(STRICT, parts))
    assert [(each.id, each.case_id) for each in parts.store.newest_reviews()] == before


def test_a_purged_case_is_left_out(parts: Parts) -> None:
    """Its files are gone; the others are told all the same."""
    parts.store.retention.purge(datetime.now(UTC) + timedelta(days=1))
    assert list(under(STRICT, parts)) == []
