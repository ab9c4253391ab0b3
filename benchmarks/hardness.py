"""Are specimens as hard as real licences? `python -m benchmarks.hardness MANIFEST [--count 60] [--seed 1]`.

Print is compared in numbers, on every line of a page: its height, sharpness and contrast, and how bright the paper is; and how the
reader does on both. All readings are kept in the data folder (SIGNMATCH_DATA_DIR).
"""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.specimens.measure import opened
from benchmarks.specimens.plan import plans, wears
from extractors.page import Page
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.bootstrap import open_parts
from pipeline.evaluation import load_manifest, plain
from pipeline.intake.documents import Upload, open_document
from pipeline.picture.geometry import Image, cut
from pipeline.picture.sharpness import measure_print
from pipeline.read_document import ReadsDocuments
from pipeline.reading import DocumentReader
from pipeline.settings import Settings, load_settings

SHARES = (5, 25, 50, 75, 95)
"""Of the pictures, in percent, that have at most the figure."""
LEAST_CHARACTERS = 4
Figures = dict[str, float]
Asked = tuple[Upload, str]
"""A picture, and the name that is printed on it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pictures of one origin: the figures of their print, how many names were read exactly, and how sure the reader was of each."""

    figures: tuple[Figures, ...]
    exact: int
    confidences: tuple[float, ...]


def measured(asked: Iterable[Asked], reader: ReadsDocuments) -> Group:
    """What a reader makes of pictures with a name; those with hardly any print have no figures."""
    found, exact, confidences = [], 0, []
    for upload, printed in asked:
        document = reader.read(upload)
        name = document.fields.get(FieldName.ENTITY_NAME)
        exact += name is not None and plain(name.value) == plain(printed)
        confidences.append(name.confidence if name else 0.0)
        page = document.pages[0]
        if (each := figures(page.image, page.page)) is not None:
            found.append(each)
    return Group(tuple(found), exact, tuple(confidences))


def figures(image: Image, page: Page) -> Figures | None:
    """Of the print of a page; None where there is hardly any. Contrast and paper are grey levels (0-255), of the middle line."""
    found = measure_print(image, page)
    greys = [cut(image, line.polygon).mean(axis=2) for line in page.lines if len(line.text) >= LEAST_CHARACTERS]
    if found is None or not greys:
        return None
    ink, paper = np.median([np.percentile(grey, [2, 85]) for grey in greys], axis=0)
    return {"line_height": found.line_height, "sharpness": found.sharpness, "contrast": float(paper - ink), "paper": float(paper)}


def table(groups: dict[str, Group]) -> Table:
    """One row a figure and group: how many pictures, and the figure at each share of them."""
    shown = Table("figure", "pictures", "count", *(f"{share} %" for share in SHARES))
    for name in ("line_height", "sharpness", "contrast", "paper"):
        for origin, group in groups.items():
            _row(shown, name, origin, [each[name] for each in group.figures], digits=3 if name == "sharpness" else 0)
    for origin, group in groups.items():
        _row(shown, "confidence of the name", origin, group.confidences, digits=3)
    return shown


def _row(shown: Table, name: str, origin: str, values: Iterable[float], digits: int) -> None:
    each = list(values)
    spread = [f"{value:.{digits}f}" for value in np.percentile(each, SHARES)] if each else ["–"] * len(SHARES)
    shown.add_row(name, origin, str(len(each)), *spread)


def names_read(groups: dict[str, Group]) -> str:
    return ", ".join(f"{origin}: {group.exact} of {len(group.confidences)} names exact" for origin, group in groups.items())


def _real(manifest: Path, settings: Settings) -> Iterator[Asked]:
    for each in load_manifest(manifest):
        if each.kind is DocumentKind.BUSINESS_LICENSE and each.genuine and each.entity_name:
            yield open_document(each.path, settings), each.entity_name


def _drawn(count: int, seed: int, settings: Settings) -> Iterator[Asked]:
    for plan in plans(DocumentKind.BUSINESS_LICENSE, count, seed):
        if wears()[plan.wear].legible:
            upload, truth = opened(plan, settings)
            yield upload, truth[FieldName.ENTITY_NAME]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--count", type=int, default=60, help="specimens of a licence that are planned (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="plans other specimens (%(default)s)")
    asked = parser.parse_args()
    settings = load_settings().model_copy(update={"full_reading": True})
    parts = open_parts(settings)
    reader = DocumentReader(parts.readers, parts.store, settings)
    groups = {
        "real licences": measured(_real(asked.manifest, settings), reader),
        "specimens": measured(_drawn(asked.count, asked.seed, settings), reader),
    }
    parts.close()
    console = Console(width=120)
    console.print(table(groups))
    console.print(names_read(groups))


if __name__ == "__main__":
    main()
