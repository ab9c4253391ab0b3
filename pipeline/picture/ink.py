"""The print alone: what lies over or under it in a lighter tone is taken away."""

import math

import cv2
import numpy as np

from pipeline.picture.geometry import Image

LIGHTER = 0.5
"""How far from the ink towards the paper a tone is taken for paper. A watermark of 仅供…使用 that covers a quarter to two fifths lies
beyond 0.6; letters blurred or in a photograph's shade keep their middle."""
INK = 1.0
"""The darkest share of a page, in percent, that is taken for its ink."""
LEAST_BETWEEN = 0.005
"""Share of a page that must be of a tone between ink and paper; where less is, there is nothing to take away."""
BAND = 256
"""Rows that are worked on at once: a whole photograph in floating point would take 400 MB."""
CLOSE = 0.05
"""Tones this close to the paper's, of the way to the ink, are paper."""


def print_alone(image: Image) -> Image | None:
    """`image` (height x width x 3) with every tone lighter than half way from ink to paper made white, and darker ones spread out.

    None where hardly anything on the page is of such a tone.
    """
    tone = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ink, paper = float(np.percentile(tone, INK)), float(np.median(tone))
    limit = max(ink + LIGHTER * (paper - ink), ink + 1.0)
    if float(((tone > limit) & (tone < paper - CLOSE * (paper - ink))).mean()) < LEAST_BETWEEN:
        return None
    light = np.clip((np.arange(256, dtype=np.float32) - ink) / (limit - ink), 0.0, 1.0)
    alone = np.empty_like(image)
    for band in np.array_split(np.arange(image.shape[0]), math.ceil(image.shape[0] / BAND)):
        share = light[tone[band]][..., np.newaxis]
        alone[band] = image[band] * (1 - share) + 255.0 * share
    return alone
