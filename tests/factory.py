"""Builders that tests share: pages of text lines without a picture, readers without an engine, numbers that check."""

from collections import deque
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from math import cos, radians, sin
from typing import TypeAlias

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from extractors.numbers import CREDIT_ALPHABET, is_credit_code, is_organization_code, is_registration_number
from extractors.page import Extraction, Field, Page, Polygon, TextLine, Zone, even_line
from extractors.vocabulary import FieldName
from pipeline.ocr.engine import Image, PageReading

HEIGHT = 30.0
"""Pixels; the height of a character where a test does not say."""

Line: TypeAlias = tuple[str, float, float] | tuple[str, float, float, float] | TextLine
"""Text, left, top and, unless it is HEIGHT, the height of its characters; or a line ready made."""


def line(text: str, left: float, top: float, height: float = HEIGHT, *, confidence: float = 0.98, turn: float = 0.0) -> TextLine:
    """Characters as wide as they are high, side by side; `turn` lays the line askew around the page's corner, degrees clockwise."""
    return even_line(text, box(left, top, left + height * len(text), top + height, turn), confidence)


def strip(text: str, left: float, top: float, step: float, height: float = HEIGHT, *, confidence: float = 0.98) -> TextLine:
    """Characters that an engine read as one line down the page, each `step` pixels below the one before."""
    right, bottom = left + height, top + step * (len(text) - 1) + height
    return even_line(text, ((right, top), (right, bottom), (left, bottom), (left, top)), confidence)


def page(*lines: Line, width: int = 1000, height: int = 1400) -> Page:
    """A page of lines: page(("名称", 100, 200), ("北京星槎云计算有限公司", 300, 200))."""
    return Page(width, height, tuple(each if isinstance(each, TextLine) else line(*each) for each in lines))


def askew(upright: Page, turn: float) -> Page:
    """The page's lines laid askew around its upper left corner, degrees clockwise."""
    return Page(upright.width, upright.height, tuple(_turned(each, turn) for each in upright.lines))


def box(left: float, top: float, right: float, bottom: float, turn: float = 0.0) -> Polygon:
    return tuple(_around_corner(point, turn) for point in ((left, top), (right, top), (right, bottom), (left, bottom)))


def holds(zone: Zone, line: TextLine) -> bool:
    """Whether the line's middle lies in the zone."""
    x, y = line.middle
    return zone.left <= x <= zone.right and zone.top <= y <= zone.bottom


def values(extraction: Extraction) -> dict[str, str]:
    """What was read, by field name."""
    return {found.name.value: found.value for found in extraction.fields}


def found(extraction: Extraction, name: str) -> Field:
    """One field, which must be there."""
    return next(each for each in extraction.fields if each.name == name)


def field(name: FieldName, value: str, confidence: float = 0.98, *, read_by: str = "first") -> Field:
    """A field whose characters are equally sure."""
    return Field(name, value, confidence, box(0, 0, 100, 20), (confidence,) * len(value), read_by)


def credit_code(first: str = "91110105", organization: str = "MA0K7XW2") -> str:
    """A credit code with the check digits that its first places and its organization code ask for."""
    inner = next(organization + last for last in "0123456789X" if is_organization_code(organization + last))
    return next(code for last in CREDIT_ALPHABET if is_credit_code(code := first + inner + last))


def registration_number(first: str = "11010801234567") -> str:
    """A registration number with the check digit that its first 14 digits ask for."""
    return next(number for last in "0123456789" if is_registration_number(number := first + last))


class WholePages:
    """What a reader says that knows no glance: it reads pages, and parts of them, as a whole."""

    def find_lines(self, image: Image) -> None:
        return None

    def read_part(self, image: Image) -> tuple[TextLine, ...]:
        return self.read_page(image).lines

    def read_page(self, image: Image) -> PageReading:
        raise NotImplementedError


class FakeReader(WholePages):
    """Reads what it is given, one after the other, and remembers how often it was asked and on which pictures."""

    def __init__(self, *readings: Sequence[TextLine] | TextLine | None, name: str = "first", turn: int = 0) -> None:
        self.name, self.turn = name, turn
        self._readings = deque(readings)
        self.pictures: list[Image] = []

    def version(self) -> str:
        return "1"

    def read_page(self, image: Image) -> PageReading:
        self.pictures.append(image)
        lines = self._readings.popleft()
        assert isinstance(lines, Sequence)
        return PageReading(self.turn, tuple(lines))

    def read_crop(self, image: Image) -> TextLine | None:
        self.pictures.append(image)
        read = self._readings.popleft()
        assert read is None or isinstance(read, TextLine)
        return read


def picture(width: int = 60, height: int = 40, colour: tuple[int, int, int] = (255, 255, 255)) -> Image:
    """A picture of one colour: blue, green, red."""
    return np.full((height, width, 3), colour, dtype=np.uint8)


def paint(image: Image, left: int, top: int, right: int, bottom: int, colour: tuple[int, int, int]) -> None:
    """Fills a box of the picture."""
    image[top:bottom, left:right] = colour


def all_changes(text: str, alphabet: Iterable[str]) -> list[str]:
    """The text with any one of its characters changed to another one of the alphabet."""
    return [text[:at] + char + text[at + 1 :] for at, char in product(range(len(text)), alphabet) if char != text[at]]


def _turned(upright: TextLine, turn: float) -> TextLine:
    polygon = tuple(_around_corner(point, turn) for point in upright.polygon)
    return TextLine(upright.text, polygon, upright.confidence, upright.char_confidences, upright.char_positions)


def _around_corner(point: tuple[float, float], turn: float) -> tuple[float, float]:
    x, y = point
    return x * cos(radians(turn)) - y * sin(radians(turn)), x * sin(radians(turn)) + y * cos(radians(turn))


@cache
def sheet(height: int = 700, letters: int = 30) -> Image:
    """A picture of a page of print, 600 pixels wide."""
    paper = Pillow.new("RGB", (600, height), (225, 224, 220))
    draw, font = ImageDraw.Draw(paper), ImageFont.load_default(letters)
    for row, y in enumerate(range(letters, height - 2 * letters, 5 * letters // 3)):
        draw.text((20, y), f"{row} The quick brown fox jumps over the lazy dog, {row * 7919} times.", (40, 40, 46), font)
    return np.asarray(paper)


def shaken(image: Image, length: float, degrees: float) -> Image:
    """The picture taken by a hand that shook: many copies on the way, one upon the other, with the grain of a camera."""
    way = np.linspace(-length / 2, length / 2, 41)
    copies = [
        cv2.warpAffine(
            image,
            np.array([[1, 0, along * cos(radians(degrees))], [0, 1, along * sin(radians(degrees))]]),
            image.shape[1::-1],
            borderMode=cv2.BORDER_REPLICATE,
        )
        for along in way
    ]
    grain = np.random.default_rng(1).normal(0, 1.5, image.shape)
    return np.clip(np.mean(copies, axis=0) + grain, 0, 255).round().astype(np.uint8)
