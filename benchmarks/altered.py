"""How surely a name in other type is told: `python -m benchmarks.altered MANIFEST [--every 4]`.

Every genuine licence of the manifest is measured as it is, and every fourth once more for each face that its name is set anew in
(samples/altered.py), saved as JPEG. Readings are kept in the data folder (SIGNMATCH_DATA_DIR); altered pictures are not read again.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from rich.console import Console
from rich.table import Table

from extractors.page import Field, even_line
from extractors.vocabulary import FieldName
from pipeline.bootstrap import open_parts
from pipeline.chain.picture import MOST_DIFFERENT
from pipeline.evaluation import load_manifest
from pipeline.intake.documents import open_document
from pipeline.picture.geometry import Image as Picture
from pipeline.picture.typeface import measure_type
from pipeline.reading import DocumentReader, ReadPage
from pipeline.settings import load_settings
from samples.altered import set_anew

STYLES = ("hei", "hei-bold", "kai", "song", "song-medium", "song-bold")
QUALITY = 85
GENUINE = "as printed"


def differences(manifest: Path, every: int) -> dict[str, list[tuple[float, str]]]:
    """The difference in type and the file, of the licences as they are and with their names set anew, by style."""
    settings, found = (
        load_settings().model_copy(update={"full_reading": True}),
        dict[str, list[tuple[float, str]]]({style: [] for style in (GENUINE, *STYLES)}),
    )
    parts = open_parts(settings)
    reader = DocumentReader(parts.readers, parts.store, settings)
    genuine = [each for each in load_manifest(manifest) if each.entity_name and each.genuine]
    for number, each in enumerate(genuine):
        document = reader.read(open_document(each.path, settings))
        name = document.fields.get(FieldName.ENTITY_NAME)
        if name is None:
            continue
        page = document.pages[document.field_pages[name.name] - 1]
        for style, picture, read in _variants(page, name, STYLES if number % every == 0 else ()):
            if measured := measure_type(picture, read.page, name.value, name.polygon):
                found[style].append((measured.difference, each.file))
    parts.close()
    return found


def _variants(page: ReadPage, name: Field, styles: tuple[str, ...]) -> Iterator[tuple[str, Picture, ReadPage]]:
    """The page as it is, and with its name set anew in each style: style, picture, and what is read on it."""
    yield GENUINE, page.image, page
    picture = Image.fromarray(np.ascontiguousarray(page.image[:, :, ::-1]))
    left, right = min(x for x, _ in name.polygon), max(x for x, _ in name.polygon)
    top, bottom = min(y for _, y in name.polygon), max(y for _, y in name.polygon)
    others = [each for each in page.page.lines if not (top < each.middle[1] < bottom and each.left < right and each.right > left)]
    lines = (*others, even_line(name.value, name.polygon, name.confidence))
    for style in styles:
        stored = BytesIO()
        set_anew(picture, name.polygon, name.value, style).save(stored, "JPEG", quality=QUALITY)
        altered = np.ascontiguousarray(np.asarray(Image.open(stored))[:, :, ::-1])
        yield style, altered, replace(page, page=replace(page.page, lines=lines))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--every", type=int, default=4, help="of so many licences the name of one is set anew (%(default)s)")
    asked = parser.parse_args()
    table = Table("type of the name", "licences", "told of", "share", "least", "middle", "most")
    for style, found in differences(asked.manifest, asked.every).items():
        values = [value for value, _ in found]
        told = sum(value > MOST_DIFFERENT for value in values)
        spread = [f"{value:.3f}" for value in np.percentile(values, [0, 50, 100])] if values else ["–"] * 3
        table.add_row(style, str(len(values)), str(told), f"{told / max(len(values), 1):.0%}", *spread)
        if style == GENUINE:
            highest = ", ".join(f"{file} {value}" for value, file in sorted(found, reverse=True)[:5])
    Console(width=120).print(table)
    Console(width=120).print(f"The most different of those as printed: {highest}")


if __name__ == "__main__":
    main()
