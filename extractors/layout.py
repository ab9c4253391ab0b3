"""Lines put where they stand to each other: skew taken out, watermarks left out, strips that run downwards taken apart.

On a licence the labels' first characters are often found as one strip (名 over 类 over 住), their last ones as another
(称 over 型 over 所). Taken apart, each character stands in its own row again. A watermark slants across the rows; its lines
belong to none of them.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from extractors.page import Page, Point, TextLine, line_height

LONG = 5.0
"""A line is long, and tells the skew of the page, from this many times its height on."""
SLANT = math.radians(10)
"""A line that runs this far off the page's rows was laid over them; the rows of a page photographed at an angle differ by less."""
STEEP = math.radians(65)
"""A line this far off the horizontal runs down the page."""
ALIKE = math.radians(4)
"""Lines whose angles differ by less tell the same skew."""

_NOTICE = re.compile(r"[仅只][供限](?:[^，。；,;]{0,30}?(?:使用|之用|专用|用途|有效)|[^，。；,;]*)")
"""What people write over a copy: 仅供短信签名申请使用."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in the page's deskewed coordinates: begin and end of its middle axis, and the height of its letters, in pixels."""

    line: TextLine
    begin: Point
    end: Point
    height: float

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def pitch(self) -> float:
        """From letter to letter, in pixels."""
        return math.dist(self.begin, self.end) / max(len(self.text), 1)

    def part(self, start: int, end: int) -> "Placed":
        """The characters `start` to `end` (exclusive)."""
        whole, piece = self.line, self.line.span(start, end)
        from_share, to_share = _share(whole, piece)
        return Placed(piece, _between(self.begin, self.end, from_share), _between(self.begin, self.end, to_share), self.height)

    def beside(self, other: "Placed") -> bool:
        """Whether `other` stands to the right in the same row: the two overlap by half the smaller height, less a step."""
        step = abs(other.begin[1] - self.end[1])
        return step < 0.5 * max(min(self.height, other.height), 0.6 * max(self.height, other.height)) and other.begin[0] > self.begin[0]


@lru_cache(maxsize=8)  # every extractor asks for the same page
def place(page: Page) -> tuple[Placed, ...]:
    """All lines of a page, deskewed, top to bottom."""
    skew = skew_of(page.lines)
    lines = [piece for line in page.lines if not _slants(line, skew) for part in _own(line) for piece in _characters(part)]
    placed = (_placed(line, skew) for line in lines)
    return tuple(sorted(placed, key=lambda p: (p.begin[1], p.begin[0])))


def right_of(anchor: Placed, lines: Iterable[Placed], reach: float) -> list[Placed]:
    """The lines of the anchor's row that begin at most `reach` pixels behind its end, left to right."""
    slack = 0.6 * anchor.height
    found = [p for p in lines if p is not anchor and anchor.beside(p) and anchor.end[0] - slack <= p.begin[0] <= anchor.end[0] + reach]
    return sorted(found, key=lambda p: p.begin[0])


def reading_order(lines: Iterable[Placed]) -> list[Placed]:
    """Row by row, each from left to right; a line belongs to the row whose first line it stands beside."""
    rows: list[list[Placed]] = []
    for line in sorted(lines, key=lambda p: p.begin[1]):
        if rows and line.begin[1] - rows[-1][0].begin[1] < 0.5 * min(line.height, rows[-1][0].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda p: p.begin[0])]


def _angle(line: TextLine) -> float:
    """How far the line runs off the horizontal, clockwise, in radians."""
    (x0, y0), (x1, y1) = line.polygon[0], line.polygon[1]
    return math.atan2(y1 - y0, x1 - x0)


def _runs_down(line: TextLine) -> bool:
    return abs(_angle(line)) > STEEP


def _slants(line: TextLine, skew: float) -> bool:
    """Whether the line is part of a watermark; single characters have no direction, what runs down has its own."""
    return len(line.text) > 1 and not _runs_down(line) and abs(_angle(line) - skew) > SLANT


def _own(line: TextLine) -> Iterable[TextLine]:
    """The line without a notice written over the copy that was read in one with it."""
    notice = _NOTICE.search(line.text)
    if notice is None:
        return [line]
    start, end = notice.span()
    return [line.span(a, b) for a, b in ((0, start), (end, len(line.text))) if a < b]


def _characters(line: TextLine) -> Iterable[TextLine]:
    """The line itself, or each character of a line that runs down the page, upright."""
    if not _runs_down(line):
        return [line]
    pieces = (line.span(i, i + 1) for i, char in enumerate(line.text) if not char.isspace())
    return [_upright(piece) for piece in pieces]


def _upright(piece: TextLine) -> TextLine:
    a, b, c, d = piece.polygon
    return TextLine(piece.text, (d, a, b, c), piece.confidence, piece.char_confidences, (0.5,))


def skew_of(lines: Sequence[TextLine]) -> float:
    """The angle of the page's rows in radians: the median of the long lines that agree and say most.

    A watermark may have more lines than the page; but it says the same few characters again and again.
    """
    told = [
        (_angle(line), frozenset(line.text))
        for line in lines
        if not _runs_down(line) and math.dist(*line.polygon[:2]) > LONG * line_height(line.polygon)
    ]
    agreeing = ([(angle, said) for angle, said in told if abs(angle - each) < ALIKE] for each, _ in told)
    best = max(agreeing, key=lambda group: len(frozenset().union(*(said for _, said in group))), default=[])
    return median(angle for angle, _ in best) if best else 0.0


def _placed(line: TextLine, skew: float) -> Placed:
    a, b, c, d = line.polygon
    cos, sin = math.cos(-skew), math.sin(-skew)
    begin, end = ((p[0] + q[0]) / 2 for p, q in ((a, d), (b, c))), ((p[1] + q[1]) / 2 for p, q in ((a, d), (b, c)))
    (x0, x1), (y0, y1) = begin, end
    return Placed(line, (x0 * cos - y0 * sin, x0 * sin + y0 * cos), (x1 * cos - y1 * sin, x1 * sin + y1 * cos), line_height(line.polygon))


def _share(whole: TextLine, piece: TextLine) -> tuple[float, float]:
    """Where the piece begins and ends along the whole line, 0-1."""
    start, length = whole.polygon[0], math.dist(whole.polygon[0], whole.polygon[1]) or 1.0
    return math.dist(start, piece.polygon[0]) / length, math.dist(start, piece.polygon[1]) / length


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
