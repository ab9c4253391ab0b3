"""What happens to pictures on their way, done on purpose to labelled ones: to measure how much reading suffers."""

import io
import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

Treatment = Callable[[Image.Image], Image.Image]
PAPER = (238, 236, 230)
"""Colour of the corners that appear when a page is tilted."""


def _resized(share: float) -> Treatment:
    def resize(picture: Image.Image) -> Image.Image:
        size = max(1, int(picture.width * share)), max(1, int(picture.height * share))
        return picture.resize(size, Image.Resampling.LANCZOS)

    return resize


def _tilted(degrees: float) -> Treatment:
    return lambda picture: picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)


def _turned(how: Image.Transpose) -> Treatment:
    return lambda picture: picture.transpose(how)


def _compressed(quality: int) -> Treatment:
    def compress(picture: Image.Image) -> Image.Image:
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=quality)
        return Image.open(data).convert("RGB")

    return compress


def _dark(picture: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(ImageEnhance.Contrast(picture).enhance(0.7)).enhance(0.6)


def _shaken(length: int, degrees: float) -> Treatment:
    """Smeared over so many pixels in one direction, from the x axis to the y axis."""

    def shake(picture: Image.Image) -> Image.Image:
        course = [(along - (length - 1) / 2, math.radians(degrees)) for along in range(length)]
        steps = [(1, 0, along * math.cos(angle), 0, 1, along * math.sin(angle)) for along, angle in course]
        smeared = [picture.transform(picture.size, Image.Transform.AFFINE, step, Image.Resampling.BILINEAR) for step in steps]
        return Image.fromarray(np.mean([np.asarray(each, np.float32) for each in smeared], axis=0).round().astype(np.uint8))

    return shake


TREATMENTS: dict[str, Treatment] = {
    "turned-90": _turned(Image.Transpose.ROTATE_270),
    "turned-180": _turned(Image.Transpose.ROTATE_180),
    "turned-270": _turned(Image.Transpose.ROTATE_90),
    "tilted-7": _tilted(-7),
    "tilted-minus-7": _tilted(7),
    "tilted-3": _tilted(-3),
    "tilted-minus-2": _tilted(2),
    "jpeg-30": _compressed(30),
    "jpeg-60": _compressed(60),
    "half-size": _resized(0.5),
    "four-fifths": _resized(0.8),
    "dark": _dark,
    "shaken": _shaken(5, 20),
}
"""Degrees are clockwise; tilted pictures grow, so that nothing is cut off."""


def treated(data: bytes, name: str) -> bytes:
    """A picture file after the treatment `name`, as PNG."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    out = io.BytesIO()
    TREATMENTS[name](picture).save(out, "PNG", compress_level=1)
    return out.getvalue()
