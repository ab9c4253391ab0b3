"""Kills a run at random moments, 20 times, and starts it again: is every case reviewed exactly once?

    python -m benchmarks.batch.kill [--times 20] [--cases 60] [--seed 1]

Each time one of the command, its Prefect server and its reading processes is killed with -9, once cases are being reviewed.
A run that goes on all the same (a killed reading process or server is replaced) is left to its end. The engine is a
sleep, the rest is as it is.
"""

import argparse
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from benchmarks.batch.engines import write_inbox
from benchmarks.batch.processes import kill, processes_of

TARGETS = ("command", "worker", "server")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    folder = Path(tempfile.mkdtemp(prefix="signmatch-kill-"))
    failures = 0
    try:
        for number in range(1, asked.times + 1):
            failures += not attempt(folder, number, asked.cases, chance, TARGETS[(number - 1) % len(TARGETS)])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{asked.times - failures} of {asked.times} times every case was reviewed exactly once")
    sys.exit(bool(failures))


def attempt(folder: Path, number: int, cases: int, chance: random.Random, target: str) -> bool:
    """One run that is killed, and as many as it takes to its end; whether each case has one review."""
    data, inbox = folder / f"data-{number}", write_inbox(folder / f"inbox-{number}", ["0.1"] * cases)
    scheduler = folder / "prefect"
    if scheduler.exists():
        shutil.copytree(scheduler, data / "prefect" / "1", ignore=shutil.ignore_patterns("lock"))
    moment = chance.uniform(0, cases * 0.1 / 2)
    began = time.monotonic()
    running = start(data, inbox)
    killed_after = kill_one(running, data, target, moment)
    code = running.wait()
    done = reviews(data).total()
    left = wait_until_gone(data)
    runs = 1
    while code < 0 or code == 4:
        running, runs = start(data, inbox), runs + 1
        code = running.wait()
    found = reviews(data)
    well = len(found) == cases and set(found.values()) == {1} and code in (0, 1) and not left
    print(json.dumps({
        "attempt": number, "killed": target, "at_seconds": round(moment, 2), "reviewed_then": killed_after, "reviewed_when_it_ended": done,
        "runs": runs, "reviews": found.total(), "cases": len(found), "processes_left": left, "seconds": round(time.monotonic() - began, 1),
        "well": well,
    }), flush=True)  # fmt: skip
    if not scheduler.exists() and not left:
        shutil.copytree(data / "prefect" / "1", scheduler)
    shutil.rmtree(data, ignore_errors=True)
    return well


def start(data: Path, inbox: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"SIGNMATCH_DATA_DIR": str(data), "SIGNMATCH_RETRY_SECONDS": "0.1"}
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.batch.run_injected", str(inbox)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def kill_one(running: subprocess.Popen[bytes], data: Path, target: str, moment: float) -> int:
    """Waits until cases are reviewed and so many seconds more, then kills; how many were reviewed by then."""
    while running.poll() is None and not reviews(data):
        time.sleep(0.02)
    time.sleep(moment)
    done = reviews(data).total()
    victims = [number for number, role in processes_of(data).items() if role == target]
    if victims:
        kill(running.pid if target == "command" else random.choice(victims))
    return done


def reviews(data: Path) -> Counter[str]:
    """How many reviews each case has."""
    try:
        with closing(sqlite3.connect(f"file:{data / 'signmatch.db'}?mode=ro", uri=True)) as database:
            return Counter(dict(database.execute("SELECT case_id, count(*) FROM reviews GROUP BY case_id").fetchall()))
    except sqlite3.OperationalError:
        return Counter()


def wait_until_gone(data: Path, seconds: float = 5.0) -> int:
    """How many processes are left that should have ended with the command."""
    deadline = time.monotonic() + seconds
    while (left := len(processes_of(data))) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


if __name__ == "__main__":
    main()
