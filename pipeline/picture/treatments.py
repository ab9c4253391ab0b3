"""What happens to pictures on their way, done on purpose to labelled ones: to measure how much reading suffers."""

import io
from collections.abc import Callable

from PIL import Image, ImageOps

Treatment = Callable[[Image.Image], Image.Image]
PAPER = (238, 236, 230)
"""Colour of the corners that appear when a page is tilted."""


def _half(picture: Image.Image) -> Image.Image:
    return picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)), Image.Resampling.LANCZOS)


def _tilted(degrees: float) -> Treatment:
    return lambda picture: picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)


def _turned(how: Image.Transpose) -> Treatment:
    return lambda picture: picture.transpose(how)


def _compressed(picture: Image.Image) -> Image.Image:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=30)
    return Image.open(data).convert("RGB")


TREATMENTS: dict[str, Treatment] = {
    "turned-90": _turned(Image.Transpose.ROTATE_270),
    "turned-180": _turned(Image.Transpose.ROTATE_180),
    "turned-270": _turned(Image.Transpose.ROTATE_90),
    "tilted-7": _tilted(-7),
    "tilted-minus-7": _tilted(7),
    "jpeg-30": _compressed,
    "half-size": _half,
}
"""Degrees are clockwise; tilted pictures grow, so that nothing is cut off."""


def treated(data: bytes, name: str) -> bytes:
    """A picture file after the treatment `name`, as PNG."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    out = io.BytesIO()
    TREATMENTS[name](picture).save(out, "PNG", compress_level=1)
    return out.getvalue()
