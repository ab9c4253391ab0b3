"""Is the name printed in the type of the other values? Its characters are laid over the same characters elsewhere on the page.

A licence says 有限公司, its town or its trade more than once: in the name, in 类型, in the address. One printer printed them all, so
the same characters look the same, however the picture was taken. A name that was put in later, in whatever type was at hand, does not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import itemgetter

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.page import Page, Polygon, TextLine, line_height
from pipeline.picture.geometry import Image, cut
from pipeline.picture.sharpness import LEAST_CONTRAST

PITCH = 32
"""Pixels from one character of the name to the next, to which all print is scaled before it is compared."""
SOFTENED = 1.2
"""Blur (standard deviation in those pixels) that makes prints of unequal sharpness alike. Of 0, 0.8, 1.2 and 2 it divided best."""
SCALES = (np.exp(np.arange(-0.35, 0.351, 0.1)), np.exp(np.arange(-0.075, 0.076, 0.025)))
"""Sizes that are tried, and then those around the best: many registries print the name up to four tenths larger than what is below it."""
HEIGHTS = (0.6, 1.6)
"""Lines lower or higher than that, as shares of the name's height, are small print or titles."""
MARGIN = 0.5
"""What is cut out above and below a line, as a share of its height."""
WEIGHT = 0.5
"""What more ink counts beside another shape."""
LEAST_COMPARED = 4
"""Fewer say little: of 125 real licences read as a whole all had four and more to compare, and three characters differed by up to 0.17."""
MOST_PLACES = 4
"""Places of one character that are looked at."""
VALUES_NEAR = 6.0
"""Values that nobody read are worth reading at most so many heights below the name: 类型 and the address stand there."""
RED = 2
"""The channel in which a red seal over print is as light as paper: print is compared in it where it is lighter than in grey."""
LEAST_RUN = 2
"""Characters of the name that a line must hold in a row to be taken for a line of it."""
_HAN = re.compile(r"[\u4e00-\u9fff]")

Grey = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NameType:
    """How the name's characters differ from the same ones elsewhere; the middle of all that could be compared.

    `likeness`: how alike their shapes are (correlation, at most 1). `heavier`: by how much more ink they are made of (natural
    logarithm; below 0: of less). `compared`: how many there were.
    """

    likeness: float
    heavier: float
    compared: int

    @property
    def difference(self) -> float:
        """0 where name and values are of one type."""
        return round(1 - self.likeness + WEIGHT * self.heavier, 3)


@dataclass(frozen=True, slots=True)
class _Strip:
    """A line cut out, straightened and scaled; `start` and `width`: where the text begins and how wide it is, in its pixels."""

    line: TextLine
    grey: Grey
    start: float
    width: float

    def around(self, index: int, reach: float) -> Grey:
        """The square of that reach around a character, less what lies beyond the strip."""
        x, y = self.start + self.line.char_positions[index] * self.width, self.grey.shape[0] / 2
        left, top, side = round(x - reach), round(y - reach), round(2 * reach)
        return self.grey[max(0, top) : max(0, top + side), max(0, left) : max(0, left + side)]


def measure_type(image: Image, page: Page, name: str, place: Polygon) -> NameType | None:
    """Compares the name in `place` with the values below it; None where they share too few characters.

    Args:
        image: the upright picture.
        page: what was read on it.
        name: the name without white space, `place` where it stands.
    """
    values, start = _values(page, place), min(x for x, _ in place) - line_height(place)
    found = [each for line in _lines_of(name, place, page) for each in _compared(image, line, values, start)]
    if len(found) < LEAST_COMPARED:
        return None
    likeness, heavier = np.median(np.array(found), axis=0)
    return NameType(round(float(likeness), 3), round(float(heavier), 3), len(found))


def unread_values(page: Page, place: Polygon) -> list[Polygon]:
    """Lines that were found and not read below a name in `place`, the nearest first: what it could be compared with."""
    height, bottom, start = line_height(place), max(y for _, y in place), min(x for x, _ in place)

    def below(line: Polygon) -> float:
        return sum(y for _, y in line) / len(line) - bottom

    def is_value(line: Polygon) -> bool:
        far_enough = max(x for x, _ in line) > start + LEAST_COMPARED * height
        return far_enough and 0 < below(line) < VALUES_NEAR * height and HEIGHTS[0] * height < line_height(line) < HEIGHTS[1] * height

    return sorted(filter(is_value, page.unread), key=below)


def _lines_of(name: str, place: Polygon, page: Page) -> Iterator[TextLine]:
    """The lines on which the name stands, without what else is read in them, such as its label."""
    for line in page.lines:
        if _within(line, place):
            run = SequenceMatcher(None, name, line.text, autojunk=False).find_longest_match()
            if run.size >= LEAST_RUN:
                yield line.span(run.b, run.b + run.size)


