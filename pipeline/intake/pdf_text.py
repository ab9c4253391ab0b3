"""The text layer of a PDF page as text lines in the pixels of the drawn page, by pdfplumber.

A layer counts only where it is what a person sees: text under a picture, text without ink, turned text or glyphs
without characters make the page one that is read from its picture.
"""

import io
from typing import Any

import pdfplumber

from extractors.page import TextLine
from pipeline.intake.pictures import Pixels, Size

_GAP = 1.5  # a wider gap between two characters, in their size, parts two lines
_INK = 48  # the least difference of brightness between ink and paper, of 255
_PLAIN_CONFIDENCE = 1.0

Char = dict[str, Any]
Box = tuple[float, float, float, float]


def text_lines(data: bytes, page: int, size: Size, picture: Pixels) -> tuple[TextLine, ...]:
    """The lines of page `page` (from 1) drawn as `picture` at `size`; none where the page has no real text layer."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page]) as document:
            return _lines(document.pages[0], size, picture)
    except Exception:  # pdfminer raises nearly anything on odd files; the page can still be read from its picture
        return ()


def _lines(page: Any, size: Size, picture: Pixels) -> tuple[TextLine, ...]:
    left, top, right, bottom = page.cropbox
    scale_x, scale_y = size[0] / (right - left), size[1] / (bottom - top)

    def pixels(thing: Char) -> Box:
        return (
            (thing["x0"] - left) * scale_x,
            (thing["top"] - top) * scale_y,
            (thing["x1"] - left) * scale_x,
            (thing["bottom"] - top) * scale_y,
        )

    words = page.extract_words(keep_blank_chars=True, x_tolerance_ratio=_GAP, return_chars=True)
    lines = [_line(trimmed, pixels) for word in words if (trimmed := _trimmed(word["chars"]))]
    pictures = [pixels(image) for image in page.images]
    real = all(char["upright"] and not char["text"].startswith("(cid:") for char in page.chars)
    return tuple(lines) if real and all(_seen(line, pictures, picture) for line in lines) else ()


def _trimmed(chars: list[Char]) -> list[Char]:
    """The characters of a line without the blanks at its ends."""
    inked = [index for index, char in enumerate(chars) if char["text"].strip()]
    return chars[inked[0] : inked[-1] + 1] if inked else []


def _line(chars: list[Char], pixels: Any) -> TextLine:
    boxes = [pixels(char) for char in chars for _ in char["text"]]  # a ligature is several characters in one place
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    width = (right - left) or 1.0
    return TextLine(
        text="".join(char["text"] for char in chars),
        polygon=((left, top), (right, top), (right, bottom), (left, bottom)),
        confidence=_PLAIN_CONFIDENCE,
        char_confidences=(_PLAIN_CONFIDENCE,) * len(boxes),
        char_positions=tuple(((box[0] + box[2]) / 2 - left) / width for box in boxes),
    )


def _seen(line: TextLine, pictures: list[Box], picture: Pixels) -> bool:
    """Whether the line lies on the page with ink of its own, and no picture touches it."""
    part = picture[max(0, int(line.top)) : int(line.bottom) + 1, max(0, int(line.left)) : int(line.right) + 1]
    if part.size == 0 or int(part.max()) - int(part.min()) < _INK:
        return False
    return not any(
        line.left < right and left < line.right and line.top < bottom and top < line.bottom for left, top, right, bottom in pictures
    )
