"""Fits pipeline/calibration.tsv on labelled documents: `python -m benchmarks.calibration MANIFEST [--treatment turned-90 …]`.

Only fields that were read count: what is missing has no confidence. Readings are kept in the data folder (SIGNMATCH_DATA_DIR).
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from pipeline.bootstrap import open_parts
from pipeline.calibration import COLUMNS, EDGES, ROWS, TABLE, fitted
from pipeline.evaluation import Evaluation, evaluate, load_manifest
from pipeline.picture.treatments import TREATMENTS
from pipeline.settings import load_settings

Outcomes = Mapping[str, Sequence[tuple[float, bool]]]
"""Of each figure: how sure every reading was, and whether it was right."""


def outcomes(evaluations: Iterable[Evaluation]) -> Outcomes:
    """What was read in several evaluations, by figure."""
    tallies = [tally for result in evaluations for tally in result.tallies.values()]
    return {figure: [read for tally in tallies for read in tally.read.get(figure, ())] for figure in ROWS}


def table(found: Outcomes, licences: int, treatments: Sequence[str], on: date) -> str:
    """The text of calibration.tsv."""
    worn = f", upright and {', '.join(treatments)}" if treatments else ", upright"
    head = [
        "# How often a reading of this confidence is right. Written by `python -m benchmarks.calibration`; do not edit.",
        f"# {on}: {licences} genuine business licences{worn}.",
        "\t".join(COLUMNS),
    ]
    rows = [
        f"{figure}\t{step.start}\t{step.readings}\t{step.right}\t{step.probability}"
        for figure, read in found.items()
        for step in fitted(read, EDGES)
    ]
    return "\n".join([*head, *rows]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--treatment", action="append", default=[], choices=TREATMENTS)
    asked = parser.parse_args()
    labelled, parts = load_manifest(asked.manifest), open_parts(load_settings())
    genuine = [each for each in labelled if each.is_named_licence]
    found = outcomes(
        evaluate(genuine, parts, afresh=False, treatment=treatment, on_document=lambda file: None) for treatment in ("", *asked.treatment)
    )
    parts.close()
    TABLE.write_text(table(found, len(genuine), asked.treatment, date.today()), "utf8")


if __name__ == "__main__":
    main()
