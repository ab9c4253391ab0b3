"""A value set anew over what was printed, as somebody does who alters a document: in the type at hand, on paper of one tone."""

from collections.abc import Sequence
from math import atan2, degrees, dist

import numpy as np
from PIL import Image, ImageDraw

from samples.fonts import font
from samples.sheet import Colour, Point

FINER = 4
"""So many times larger the text is drawn than it is laid on, for soft edges."""


def set_anew(picture: Image.Image, corners: Sequence[Point], text: str, style: str, *, ink: Colour = (35, 33, 33)) -> Image.Image:
    """The picture with a text in place of what stands in a quadrangle (corners in reading order), which it fills evenly."""
    width, height = dist(corners[0], corners[1]), dist(corners[0], corners[3])
    patch = Image.new("RGB", (round(width * FINER), round(height * FINER)), _paper(picture, corners))
    step = patch.width / len(text)
    for index, character in enumerate(text):
        middle = ((index + 0.5) * step, patch.height / 2 + 0.38 * step)
        ImageDraw.Draw(patch).text(middle, character, font=font(style, round(step)), fill=ink, anchor="ms")
    patch = patch.resize((round(width), round(height)), Image.Resampling.BOX)
    lean = -degrees(atan2(corners[1][1] - corners[0][1], corners[1][0] - corners[0][0]))
    cover = Image.new("L", patch.size, 255).rotate(lean, expand=True)
    across, down = (sum(corner[axis] for corner in corners) / len(corners) for axis in (0, 1))
    altered, at = picture.copy(), (round(across - cover.width / 2), round(down - cover.height / 2))
    altered.paste(patch.rotate(lean, Image.Resampling.BICUBIC, expand=True), at, cover)
    return altered


def _paper(picture: Image.Image, corners: Sequence[Point]) -> Colour:
    """The middle of the lighter half of what stands there."""
    left, top, right, bottom = (round(limit(each[axis] for each in corners)) for limit in (min, max) for axis in (0, 1))
    pixels = np.asarray(picture.crop((left, top, right, bottom))).reshape(-1, 3)
    tones = pixels.sum(axis=1)
    red, green, blue = np.median(pixels[tones >= np.median(tones)], axis=0)
    return int(red), int(green), int(blue)
