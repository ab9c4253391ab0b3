"""Is the document an original in colour? Its printed emblem says it, whatever stamps lie elsewhere."""

import cv2
import numpy as np

from extractors.page import Polygon
from pipeline.picture.geometry import Image

RED_STEP = 18
"""How much redder than the page (a* of CIELAB in OpenCV's 8-bit scale) a pixel of printed red is."""
LEAST_SEEN = 0.3
"""Share of the emblem's place that must lie on the picture for a measure to mean anything."""


def red_share(image: Image, place: Polygon) -> float | None:
    """Share (0-1) of the upright box around `place` that is redder than the page's median; None where too little of it is on the picture.

    Measured on 125 real licences: 0.000 on every grey copy, company stamps in red included, 0.085 and more on originals.
    """
    height, width = image.shape[:2]
    left, right = (round(f(x for x, _ in place)) for f in (min, max))
    top, bottom = (round(f(y for _, y in place)) for f in (min, max))
    box = image[max(0, top) : max(0, min(height, bottom)), max(0, left) : max(0, min(width, right))]
    if box.shape[0] * box.shape[1] < LEAST_SEEN * (right - left) * (bottom - top) or box.size == 0:
        return None
    step = max(1, min(height, width) // 400)
    page = cv2.cvtColor(np.ascontiguousarray(image[::step, ::step]), cv2.COLOR_BGR2LAB)[:, :, 1]
    red = cv2.cvtColor(np.ascontiguousarray(box), cv2.COLOR_BGR2LAB)[:, :, 1].astype(np.int16) - int(np.median(page))
    return round(float((red > RED_STEP).mean()), 4)
