"""Fits pipeline/calibration.tsv on labelled documents: `python -m benchmarks.calibration MANIFEST [--treatment turned-90 …]`.

Only fields that were read count: what is missing has no confidence. Readings are kept in the data folder (SIGNMATCH_DATA_DIR).
"""

import argparse
from datetime import date
from pathlib import Path

from pipeline.bootstrap import open_parts
from pipeline.calibration import COLUMNS, FIGURES, TABLE, fitted
from pipeline.evaluation import BINS, evaluate, load_manifest
from pipeline.picture.treatments import TREATMENTS
from pipeline.settings import load_settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--treatment", action="append", default=[], choices=TREATMENTS)
    asked = parser.parse_args()
    labelled, parts = load_manifest(asked.manifest), open_parts(load_settings())
    genuine = [each for each in labelled if each.entity_name and each.genuine]
    outcomes: dict[str, list[tuple[float, bool]]] = {figure: [] for figure in FIGURES.values()}
    for treatment in ("", *asked.treatment):
        result = evaluate(genuine, parts, afresh=False, treatment=treatment, on_document=lambda file: None)
        for figure, found in outcomes.items():
            found += result.tallies[figure].read
    parts.close()
    worn = f", upright and {', '.join(asked.treatment)}" if asked.treatment else ", upright"
    head = [
        "# How often a reading of this confidence is right. Written by `python -m benchmarks.calibration`; do not edit.",
        f"# {date.today()}: {len(genuine)} genuine business licences{worn}.",
        "\t".join(COLUMNS),
    ]
    rows = [
        f"{figure}\t{step.start}\t{step.readings}\t{step.right}\t{step.probability}"
        for figure, found in outcomes.items()
        for step in fitted(found, BINS)
    ]
    TABLE.write_text("\n".join([*head, *rows]) + "\n", "utf8")


if __name__ == "__main__":
    main()
