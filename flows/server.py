"""The Prefect server of a run: the one that PREFECT_API_URL names, else one that lives and dies with this process.

Prefect's own temporary server outlives a killed parent and loses records when it stops; this one does neither.
"""

import fcntl
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from urllib.request import urlopen

from pipeline.errors import SetupError

START_SECONDS, STOP_SECONDS = 300.0, 5.0
STARTS, RESTART_PAUSE = 3, 1.0

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

# a server that stands for days serves schedules and the page as well
_STANDING = {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}

# the command says itself what happens: Prefect's log lines stay off the screen and out of the server's database
_SILENT = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}


class Server:
    """Where Prefect's API is, and what the environment of its client needs for it."""

    def __init__(self, url: str, environment: dict[str, str]) -> None:
        self.url, self.environment = url, environment

    def wait_until_ready(self) -> None:
        """Nothing to wait for: it runs already."""


class EmbeddedServer(Server):
    """A server that this process starts, starts again should it die, and takes down with itself.

    The socket stays open here: requests that come while the server starts wait until it is ready.
    """

    def __init__(self, home: Path, lock: int, *, port: int = 0, standing: bool = False) -> None:
        self._listener = _listener(port)
        url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/api"
        # other users of this machine can reach the port as well: they lack the password, which is new in every run
        self.password = f"signmatch:{secrets.token_urlsafe(24)}"
        common = _QUIET | {"PREFECT_API_URL": url, "PREFECT_HOME": str(home)}
        super().__init__(url, common | _SILENT | {"PREFECT_API_AUTH_STRING": self.password})
        services = _STANDING if standing else _LEAN
        self._own = common | _BATCHED | services | {"PREFECT_SERVER_API_AUTH_STRING": self.password}
        self._starts = sys.maxsize if standing else STARTS
        self._log, self._lock = home / "server.log", lock
        self._process: subprocess.Popen[bytes] | None = None
        self._changing, self._stopped = threading.Lock(), False
        self._keeper = threading.Thread(target=self._keep_running, daemon=True)
        self._keeper.start()

    def wait_until_ready(self) -> None:
        """Waits until it answers.

        Raises:
            SetupError: it does not; the message names its log.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._keeper.is_alive():
            if answers(f"{self.url}/ready"):  # and so does its database
                return
        raise SetupError("The scheduler (Prefect's server) did not start.", f"Look into {self._log}, then run the same command again.")

    def close(self) -> None:
        with self._changing:
            self._stopped = True
            if self._process:
                self._process.terminate()
        self._keeper.join(STOP_SECONDS)
        if self._process and self._keeper.is_alive():
            self._process.kill()
            self._keeper.join()
        self._listener.close()

    def _keep_running(self) -> None:
        """Runs in a thread of its own, with which the server ends at the latest (see lifeline.py)."""
        for attempt in range(self._starts):
            if attempt >= STARTS:
                time.sleep(RESTART_PAUSE)
            with self._changing:
                if self._stopped:
                    return
                self._process = self._start()
            self._process.wait()
        self._listener.close()  # so that nobody waits for an answer

    def _start(self) -> subprocess.Popen[bytes]:
        # settings of another Prefect server in the environment are not meant for this one
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        with self._log.open("wb") as log:
            return subprocess.Popen(
                # -P: a folder named flows where the user stands is not imported
                [sys.executable, "-P", "-m", "flows.server_process", str(os.getpid()), str(self._listener.fileno())],
                env=inherited | self._own,
                pass_fds=(self._listener.fileno(), self._lock),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the command alone, which needs the server to write down how the run ended
            )


@contextmanager
def prefect_server(data_dir: Path) -> Iterator[Server]:
    """The server of a run; an embedded one is starting, and is stopped at the end."""
    if url := os.environ.get("PREFECT_API_URL"):
        yield Server(url, _QUIET)
        return
    with _own_home(data_dir / "prefect") as (home, lock), closing(EmbeddedServer(home, lock)) as server:
        yield server


@contextmanager
def standing_server(data_dir: Path, port: int) -> Iterator[Server]:
    """The server of a schedule: the one that PREFECT_API_URL names, else one on this port, which is starting and has Prefect's page.

    Raises:
        SetupError: the port is taken, or another schedule has its server in this data folder.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        yield Server(url, _QUIET)
        return
    home = data_dir / "prefect" / "schedule"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = _locked(home)
    if lock is None:
        raise SetupError(
            "A schedule has its server in this data folder already.",
            "Set PREFECT_API_URL and PREFECT_API_AUTH_STRING to those that it printed, and start this one again.",
        )
    try:
        with closing(EmbeddedServer(home, lock, port=port, standing=True)) as server:
            yield server
    finally:
        os.close(lock)


@contextmanager
def _own_home(homes: Path) -> Iterator[tuple[Path, int]]:
    """The first folder that no other run is using: two servers on one SQLite database would lock each other out.

    A folder is used again by a later run, because an empty one takes twice as long to start. The lock also goes to
    the server, so that a folder is free only when both are gone.
    """
    for number in count(1):
        home = homes / str(number)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = _locked(home)
        if lock is None:
            continue
        try:
            yield home, lock
        finally:
            os.close(lock)
        return


def _locked(home: Path) -> int | None:
    """The lock of a folder; None where another process holds it."""
    lock = os.open(home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _listener(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise SetupError(f"The port {port} cannot be used ({error.strerror}).", "Give another one with --port.") from None


def answers(url: str) -> bool:
    """Whether there is an answer at an address within a second."""
    try:
        with urlopen(url, timeout=1):
            return True
    except OSError:
        time.sleep(0.05)
        return False
