"""Writes docs/accuracy.md: `python -m benchmarks.accuracy MANIFEST [--treatment turned-90 …]`.

Readings are kept in the data folder (SIGNMATCH_DATA_DIR), so that a second call takes seconds.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pipeline.bootstrap import Parts, open_parts
from pipeline.evaluation import BINS, Evaluation, Labelled, evaluate, load_manifest
from pipeline.picture.treatments import TREATMENTS
from pipeline.settings import load_settings

PAGE = Path(__file__).parent.parent / "docs" / "accuracy.md"
HEAD = """# Accuracy

Written by `python -m benchmarks.accuracy MANIFEST` on {day}; do not edit.

Measured on {documents} pictures from public collections, which are not part of the project: {licences} real Chinese business
licences (photos and scans, 2000s to 2025, some watermarked, sealed over, dark or small), and single examples of other
papers. A value is right when it is exactly what is printed, white space and the width of brackets aside. *Sure* means
a confidence of {sure} or more: only such readings lead to a verdict without a person.

The collection is small, and the extractors were written while looking at it: expect a point or two less elsewhere.
"""


def page(labelled: list[Labelled], plain: Evaluation, worn: dict[str, Evaluation], sure: float) -> str:
    licences = plain.tallies["entity_name"].total
    head = HEAD.format(day=date.today(), documents=len(labelled), licences=licences, sure=sure)
    return "\n".join([head, *_figures(plain), *_worn(worn), *_qualities(plain), *_reliability(plain), *_misses(plain)]) + "\n"


def _table(*columns: str) -> list[str]:
    return [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]


def _figures(result: Evaluation) -> Iterator[str]:
    yield from _table("figure", "right", "of", "share", "sure and wrong", "sure of the right ones")
    for name, tally in result.tallies.items():
        yield f"| {name} | {tally.right} | {tally.total} | {tally.share:.1%} | {tally.sure_wrong} | {tally.sure_share:.1%} |"


def _worn(worn: dict[str, Evaluation]) -> Iterator[str]:
    if not worn:
        return
    yield "\n## The same pictures, worn on purpose\n"
    yield from _table("treatment", "name right", "number right", "name sure and wrong", "number sure and wrong")
    for name, result in worn.items():
        names, numbers = result.tallies["entity_name"], result.tallies["number"]
        shares = f"{names.share:.1%} of {names.total} | {numbers.share:.1%} of {numbers.total}"
        yield f"| {name} | {shares} | {names.sure_wrong} | {numbers.sure_wrong} |"


def _qualities(result: Evaluation) -> Iterator[str]:
    yield "\n## By quality of the picture\n"
    yield from _table("picture", "documents", "name right", "number right")
    for quality, counts in sorted(result.qualities.items(), key=lambda each: -each[1][0]):
        yield f"| {quality} | {' | '.join(map(str, counts))} |"


def _reliability(result: Evaluation) -> Iterator[str]:
    yield "\n## Does confidence mean something?\n"
    yield "Right of all readings whose confidence is at least the first column and below the next row's.\n"
    yield from _table("confidence", *result.tallies)
    for edge in BINS:
        yield f"| {edge:.2f} | " + " | ".join("{1} of {0}".format(*tally.bins[edge]) for tally in result.tallies.values()) + " |"


def _misses(result: Evaluation) -> Iterator[str]:
    """By figure only: the pictures show other people's documents."""
    yield "\n## Where it fails\n"
    yield from _table("figure", "misses", "of them nothing read", "of them one character wrong")
    for figure in result.tallies:
        misses = [miss for miss in result.misses if miss.figure == figure]
        nothing = sum(not miss.read for miss in misses)
        one_off = sum(len(m.read) == len(m.printed) and sum(a != b for a, b in zip(m.read, m.printed, strict=True)) == 1 for m in misses)
        yield f"| {figure} | {len(misses)} | {nothing} | {one_off} |"


def measured(labelled: list[Labelled], parts: Parts, treatment: str = "") -> Evaluation:
    return evaluate(labelled, parts, afresh=False, treatment=treatment, on_document=lambda file: print(treatment, file, flush=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--treatment", action="append", default=[], choices=TREATMENTS)
    asked = parser.parse_args()
    labelled, settings = load_manifest(asked.manifest), load_settings()
    parts = open_parts(settings)
    plain = measured(labelled, parts)
    licences = [each for each in labelled if each.entity_name and each.genuine]
    worn = {name: measured(licences, parts, name) for name in asked.treatment}
    parts.close()
    PAGE.write_text(page(labelled, plain, worn, settings.sure_confidence), "utf8")


if __name__ == "__main__":
    main()
