"""Reading only what a decision needs: a glance at a page, and a closer look at a part of it."""

from dataclasses import replace

import numpy as np

from extractors.glance import glance
from extractors.page import TextLine, Zone, line_height
from extractors.vocabulary import DocumentKind
from pipeline.ocr.engine import Image, PageReader, PageReading
from pipeline.picture.geometry import turned, zoomed

GLANCED = DocumentKind.BUSINESS_LICENSE
"""The kind of document for which a glance may be enough: most applications bring one, and most of its print is running text."""
LEAST_LETTERS = 11.0
"""Where the middle line is lower, in pixels of the small picture, nobody should trust a glance: below 10, rare characters are misread."""
CLOSE = 36.0
"""Pixels to which the middle line's height is brought in a closer look: higher letters take longer and are read no better."""
LARGEST = 2.0
"""A closer look enlarges at most so many times; more shows nothing that the picture does not hold."""


def glance_at(reader: PageReader, image: Image) -> PageReading | None:
    """What a decision needs of the page `image`, where a glance finds all of it; else None.

    Raises:
        EngineError: the reader failed.
    """
    found = reader.find_lines(image)
    if found is None or found.letters < LEAST_LETTERS:
        return None
    upright = turned(image, found.turn)
    letters = float(np.median([line_height(place) for place in found.places]))
    height, width = upright.shape[:2]
    page = glance(width, height, found.places, found.read, lambda zone: read_closely(reader, upright, zone, letters))
    return PageReading(found.turn, page.lines, page.unread) if page else None


def read_closely(reader: PageReader, image: Image, zone: Zone, letters: float) -> tuple[TextLine, ...]:
    """The lines in a zone of the upright page `image`, read at a larger scale.

    Args:
        letters: height of the page's middle line, in pixels.

    Raises:
        EngineError: the reader failed.
    """
    box = (int(zone.left), int(zone.top), int(zone.right), int(zone.bottom))
    part, scale = zoomed(image, box, min(LARGEST, CLOSE / max(letters, 1.0)))
    return tuple(moved(line, box[0], box[1], scale) for line in reader.read_part(part))


def moved(line: TextLine, left: float, top: float, scale: float = 1.0) -> TextLine:
    """A line of a part of the page, `scale` times larger than it, in pixels of the page."""
    return replace(line, polygon=tuple((round(x / scale + left, 1), round(y / scale + top, 1)) for x, y in line.polygon))
