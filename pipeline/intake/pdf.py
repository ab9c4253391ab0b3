"""PDF pages are counted, measured and drawn, by pypdfium2."""

import math
import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.errors import InputRefused
from pipeline.intake.files import shown
from pipeline.intake.pictures import Pixels, Size, refuse_more_pages, refuse_more_pixels
from pipeline.settings import Settings

DOTS_PER_INCH = 200
LONGEST_SIDE = 5000  # pixels
_POINTS_PER_INCH = 72
_SHORTEST_SIDE = 16  # pixels
_ALL_STREAMS = 2**30  # bytes after decompression: some seconds of work
_STREAM = re.compile(rb"stream\r?\n")
_PACKED_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")

_pdfium_lock = threading.Lock()  # the library is not safe for threads


def pdf_sizes(name: str, data: bytes, settings: Settings) -> list[Size]:
    """Width and height in pixels of every page as it will be drawn.

    Raises:
        InputRefused: encrypted, damaged, without pages, too many pages, or something in it is too large.
    """
    _refuse_bombs(name, data, settings.max_pixels)
    with _refusing(name, data), _pdfium_lock, pypdfium2.PdfDocument(data) as document:
        refuse_more_pages(name, len(document), settings.max_pages)
        return [_measured(name, page, settings) for page in document]


def draw_page(name: str, data: bytes, page: int, size: Size) -> Pixels:
    """Page `page` (from 1) drawn at `size`: height x width x 3, blue-green-red, 8 bits."""
    with _refusing(name, data), _pdfium_lock, pypdfium2.PdfDocument(data) as document:
        drawn = document[page - 1]
        scale = max(size[0] / drawn.get_width(), size[1] / drawn.get_height())
        pixels = drawn.render(scale=scale).to_numpy()[: size[1], : size[0], :3]
        return np.ascontiguousarray(pixels)


def _measured(name: str, page: pypdfium2.PdfPage, settings: Settings) -> Size:
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        refuse_more_pixels(name, image.get_px_size(), settings.max_pixels)
    width, height = page.get_size()
    if not (width > 0 and height > 0 and math.isfinite(width * height)):
        raise InputRefused(f"{shown(name)} has a page without a size.", "Export the document again.")
    scale = min(
        DOTS_PER_INCH / _POINTS_PER_INCH,
        LONGEST_SIDE / max(width, height),
        math.sqrt(settings.max_pixels / (width * height)),
    )
    size = int(width * scale), int(height * scale)
    if min(size) < _SHORTEST_SIDE:
        raise InputRefused(f"{shown(name)} has a page of {size[0]} x {size[1]} pixels, too small to read.", "Export the document again.")
    return size


def _refuse_bombs(name: str, data: bytes, max_pixels: int) -> None:
    """Refuses a PDF that unpacks to more than memory holds, before a PDF library unpacks it.

    A stream may be as large as the largest picture with four colours.
    """
    left = _ALL_STREAMS
    for start in _STREAM.finditer(data):
        left -= _unpacked(data, start.end(), min(4 * max_pixels, left))
        if left <= 0:
            break
    if left > 0 and not _PACKED_TWICE.search(data):
        return
    raise InputRefused(f"{shown(name)} unpacks to more data than is read.", "Export the document again, or upload pictures of its pages.")


def _unpacked(data: bytes, start: int, limit: int) -> int:
    """How many bytes the deflated stream at `start` unpacks to; 0 where it is not deflated, `_ALL_STREAMS` where it passes the limit."""
    unpacker, total = zlib.decompressobj(), 0
    view, step = memoryview(data), 1 << 16
    try:
        while start < len(view) and not unpacker.eof:
            packed: bytes | memoryview = view[start : start + step]
            start += step
            while packed and not unpacker.eof:
                total += len(unpacker.decompress(packed, 1 << 20))
                packed = unpacker.unconsumed_tail
                if total > limit:
                    return _ALL_STREAMS
    except zlib.error:
        pass
    return total


@contextmanager
def _refusing(name: str, data: bytes) -> Iterator[None]:
    try:
        yield
    except InputRefused:
        raise
    except pypdfium2.PdfiumError as error:
        # the library keeps its last error code, so the code of another file may stand here
        if error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise InputRefused(f"{shown(name)} is encrypted.", "Save it without a password and upload it again.") from None
        raise _damaged(name) from error
    except Exception as error:  # a damaged file makes the bindings raise nearly anything
        raise _damaged(name) from error


def _damaged(name: str) -> InputRefused:
    return InputRefused(f"{shown(name)} is a damaged PDF, or one without pages.", "Export the document again.")
