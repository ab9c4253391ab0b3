"""A page on which lines were found and are read one by one, as far as somebody asks for them."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.page import Page, Point, Polygon, TextLine

BEGINNING = 5.0
"""How much of a long line is read where only its label matters, in line heights: 法定代表人, 统一社会信用代码's first five."""
SHORT = 6.0
"""A line that is not longer, in its heights, is read whole at once."""
LEANING = 5.0
"""Lines longer than so many heights tell how the page leans."""
BETWEEN = 8.0
"""A value begins at most so many heights behind its label, where nobody knows yet what stands there."""
LABEL = 6.0
"""Labels are at most so many heights long."""
CHARACTER = 1.5
"""A line of one character is at most so many heights long."""
NEXT_ROW = 2.2
"""The next line of a value, or of running text, begins at most so many heights below the one before it."""

Reads = Callable[[int, float], TextLine | None]
"""Reads the line of that index: all of it (1), or its beginning as a share of its length (0-1)."""


@dataclass(eq=False, slots=True)
class Found:
    """A line that was found. `left`, `right` and `y` (of its middle axis) are pixels with the page's lean taken out.

    `text_line`: what was read of it so far, if anything; `whole`: all of it was.
    """

    index: int
    polygon: Polygon
    left: float
    right: float
    y: float
    height: float
    text_line: TextLine | None = None
    begun: bool = False
    whole: bool = False

    @property
    def ratio(self) -> float:
        """How long the line is, in its heights."""
        return math.dist(self.polygon[0], self.polygon[1]) / max(self.height, 1.0)

    def in_row_of(self, other: "Found") -> bool:
        return abs(self.y - other.y) < 0.5 * min(self.height, other.height)


class Sheet:
    """The found lines of an upright page (`width` x `height` pixels), and what was read of them."""

    def __init__(self, width: int, height: int, places: Sequence[Polygon], read: Reads) -> None:
        self.width, self.height, self._read = width, height, read
        self._lean = _lean(places)
        self.lines = [self._found(index, polygon) for index, polygon in enumerate(places)]

    def read(self, line: Found) -> None:
        """Reads all of the line, unless that was done."""
        if not line.whole:
            line.text_line, line.begun, line.whole = self._read(line.index, 1.0), True, True

    def begin(self, line: Found) -> None:
        """Reads the line's beginning; all of a short line."""
        if line.ratio <= SHORT:
            self.read(line)
        elif not line.begun:
            line.text_line, line.begun = self._read(line.index, BEGINNING / line.ratio), True

    def level(self, point: Point) -> Point:
        """A point of the page with the lean taken out."""
        (x, y), cos, sin = point, math.cos(self._lean), math.sin(self._lean)
        return x * cos + y * sin, y * cos - x * sin

    def page(self, beginnings: Callable[[TextLine], TextLine | None]) -> Page:
        """What was read. Of lines that were only begun, what `beginnings` makes of them; the places of all others stand in `unread`."""
        lines = {line.index: line.text_line if line.whole else beginnings(line.text_line) for line in self.lines if line.text_line}
        unread = tuple(line.polygon for line in self.lines if not line.whole)
        return Page(self.width, self.height, tuple(line for line in lines.values() if line is not None), unread)

    def _found(self, index: int, polygon: Polygon) -> Found:
        a, b, c, d = (self.level(point) for point in polygon)
        return Found(index, polygon, (a[0] + d[0]) / 2, (b[0] + c[0]) / 2, (a[1] + b[1] + c[1] + d[1]) / 4, math.dist(a, d))


def values(lines: Sequence[Found]) -> set[Found]:
    """The lines that stand behind a label or under such a one, as far as places tell: no label begins there."""
    label_of: dict[Found, Found] = {}
    for line in sorted(lines, key=lambda line: line.left):
        label = next((other for other in _before(line, lines) if other.ratio <= CHARACTER or other not in label_of), None)
        if label is not None:
            label_of[line] = label
    for line in sorted(lines, key=lambda line: line.y):
        above = next(_above(line, label_of), None) if line not in label_of and line.ratio > LABEL / 2 else None
        if above is not None:
            label_of[line] = label_of[above]
    return set(label_of)


def _before(line: Found, lines: Sequence[Found]) -> Iterator[Found]:
    """The short lines before a line in its row."""
    for other in lines:
        gap = line.left - other.right
        if other is not line and other.ratio <= LABEL and other.in_row_of(line) and -0.6 * line.height <= gap < BETWEEN * line.height:
            yield other


def _above(line: Found, label_of: Mapping[Found, Found]) -> Iterator[Found]:
    """The values above a line that begin where it begins, and not where their labels do."""
    for other, label in label_of.items():
        down, aside = line.y - other.y, abs(line.left - other.left)
        beneath = 0.3 * line.height < down < NEXT_ROW * line.height and aside < 1.5 * line.height
        if beneath and aside <= abs(line.left - label.left):
            yield other


def _lean(places: Sequence[Polygon]) -> float:
    """The angle of the page's rows in radians, clockwise."""
    angles = [
        math.atan2(b[1] - a[1], b[0] - a[0])
        for a, b, _, d in places
        if math.dist(a, b) > LEANING * math.dist(a, d) and abs(b[0] - a[0]) > 0
    ]
    return median(angles) if angles else 0.0
