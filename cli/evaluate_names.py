"""`signmatch evaluate names`: what the comparison answers on labelled pairs, by set and by length of the signature."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cli.match import mode_of
from cli.output import out, print_json
from matchers import Accepted, Comparison, NameMode, compare
from pipeline.errors import ExitCode, InputRefused

COLUMNS = ("signature", "name", "label", "set")
LONG = 5
"""Signatures from this length on are counted together."""
SHOWN = 20
ANSWERS = tuple(Accepted)


@dataclass(slots=True)
class Tally:
    """The answers to the pairs of one set, and its errors: a true pair refused, a false one accepted."""

    name: str
    true: bool
    answers: Counter[Accepted] = field(default_factory=Counter)
    by_length: dict[str, Counter[Accepted]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[Comparison] = field(default_factory=list)

    def add(self, found: Comparison) -> None:
        length = len(found.signature)
        self.answers[found.accepted] += 1
        self.by_length[f"{LONG}+" if length >= LONG else str(length)][found.accepted] += 1
        if found.accepted is (Accepted.NO if self.true else Accepted.YES):
            self.errors.append(found)

    def worst(self) -> list[Comparison]:
        """True pairs with the lowest score, false ones with the highest."""
        return sorted(self.errors, key=lambda found: found.score if self.true else -found.score)

    def to_json(self) -> dict[str, object]:
        return {
            "set": self.name,
            "true": self.true,
            **_counted(self.answers),
            "by_length": {length: _counted(answers) for length, answers in sorted(self.by_length.items())},
            "errors": [_described(error) for error in self.worst()],
        }


def _described(error: Comparison) -> dict[str, object]:
    return {"signature": error.signature, "name": error.name, "relation": error.relation, "score": error.score, "reason": error.reason}


def evaluate_names(tsv: Path, *, standard: str | None = None, as_json: bool = False) -> int:
    """Prints the answers by set and by length, and the errors, worst first."""
    tallies = list(tally(read_labelled(tsv), mode_of(standard)))
    if as_json:
        print_json({"standard": standard, "sets": [each.to_json() for each in tallies]})
    else:
        _show(tallies, out())
    return int(ExitCode.ALL_PASS)


def tally(rows: Iterable[dict[str, str]], mode: NameMode) -> Iterator[Tally]:
    """The sets in the order of the table; a set with true and false pairs is counted as two."""
    tallies: dict[tuple[str, str], Tally] = {}
    for row in rows:
        key = row["set"], row["label"]
        tallies.setdefault(key, Tally(row["set"], row["label"] == "1")).add(compare(row["signature"], row["name"], mode=mode))
    yield from tallies.values()


def read_labelled(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
            if missing := set(COLUMNS) - set(rows.fieldnames or ()):
                raise InputRefused(f"{path} has no column {', '.join(sorted(missing))}.", f"It wants {', '.join(COLUMNS)}.")
            for number, row in enumerate(rows, 2):
                if any(row[column] is None for column in COLUMNS) or row["label"] not in ("0", "1"):
                    raise InputRefused(f"{path}, row {number}: wants {', '.join(COLUMNS)}, and a label of 0 or 1.")
                yield row
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(f"{path} cannot be read: {error}.", "Give a UTF-8 table.") from error


def _counted(answers: Counter[Accepted]) -> dict[str, float | int]:
    pairs = answers.total()
    return {"pairs": pairs} | {answer.value: answers[answer] for answer in ANSWERS} | _shares(answers)


def _shares(answers: Counter[Accepted]) -> dict[str, float]:
    return {f"{answer.value}_percent": round(100 * answers[answer] / answers.total(), 3) for answer in ANSWERS}


def _show(tallies: list[Tally], console: Console) -> None:
    table = Table("set", "label", "length", "pairs", *(answer.value for answer in ANSWERS))
    for each in tallies:
        for length, answers in [("all", each.answers), *sorted(each.by_length.items())]:
            first = (each.name, "true" if each.true else "false") if length == "all" else ("", "")
            shares = (f"{percent:.2f} %" for percent in _shares(answers).values())
            table.add_row(*first, length, str(answers.total()), *shares)
    console.print(table)
    for each in tallies:
        for error in each.worst()[:SHOWN]:
            line = f"{each.name}: {error.signature} / {error.name}: {error.accepted.value}. {error.reason}"
            console.print(line, markup=False, highlight=False)
