"""A sheet of drawn specimens that were not read right, one a wear: drawn ones only, never a real document."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from benchmarks.specimens.plan import Plan, drawn
from extractors.vocabulary import DocumentKind

COLUMNS, ROWS = 3, 2
TILE, CAPTION = (420, 300), 22
"""Pixels of one specimen, and of the line under it."""


def draw_misses(missed: Sequence[Mapping[str, Any]], file: Path) -> None:
    """Draws the first missed specimen of each wear on one sheet; nothing where none was missed."""
    by_wear = {each["wear"]: each for each in reversed(missed)}
    chosen = [by_wear[wear] for wear in sorted(by_wear)][: COLUMNS * ROWS]
    if not chosen:
        return
    width, height = TILE
    sheet = Image.new("RGB", (COLUMNS * width, -(-len(chosen) // COLUMNS) * (height + CAPTION)), "white")
    pen = ImageDraw.Draw(sheet)
    for index, each in enumerate(chosen):
        left, top = index % COLUMNS * width, index // COLUMNS * (height + CAPTION)
        picture, _ = drawn(Plan(DocumentKind(each["kind"]), each["layout"], each["wear"], each["seed"]))
        sheet.paste(ImageOps.pad(picture.convert("RGB"), (width - 8, height - 8), color="white"), (left + 4, top + 4))
        pen.text((left + 8, top + height), f"{each['kind']}, {each['layout']}, {each['wear']}", fill="black")
    sheet.save(file, "JPEG", quality=70)
