"""What a reader is to the pipeline: two protocols, one for pages and one for crops."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from extractors.page import TextLine

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
    `lines` are in the pixels of the upright page.
    """

    turn: int
    lines: tuple[TextLine, ...]


class PageReader(CropReader, Protocol):
    """Reads whole pages as well."""

    def read_page(self, image: Image) -> PageReading:
        """All lines of the page, top to bottom. Raises EngineError."""
