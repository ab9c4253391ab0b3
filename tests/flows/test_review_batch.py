"""The flow with its embedded server, started as a person starts it; only the review itself is fake."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.flows.fakes import until, write_inbox

pytestmark = pytest.mark.engines

ROOT = Path(__file__).parents[2]


class Command:
    """`batch INBOX --json` on a data folder of its own, as a process."""

    def __init__(self, folder: Path, inbox: Path, limit: float = 60) -> None:
        self.data = folder / "data"
        settings = {"SIGNMATCH_DATA_DIR": str(self.data), "SIGNMATCH_WORKERS": "2", "SIGNMATCH_CASE_TIMEOUT_SECONDS": str(limit)}
        command = [sys.executable, "-m", "tests.flows.run_fake", str(inbox), "--json"]
        self.output = ""
        self.errors = folder / "errors.txt"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
            )

    def document(self) -> dict:  # type: ignore[type-arg]
        if not self.output:
            self.output, _ = self.process.communicate(timeout=90)
        assert self.output, self.errors.read_text()
        return json.loads(self.output)

    def store(self) -> Store:
        return Store.open(f"sqlite:///{self.data / 'signmatch.db'}", self.data)

    def reviews(self) -> int:
        """How many are committed; the file may not be there yet."""
        try:
            with closing(sqlite3.connect(f"file:{self.data / 'signmatch.db'}?mode=ro", uri=True)) as database:
                return int(database.execute("SELECT count(*) FROM reviews").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def processes_of(data: Path) -> list[str]:
    """The command lines of the processes that have this data folder in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"SIGNMATCH_DATA_DIR={data}\0".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def task_states(home: Path) -> list[str]:
    """The state of each task run in the database of an embedded server."""
    with closing(sqlite3.connect(home / "prefect.db")) as database:
        return [state for (state,) in database.execute("SELECT state_type FROM task_run")]


def tags(home: Path, table: str) -> set[str]:
    """The tags of each run in the database of an embedded server, as JSON."""
    with closing(sqlite3.connect(home / "prefect.db")) as database:
        return {",".join(sorted(json.loads(found))) for (found,) in database.execute(f"SELECT tags FROM {table}")}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """A run in a fresh data folder, in which three of twelve cases are bad."""
    folder = tmp_path_factory.mktemp("first")
    command = Command(folder, write_inbox(folder / "inbox", ["pass"] * 4 + ["exit", "raise", "hang"] + ["pass"] * 4 + ["reject"]), limit=2)
    command.output, _ = command.process.communicate(timeout=90)
    return command


@pytest.fixture
def folder(first: Command, tmp_path: Path) -> Path:
    """A folder whose data folder has the scheduler's database already: making one anew takes most of its start."""
    shutil.copytree(first.data / "prefect" / "1", tmp_path / "data" / "prefect" / "1")
    return tmp_path


def test_a_run_outlives_its_bad_cases_and_leaves_no_process(first: Command) -> None:
    assert first.process.returncode == 1, first.errors.read_text()
    document = first.document()
    assert document["counts"] | {"cases": 12, "reviewed": 12, "failed": 0, "pass": 8, "reject": 1, "needs_review": 3} == document["counts"]
    assert [case["case_id"] for case in document["cases"]] == [f"case-{number:03}" for number in range(1, 13)]
    assert [case["case_id"] for case in document["cases"] if case["code"] == "READING_FAILED"] == ["case-005", "case-006", "case-007"]
    with closing(first.store()) as store:
        run = store.run(document["run_id"])
        assert run is not None and run.state == "completed" and run.counts == document["counts"]
        assert len(store.run_items(run.id)) == 12
    assert task_states(first.data / "prefect" / "1") == ["COMPLETED"] * 12
    until(lambda: processes_of(first.data) == [], seconds=5)


def test_no_chunk_asks_the_server_whether_it_may_begin(first: Command) -> None:
    """Tasks with tags asked for a place under the limits of each tag, and the reading processes waited a second for the answer."""
    home = first.data / "prefect" / "1"
    assert tags(home, "flow_run") == {"inbox: inbox,standard: tencent-intl-2024"}
    assert tags(home, "task_run") == {""}


def test_after_kill_9_nothing_is_left_and_the_next_run_does_the_rest(folder: Path) -> None:
    inbox = write_inbox(folder / "inbox", ["0.5"] * 12)
    killed = Command(folder, inbox)
    until(lambda: killed.reviews() >= 4, seconds=60)
    killed.process.kill()
    killed.process.communicate()
    until(lambda: processes_of(killed.data) == [], seconds=10)
    done = killed.reviews()
    assert 4 <= done < 12

    document = Command(folder, inbox).document()
    assert (document["counts"]["unchanged"], document["counts"]["reviewed"]) == (done, 12 - done)
    assert killed.reviews() == 12


@contextmanager
def ctrl_c(action: Callable[..., object] | signal.Handlers) -> Iterator[None]:
    """What becomes of Ctrl-C in the programs that start here: one that is ignored stays ignored there, any other is as usual."""
    before = signal.signal(signal.SIGINT, action)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(folder: Path) -> None:
    inbox = write_inbox(folder / "inbox", ["0.5"] * 12)
    with ctrl_c(signal.default_int_handler):  # where these tests run in the background of a script it would be ignored
        command = Command(folder, inbox)
    until(lambda: command.reviews() >= 2, seconds=60)
    os.killpg(command.process.pid, signal.SIGINT)  # as a terminal does: to the whole group
    assert command.process.wait(timeout=30) == 130
    said = command.errors.read_text().splitlines()
    assert said[-1].endswith("of 12 cases; the same command goes on from here.") and "Traceback" not in "".join(said)
    with closing(command.store()) as store:
        run = store.latest_run()
        assert run is not None and run.state == "interrupted"
    until(lambda: processes_of(command.data) == [], seconds=5)  # the last one ends when it sees that the command is gone


def test_in_the_background_of_a_script_a_run_ignores_ctrl_c_and_ends_by_sigterm(folder: Path) -> None:
    inbox = write_inbox(folder / "inbox", ["0.5"] * 12)
    with ctrl_c(signal.SIG_IGN):  # as a shell starts `signmatch batch … &`
        command = Command(folder, inbox)
    until(lambda: command.reviews() >= 2, seconds=60)
    os.killpg(command.process.pid, signal.SIGINT)
    done = command.reviews()
    until(lambda: command.reviews() >= done + 2, seconds=30)
    command.process.terminate()
    assert command.process.wait(timeout=30) == 130
    until(lambda: processes_of(command.data) == [], seconds=5)  # the last one ends when it sees that the command is gone


def test_two_runs_over_one_inbox_share_its_cases(folder: Path) -> None:
    homes = [folder / "data" / "prefect" / name for name in ("1", "2")]
    shutil.copytree(*homes)
    inbox = write_inbox(folder / "inbox", ["0.5"] * 12)
    commands = [Command(folder, inbox), Command(folder, inbox)]
    counts = [command.document()["counts"] for command in commands]
    assert [count["pass"] for count in counts] == [12, 12]
    assert sum(count["reviewed"] for count in counts) == 12, "no case was reviewed twice"
    assert commands[0].reviews() == 12
