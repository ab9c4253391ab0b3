"""Several machines on one: PostgreSQL, a Prefect server on it, two workers of a work pool; the database is restarted, a worker killed.

    python -m benchmarks.batch.machines [--cases 200] [--quiet]

The engine is a sleep of 0.1 to 0.3 seconds, the rest is as it is. With --quiet nothing is restarted or killed.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from benchmarks.batch.database import Postgres, free_port, missing, postgres
from benchmarks.batch.engines import write_inbox
from benchmarks.batch.processes import kill, processes_with
from pipeline.store import Store

ROOT = Path(__file__).parents[2]
BATCHED = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--quiet", action="store_true")
    asked = parser.parse_args()
    if reason := missing():
        sys.exit(reason)
    folder = Path(tempfile.mkdtemp(prefix="signmatch-machines-"))
    try:
        with postgres() as server:
            sys.exit(0 if tried(folder, server, asked.cases, asked.quiet) else 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tried(folder: Path, server: Postgres, cases: int, quiet: bool) -> bool:
    """One run over an inbox; whether each case has one review."""
    inbox = write_inbox(folder / "inbox", ["0.2"] * cases)
    port = free_port()
    environment = os.environ | {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_CLIENT_RETRY_EXTRA_CODES": "500",
        "PREFECT_HOME": str(folder / "client"),
        "SIGNMATCH_DATABASE_URL": server.create("signmatch"),
        "SIGNMATCH_DATA_DIR": str(folder / "shared"),
        "SIGNMATCH_WORKERS": "1",
        "PYTHONPATH": str(ROOT),
    }
    scheduler = {"PREFECT_SERVER_DATABASE_CONNECTION_URL": server.create("prefect").replace("postgresql", "postgresql+asyncpg"), **BATCHED}
    with ExitStack() as running:
        began = time.monotonic()
        running.enter_context(_started(["server", "start", "--host", "127.0.0.1", "--port", str(port)], folder, environment | scheduler))
        _until(lambda: _answers(port), 600)
        ready = time.monotonic() - began
        _prefect(["work-pool", "create", "signmatch", "--type", "process"], environment)
        entry = ["deploy", "benchmarks/batch/deployed.py:review_inbox", "--name", "worker", "--pool", "signmatch"]
        _prefect(["--no-prompt", *entry], environment)
        for name in ("w1", "w2"):
            start = ["worker", "start", "--pool", "signmatch", "--limit", "1", "--name", name]
            running.enter_context(_started(start, folder, environment | {"PREFECT_HOME": str(folder / name)}))
        store = Store.open(environment["SIGNMATCH_DATABASE_URL"], Path(environment["SIGNMATCH_DATA_DIR"]))
        share = subprocess.Popen(
            [sys.executable, "-c", f"from flows.deployed import share_inbox; print(share_inbox({str(inbox)!r}, workers=2))"],
            env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=(folder / "share.log").open("wb"), text=True,
        )  # fmt: skip
        events: dict[str, int] = {}
        _until(lambda: reviewed(store).total() > 0 or share.poll() is not None, 900)
        working = time.monotonic()
        if not quiet:
            _until(lambda: reviewed(store).total() > cases // 4 or share.poll() is not None, 900)
            events["reviewed when the database was restarted"] = reviewed(store).total()
            server.stop()
            time.sleep(3)
            server.start()
            _until(lambda: reviewed(store).total() > cases // 2 or share.poll() is not None, 900)
            events["reviewed when a worker was killed"] = reviewed(store).total()
            for number in processes_with(f"PREFECT_HOME={folder / 'w1'}"):
                kill(number)  # the worker, its flow and its reading processes: the machine is gone
        states = share.communicate(timeout=900)[0].strip()
        seconds = time.monotonic() - working
        found = reviewed(store)
        runs = [(run.state, dict(run.outcomes)) for run in store.figures.runs(10)]
        store.close()
    well = len(found) == cases and set(found.values()) == {1}
    said = {
        "server_ready_seconds": round(ready, 1),
        "seconds_from_the_first_review": round(seconds, 1),
        "cases": len(found),
        "reviews": found.total(),
        **events,
        "states": states,
        "runs": runs,
        "well": well,
    }
    print(json.dumps(said, indent=1))
    if not well:
        for log in sorted(folder.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text()[-3000:]}")
    return well


def reviewed(store: Store) -> Counter[str]:
    """How many reviews each case has; nothing while the database is away."""
    try:
        return Counter({case_id: len(store.desk.reviews(case_id)) for case_id in store.case_ids() if store.desk.reviews(case_id)})
    except Exception:
        return Counter()


def _prefect(arguments: list[str], environment: dict[str, str]) -> None:
    command = [str(Path(sys.executable).with_name("prefect")), *arguments]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _started(arguments: list[str], folder: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A Prefect process with a group of its own, which ends with it."""
    log = folder / f"{arguments[0]}-{arguments[-1]}.log"
    command = ["env", "--default-signal=INT", str(Path(sys.executable).with_name("prefect")), *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/api/health", timeout=1):
            return True
    except OSError:
        return False


def _until(holds: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not come to pass in time")
        time.sleep(0.3)


if __name__ == "__main__":
    main()
