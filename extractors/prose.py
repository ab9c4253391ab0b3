"""A page read as running text: rows joined where a sentence runs on, with the place of every character."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout import Placed

FULL = 0.85
"""A row that ends before this share of the widest row's reach ends its paragraph."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of a page, paragraphs ending in a line feed, and the lines that it was joined from with where each begins."""

    text: str
    parts: tuple[tuple[int, Placed], ...]

    def pieces(self, start: int, end: int) -> list[Placed]:
        """The characters `start` to `end` (exclusive), a piece a line."""
        return [
            line.part(max(start - begin, 0), min(end - begin, len(line.text)))
            for begin, line in self.parts
            if start < begin + len(line.text) and begin < end
        ]

    def groups(self, match: re.Match[str], group: int = 1) -> list[Placed]:
        return self.pieces(*match.span(group))


def prose(lines: Sequence[Placed]) -> Prose:
    """The lines in reading order as one text."""
    reach = max((line.end[0] for line in lines), default=0.0) * FULL
    text, parts = "", []
    for row in _rows(lines):
        for line in row:
            parts.append((len(text), line))
            text += line.text
        text += "" if row[-1].end[0] >= reach else "\n"
    return Prose(text, tuple(parts))


def _rows(lines: Sequence[Placed]) -> list[list[Placed]]:
    """Lines that stand side by side, left to right; rows top to bottom."""
    rows: list[list[Placed]] = []
    for line in sorted(lines, key=lambda each: each.begin[1]):
        if rows and abs(line.begin[1] - rows[-1][0].begin[1]) < 0.5 * min(line.height, rows[-1][0].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.begin[0]) for row in rows]
