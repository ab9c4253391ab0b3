"""What a reader is to the pipeline: two protocols, one for pages and one for crops."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extractors.page import Polygon, TextLine

Image: TypeAlias = NDArray[np.uint8]
"""A picture: height x width x 3, blue-green-red, 0-255."""


class CropReader(Protocol):
    """Reads one line of text from a crop that holds nothing else."""

    name: str

    def version(self) -> str:
        """The engine's and its model's version, for the record."""

    def read_crop(self, image: Image) -> TextLine | None:
        """The line on `image`, polygon in its pixels; None where nothing is read. Raises EngineError."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a reader read on a page.

    `turn`: by how many degrees clockwise (0, 90, 180, 270) the page was turned to stand upright; the polygons of
    `lines` are in the pixels of the upright page, and so is `unread`: where lines were found that were not read, or not to their end.
    """

    turn: int
    lines: tuple[TextLine, ...]
    unread: tuple[Polygon, ...] = ()


class FoundLines(Protocol):
    """Lines that were found on a page, top to bottom, and are read when they are asked for.

    `places` are in the pixels of the upright page, to which the page was turned by `turn` degrees clockwise. `letters` is the
    height of the middle line in pixels of the picture on which lines were looked for.
    """

    turn: int
    places: tuple[Polygon, ...]
    letters: float

    def read(self, index: int, share: float = 1.0) -> TextLine | None:
        """The line at a place, or its beginning up to `share` (0-1) of its length; None where nothing is read. Raises EngineError."""


class PageReader(CropReader, Protocol):
    """Reads whole pages as well."""

    def read_page(self, image: Image) -> PageReading:
        """All lines of the page, top to bottom. Raises EngineError."""

    def read_part(self, image: Image) -> tuple[TextLine, ...]:
        """All lines of an upright part of a page, which is neither enlarged nor turned. Raises EngineError."""

    def find_lines(self, image: Image) -> FoundLines | None:
        """The lines of the page as they are found on a small picture of it, unread; None from a reader that reads whole pages only.

        Raises EngineError.
        """