def _values(page: Page, place: Polygon) -> list[TextLine]:
    """The lines below the name that are about as high."""
    height, bottom = line_height(place), min(y for _, y in place[2:])
    return [
        line
        for line in page.lines
        if line.middle[1] > bottom
        and not _within(line, place)
        and line.height < line.width
        and HEIGHTS[0] * height < line_height(line.polygon) < HEIGHTS[1] * height
    ]


def _within(line: TextLine, place: Polygon) -> bool:
    """Whether the line's middle is as low as the place, and some of it as far across."""
    left, right = min(x for x, _ in place), max(x for x, _ in place)
    return min(y for _, y in place) <= line.middle[1] <= max(y for _, y in place) and line.left < right and line.right > left


def _compared(image: Image, name: TextLine, values: Sequence[TextLine], start: float) -> Iterator[tuple[float, float]]:
    """Likeness and difference in ink of each character that stands in a value too, to the right of `start`."""
    scale = PITCH / max(_pitch(name), 1.0)
    written, strips = _strip(image, name, scale), [_strip(image, line, scale) for line in values if set(line.text) & set(name.text)]
    for index, character in enumerate(name.text):
        glyph = written.around(index, PITCH / 2)
        if not _HAN.match(character) or glyph.shape != (PITCH, PITCH) or _tones(glyph)[1] < LEAST_CONTRAST:
            continue
        places = [
            strip.around(at, 1.15 * PITCH)
            for strip in strips
            for at, other in enumerate(strip.line.text)
            # what stands further left than the name are labels, which somebody else printed
            if other == character and strip.line.left + strip.line.char_positions[at] * strip.line.width > start
        ]
        likest = max((_likest(glyph, place) for place in places[:MOST_PLACES]), key=itemgetter(0), default=(0.0, glyph))
        if likest[0] > 0:
            yield likest[0], float(np.log(_ink(glyph) / _ink(likest[1])))


def _likest(glyph: Grey, place: Grey) -> tuple[float, Grey]:
    """How alike the glyph and the likest square of the place are, whatever its size, and that square at the glyph's size."""
    likeness, scale, found = max((_at_scale(glyph, place, float(each)) for each in SCALES[0]), key=itemgetter(0))
    return max(((likeness, scale, found), *(_at_scale(glyph, place, scale * float(each)) for each in SCALES[1])), key=itemgetter(0))[::2]


def _at_scale(glyph: Grey, place: Grey, scale: float) -> tuple[float, float, Grey]:
    """The likeness of the likest square at one size, that size, and the square."""
    if min(place.shape) * scale < PITCH:
        return 0.0, scale, glyph
    sized = cv2.resize(place, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    _, likeness, _, (left, top) = cv2.minMaxLoc(cv2.matchTemplate(sized, glyph, cv2.TM_CCOEFF_NORMED))
    return float(likeness), scale, np.asarray(sized[top : top + PITCH, left : left + PITCH], dtype=np.float32)


def _ink(glyph: Grey) -> float:
    """The share of a square that is ink, grey counting for its part."""
    paper, contrast = _tones(glyph)
    return max(float(np.clip((paper - glyph) / max(contrast, 1.0), 0, 1).mean()), 0.01)


def _tones(glyph: Grey) -> tuple[float, float]:
    """The grey level of the paper, and by how much the ink is darker."""
    ink, paper = np.percentile(glyph, [4, 92])
    return float(paper), float(paper - ink)


def _strip(image: Image, line: TextLine, scale: float) -> _Strip:
    part = cut(image, line.polygon, MARGIN)
    grey = np.maximum(cv2.cvtColor(part, cv2.COLOR_BGR2GRAY), part[:, :, RED]).astype(np.float32)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    sized = cv2.GaussianBlur(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how), (0, 0), SOFTENED)
    return _Strip(line, np.asarray(sized, dtype=np.float32), MARGIN * line_height(line.polygon) * scale, _width(line) * scale)


def _pitch(line: TextLine) -> float:
    """Pixels from one Chinese character to the next."""
    pairs = zip(line.char_positions, line.char_positions[1:], line.text, line.text[1:], strict=False)
    steps = [after - before for before, after, one, other in pairs if _HAN.match(one) and _HAN.match(other)]
    return _width(line) * float(np.median(steps) if steps else 1 / max(len(line.text), 1))


def _width(line: TextLine) -> float:
    """Along the line, in pixels."""
    return float(np.hypot(line.polygon[1][0] - line.polygon[0][0], line.polygon[1][1] - line.polygon[0][1]))
