"""What a batch costs beside the reading: `python -m benchmarks.batch.share MANIFEST [--cases 200]`.

Applications are made of the manifest's genuine licences: the first time each with its own name, then with the next one's, and they
are reviewed by `signmatch batch` in a new data folder. Before that, one process on one core reads each picture once: the pure
reading time. Printed is one JSON document: the time of the run over the pure reading time, and the share of the stages.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.reading import Picture, pictures
from pipeline.bootstrap import measuring_reader, open_readers
from pipeline.intake.documents import open_document
from pipeline.settings import Settings


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
        document = measured(folder, cases, alone(licences))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(document, indent=1)
    print(text)
    if asked.json:
        asked.json.write_text(text + "\n", encoding="utf-8")


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
            "case_id": folder.name, "signature": name, "signature_type": "company", "account": {"name": name},
            "submitted_at": "2026-01-01", "description": "", "documents": [{"file": file, "kind": "business_license"}],
        }  # fmt: skip
        (folder / "application.json").write_text(json.dumps(application, ensure_ascii=False), encoding="utf-8")
    return count


def alone(licences: list[Picture]) -> float:
    """Seconds that one process on one core takes to read all pictures; its models are loaded before."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        settings = Settings()
        reader = measuring_reader(open_readers(settings), None, settings)
        reader.read(open_document(licences[0].path, settings))
        began = time.perf_counter()
        for licence in licences:
            reader.read(open_document(licence.path, settings))
        return time.perf_counter() - began
    finally:
        os.sched_setaffinity(0, cores)


def measured(folder: Path, cases: int, reading: float) -> dict[str, Any]:
    """One run over the inbox, beside the pure reading time."""
    environment = os.environ | {"SIGNMATCH_DATA_DIR": str(folder / "data")}
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "batch", str(folder / "inbox"), "--json"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    document = json.loads(done.stdout)
    stages = document["timings"]
    return {
        "cases": cases,
        "counts": document["counts"],
        "seconds": document["seconds"],
        "scheduler_seconds": document["scheduler_seconds"],
        "pure_reading_seconds": round(reading, 1),
        "ratio": round(document["seconds"] / reading, 3),
        "stage_seconds": stages,
        "share_beside_reading": round(1 - (stages.get("read", 0) + stages.get("decode", 0)) / sum(stages.values()), 4),
        "load": [round(load, 1) for load in os.getloadavg()],
    }


if __name__ == "__main__":
    main()
