"""The red seal over the issuer: is there a ring of red, however pale?

Old licences and photos of them show seals so pale that no fixed colour finds them; a ring against its surroundings does.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.page import Page
from pipeline.picture.geometry import Image, within

SIDE = 640
"""Pixels of the longer side at which rings are looked for: a seal is then at least 40 pixels wide."""
RED_STEP = 5
"""How much redder than its surroundings (a* of CIELAB in OpenCV's 8-bit scale) a pixel of a seal is: the palest measured were 6."""
RADII = (0.035, 0.13)
"""Least and greatest radius of a seal, as a share of the longer side of the print."""
ASPECTS = (1.0, 0.85, 1.18)
"""Pages photographed at an angle show a seal as an ellipse: the page is pressed together and pulled apart as well."""
UPPER = 0.3
"""The upper share of the print, where the emblem stands and no issuer signs."""
SOLID = 0.65
"""A disc that is filled with more red than this is an emblem, a badge or a button, no ring with letters in it."""
CANDIDATES = 12
GOOD = 0.8
"""Having found a ring as closed as this nobody looks on."""
_ANGLES = np.linspace(0, 2 * np.pi, 120, endpoint=False)
_ON, _AROUND = (0.9, 0.94, 0.97, 1.0, 1.03, 1.06, 1.1), (1.18, 1.25, 1.32)

Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Seal:
    """The roundest red ring of a page.

    `closed`: the share (0-1) of its angles at which red is on the ring, less half the share at which red lies around it.
    `x`, `y`: its middle, as shares (0-1) of the upright page.
    """

    closed: float
    x: float
    y: float


def find_seal(image: Image, page: Page) -> Seal | None:
    """The ring of red that is most closed below the head of the print; None where no red ring is at all.

    Args:
        image: the upright picture.
        page: what was read on it; the print says where the document lies on a desk.
    """
    left, top, right, bottom = _print(image, page)
    small, factor = within(np.ascontiguousarray(image[top:bottom, left:right]), SIDE)
    red = _red(small)
    best: Seal | None = None
    for aspect in ASPECTS:
        for closed, x, y in _rings(red, aspect):
            if best is None or closed > best.closed:
                across, down = (x / aspect * factor + left) / image.shape[1], (y * factor + top) / image.shape[0]
                best = Seal(round(closed, 3), round(across, 3), round(down, 3))
        if best is not None and best.closed >= GOOD:
            break
    return best


def _print(image: Image, page: Page) -> tuple[int, int, int, int]:
    """The box around all lines, those that were not read among them, a tenth wider on every side: left, top, right, bottom."""
    height, width = image.shape[:2]
    lines = [*(line.polygon for line in page.lines if len(line.text) > 1), *page.unread]
    if not lines:
        return 0, 0, width, height
    across, down = [x for line in lines for x, _ in line], [y for line in lines for _, y in line]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    aside, above = (right - left) / 10, (bottom - top) / 10
    box = max(0, int(left - aside)), max(0, int(top - above)), min(width, int(right + aside) + 1), min(height, int(bottom + above) + 1)
    return box if box[0] < box[2] and box[1] < box[3] else (0, 0, width, height)


def _red(image: Image) -> Mask:
    """Where the picture is redder than its surroundings: 255, elsewhere 0. Paper may be tinted, and light may fall unevenly."""
    redness = cv2.cvtColor(image, cv2.COLOR_BGR2LAB)[:, :, 1]
    quarter = cv2.resize(redness, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    around = cv2.resize(cv2.medianBlur(np.asarray(quarter), 49), (image.shape[1], image.shape[0]))
    return np.asarray((redness.astype(np.int16) - around > RED_STEP) * 255, dtype=np.uint8)


def _rings(red: Mask, aspect: float) -> Iterator[tuple[float, float, float]]:
    """How closed each ring is, and its centre in pixels of the mask pulled to `aspect`."""
    mask = red if aspect == 1 else np.asarray(cv2.resize(red, None, fx=aspect, fy=1, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    side, head = max(mask.shape), int(UPPER * mask.shape[0])
    least, most = (max(4, int(share * side)) for share in RADII)
    found = cv2.HoughCircles(
        cv2.GaussianBlur(mask[head:], (5, 5), 0),
        cv2.HOUGH_GRADIENT,
        1.5,
        0.05 * side,
        param1=100,
        param2=18,
        minRadius=least,
        maxRadius=most,
    )
    for x, y, radius in [] if found is None else found[0][:CANDIDATES]:
        y += head
        inside = mask[max(0, int(y - 0.6 * radius)) : int(y + 0.6 * radius) + 1, max(0, int(x - 0.6 * radius)) : int(x + 0.6 * radius) + 1]
        if inside.size and (inside > 0).mean() < SOLID:
            yield _share(mask, x, y, radius, _ON) - _share(mask, x, y, radius, _AROUND) / 2, float(x), float(y)


def _share(mask: Mask, x: float, y: float, radius: float, scales: tuple[float, ...]) -> float:
    """The share of all angles at which the mask is set on one of the circles about (x, y)."""
    hit = np.zeros(len(_ANGLES), dtype=bool)
    for scale in scales:
        columns = (x + radius * scale * np.cos(_ANGLES)).round().astype(int)
        rows = (y + radius * scale * np.sin(_ANGLES)).round().astype(int)
        on = (columns >= 0) & (columns < mask.shape[1]) & (rows >= 0) & (rows < mask.shape[0])
        hit[on] |= mask[rows[on], columns[on]] > 0
    return float(hit.mean())
