"""The processes of a command, looked at from outside: their memory, the time that they took, and how to kill one."""

import os
import signal
import threading
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

MARK = "SIGNMATCH_DATA_DIR"
ROLES = {"flows.server_process": "server", "multiprocessing.spawn": "worker", "tracker": "tracker", "prefect": "prefect"}


def processes_of(data: Path) -> dict[int, str]:
    """Number and role (command, server, worker) of every process that has this data folder in its environment."""
    return processes_with(f"{MARK}={data}")


def processes_with(variable: str) -> dict[int, str]:
    """Number and role of every process that has `NAME=value` in its environment."""
    wanted = f"{variable}\0".encode()
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (process / "environ").read_bytes():
                found[int(process.name)] = _role((process / "cmdline").read_text())
    return found


def _role(command: str) -> str:
    if "resource_tracker" in command:
        return "tracker"
    return next((role for text, role in ROLES.items() if text in command), "command")


def kill(number: int) -> bool:
    """`kill -9`; whether the process was still there."""
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def megabytes(number: int) -> float:
    """The memory that is the process's own or shared, as it lies in the machine (RSS)."""
    return int((Path("/proc") / str(number) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass
class Memory(threading.Thread):
    """Notes the memory of each process of a data folder, again and again, until it is stopped."""

    data: Path
    every: float = 1.0
    seen: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self._stop_asked = threading.Event()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        while not self._stop_asked.wait(self.every):
            for number, role in processes_of(self.data).items():
                with suppress(OSError, IndexError):
                    self.seen[role, number].append(megabytes(number))

    def stop(self) -> None:
        self._stop_asked.set()
        self.join()
