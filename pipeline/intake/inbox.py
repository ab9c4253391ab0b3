"""What lies in an inbox: cases that may be taken up, and what is left alone and why."""

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputRefused
from pipeline.intake.cases import ACCOUNT, APPLICATION, is_payload_name
from pipeline.intake.files import shown

UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".download", ".upload", ".swp", "~")
"""What copying programs put behind the name of a file that they are still writing."""

FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Passed:
    """Something in an inbox that is left alone."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The cases of an inbox, sorted, and what is left alone."""

    cases: tuple[Path, ...]
    passed: tuple[Passed, ...]


def survey(inbox: Path, quiet_seconds: float = 0.0) -> Survey:
    """Looks through an inbox without opening a file: links are not followed, pipes and devices not touched.

    Args:
        quiet_seconds: a case in which something changed within so many seconds may still be arriving, and waits.

    Raises:
        InputRefused: the inbox is no folder.
    """
    if not inbox.is_dir():
        raise InputRefused(f"{shown(inbox)} is no folder.", "Give the folder that holds the cases.")
    cases: list[Path] = []
    passed: list[Passed] = []
    for found in _walk(inbox, time.time() - quiet_seconds if quiet_seconds else None):
        if isinstance(found, Passed):
            passed.append(found)
        else:
            cases.append(found)
    return Survey(tuple(sorted(cases)), tuple(sorted(passed, key=lambda each: each.path)))


def _walk(inbox: Path, quiet_since: float | None) -> Iterator[Path | Passed]:
    folders = [(inbox, False)]
    while folders:
        folder, in_a_case = folders.pop()
        try:
            with os.scandir(folder) as listed:
                entries = [entry for entry in listed if not entry.name.startswith(".")]
        except OSError:
            yield folder  # listed as a case, so that its refusal is seen
            continue
        kinds = {entry.name: _kind(entry) for entry in entries}
        is_case = APPLICATION in kinds
        folders += [(Path(entry.path), in_a_case or is_case) for entry in entries if kinds[entry.name] == FOLDER]
        if is_case:
            yield _case(folder, kinds, _newest(entries), quiet_since)
            continue
        for entry in entries:
            path, kind = Path(entry.path), kinds[entry.name]
            if not kind and is_payload_name(entry.name):
                yield _case(path, {}, _newest([entry]), quiet_since)
            elif kind != FOLDER and not in_a_case and (reason := _no_case(entry.name, kind)):
                yield Passed(path, reason)


def _no_case(name: str, kind: str) -> str:
    """Why a file is no case; empty where that needs no words."""
    if kind:
        return f"is a {kind}"
    if name.lower().endswith(UNFINISHED):
        return "is still being written"
    return "" if name == ACCOUNT or name.endswith(f".{ACCOUNT}") else f"belongs to no case: there is no {APPLICATION} beside it"


def _case(path: Path, kinds: dict[str, str], changed: float, quiet_since: float | None) -> Path | Passed:
    """A case, unless something in it says that it is not complete or not what it seems."""
    if kinds.get(APPLICATION) not in (None, ""):
        return Passed(path, f"its {APPLICATION} is a {kinds[APPLICATION]}")
    unfinished = sorted(name for name in kinds if name.lower().endswith(UNFINISHED))
    if unfinished:
        return Passed(path, f"{shown(unfinished[0])} is still being written")
    if quiet_since is not None and changed > quiet_since:
        return Passed(path, "changed a moment ago, and may still be arriving")
    return path


def _kind(entry: os.DirEntry[str]) -> str:
    """What an entry is: empty for a regular file."""
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return FOLDER
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return "file that vanished"
    names = {stat.S_IFIFO: "pipe", stat.S_IFSOCK: "socket", stat.S_IFCHR: "device", stat.S_IFBLK: "device"}
    return "" if stat.S_ISREG(mode) else names.get(stat.S_IFMT(mode), "special file")


def _newest(entries: list[os.DirEntry[str]]) -> float:
    """When one of the entries, or the list of them, changed last (ctime: a copying program sets mtime back)."""
    times = [0.0]
    for entry in entries:
        try:
            times.append(entry.stat(follow_symlinks=False).st_ctime)
        except OSError:
            times.append(time.time())
    return max(times)
