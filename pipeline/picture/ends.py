"""Does print stand right beside a value that nobody has read? A finder of lines may miss the first or last characters of one."""

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.page import Page, Polygon, line_height
from pipeline.picture.geometry import Image, cut

GAP, REACH = 0.12, 1.15
"""Where it is looked for: from and up to so many of the value's heights beside it, so that one character finds room there."""
INNER = 0.12
"""What is left out above and below, as a share of the height: there the next rows' print may reach in."""
LEAST_FREE = 0.5
"""Share of that place that no read line covers; where less is free, what stands there is known."""
NEAR = 0.06
"""How far around a line, in the value's heights, its own ink may reach."""
INK, PAPER = 4.0, 70.0
"""Percentiles of the value's tones that are taken for its ink and its paper."""


def ink_beside(image: Image, page: Page, value: Polygon) -> tuple[float, float]:
    """How much ink stands unread left and right of a value of the upright page, as shares of the ink on the value itself.

    0 where there is none, where other lines stand, and beyond the picture.
    """
    height = line_height(value)
    (left, right), (top, bottom) = (_around(value, axis, height, image.shape[1 - axis]) for axis in (0, 1))
    part = np.asarray(cv2.cvtColor(image[top:bottom, left:right], cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    place = _moved(value, left, top)
    lines = [_moved(polygon, left, top) for polygon in (*(line.polygon for line in page.lines), *page.unread) if polygon]
    free, own = _free(part, lines, height), _strip(part, place)
    dark = (float(np.percentile(own, INK)) + float(np.percentile(own, PAPER))) / 2
    share = max(float((own < dark).mean()), 1e-6)
    before, behind = (round(_ink(part, free, beside, dark) / share, 3) for beside in _beside(place, height))
    return before, behind


def widened(value: Polygon) -> Polygon:
    """The value with room for one character more at either end."""
    (start, _, _, below_start), (_, end, below_end, _) = _beside(value, line_height(value))
    return start, end, below_end, below_start


def _around(value: Polygon, axis: int, height: float, size: int) -> tuple[int, int]:
    """From where to where the neighbourhood of a value lies on an axis of the picture (0: across, 1: down); at least a pixel."""
    places = [corner[axis] for corner in value]
    start = min(max(0, int(min(places) - 2 * height)), size - 1)
    return start, min(max(start + 1, int(max(places) + 2 * height)), size)


def _beside(value: Polygon, height: float) -> tuple[Polygon, Polygon]:
    """The places left and right of a value, along its line."""
    start, end, below_end, below_start = (np.array(corner) for corner in value)
    along = (end - start) / max(float(np.linalg.norm(end - start)), 1.0) * height
    before = (start - REACH * along, start - GAP * along, below_start - GAP * along, below_start - REACH * along)
    behind = (end + GAP * along, end + REACH * along, below_end + REACH * along, below_end + GAP * along)
    return tuple((float(x), float(y)) for x, y in before), tuple((float(x), float(y)) for x, y in behind)


def _free(tones: Image, lines: Sequence[Polygon], height: float) -> Image:
    """255 where no line was found, and none is near."""
    free = np.full(tones.shape, 255, np.uint8)
    for polygon in lines:
        cv2.fillPoly(free, [np.array(polygon, dtype=np.int32)], 0)
    side = 1 + 2 * max(1, round(NEAR * height))
    return np.asarray(cv2.erode(free, np.ones((side, side), np.uint8)), dtype=np.uint8)


def _ink(tones: Image, free: Image, place: Polygon, dark: float) -> float:
    """The share of a place that is dark, as far as it is free; 0 where it is not, or reaches over the picture's edge."""
    rows, columns = tones.shape
    if not all(0 <= x < columns and 0 <= y < rows for x, y in place):
        return 0.0
    known = _strip(free, place) > 127
    return float((_strip(tones, place)[known] < dark).mean()) if known.mean() >= LEAST_FREE else 0.0


def _strip(tones: Image, place: Polygon) -> Image:
    """A place, straightened, without its upper and lower edge."""
    straight = cut(tones, place)
    edge = int(INNER * straight.shape[0])
    return np.asarray(straight[edge : straight.shape[0] - edge], dtype=np.uint8)


def _moved(polygon: Polygon, left: int, top: int) -> Polygon:
    return tuple((x - left, y - top) for x, y in polygon)
