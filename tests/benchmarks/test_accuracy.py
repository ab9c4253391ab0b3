"""The page of measured figures says what the runs found, from small runs that were made up."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy import page
from extractors.vocabulary import DocumentKind
from pipeline.evaluation import Evaluation, Labelled, Miss

SURE = 0.9
LICENCE = Labelled(Path("a.jpg"), "a.jpg", DocumentKind.BUSINESS_LICENSE, "北京星槎有限公司", None, None, ("photo",), True, 20.0)


def measured() -> Evaluation:
    """Four licences: three names right, one of them not surely, one wrong by a character; a number that was not read."""
    result = Evaluation(qualities={"photo": [3, 2, 2], "clean scan": [9, 9, 8]})
    for confidence, right in ((0.99, True), (0.95, True), (0.6, True), (0.97, False)):
        result.tallies["entity_name"].add(confidence, right, SURE)
    result.tallies["number"].add(0.0, False, SURE)
    result.misses += [
        Miss("b.jpg", "entity_name", "北京星槎有限公司", "北京星搓有限公司", 0.97),
        Miss("c.jpg", "number", "91110105MA0K7XW2X9", "", 0.0),
    ]
    return result


def run(kind: str, **differing: Any) -> dict[str, Any]:
    row = {"specimens": 25, "legible": 20, "exact": 19, "kind_share": 0.95, "sure_and_wrong": 1}
    return {"kind": {kind: row}, "wear": {"clean": row}, "missed": [], **differing}


def written(**given: Any) -> str:
    return page([LICENCE], measured(), given.get("worn", {}), given.get("specimens", ()), SURE)


def rows(text: str, heading: str) -> list[str]:
    """The rows of the table under a heading."""
    part = text.split(f"## {heading}")[1].split("\n##")[0]
    return [line for line in part.splitlines() if line.startswith("| ")][1:]


def test_shares_are_of_all_and_sureness_is_of_the_right_ones() -> None:
    text = written()
    assert "| entity_name | 3 | 4 | 75.0% | 1 | 66.7% |" in text
    assert "| number | 0 | 1 | 0.0% | 0 | 0.0% |" in text


def test_the_head_counts_pictures_licences_and_what_sure_is() -> None:
    text = written()
    assert "Measured on 1 pictures" in text
    assert "4 real Chinese business" in text
    assert "confidence of 0.9 or more" in text


def test_qualities_are_told_by_how_many_pictures_have_them() -> None:
    assert rows(written(), "By quality of the picture") == ["| clean scan | 9 | 9 | 8 |", "| photo | 3 | 2 | 2 |"]


def test_the_reliability_table_counts_readings_by_confidence() -> None:
    names = {row.split("|")[1].strip(): row.split("|")[2].strip() for row in rows(written(), "Does confidence mean something?")}
    assert (names["0.50"], names["0.95"], names["0.97"], names["0.99"]) == ("1 of 1", "1 of 1", "0 of 1", "1 of 1")


def test_misses_are_counted_and_never_shown() -> None:
    text = written()
    assert rows(text, "Where it fails")[:2] == ["| entity_name | 1 | 0 | 1 |", "| number | 1 | 1 | 0 |"]
    assert "星" not in text
    assert "91110105MA0K7XW2X9" not in text


@pytest.mark.parametrize("heading", ["## Specimens", "## The same licences"])
def test_what_was_not_run_has_no_heading(heading: str) -> None:
    assert heading not in written()


def test_worn_pictures_have_a_row_a_treatment() -> None:
    figures = {"share": 0.965, "total": 80, "sure_wrong": 2}
    worn = {"half-size": {"figures": {"entity_name": figures, "number": {**figures, "sure_wrong": 0}, "valid_to": figures}}}
    assert rows(written(worn=worn), "The same licences, worn on purpose") == [
        "| half-size | 96.5% of 80 | 96.5% of 80 | 96.5% of 80 | 2 | 0 |"
    ]


def test_runs_over_specimens_are_added_up() -> None:
    text = written(specimens=[run("icp_screenshot"), run("mini_program_screenshot")])
    found = rows(text, "Specimens of every kind")
    assert "| icp_screenshot | 25 | 20 | 95.0% | 95.0% | 1 |" in found
    assert "| clean | 50 | 40 | 95.0% | 95.0% | 2 |" in found
    assert "missed" not in text


def test_what_nobody_can_read_has_no_share() -> None:
    row = {"specimens": 5, "legible": 0, "exact": 0, "kind_share": None, "sure_and_wrong": 1}
    text = written(specimens=[run("other", wear={"tiny": row})])
    assert "| tiny | 5 | 0 | – | – | 1 |" in text


def test_missed_specimens_are_shown() -> None:
    text = written(specimens=[run("other", missed=[{}, {}])])
    assert "Of the 2 that were missed" in text
    assert "![Specimens that were missed](pictures/accuracy-misses.jpg)" in text
