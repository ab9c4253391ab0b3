"""The hand-labelled pairs of benchmarks/names: no answer of the clear tier may flip, nine of ten of the middling one hold."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from matchers import NameMode, Relation, compare

PAIRS = Path(__file__).parents[2] / "benchmarks" / "names" / "pairs.tsv"


def rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def answers(row: dict[str, str]) -> tuple[str, str, str]:
    loose, strict = (compare(row["signature"], row["name"], mode=mode) for mode in (NameMode.LOOSE, NameMode.STRICT))
    return loose.relation, loose.accepted, strict.accepted


@pytest.mark.parametrize("row", [row for row in rows() if row["tier"] == "clear"], ids=lambda row: f"{row['signature']}/{row['name']}")
def test_no_clear_answer_flips(row: dict[str, str]):
    assert answers(row) == (row["relation"], row["loose"], row["strict"])


def test_most_middling_answers_hold():
    middling = [row for row in rows() if row["tier"] == "middling"]
    held = sum(answers(row) == (row["relation"], row["loose"], row["strict"]) for row in middling)
    assert held >= 0.9 * len(middling)


def test_the_benchmark_is_wide():
    found = rows()
    assert len(found) >= 300
    assert len({(row["signature"], row["name"]) for row in found}) == len(found)
    assert set(Counter(row["relation"] for row in found)) == set(Relation)
