"""What becomes of true names with one misread character: `python -m benchmarks.names.misreadings PAIRS SUBSTITUTIONS`.

PAIRS as for `signmatch evaluate names`; SUBSTITUTIONS has the columns true_char, ocr_char and count. Each true pair that is accepted
is compared again with each observed misreading at each place where the signature stands, that character read doubtfully; an answer
weighs as much as its misreading was observed.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from matchers import Accepted, Comparison, compare

SURE, DOUBTFUL = 0.99, 0.5


def misread(signature: str, name: str, observed: dict[str, list[tuple[str, int]]]) -> Iterator[tuple[Comparison, int]]:
    """The comparisons with the name as it may be misread, and how often each misreading was observed."""
    stands = compare(signature, name)
    if stands.accepted is not Accepted.YES:
        return
    for at in (each.at for each in stands.alignment if each.kind == "equal" and each.at is not None):
        for char, count in observed.get(name[at], ()):
            confidences = [DOUBTFUL if place == at else SURE for place in range(len(name))]
            yield compare(signature, name[:at] + char + name[at + 1 :], confidences=confidences), count


def main(pairs: Path, substitutions: Path) -> None:
    observed: dict[str, list[tuple[str, int]]] = {}
    for row in _rows(substitutions):
        if len(row["ocr_char"]) == 1:
            observed.setdefault(row["true_char"], []).append((row["ocr_char"], int(row["count"])))
    answers: Counter[tuple[str, str]] = Counter()
    for row in _rows(pairs):
        if row["label"] == "1":
            for comparison, count in misread(row["signature"], row["name"], observed):
                answers[str(comparison.relation), str(comparison.accepted)] += count
    table = Table("relation", "accepted", "weight", "share")
    for (relation, accepted), count in answers.most_common():
        table.add_row(relation, accepted, f"{count:,}", f"{100 * count / answers.total():.2f} %")
    Console().print(table)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
