"""What to expect on unseen names: `python -m benchmarks.names.held_out TSV`, labelled pairs as for `signmatch evaluate names`.

Half of the names is measured with the tables of words as they would be had nobody seen that half: every word that stands in a true name
of this half and in none of the other is left out, though some of them would be known anyway; then the other way round.
"""

import csv
import sys
import zlib
from collections import Counter
from pathlib import Path
from unittest.mock import patch

from matchers import compare, lexicon
from matchers.tables import table

TABLES = ("trades.tsv", "goods.txt", "parents.txt")
Rows = list[dict[str, str]]


def half(name: str) -> int:
    return zlib.crc32(name.encode()) % 2


def forgotten(rows: Rows, measured: int) -> frozenset[str]:
    """The words that only true names of the measured half have."""
    true = {row["name"] for row in rows if row["label"] == "1"}
    seen, unseen = ("\n".join(name for name in true if (half(name) == measured) is wanted) for wanted in (False, True))
    return frozenset(
        word for file in TABLES for word, *_ in table(file, 2 if file.endswith(".tsv") else 1) if word in unseen and word not in seen
    )


def measure(rows: Rows, measured: int) -> Counter[tuple[str, str, str]]:
    """The answers by set and label. To be called in a process of its own, before any name was compared."""
    gone, read = forgotten(rows, measured), table
    known = {file: tuple(row for row in read(file, 2 if file.endswith(".tsv") else 1) if row[0] not in gone) for file in TABLES}
    with patch("matchers.tables.table", lambda name, columns: known.get(name) or read(name, columns)):
        lexicon.trades(), lexicon.goods(), lexicon.parents()
        return Counter(
            (row["set"], row["label"], compare(row["signature"], row["name"]).accepted.value)
            for row in rows
            if half(row["name"]) == measured
        )


def main() -> None:
    from multiprocessing import get_context

    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    answers: Counter[tuple[str, str, str]] = Counter()
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for found in pool.starmap(measure, [(rows, 0), (rows, 1)], chunksize=1):
            answers += found
    for name, label in dict.fromkeys((row["set"], row["label"]) for row in rows):
        counts = {answer: answers[name, label, answer] for answer in ("yes", "unsure", "no")}
        shares = "  ".join(f"{answer} {100 * count / sum(counts.values()):.2f} %" for answer, count in counts.items())
        print(f"{name} ({'true' if label == '1' else 'false'}): {shares}")


if __name__ == "__main__":
    main()
