"""Every case of the sample inbox, read by the real engines, gets the verdict and the finding that it was made for."""

import csv
import json
import multiprocessing
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest

from cli.main import main
from pipeline.bootstrap import open_parts
from pipeline.outcome import Review
from pipeline.policy import Reason
from pipeline.settings import Language, Settings
from pipeline.telling import report_for_reviewer, worded
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
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def reviews(data_dir: Path) -> Iterator[dict[str, dict[str, Any]]]:
    """All reviews by case, made by two processes."""
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


REASON = re.compile(r"\bR\d\d\b")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_the_vendor_has_a_sample(reason: Reason, reviews: dict[str, dict[str, Any]]) -> None:
    named = [case for case in CASES if reason in REASON.findall(case["why"])]
    assert any(case["verdict"] != "pass" for case in named) or reason in (Reason.R04, Reason.R11)
    told = {finding["reason"] for case in CASES for finding in reviews[case["case_id"]]["findings"] if finding["severity"] != "note"}
    assert reason in told
    for case in named:
        if case["verdict"] != "pass":
            found = [finding["reason"] for finding in reviews[case["case_id"]]["findings"] if finding["code"] == case["finding"]]
            assert reason in found, case["case_id"]


@pytest.mark.parametrize("language", get_args(Language))
def test_every_review_is_told_whole_in_every_language(language: Language, reviews: dict[str, dict[str, Any]]) -> None:
    for review in (Review.model_validate(each) for each in reviews.values()):
        told = worded(review, language)
        texts = [*(finding.message for finding in told.findings), *told.look_at, *told.argument, told.reply]
        assert all(texts)
        assert not [text for text in texts if {"{", "}"} & set(text)], review.case_id
        assert len(told.argument) == 1 + len(review.links)
        assert report_for_reviewer(told, language).startswith(told.argument[0])


def test_what_if_prints_what_the_standard_of_2026_changes_and_nothing_else(
    data_dir: Path, reviews: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list is typed by hand."""
    monkeypatch.setenv("SIGNMATCH_DATA_DIR", str(data_dir))
    monkeypatch.setattr(sys, "argv", ["signmatch", "what-if", "--standard", "tencent-2026", "--json"])
    with pytest.raises(SystemExit):
        main()
    changes = json.loads(capsys.readouterr().out)["changes"]
    lines = (line for line in (Path(__file__).parent / "what_if_2026.tsv").read_text("utf8").splitlines() if not line.startswith("#"))
    typed = {row["case"]: (row["verdict"], row["verdict_then"], row["finding_then"]) for row in csv.DictReader(lines, delimiter="\t")}
    assert {each["case_id"]: (each["verdict"], each["verdict_then"], each["finding_then"]) for each in changes} == typed


def test_every_case_of_the_inbox_has_an_expected_verdict() -> None:
    assert sorted(case["case_id"] for case in CASES) == sorted(folder.name for folder in INBOX.iterdir())
