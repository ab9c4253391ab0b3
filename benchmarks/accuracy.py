"""Writes docs/accuracy.md: `python -m benchmarks.accuracy MANIFEST [--treatment T …] [--worn T=FILE …] [--specimens FILE …]`.

Readings are kept in the data folder (SIGNMATCH_DATA_DIR), so that a second call takes seconds. What takes long can be measured
beforehand: `--worn` takes what `signmatch evaluate documents --treatment T --json` printed, `--specimens` what
`python -m benchmarks.specimens --json` did.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.misses import draw_misses
from pipeline.bootstrap import Parts, open_parts
from pipeline.calibration import EDGES
from pipeline.evaluation import Evaluation, Labelled, evaluate, load_manifest
from pipeline.picture.treatments import TREATMENTS
from pipeline.settings import load_settings

Figures = Mapping[str, Any]
"""What an evaluation prints as JSON."""

PAGE = Path(__file__).parent.parent / "docs" / "accuracy.md"
PICTURE = PAGE.parent / "pictures" / "accuracy-misses.jpg"
HEAD = """# Accuracy

Written by `python -m benchmarks.accuracy MANIFEST` on {day}; do not edit.

Measured on {documents} pictures from public collections, which are not part of the project: {licences} real Chinese business
licences (photos and scans, 2000s to 2025, some watermarked, sealed over, dark or small), and single examples of other
papers. A value is right when it is exactly what is printed, white space and the width of brackets aside. *Sure* means
a confidence of {sure} or more: only such readings lead to a verdict without a person.

The collection is small, and the extractors were written while looking at it: expect a point or two less elsewhere.
"""


def page(labelled: list[Labelled], plain: Evaluation, worn: Mapping[str, Figures], specimens: Sequence[Figures], sure: float) -> str:
    licences = plain.tallies["entity_name"].total
    head = HEAD.format(day=date.today(), documents=len(labelled), licences=licences, sure=sure)
    return (
        "\n".join([head, *_figures(plain), *_worn(worn), *_qualities(plain), *_reliability(plain), *_misses(plain), *_specimens(specimens)])
        + "\n"
    )


def _table(*columns: str) -> list[str]:
    return [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]


def _figures(result: Evaluation) -> Iterator[str]:
    yield from _table("figure", "right", "of", "share", "sure and wrong", "sure of the right ones")
    for name, tally in result.tallies.items():
        yield f"| {name} | {tally.right} | {tally.total} | {tally.share:.1%} | {tally.sure_wrong} | {tally.sure_share:.1%} |"


def _worn(worn: Mapping[str, Figures]) -> Iterator[str]:
    if not worn:
        return
    yield "\n## The same licences, worn on purpose\n"
    yield "Pictures whose letters would be under 12 pixels high at half the size are left out there; `shaken` smears over five pixels.\n"
    yield from _table("treatment", "name right", "number right", "end of validity right", "name sure and wrong", "number sure and wrong")
    for name, result in worn.items():
        figures = [result["figures"][each] for each in ("entity_name", "number", "valid_to")]
        shares = " | ".join(f"{each['share']:.1%} of {each['total']}" for each in figures)
        yield f"| {name} | {shares} | {figures[0]['sure_wrong']} | {figures[1]['sure_wrong']} |"


def _qualities(result: Evaluation) -> Iterator[str]:
    yield "\n## By quality of the picture\n"
    yield from _table("picture", "documents", "name right", "number right")
    for quality, counts in sorted(result.qualities.items(), key=lambda each: -each[1][0]):
        yield f"| {quality} | {' | '.join(map(str, counts))} |"


def _reliability(result: Evaluation) -> Iterator[str]:
    yield "\n## Does confidence mean something?\n"
    yield "Right of all readings whose calibrated confidence is at least the first column and below the next row's.\n"
    yield from _table("confidence", *result.tallies)
    for edge in EDGES:
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


def _specimens(runs: Sequence[Figures]) -> Iterator[str]:
    """Drawn documents: what a layout that was drawn and read by the same people proves is little, and the page says so."""
    if not runs:
        return
    yield "\n## Specimens of every kind\n"
    yield "Drawn by `python -m benchmarks.specimens`, in every layout and wear; exact means that every deciding field is. Layouts that were"
    yield "invented here are read better than they will be in life: see the provisional ones in [documents.md](documents.md).\n"
    for group in ("kind", "wear"):
        yield from _table(group, "specimens", "legible", "exact", "kind right", "sure and wrong")
        for name, row in _joined(runs, group).items():
            kind = f"{row['kinds'] / row['legible']:.1%}" if row["legible"] else "–"
            exact = f"{row['exact'] / row['legible']:.1%}" if row["legible"] else "–"
            yield f"| {name} | {row['specimens']} | {row['legible']} | {exact} | {kind} | {row['sure_and_wrong']} |"
        yield ""
    missed = [each for run in runs for each in run["missed"]]
    if missed:
        yield f"Of the {len(missed)} that were missed, a few (a person reads what is printed; the reader did not, or not all):\n"
        yield f"![Specimens that were missed](pictures/{PICTURE.name})"


def _joined(runs: Sequence[Figures], group: str) -> dict[str, dict[str, float]]:
    """The figures of several runs, added up by kind or wear."""
    rows: dict[str, dict[str, float]] = {}
    for run in runs:
        for name, figures in run[group].items():
            row = rows.setdefault(name, dict.fromkeys(("specimens", "legible", "exact", "kinds", "sure_and_wrong"), 0.0))
            counted = {**figures, "kinds": round((figures["kind_share"] or 0) * figures["legible"])}
            rows[name] = {key: int(value + counted[key]) for key, value in row.items()}
    return dict(sorted(rows.items()))


def measured(labelled: list[Labelled], parts: Parts, treatment: str = "") -> Evaluation:
    return evaluate(labelled, parts, afresh=False, treatment=treatment, on_document=lambda file: print(treatment, file, flush=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--treatment", action="append", default=[], choices=TREATMENTS, help="measure it now")
    parser.add_argument("--worn", action="append", default=[], metavar="TREATMENT=FILE", help="measured before")
    parser.add_argument("--specimens", action="append", default=[], type=Path, metavar="FILE", help="measured before")
    asked = parser.parse_args()
    labelled, settings = load_manifest(asked.manifest), load_settings()
    parts = open_parts(settings)
    plain = measured(labelled, parts)
    licences = [each for each in labelled if each.is_named_licence]
    worn = {name: measured(licences, parts, name).to_json() for name in asked.treatment}
    worn |= {name: _loaded(Path(file)) for name, _, file in (each.partition("=") for each in asked.worn)}
    parts.close()
    specimens = [_loaded(file) for file in asked.specimens]
    draw_misses([each for run in specimens for each in run["missed"]], PICTURE)
    PAGE.write_text(page(labelled, plain, dict(sorted(worn.items())), specimens, settings.sure_confidence), "utf8")


def _loaded(file: Path) -> Figures:
    found: Figures = json.loads(file.read_text("utf8"))
    return found


if __name__ == "__main__":
    main()
