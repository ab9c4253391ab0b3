"""How surely a name in other type is told: `python -m benchmarks.altered MANIFEST [--every 4]`.

Every genuine licence of the manifest is measured as it is, and every fourth once more for each face that its name is set anew in
(samples/altered.py), saved as JPEG. Readings are kept in the data folder (SIGNMATCH_DATA_DIR); altered pictures are not read again.
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from rich.console import Console
from rich.table import Table

from extractors.page import Field, Page, even_line
from extractors.vocabulary import FieldName
from pipeline.bootstrap import open_parts
from pipeline.chain.picture import MOST_DIFFERENT
from pipeline.evaluation import load_manifest
from pipeline.intake.documents import open_document
from pipeline.picture.geometry import Image as Picture
from pipeline.picture.typeface import measure_type
from pipeline.read_document import ReadDocument
from pipeline.reading import DocumentReader
from pipeline.settings import load_settings
from samples.altered import set_anew

STYLES = ("hei", "hei-bold", "kai", "song", "song-medium", "song-bold")
QUALITY = 85
GENUINE = "as printed"
Differences = dict[str, list[tuple[float, str]]]
"""How far the type of a name differs and on which file, by the style it was set in."""


def differences(documents: Iterable[ReadDocument], every: int) -> Differences:
    """What is measured on licences as they are, and again on every `every`th of them with its name set anew."""
    found: Differences = {style: [] for style in (GENUINE, *STYLES)}
    for number, document in enumerate(documents):
        name = document.fields.get(FieldName.ENTITY_NAME)
        if name is None:
            continue
        page = document.pages[document.field_pages[name.name] - 1]
        for style, picture, lines in variants(page.image, page.page, name, STYLES if number % every == 0 else ()):
            if measured := measure_type(picture, lines, name.value, name.polygon):
                found[style].append((measured.difference, document.upload.name))
    return found


def variants(image: Picture, page: Page, name: Field, styles: Iterable[str]) -> Iterator[tuple[str, Picture, Page]]:
    """A page as it is, and with its name set anew in each style: style, picture, and the lines that stand on it."""
    yield GENUINE, image, page
    picture = Image.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    left, right = min(x for x, _ in name.polygon), max(x for x, _ in name.polygon)
    top, bottom = min(y for _, y in name.polygon), max(y for _, y in name.polygon)
    others = [each for each in page.lines if not (top < each.middle[1] < bottom and each.left < right and each.right > left)]
    lines = (*others, even_line(name.value, name.polygon, name.confidence))
    for style in styles:
        stored = BytesIO()
        set_anew(picture, name.polygon, name.value, style).save(stored, "JPEG", quality=QUALITY)
        altered = np.ascontiguousarray(np.asarray(Image.open(stored))[:, :, ::-1])
        yield style, altered, replace(page, lines=lines)


def table(found: Differences) -> Table:
    """One row a style: how many were measured, of how many a person would be told, and how far they differ."""
    shown = Table("type of the name", "licences", "told of", "share", "least", "middle", "most")
    for style, measured in found.items():
        values = [value for value, _ in measured]
        told = sum(value > MOST_DIFFERENT for value in values)
        spread = [f"{value:.3f}" for value in np.percentile(values, [0, 50, 100])] if values else ["–"] * 3
        shown.add_row(style, str(len(values)), str(told), f"{told / max(len(values), 1):.0%}", *spread)
    return shown


def most_different(found: Differences, count: int = 5) -> str:
    """The licences as they were printed whose names differ most: what is told of them is told for nothing."""
    return ", ".join(f"{file} {value}" for value, file in sorted(found[GENUINE], reverse=True)[:count])


def _read(manifest: Path) -> Iterator[ReadDocument]:
    """The genuine licences that print a name, every line of them read."""
    settings = load_settings().model_copy(update={"full_reading": True})
    parts = open_parts(settings)
    reader = DocumentReader(parts.readers, parts.store, settings)
    for each in load_manifest(manifest):
        if each.entity_name and each.genuine:
            yield reader.read(open_document(each.path, settings))
    parts.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--every", type=int, default=4, help="of so many licences the name of one is set anew (%(default)s)")
    asked = parser.parse_args()
    found = differences(_read(asked.manifest), asked.every)
    console = Console(width=120)
    console.print(table(found))
    console.print(f"The most different of those as printed: {most_different(found)}")


if __name__ == "__main__":
    main()
