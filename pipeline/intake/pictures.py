"""Pictures become arrays: measured from their headers first, decoded whole or refused, upright by their EXIF mark, on white."""

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.errors import InputRefused
from pipeline.intake.files import shown
from pipeline.intake.sniff import BMP, GIF, JPEG, PNG, TIFF, WEBP
from pipeline.settings import Settings

Pixels = NDArray[np.uint8]
Size = tuple[int, int]

# Every picture is measured against the setting max_pixels before it is decoded; Pillow's own limit would warn or stop at another number.
Image.MAX_IMAGE_PIXELS = None

_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", BMP: "BMP", TIFF: "TIFF", GIF: "GIF"}
_ORIENTATION = 0x0112
_PNG_MARKS = (b"eXIf", b"aw profile type ", b"XML:com.adobe.xmp")
"""One of these is in every PNG that says how it is turned."""
_TURNS: dict[int, Callable[[Pixels], Pixels]] = {
    1: lambda pixels: pixels,
    2: np.fliplr,
    3: lambda pixels: np.rot90(pixels, 2),
    4: np.flipud,
    5: lambda pixels: pixels.swapaxes(0, 1),
    6: lambda pixels: np.rot90(pixels, -1),
    7: lambda pixels: np.rot90(pixels, 2).swapaxes(0, 1),
    8: np.rot90,
}
"""How pixels are turned upright, by EXIF orientation. Views all of them: a photograph is copied once, when its colours change places."""


def picture_sizes(name: str, data: bytes, media_type: str, settings: Settings) -> list[Size]:
    """Width and height of every page in upright pixels, from the headers alone.

    Raises:
        InputRefused: damaged, animated, too many pixels or too many pages.
    """
    if media_type == WEBP:
        _measure_webp(name, data, settings.max_pixels)
    with _refusing(name), _open(data, media_type) as image:
        if media_type == GIF and getattr(image, "is_animated", False):
            raise _animated(name)
        # Pillow would decode a whole PNG to find that it says nothing of being turned
        marked = media_type != PNG or any(mark in data for mark in _PNG_MARKS)
        return [_measured(name, frame, settings, marked) for frame in _frames(name, image, media_type, settings.max_pages)]


def decode_picture(name: str, data: bytes, media_type: str, page: int) -> Pixels:
    """Page `page` (from 1) as an array of height x width x 3, blue-green-red, 8 bits.

    Raises:
        InputRefused: the picture is damaged or stops half-way.
    """
    with _refusing(name), _open(data, media_type) as image:
        if page > 1:
            image.seek(page - 1)
        image.load()
        turned = _TURNS[_orientation(image)]
        return np.ascontiguousarray(turned(np.asarray(_on_white(image))[:, :, ::-1]))


def _open(data: bytes, media_type: str) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=[_FORMATS[media_type]])


def _frames(name: str, image: Image.Image, media_type: str, limit: int) -> Iterator[Image.Image]:
    """The pages of a TIFF; of the other formats the first picture. Pages are not counted in advance: a file may claim millions."""
    yield image
    number = 1
    while media_type == TIFF:
        try:
            image.seek(number)
        except EOFError:
            return
        number += 1
        refuse_more_pages(name, number, limit)
        yield image


def refuse_more_pages(name: str, pages: int, limit: int) -> None:
    """Refuses a document of too many pages."""
    if pages > limit:
        raise InputRefused(f"{shown(name)} has more than {limit} pages.", "Upload the pages that matter (SIGNMATCH_MAX_PAGES).")


def refuse_more_pixels(name: str, size: Size, limit: int) -> None:
    """Refuses a picture of too many pixels."""
    if size[0] * size[1] > limit:
        raise InputRefused(
            f"{shown(name)} is {size[0]} x {size[1]} pixels; the limit is {limit / 1e6:g} megapixels.",
            "Upload a smaller picture (SIGNMATCH_MAX_PIXELS).",
        )


def _measured(name: str, image: Image.Image, settings: Settings, marked: bool) -> Size:
    refuse_more_pixels(name, image.size, settings.max_pixels)
    # Pillow turns a TIFF itself and says its upright size
    sideways = image.format != "TIFF" and marked and _orientation(image) >= 5
    return (image.height, image.width) if sideways else (image.width, image.height)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation 1-8; 1 where there is none or it cannot be read."""
    try:
        value = int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # a damaged EXIF block raises nearly anything, and the picture is good without it
        return 1
    return value if value in _TURNS else 1


def _measure_webp(name: str, data: bytes, limit: int) -> None:
    """The size of a WebP from its first chunk: Pillow's decoder takes memory for the whole canvas as soon as it opens."""
    chunk = data[12:16]
    if len(data) < 30 or chunk not in (b"VP8X", b"VP8L", b"VP8 "):
        raise _damaged(name)
    if chunk == b"VP8X":
        if data[20] & 2:
            raise _animated(name)
        size = int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    elif chunk == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        size = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = struct.unpack_from("<HH", data, 26)
        size = width & 0x3FFF, height & 0x3FFF
    refuse_more_pixels(name, size, limit)


def _on_white(image: Image.Image) -> Image.Image:
    """Any mode of Pillow as RGB; what is transparent becomes white."""
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 or 32 bits, scaled by the range that its values fit into."""
    values = np.nan_to_num(np.asarray(image).astype(np.float32))
    top = values.max(initial=0.0)
    white = next((limit for limit in (255.0, 65535.0) if top <= limit), top)
    if image.mode.startswith("I;16"):
        white = 65535.0
    return Image.fromarray((values.clip(0) * (255.0 / white)).astype(np.uint8))


def _animated(name: str) -> InputRefused:
    return InputRefused(f"{shown(name)} is an animated picture.", "Upload a still picture.")


def _damaged(name: str) -> InputRefused:
    return InputRefused(f"{shown(name)} is damaged: the picture cannot be decoded whole.", "Upload the original file again.")


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """On damaged input the decoders raise OSError, SyntaxError, ValueError, struct.error and more: all mean the same."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except InputRefused:
        raise
    except Exception as error:
        raise _damaged(name) from error
