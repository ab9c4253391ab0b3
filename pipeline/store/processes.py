"""A process by a name that no other process ever has, so that another one on the same machine can tell that it is gone."""

import os
from functools import cache
from pathlib import Path

_PROC = Path("/proc")


def this_process() -> str:
    """The machine since its start, its space of process numbers, the number and the start of this process."""
    return f"{_space()} {os.getpid()} {_start(os.getpid())}"


def surely_ended(process: str) -> bool:
    """Whether a process is known to be gone; one of another machine is not known."""
    parts = process.rsplit(" ", 2)
    if len(parts) < 3 or not _space() or parts[0] != _space():
        return False
    return _start(int(parts[1])) != parts[2]


@cache
def _space() -> str:
    try:
        return f"{(_PROC / 'sys/kernel/random/boot_id').read_text().strip()} {(_PROC / 'self/ns/pid').readlink()}"
    except OSError:  # not Linux
        return ""


def _start(number: int) -> str:
    """When a process started, in ticks since the machine did; empty where there is none."""
    try:
        status = (_PROC / str(number) / "stat").read_text()
    except OSError:
        return ""
    # the name in brackets may hold spaces and brackets; the 22nd field is the start, the third the state
    state, *fields = status.rpartition(")")[2].split()
    return "" if state in "ZX" else fields[18]
