"""Every case of the sample inbox, read by the real engines, gets the verdict and the finding that it was made for."""

import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.bootstrap import open_parts
from pipeline.settings import Settings
from pipeline.work import review_case
from samples.data import EXPECTED, INBOX

pytestmark = pytest.mark.engines

CASES = [json.loads(line) for line in EXPECTED.read_text(encoding="utf8").splitlines()]


def review_one(case_id: str, data_dir: Path) -> tuple[str, dict[str, Any]]:
    """The review of a case as JSON; it may run in another process."""
    parts = open_parts(Settings(data_dir=data_dir))
    try:
        result = review_case(INBOX / case_id, parts, run_id=None)
        stored = parts.store.last_review(case_id)
        assert stored is not None, result.reason
        return case_id, stored.review.model_dump(mode="json")
    finally:
        parts.close()


@pytest.fixture(scope="session")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, Any]]]:
    """All reviews by case, made by two processes."""
    data_dir = tmp_path_factory.mktemp("data")
    open_parts(Settings(data_dir=data_dir)).close()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield dict(pool.map(partial(review_one, data_dir=data_dir), [case["case_id"] for case in CASES]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case_id"]))
def test_a_sample_case_gets_its_verdict(case: dict[str, Any], reviews: dict[str, dict[str, Any]]) -> None:
    review = reviews[case["case_id"]]
    told = [finding["code"] for finding in review["findings"] if finding["severity"] != "note"]
    assert (review["verdict"], told) == (case["verdict"], told), case["why"]
    assert case["finding"] in (told or [None]), case["why"]
    if case["verdict"] == "pass":
        assert not told


def test_every_case_of_the_inbox_has_an_expected_verdict() -> None:
    assert sorted(case["case_id"] for case in CASES) == sorted(folder.name for folder in INBOX.iterdir())
