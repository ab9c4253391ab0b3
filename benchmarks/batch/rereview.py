"""How fast stored cases go through another standard, on one core.

    python -m benchmarks.batch.rereview --data DATA [--standard tencent-2026] [--passes 3]

DATA is a data folder with reviewed cases; its database is copied, and it stays as it is. Printed is one JSON document: for each
pass the cases a second by the clock and by the processor's time. The first pass takes the fields of documents anew where the
rules changed since they were reviewed.
"""

import argparse
import json
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from pipeline import standards
from pipeline.bootstrap import open_parts
from pipeline.settings import load_settings
from pipeline.what_if import under


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--standard", default="tencent-2026")
    parser.add_argument("--passes", type=int, default=3)
    asked = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    folder = Path(tempfile.mkdtemp(prefix="signmatch-rereview-"))
    try:
        copy_of_database(asked.data / "signmatch.db", folder / "signmatch.db")
        (folder / "files").symlink_to((asked.data / "files").absolute())
        print(json.dumps([one_pass(folder, asked.standard) for _ in range(asked.passes)], indent=1))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy_of_database(source: Path, target: Path) -> None:
    """As the database is at this moment, though others may write to it."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as given, closing(sqlite3.connect(target)) as copy:
        given.backup(copy)


def one_pass(data: Path, standard: str) -> dict[str, float]:
    """All stored cases once."""
    settings = load_settings().model_copy(update={"data_dir": data, "database_url": f"sqlite:///{data / 'signmatch.db'}"})
    with closing(open_parts(settings)) as parts:
        began, used = time.perf_counter(), time.process_time()
        found = list(under(standards.load(standard), parts))
        seconds, used = time.perf_counter() - began, time.process_time() - used
    return {
        "cases": len(found),
        "changed": sum(each.verdict != each.then.verdict for each in found),
        "seconds": round(seconds, 2),
        "cases_a_second": round(len(found) / seconds),
        "cases_a_processor_second": round(len(found) / used),
    }


if __name__ == "__main__":
    main()
