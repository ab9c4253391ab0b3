"""The processes of a command, looked at from outside: their memory, the time that they took, and how to kill one."""

import os
import signal
import threading
from collections import Counter, defaultdict
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


def processor_seconds(number: int) -> float:
    """The processor's time that a process took so far, its own and the system's for it."""
    after_name = (Path("/proc") / str(number) / "stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Watch(threading.Thread):
    """Notes the memory of each process of a data folder, and the processor's time it took, again and again, until it is stopped."""

    data: Path
    every: float = 1.0
    seen: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    used: dict[tuple[str, int], float] = field(default_factory=dict)

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
                    self.used[role, number] = processor_seconds(number)

    def used_by_role(self) -> dict[str, float]:
        """Processor seconds of the command, its server and its reading processes, as they were seen last."""
        total: Counter[str] = Counter()
        for (role, _), seconds in self.used.items():
            total[role] += seconds
        return {role: round(seconds, 1) for role, seconds in total.items()}

    def stop(self) -> None:
        self._stop_asked.set()
        self.join()
