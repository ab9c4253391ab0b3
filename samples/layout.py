"""Layouts: what stands where on a document, as data (licence.yaml, trademark.yaml, …), and how it is printed.

All lengths are pixels of a page of `size`. Texts may name values in braces: `{name}`.
"""

from datetime import date
from functools import cache, lru_cache
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from samples import ornaments
from samples.data import load_yaml
from samples.flow import Flow, print_flow
from samples.qr import qr, stripes
from samples.seal import seal
from samples.sheet import INK, Colour, Sheet, Size, text_width

Spot = tuple[int, int]
Values = dict[str, Any]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Frame(_Model):
    """An ornament around the page; `size` is the pitch of a meander or the width of a band."""

    style: Literal["meander", "guilloche", "line"]
    box: tuple[int, int, int, int]
    size: int
    colour: Colour


class Box(_Model):
    """A rectangle of a screen or a table."""

    box: tuple[int, int, int, int]
    fill: Colour | None = None
    outline: Colour | None = None
    radius: int = 0


class Line(_Model):
    """A text in a fixed place, over several lines where it has a width."""

    text: str
    at: Spot
    style: str
    size: int
    anchor: str = "lt"
    spacing: float = 0
    width: int | None = None
    colour: Colour = INK


class Title(_Model):
    """A title in gold leaf."""

    text: str
    at: Spot
    size: int
    spacing: int
    style: str = "song-bold"


class Row(_Model):
    label: str
    value: str
    size: int | None = None


class Column(_Model):
    """Rows of a label and a value, each at the pitch below the one before, lower where a value needs more lines.

    Labels are spread over `label_width`; without one they are printed as they are. `colon` follows them.
    """

    left: int
    label_width: int = 0
    colon: str = ""
    value_left: int
    value_width: int
    top: int
    pitch: int
    rows: tuple[Row, ...]


class Style(_Model):
    """The faces of labels and values, and the size of both."""

    label: str
    value: str
    size: int
    label_colour: Colour = INK


class Picture(_Model):
    """A roundel, a seal with a name around it, a QR code or a bar code with a text in it."""

    at: Spot
    size: int
    name: str = ""


class Layout(_Model):
    """One page; `since` is the first day on which such a document was issued.

    `ghost` is a pale word in the paper, `scrawl` where somebody signs.
    """

    since: date = date(2000, 1, 1)
    size: Size
    paper: Colour
    ghost: str = ""
    frames: tuple[Frame, ...] = ()
    boxes: tuple[Box, ...] = ()
    roundel: Picture | None = None
    title: Title | None = None
    mark: Spot
    lines: tuple[Line, ...] = ()
    columns: tuple[Column, ...] = ()
    flow: Flow | None = None
    style: Style
    qr: Picture | None = None
    stripes: Picture | None = None
    seal: Picture | None = None
    scrawl: Spot | None = None

    @property
    def printed(self) -> str:
        """Every text of the page, values still in braces."""
        rows = [row.value for column in self.columns for row in column.rows]
        return " ".join([line.text for line in self.lines] + rows + list(self.flow.paragraphs if self.flow else ()))


@cache
def layouts(kind: str) -> dict[str, Layout]:
    """The layouts of one kind of document: name → layout."""
    tables = load_yaml(f"{kind}.yaml")
    return {name: Layout.model_validate(layout) for name, layout in tables.items() if not name.startswith("_")}


def print_page(layout: Layout, values: Values, seed: int) -> Sheet:
    """The page with its values; the seed shifts the values a little and wears the seal."""
    rng, sheet = Random(seed), _paper(layout).copy()
    for line in layout.lines:
        _print_line(sheet, line, values)
    # values are printed in a second pass, which never meets the labels exactly; a screen has no such pass
    drift = (rng.randrange(-3, 4), rng.randrange(-4, 5)) if layout.frames else (0, 0)
    for column in layout.columns:
        _print_column(sheet, column, layout.style, values, drift)
    if layout.flow:
        print_flow(sheet, layout.flow, values)
    _print_pictures(sheet, layout, values, seed)
    return sheet


def _print_pictures(sheet: Sheet, layout: Layout, values: Values, seed: int) -> None:
    if layout.qr:
        sheet.stamp(qr(layout.qr.name.format(**values), layout.qr.size), layout.qr.at)
    if layout.stripes:
        sheet.stamp(stripes(layout.stripes.name.format(**values), layout.stripes.size), layout.stripes.at)
    if layout.seal:
        sheet.stamp(seal(layout.seal.size, layout.seal.name.format(**values), seed), layout.seal.at)


@lru_cache(maxsize=4)
def _paper(layout: Layout) -> Sheet:
    """The page before any value is printed; frames take most of the time of drawing, and pages of a layout follow each other."""
    sheet = Sheet(layout.size, layout.paper)
    if layout.ghost:
        ornaments.ghost(sheet, layout.ghost)
    for box in layout.boxes:
        sheet.draw.rounded_rectangle(box.box, radius=box.radius, fill=box.fill, outline=box.outline)
    for frame in layout.frames:
        ornaments.frame(sheet, frame.style, frame.box, frame.size, frame.colour)
    if layout.roundel:
        sheet.paste(ornaments.roundel(layout.roundel.size), layout.roundel.at)
    if layout.title:
        ornaments.gold_title(sheet, layout.title.at, layout.title.text, layout.title.size, layout.title.spacing, style=layout.title.style)
    ornaments.specimen_mark(sheet, layout.mark)
    return sheet


def _print_line(sheet: Sheet, line: Line, values: Values) -> None:
    text = line.text.format(**values)
    if line.width:
        sheet.paragraph(line.at, text, line.width, line.style, line.size, colour=line.colour)
    else:
        sheet.text(line.at, text, line.style, line.size, anchor=line.anchor, spacing=line.spacing, colour=line.colour)


def _print_column(sheet: Sheet, column: Column, style: Style, values: Values, drift: Spot) -> None:
    y: float = column.top
    for row in column.rows:
        width = column.label_width or text_width(row.label, style.label, style.size)
        sheet.spread((column.left, y), row.label, width, style.label, style.size, colour=style.label_colour)
        if column.colon:
            sheet.text((column.left + width, y), column.colon, style.label, style.size, colour=style.label_colour)
        at = (column.value_left + drift[0], y + drift[1])
        bottom = sheet.paragraph(at, row.value.format(**values), column.value_width, style.value, row.size or style.size)
        y = max(y + column.pitch, bottom + column.pitch - style.size * 1.25)


def chinese_date(day: date) -> str:
    """2019年03月01日."""
    return f"{day:%Y年%m月%d日}"
