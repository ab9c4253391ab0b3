"""Where is the picture burnt out? A lamp's reflection makes paper and ink alike the brightest white there is."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.page import Page, Polygon, line_height
from pipeline.picture.geometry import Image, within

SIDE = 1200
"""Pixels of the longer side at which burnt out places are looked for."""
BURNT = 250
"""Of 255: what every channel of a burnt out pixel has at least."""
WHITE = 236
"""Paper as bright as that (the darkest channel of the picture's middle pixel) is white of itself: no glare can be told from it."""
NEIGHBOURHOOD = 7
"""Pixels across in which no ink is left where the picture is burnt out."""
LEAST_CHARACTERS = 3
BESIDE = 2.0
"""How far left and right of a value it is looked for, in the value's heights: as far as two characters that it hides would reach."""


Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Glare:
    """Shares (0-1) that are burnt out. `page`: of the box around the print. `values`: of each value's worst square, on it or beside it."""

    page: float
    values: tuple[float, ...]


def measure_glare(image: Image, page: Page, values: Sequence[Polygon]) -> Glare | None:
    """How much is burnt out on the upright picture; None where the paper is white, or nothing was read.

    Args:
        values: where the values stand.
    """
    lines = [line for line in page.lines if len(line.text) >= LEAST_CHARACTERS]
    small, factor = within(image, SIDE)
    darkest = np.asarray(small.min(axis=2))
    if not lines or float(np.median(darkest)) >= WHITE:
        return None
    burnt = cv2.erode(darkest, np.ones((NEIGHBOURHOOD, NEIGHBOURHOOD), np.uint8)) >= BURNT
    box = (min(e.left for e in lines), min(e.top for e in lines), max(e.right for e in lines), max(e.bottom for e in lines))
    part = _part(burnt, factor, *box)
    return Glare(round(float(part.mean()), 4), tuple(_worst(burnt, factor, value) for value in values))


def _worst(burnt: Mask, factor: float, value: Polygon) -> float:
    """The share that is burnt out of the worst square, as high as the value, on it or beside it."""
    xs, ys, height = [x for x, _ in value], [y for _, y in value], line_height(value)
    band = _part(burnt, factor, min(xs) - BESIDE * height, min(ys), max(xs) + BESIDE * height, max(ys)).mean(axis=0)
    side = min(max(1, round(height / factor)), band.size)
    return round(float(np.convolve(band, np.full(side, 1 / side), "valid").max()), 4)


def _part(burnt: Mask, factor: float, left: float, top: float, right: float, bottom: float) -> Mask:
    """What of the mask lies in a box of the page; at least a pixel."""
    height, width = burnt.shape
    top, left = min(max(0, top / factor), height - 1), min(max(0, left / factor), width - 1)
    return burnt[int(top) : max(int(top), int(bottom / factor)) + 1, int(left) : max(int(left), int(right / factor)) + 1]
