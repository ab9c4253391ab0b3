"""Turning pages and cutting lines out of them."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.page import Polygon

Image = NDArray[np.uint8]

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def turned(image: Image, degrees: int) -> Image:
    """`image` turned clockwise by 0, 90, 180 or 270 degrees."""
    return image if degrees == 0 else np.asarray(cv2.rotate(image, _TURNS[degrees]), dtype=np.uint8)


def turned_back(polygon: Polygon, degrees: int, width: int, height: int) -> Polygon:
    """A polygon of the upright page in the pixels of the page as it came.

    Args:
        degrees: by how much the page was turned clockwise to stand upright.
        width, height: of the page as it came, in pixels.
    """
    if degrees == 90:
        return tuple((y, height - x) for x, y in polygon)
    if degrees == 180:
        return tuple((width - x, height - y) for x, y in polygon)
    if degrees == 270:
        return tuple((width - y, x) for x, y in polygon)
    return polygon


def cut(image: Image, polygon: Polygon, margin: float = 0.0) -> Image:
    """The quadrangle `polygon` (reading order) cut out of `image` and straightened.

    `margin` widens it on every side, as a share of its height.
    """
    corners = np.array(polygon, dtype=np.float32)
    width = max(float(np.linalg.norm(corners[0] - corners[1])), float(np.linalg.norm(corners[3] - corners[2])), 1.0)
    height = max(float(np.linalg.norm(corners[0] - corners[3])), float(np.linalg.norm(corners[1] - corners[2])), 1.0)
    pad = margin * height
    target = np.array([[pad, pad], [pad + width, pad], [pad + width, pad + height], [pad, pad + height]], dtype=np.float32)
    size = (math.ceil(width + 2 * pad), math.ceil(height + 2 * pad))
    matrix = cv2.getPerspectiveTransform(corners, target)
    return np.asarray(cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


def within(image: Image, side: int) -> tuple[Image, float]:
    """`image` made smaller so that its longer side is at most `side` pixels, and the factor by which it became smaller (>= 1)."""
    factor = max(image.shape[0], image.shape[1]) / side
    if factor <= 1:
        return image, 1.0
    size = (max(1, round(image.shape[1] / factor)), max(1, round(image.shape[0] / factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), factor


def within_area(image: Image, area: int) -> tuple[Image, float]:
    """`image` made smaller so that it has at most `area` pixels, and the factor by which its sides became smaller (>= 1)."""
    factor = math.sqrt(image.shape[0] * image.shape[1] / area)
    return within(image, math.floor(max(image.shape[:2]) / factor)) if factor > 1 else (image, 1.0)


def zoomed(image: Image, box: tuple[int, int, int, int], scale: float) -> tuple[Image, float]:
    """The part of `image` in `box` (left, top, right, bottom; pixels), `scale` times larger, and that scale."""
    left, top, right, bottom = box
    part = np.ascontiguousarray(image[top:bottom, left:right])
    return np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8), scale
