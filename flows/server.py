"""The Prefect server of a run: the one that PREFECT_API_URL names, else one that lives and dies with this process.

Prefect's own temporary server outlives a killed parent and loses records when it stops; this one does neither.
"""

import fcntl
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.request import urlopen

from pipeline.errors import SetupError

START_SECONDS, STOP_SECONDS = 120.0, 5.0

# Prefect neither reports on its use nor looks for newer versions: nothing leaves the machine
_QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}

# states of task runs come as events; one transaction for each of them would take three times as long
_BATCHED = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
}

# what serves schedules, deployments and the page in the browser has nothing to do in the minutes of one run
_LEAN = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}


@dataclass(frozen=True, slots=True)
class Server:
    """Where Prefect's API is, and what the environment of its client needs for it."""

    url: str
    environment: dict[str, str] = field(repr=False)

    def wait_until_ready(self) -> None:
        """Nothing to wait for: it runs already."""


@dataclass(frozen=True, slots=True)
class EmbeddedServer(Server):
    """A server that this process started."""

    home: Path
    process: subprocess.Popen[bytes]

    def wait_until_ready(self) -> None:
        """Waits until it answers.

        Raises:
            SetupError: it does not; the message names its log.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if _answers(f"{self.url}/health"):
                return
        raise SetupError(
            "The scheduler (Prefect's server) did not start.", f"Look into {self.home / 'server.log'}, then run the same command again."
        )

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def prefect_server(data_dir: Path) -> Iterator[Server]:
    """The server of a run; an embedded one is starting, and is stopped at the end."""
    if url := os.environ.get("PREFECT_API_URL"):
        yield Server(url, _QUIET)
        return
    with _own_home(data_dir / "prefect") as (home, lock):
        server = _start(home, lock)
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def _own_home(homes: Path) -> Iterator[tuple[Path, int]]:
    """The first folder that no other run is using: two servers on one SQLite database would lock each other out.

    A folder is used again by a later run, because an empty one takes twice as long to start. The lock also goes to
    the server, so that a folder is free only when both are gone.
    """
    for number in count(1):
        home = homes / str(number)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        try:
            yield home, lock
        finally:
            os.close(lock)
        return


def _start(home: Path, lock: int) -> EmbeddedServer:
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    # other users of this machine can reach the port as well: they lack the password, which is new in every run
    password = f"signmatch:{secrets.token_urlsafe(24)}"
    common = _QUIET | {"PREFECT_API_URL": url, "PREFECT_HOME": str(home)}
    # settings of another Prefect server in the environment are not meant for this one
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with listener, (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            # -P: a folder named flows where the user stands is not imported
            [sys.executable, "-P", "-m", "flows.server_process", str(os.getpid()), str(listener.fileno())],
            env=inherited | common | _BATCHED | _LEAN | {"PREFECT_SERVER_API_AUTH_STRING": password},
            pass_fds=(listener.fileno(), lock),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the command alone, which needs the server to write down how the run ended
        )
    # the command says itself what happens, so Prefect's log lines stay off the screen
    client = common | {"PREFECT_API_AUTH_STRING": password, "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"}
    return EmbeddedServer(url, client, home, process)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=1):
            return True
    except OSError:
        time.sleep(0.05)
        return False
