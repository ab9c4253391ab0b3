"""The print alone: what lies over or under it in a lighter tone is taken away."""

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
CLOSE = 0.05
"""Tones this close to the paper's, of the way to the ink, are paper."""


def print_alone(image: Image) -> Image | None:
    """`image` (height x width x 3) with every tone lighter than half way from ink to paper made white, and darker ones spread out.

    None where hardly anything on the page is of such a tone.
    """
    tone = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    ink, paper = float(np.percentile(tone, INK)), float(np.median(tone))
    limit = max(ink + LIGHTER * (paper - ink), ink + 1.0)
    if float(((tone > limit) & (tone < paper - CLOSE * (paper - ink))).mean()) < LEAST_BETWEEN:
        return None
    light = np.clip((tone - ink) / (limit - ink), 0.0, 1.0)[..., np.newaxis]
    return np.asarray(image * (1 - light) + 255.0 * light, dtype=np.uint8)
