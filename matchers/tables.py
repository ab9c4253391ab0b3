"""The tables under matchers/data: tab-separated lines below `#` comments that name their source, checked when they are loaded."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


class TableError(ValueError):
    """A table of signmatch itself is damaged."""


@cache
def table(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, each with exactly so many columns."""
    rows = []
    for number, line in enumerate((DATA / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != columns:
            raise TableError(f"{name}, line {number}: {len(row)} columns instead of {columns}")
        rows.append(row)
    return tuple(rows)


def lookup(name: str) -> dict[str, str]:
    """A table of two columns: what the second says of the first."""
    return {key: value for key, value in table(name, 2)}  # noqa: C416 - a row is a tuple of any length to the type checker


def words(name: str) -> frozenset[str]:
    """A table of one column."""
    return frozenset(word for (word,) in table(name, 1))
