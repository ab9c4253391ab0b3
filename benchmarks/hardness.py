"""Are specimens as hard as real licences? `python -m benchmarks.hardness MANIFEST --keep FOLDER [--count 60] [--seed 1]`.

Print is compared in numbers: its height, sharpness and contrast, and how bright the paper is. Readings of the manifest's pictures are
kept in the data folder (SIGNMATCH_DATA_DIR), those of the specimens in FOLDER, as `python -m benchmarks.specimens --keep FOLDER` does.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.specimens.measure import opened, reader_of
from benchmarks.specimens.plan import plans, wears
from extractors.page import Page
from extractors.vocabulary import DocumentKind
from pipeline.bootstrap import open_parts
from pipeline.evaluation import load_manifest
from pipeline.intake.documents import open_document
from pipeline.picture.geometry import Image, cut
from pipeline.picture.sharpness import measure_print
from pipeline.reading import DocumentReader, ReadPage
from pipeline.settings import load_settings

SHARES = (5, 25, 50, 75, 95)
"""Of the pictures, in percent, that have at most the figure."""
LEAST_CHARACTERS = 4
Figures = dict[str, float]


def figures(image: Image, page: Page) -> Figures | None:
    """Of the print of a page; None where there is hardly any. Contrast and paper are grey levels (0-255), of the middle line."""
    found = measure_print(image, page)
    greys = [cut(image, line.polygon).mean(axis=2) for line in page.lines if len(line.text) >= LEAST_CHARACTERS]
    if found is None or not greys:
        return None
    ink, paper = np.median([np.percentile(grey, [2, 85]) for grey in greys], axis=0)
    return {"line_height": found.line_height, "sharpness": found.sharpness, "contrast": float(paper - ink), "paper": float(paper)}


def table(groups: dict[str, list[Figures]]) -> Table:
    """One row a figure and group: how many pictures, and the figure at each share of them."""
    shown = Table("figure", "pictures", "count", *(f"{share} %" for share in SHARES))
    for name in ("line_height", "sharpness", "contrast", "paper"):
        for group, members in groups.items():
            values = np.percentile([each[name] for each in members], SHARES)
            digits = 3 if name == "sharpness" else 0
            shown.add_row(name, group, str(len(members)), *(f"{value:.{digits}f}" for value in values))
    return shown


def _real(manifest: Path) -> Iterator[ReadPage]:
    settings = load_settings()
    parts = open_parts(settings)
    reader = DocumentReader(parts.readers, parts.store, settings)
    for each in load_manifest(manifest):
        if each.kind is DocumentKind.BUSINESS_LICENSE and each.genuine:
            yield reader.read(open_document(each.path, settings)).pages[0]
    parts.close()


def _drawn(keep: Path, count: int, seed: int) -> Iterator[ReadPage]:
    reader, settings = reader_of(keep)
    for plan in plans(DocumentKind.BUSINESS_LICENSE, count, seed):
        if wears()[plan.wear].legible:
            yield reader.read(opened(plan, settings)[0]).pages[0]


def _measured(pages: Iterable[ReadPage]) -> list[Figures]:
    return [found for page in pages if (found := figures(page.image, page.page)) is not None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--keep", type=Path, required=True, help="the folder for the readings of the specimens")
    parser.add_argument("--count", type=int, default=60, help="specimens of a licence that are planned (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="plans other specimens (%(default)s)")
    asked = parser.parse_args()
    groups = {"real licences": _measured(_real(asked.manifest)), "specimens": _measured(_drawn(asked.keep, asked.count, asked.seed))}
    Console(width=110).print(table(groups))


if __name__ == "__main__":
    main()
