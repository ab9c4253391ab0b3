"""A page as the extractors see it: lines of text with places and confidences, and nothing of pictures or engines.

Coordinates are pixels of the upright page, x to the right and y down. Confidences are 0-1.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.vocabulary import DocumentKind, FieldName

Point = tuple[float, float]
Polygon = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """What an engine read in one place.

    `polygon` has four corners in reading order: top left, top right, bottom right, bottom left of the text.
    `char_confidences` and `char_positions` have one entry a character; a position is the character's centre
    along the line, 0 at its beginning and 1 at its end.
    """

    text: str
    polygon: Polygon
    confidence: float
    char_confidences: tuple[float, ...]
    char_positions: tuple[float, ...]

    @property
    def left(self) -> float:
        return min(x for x, _ in self.polygon)

    @property
    def right(self) -> float:
        return max(x for x, _ in self.polygon)

    @property
    def top(self) -> float:
        return min(y for _, y in self.polygon)

    @property
    def bottom(self) -> float:
        return max(y for _, y in self.polygon)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def span(self, start: int, end: int) -> "TextLine":
        """The characters `start` to `end` (exclusive) as a line of their own, with the part of the polygon they stand on."""
        if start == 0 and end >= len(self.text):
            return self
        first = _gap(self.char_positions, start)
        last = _gap(self.char_positions, end)
        top_left, top_right, bottom_right, bottom_left = self.polygon
        confidences = self.char_confidences[start:end]
        width = (last - first) or 1.0
        return TextLine(
            text=self.text[start:end],
            polygon=(
                _between(top_left, top_right, first),
                _between(top_left, top_right, last),
                _between(bottom_left, bottom_right, last),
                _between(bottom_left, bottom_right, first),
            ),
            confidence=sum(confidences) / len(confidences) if confidences else 0.0,
            char_confidences=confidences,
            char_positions=tuple((p - first) / width for p in self.char_positions[start:end]),
        )


def line_height(polygon: Polygon) -> float:
    """How high a line is, whichever way it leans, in pixels."""
    top_left, top_right, bottom_right, bottom_left = polygon
    return (math.dist(top_left, bottom_left) + math.dist(top_right, bottom_right)) / 2


def _gap(positions: Sequence[float], index: int) -> float:
    """Where the gap before character `index` lies along the line, 0-1."""
    if index <= 0 or not positions:
        return 0.0
    if index >= len(positions):
        return 1.0
    return (positions[index - 1] + positions[index]) / 2


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def even_line(text: str, polygon: Polygon, confidence: float) -> TextLine:
    """A line whose characters are taken to be evenly spaced and equally sure: for engines that say no more than the line."""
    count = len(text)
    return TextLine(text, polygon, confidence, (confidence,) * count, tuple((i + 0.5) / count for i in range(count)))


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page: its size in pixels, the lines read on it, and where lines were found that were not read, or not to their end."""

    width: int
    height: int
    lines: tuple[TextLine, ...]
    unread: tuple[Polygon, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A named value taken from a page.

    `value` is what is printed, white space removed. `char_confidences` has one entry a character of `value`.
    `repaired` is what a check digit suggests in its place, until a second reading confirms it.
    `read_by` names the engine, or the engines joined by `+` where a second one agreed.
    `layout`: through which of the kind's layouts it was read; `provisional`: no genuine specimen of that was ever seen.
    """

    name: FieldName
    value: str
    confidence: float
    polygon: Polygon
    char_confidences: tuple[float, ...] = ()
    read_by: str = ""
    repaired: str | None = None
    provisional: bool = False
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """An upright box of the page that an extractor wants read again, for the sake of one field."""

    field: FieldName
    left: float
    top: float
    right: float
    bottom: float

    def within(self, page: Page) -> "Zone":
        """The part of the zone that lies on the page, on whole pixels."""
        left, top = max(0, round(self.left)), max(0, round(self.top))
        return Zone(self.field, left, top, min(page.width, round(self.right)), min(page.height, round(self.bottom)))

    @property
    def is_empty(self) -> bool:
        return self.left >= self.right or self.top >= self.bottom


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was taken from one page taken for one kind of document.

    `score`: how strongly the page looks like that kind, 0-1. `emblem`: where a national emblem in colour must stand, if anywhere.
    `strips`: where a number that is still missing may be found by laying strips over the page.
    `several`: the page shows more than one document of the kind, of different holders.
    """

    kind: DocumentKind
    score: float
    fields: tuple[Field, ...]
    emblem: Polygon | None = None
    strips: tuple[Polygon, ...] = ()
    several: bool = False
