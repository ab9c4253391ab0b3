"""The second reader: the tesseract program through pytesseract, on single lines only."""

import os
from functools import cached_property

import cv2
import numpy as np
import pytesseract

from extractors.page import TextLine
from pipeline.errors import EngineError
from pipeline.ocr.engine import Image

LANGUAGES = "chi_sim+eng"
LINE_HEIGHT = 56
"""Pixels; crops are scaled to it, since tesseract reads best where letters are about 35 pixels high."""
BORDER = 14
"""Pixels by which a crop's edge is repeated around it; tesseract misses characters that touch the edge."""
TIMEOUT = 20.0
"""Seconds for one line."""


class TesseractReader:
    """Tesseract with Simplified Chinese and English, one line at a time, on one thread."""

    name = "tesseract"

    def __init__(self, command: str = "tesseract") -> None:
        pytesseract.pytesseract.tesseract_cmd = command
        # More threads slow single lines down, and workers share the cores.
        os.environ["OMP_THREAD_LIMIT"] = "1"

    @cached_property
    def missing(self) -> str:
        """Why it cannot read, in words for people; empty where it can."""
        try:
            languages = pytesseract.get_languages()
        except (pytesseract.TesseractNotFoundError, OSError):
            return "the tesseract program is not installed"
        lacking = [language for language in LANGUAGES.split("+") if language not in languages]
        return f"tesseract lacks the language {', '.join(lacking)}" if lacking else ""

    def version(self) -> str:
        return self._version

    @cached_property
    def _version(self) -> str:
        return str(pytesseract.get_tesseract_version())

    def read_crop(self, image: Image) -> TextLine | None:
        scale = LINE_HEIGHT / image.shape[0]
        size = (max(1, round(image.shape[1] * scale)), LINE_HEIGHT)
        prepared = cv2.resize(image, size, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
        grey = cv2.cvtColor(prepared, cv2.COLOR_BGR2GRAY)
        grey = cv2.copyMakeBorder(grey, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_REPLICATE)
        try:
            found = pytesseract.image_to_data(grey, lang=LANGUAGES, config="--psm 7", output_type=pytesseract.Output.DICT, timeout=TIMEOUT)
        except (pytesseract.TesseractError, RuntimeError, OSError) as error:
            raise EngineError(f"tesseract failed to read a line: {error}") from error
        return _line(found, image)


def _line(found: dict[str, list[str]], image: Image) -> TextLine | None:
    """The words of tesseract's answer as one line over the whole crop; each character has its word's confidence."""
    words = [
        (word, max(0.0, float(confidence)) / 100) for word, confidence in zip(found["text"], found["conf"], strict=True) if word.strip()
    ]
    if not words:
        return None
    text = "".join(word for word, _ in words)
    confidences = tuple(confidence for word, confidence in words for _ in word)
    height, width = (float(side) for side in image.shape[:2])
    positions = tuple((np.arange(len(text)) + 0.5) / len(text))
    polygon = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return TextLine(text, polygon, float(np.mean(confidences)), confidences, positions)
