"""How fast a run goes when nothing must be read, and whether its processes grow.

    python -m benchmarks.batch.speed --data DATA [--cases 1000] [--source samples/inbox]

DATA is a data folder in which the cases of the source were reviewed (`SIGNMATCH_DATA_DIR=DATA signmatch batch samples/inbox`); it is
copied, and stays as it is. Printed is one JSON document: cases a second after the scheduler was ready, the processor seconds
of all processes, the memory of the command and its server when a tenth of their lives was over and at their end, and the highest
memory of each reading process: every 2,000 cases a fresh one takes an old one's place.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.batch.copies import make_copies
from benchmarks.batch.processes import Watch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--source", type=Path, default=Path("samples/inbox"))
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="signmatch-speed-"))
    try:
        data, inbox = folder / "data", folder / "inbox"
        shutil.copytree(asked.data, data, ignore=shutil.ignore_patterns("*.log", "lock"))
        make_copies(asked.source, data, inbox, asked.cases)
        print(json.dumps(measured(data, inbox), indent=1))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measured(data: Path, inbox: Path) -> dict[str, Any]:
    """One run over the inbox."""
    watch = Watch(data)
    watch.start()
    environment = os.environ | {"SIGNMATCH_DATA_DIR": str(data)}
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "batch", str(inbox), "--json"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    watch.stop()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    document = json.loads(done.stdout)
    cases = document["counts"]["cases"]
    return {
        "cases": cases,
        "counts": document["counts"],
        "scheduler_seconds": document["scheduler_seconds"],
        "seconds": document["seconds"],
        "cases_a_second": round(cases / document["seconds"], 1),
        "stage_seconds": document["timings"],
        "processor_seconds": {"user": round(used.ru_utime, 1), "system": round(used.ru_stime, 1), "by": watch.used_by_role()},
        "load": [round(load, 1) for load in os.getloadavg()],
        "memory": [_grown(role, seen) for (role, _), seen in watch.seen.items() if role != "worker" and len(seen) >= 10],
        "highest_mb_of_reading_processes": [round(max(seen)) for (role, _), seen in watch.seen.items() if role == "worker"],
    }


def _grown(role: str, seen: list[float]) -> dict[str, Any]:
    """A process's memory: by the highest of its second tenth, when it has warmed up, and by that of its last tenth."""
    tenth = max(1, len(seen) // 10)
    early, late = max(seen[tenth : 2 * tenth]), max(seen[-tenth:])
    return {"process": role, "early_mb": round(early), "late_mb": round(late), "growth": f"{late / early - 1:+.1%}", "samples": len(seen)}


if __name__ == "__main__":
    main()
