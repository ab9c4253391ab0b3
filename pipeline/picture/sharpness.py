"""Is the print sharp, large enough and whole? Three measures of a page, taken on the lines that were read."""

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.page import Page, Polygon, TextLine, line_height
from pipeline.picture.geometry import Image, cut

HEIGHT = 32
"""Pixels to which a line is scaled before its edges are measured, so that sharpness is told in heights of the letters."""
LEAST_CHARACTERS = 3
"""Shorter lines are often half a seal or a smudge."""
LEAST_CONTRAST = 10.0
"""Grey levels between ink and paper; where there is less nothing is printed that could be sharp. The palest real licences have 27."""
AT_THE_EDGE = 0.2
"""A line nearer to the edge of the picture than this share of its height is taken to be cut."""


@dataclass(frozen=True, slots=True)
class Print:
    """What the print of a page is like.

    `sharpness`: the steepness of the letters' edges at a height of 32 pixels, as a share of their contrast: 0.5 is as sharp as can be.
    `line_height`: of the middle line, in pixels; letters are about seven tenths of it. `cut_lines`: how many touch one side, at most.
    """

    sharpness: float
    line_height: float
    cut_lines: int


def measure_print(image: Image, page: Page) -> Print | None:
    """The print of an upright page; None where hardly anything was read, or no ink is seen on most of it."""
    lines = [line for line in page.lines if len(line.text) >= LEAST_CHARACTERS]
    if not lines:
        return None
    sharpness = [each for each in (_sharpness(image, line) for line in lines) if each is not None]
    if 2 * len(sharpness) < len(lines):
        return None
    height = float(np.median([line_height(line.polygon) for line in lines]))
    sides = zip(*(sides_at_edge(line.polygon, page) for line in lines), strict=True)
    return Print(round(float(np.median(sharpness)), 3), round(height, 1), max(sum(side) for side in sides))


def sides_at_edge(place: Polygon, page: Page) -> tuple[bool, bool, bool, bool]:
    """Whether a line touches the left, upper, right or lower edge of the picture."""
    near = AT_THE_EDGE * line_height(place)
    xs, ys = [x for x, _ in place], [y for _, y in place]
    return min(xs) <= near, min(ys) <= near, max(xs) >= page.width - near, max(ys) >= page.height - near


def _sharpness(image: Image, line: TextLine) -> float | None:
    crop = cv2.cvtColor(cut(image, line.polygon, 0.15), cv2.COLOR_BGR2GRAY)
    scale = HEIGHT / crop.shape[0]
    size = (max(8, round(crop.shape[1] * scale)), HEIGHT)
    grey = cv2.resize(crop, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC).astype(np.float32)
    edges = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0) / 8, cv2.Sobel(grey, cv2.CV_32F, 0, 1) / 8)
    ink, paper = np.percentile(grey, [3, 90])
    return float(np.percentile(edges, 95) / (paper - ink)) if paper - ink >= LEAST_CONTRAST else None
