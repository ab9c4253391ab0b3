"""What a batch costs beside the reading: `python -m benchmarks.batch.share MANIFEST [--cases 200]`.

Applications are made of the manifest's genuine licences: the first time each with its own name, then with the next one's, and they
are reviewed by `signmatch batch` in a new data folder. Before that, one process on one core reviews them in another one: what decoding
and reading take there is the pure reading time. Printed is one JSON document: the time of the run over the pure reading time,
what a case takes beside reading, and the share of the stages.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.printed import print_and_keep
from benchmarks.reading import Picture, pictures
from pipeline import logs
from pipeline.bootstrap import open_parts
from pipeline.settings import Settings
from pipeline.stages import Stage
from pipeline.work import review_case

READING = (Stage.DECODE.value, Stage.READ.value)
BEFORE_ANY_ENDS = "2005-01-01"
"""A day of submission on which none of the licences has expired: an expired one is rejected, whatever its name."""
LONGEST_SIGNATURE = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    licences = pictures(asked.manifest, 1)[: asked.cases]
    folder = Path(tempfile.mkdtemp(prefix="signmatch-share-"))
    try:
        cases = make_inbox(licences, folder / "inbox", asked.cases)
        document = measured(folder, cases, alone(folder / "inbox", folder / "alone"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print_and_keep(document, asked.json)


def make_inbox(licences: list[Picture], inbox: Path, count: int) -> int:
    """Writes so many applications; how many."""
    for number in range(count):
        round_, at = divmod(number, len(licences))
        licence = licences[at]
        name, folder = licence.claims[round_ % 2], inbox / f"{number:04}"
        folder.mkdir(parents=True)
        file = f"licence{licence.path.suffix}"
        shutil.copyfile(licence.path, folder / file)
        application = {
            "case_id": folder.name, "signature": name[:LONGEST_SIGNATURE], "signature_type": "company", "account": {"name": name},
            "submitted_at": BEFORE_ANY_ENDS, "description": "", "documents": [{"file": file, "kind": "business_license"}],
        }  # fmt: skip
        (folder / "application.json").write_text(json.dumps(application, ensure_ascii=False), encoding="utf-8")
    return count


def alone(inbox: Path, data: Path) -> dict[str, float]:
    """Seconds by stage that one process on one core takes for all cases, its models loaded before; nothing was read before."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    logs.configure()
    parts = open_parts(Settings(data_dir=data))
    try:
        parts.warm()
        results = [review_case(case, parts, run_id=None) for case in sorted(inbox.iterdir())]
        return dict(sum((Counter(result.timings) for result in results), Counter[str]()))
    finally:
        parts.close()
        os.sched_setaffinity(0, cores)


def measured(folder: Path, cases: int, one_core: Mapping[str, float]) -> dict[str, Any]:
    """One run over the inbox, beside the pure reading time."""
    environment = os.environ | {"SIGNMATCH_DATA_DIR": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "batch", str(folder / "inbox"), "--json"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    document = json.loads(done.stdout)
    stages, pure = document["timings"], sum(one_core[stage] for stage in READING)
    return {
        "cases": cases,
        "counts": document["counts"],
        "seconds": document["seconds"],
        "scheduler_seconds": document["scheduler_seconds"],
        "pure_reading_seconds": round(pure, 1),
        "ratio": round(document["seconds"] / pure, 3),
        "one_core_stage_seconds": {stage: round(seconds, 3) for stage, seconds in one_core.items()},
        "one_core_ms_beside_reading": round(1000 * (sum(one_core.values()) - pure) / cases, 1),
        "stage_seconds": stages,
        "ms_beside_reading": round(1000 * _beside(stages) / cases, 1),
        "share_beside_reading": round(_beside(stages) / sum(stages.values()), 4),
        "load": [round(load, 1) for load in os.getloadavg()],
    }


def _beside(stages: Mapping[str, float]) -> float:
    return sum(seconds for stage, seconds in stages.items() if stage not in READING)


if __name__ == "__main__":
    main()
