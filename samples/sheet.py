"""A sheet of paper (or a screen) that text and pictures are put on. All lengths are pixels, x to the right and y down."""

from collections.abc import Callable
from copy import copy
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw

from samples.fonts import font

Colour = tuple[int, int, int]
Point = tuple[float, float]
Size = tuple[int, int]
INK: Colour = (38, 36, 36)
CLOSING = "，。；、：）)"


class PlacedText(NamedTuple):
    """A line that was printed: its left top corner, the size of its characters, what was added after each of them."""

    text: str
    left: float
    top: float
    size: int
    spacing: float


class Sheet:
    """A picture in the making; `texts` remembers what was printed where, for the text layer of a PDF."""

    def __init__(self, size: Size, paper: Colour) -> None:
        self.image = Image.new("RGB", size, paper)
        self.texts: list[PlacedText] = []

    def copy(self) -> "Sheet":
        """Another sheet with the same on it."""
        other = copy(self)
        other.image, other.texts = self.image.copy(), list(self.texts)
        return other

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def text(self, at: Point, text: str, style: str, size: int, *, colour: Colour = INK, anchor: str = "lt", spacing: float = 0) -> None:
        """Print a line; `spacing` is added after every character, `anchor` says which point of the line `at` is (as in Pillow)."""
        width = text_width(text, style, size, spacing)
        left = at[0] - {"l": 0.0, "m": width / 2, "r": width}[anchor[0]]
        top = at[1] - {"t": 0.0, "m": size / 2}[anchor[1]]
        self.texts.append(PlacedText(text, left, top, size, spacing))
        face, draw, x = font(style, size), self.draw, left
        for piece in text if spacing else [text]:
            # the ascender line keeps characters of a line on one base line
            draw.text((x, top + 0.88 * size), piece, font=face, fill=colour, anchor="ls")
            x += face.getlength(piece) + spacing

    def spread(self, at: Point, text: str, width: float, style: str, size: int, *, colour: Colour = INK) -> None:
        """Print a label spread out to a width: 名　　称."""
        gaps = len(text) - 1
        self.text(at, text, style, size, colour=colour, spacing=(width - text_width(text, style, size)) / gaps if gaps else 0)

    def paragraph(self, at: Point, text: str, width: float, style: str, size: int, *, leading: float = 1.25, colour: Colour = INK) -> float:
        """Print text over as many lines as it needs; gives the y below the last one."""
        x, y = at
        for line in wrap(text, width, style, size):
            self.text((x, y), line, style, size, colour=colour)
            y += size * leading
        return y

    def paste(self, picture: Image.Image, centre: Point) -> None:
        """Lay a picture with an alpha channel on the sheet."""
        self.image.paste(picture, _corner(picture, centre), picture)

    def stamp(self, picture: Image.Image, centre: Point) -> None:
        """Press a picture with an alpha channel on as ink: what is printed below stays visible through it."""
        left, top = _corner(picture, centre)
        inked = Image.new("RGB", picture.size, "white")
        inked.paste(picture, (0, 0), picture)
        below = self.image.crop((left, top, left + picture.width, top + picture.height))
        self.image.paste(ImageChops.multiply(below, inked), (left, top))


def text_width(text: str, style: str, size: int, spacing: float = 0) -> float:
    return font(style, size).getlength(text) + spacing * (len(text) - 1)


def wrap(text: str, width: float, style: str, size: int) -> list[str]:
    """The lines of a text that may break after every character; a closing mark hangs over rather than begin a line."""
    lines = [""]
    for char in text:
        if lines[-1] and char not in CLOSING and text_width(lines[-1] + char, style, size) > width:
            lines.append("")
        lines[-1] += char
    return lines


def smooth(size: Size, paint: Callable[[ImageDraw.ImageDraw, int], None], *, scale: int = 3) -> Image.Image:
    """A transparent picture that `paint(draw, scale)` draws enlarged, reduced to its size so that its edges are smooth."""
    big = Image.new("RGBA", (size[0] * scale, size[1] * scale), (0, 0, 0, 0))
    paint(ImageDraw.Draw(big), scale)
    return big.reduce(scale)


def _corner(picture: Image.Image, centre: Point) -> tuple[int, int]:
    return round(centre[0] - picture.width / 2), round(centre[1] - picture.height / 2)
