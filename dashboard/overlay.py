"""Where fields stand on a page: numbers for polygons over the picture, and by how much the page must be turned to be read."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.pictures import PageSize
from pipeline.outcome import DocumentReport, FieldReading


@dataclass(frozen=True, slots=True)
class Outline:
    """A field's place: `points` as SVG writes them, in pixels of the page as it came."""

    field: str
    points: str
    deciding: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its outlines, turned clockwise by 0, 90, 180 or 270 degrees."""

    width: int
    height: int
    turn: int
    outlines: tuple[Outline, ...]

    @property
    def view_box(self) -> str:
        width, height = (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)
        return f"0 0 {width} {height}"

    @property
    def transform(self) -> str:
        """What turns the page around its corner and moves it back into view."""
        moved = {0: (0, 0), 90: (self.height, 0), 180: (self.width, self.height), 270: (0, self.width)}[self.turn]
        return f"translate({moved[0]} {moved[1]}) rotate({self.turn})"


def sheet(size: PageSize, document: DocumentReport, deciding: Iterable[str], turn: int | None) -> Sheet:
    """A page of a document; without a turn it is laid so that its fields can be read."""
    chosen = set(deciding)
    there = {name: reading for name, reading in document.fields.items() if reading.page == size.number and len(reading.polygon) > 2}
    outlines = tuple(Outline(name.value, _points(reading), name.value in chosen) for name, reading in there.items())
    return Sheet(size.width, size.height, upright_turn(there.values()) if turn is None else turn, outlines)


def upright_turn(readings: Iterable[FieldReading]) -> int:
    """By how much a page is turned so that the longest fields lie upright: a polygon's first edge runs as the text does."""
    votes = {0: 0.0, 90: 0.0, 180: 0.0, 270: 0.0}
    for reading in readings:
        (left, top), (right, bottom) = reading.polygon[:2]
        angle = math.degrees(math.atan2(bottom - top, right - left))
        votes[-round(angle / 90) * 90 % 360] += math.hypot(right - left, bottom - top)
    return max(votes, key=lambda turn: votes[turn])


def _points(reading: FieldReading) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in reading.polygon)
