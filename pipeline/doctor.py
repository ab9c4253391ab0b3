"""What signmatch needs, looked at one thing after the other: what is there, what is not, and what to do about it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline import standards
from pipeline.bootstrap import open_readers, second_reader_lacks
from pipeline.errors import SignmatchError
from pipeline.settings import Settings, usable_cores
from pipeline.store import Store
from pipeline.versions import rules_version, signmatch_version

LEAST_FREE, LITTLE_FREE = 200 * 2**20, 2 * 2**30
SLOW_DATABASE = 0.5
WORD = "SIGNMATCH 2026"
"""What the first reader is given to read."""


class Health(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `remedy` says what to do where it is not well."""

    name: str
    health: Health
    says: str
    remedy: str = ""


def checks(settings: Settings) -> Iterator[Check]:
    """Everything below the edges; each check is made when it is asked for. Nothing but the data folder is written to."""
    yield Check("program", Health.OK, f"signmatch {signmatch_version()}, rules {rules_version()}, Python {sys.version.split()[0]}")
    for name, check in _CHECKS.items():
        yield guarded(name, check, settings)


def guarded(name: str, check: Callable[[Settings], Check], settings: Settings) -> Check:
    """A check that fails in itself is a finding as well."""
    try:
        return check(settings)
    except SignmatchError as error:
        return Check(name, Health.FAILED, error.message, error.remedy)
    except Exception as error:
        return Check(name, Health.FAILED, f"{type(error).__name__}: {error}", "Please report it.")


def _data_folder(settings: Settings) -> Check:
    folder = settings.data_dir
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    probe = folder / f".doctor-{os.getpid()}"
    try:
        probe.write_bytes(b"")
    finally:
        probe.unlink(missing_ok=True)
    if folder.stat().st_mode & 0o077:
        return Check("data folder", Health.WARNING, f"{folder} can be read by others.", f"It holds personal data: chmod 700 {folder}")
    return Check("data folder", Health.OK, str(folder))


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.data_dir).free
    says = f"{free / 2**30:.1f} GB free for {settings.data_dir}"
    if free < LEAST_FREE:
        return Check("disk", Health.FAILED, says, "Free some space: uploads and readings are kept there.")
    return Check("disk", Health.OK if free >= LITTLE_FREE else Health.WARNING, says, "Free some space soon." if free < LITTLE_FREE else "")


def _database(settings: Settings) -> Check:
    store = Store.open(settings.database_url, settings.data_dir)
    began = time.monotonic()
    try:
        run = store.latest_run()
        store.leases.living_runs()
    finally:
        store.close()
    seconds = time.monotonic() - began
    kind = settings.database_url.partition(":")[0].partition("+")[0]
    says = f"{kind}, answers in {seconds:.2f} s, {'last run ' + str(run.id) if run else 'no run yet'}"
    if seconds > SLOW_DATABASE:
        return Check("database", Health.WARNING, says, "It is slow: look at its disk, its network and what else it does.")
    return Check("database", Health.OK, says)


def _first_reader(settings: Settings) -> Check:
    reader = open_readers(settings).first
    picture = Image.new("RGB", (640, 120), "white")
    ImageDraw.Draw(picture).text((20, 30), WORD, font=ImageFont.load_default(48), fill="black")
    began = time.monotonic()
    lines = reader.read_page(np.asarray(picture)[:, :, ::-1].copy()).lines
    read = " ".join(line.text for line in lines)
    says = f"{reader.name} {reader.version()}, loaded and read a line in {time.monotonic() - began:.1f} s"
    if "".join(read.split()).upper() != "".join(WORD.split()):
        return Check(
            "first reader", Health.FAILED, f"{says}, but read {read!r} for {WORD!r}", "Install the locked packages again: ./setup.sh"
        )
    return Check("first reader", Health.OK, says)


def _second_reader(settings: Settings) -> Check:
    if not settings.second_reader:
        return Check(
            "second reader", Health.WARNING, "It is switched off: fewer cases pass by themselves.", "Set SIGNMATCH_SECOND_READER=true."
        )
    if lacks := second_reader_lacks(settings):
        remedy = "Install it: sudo apt-get install tesseract-ocr tesseract-ocr-chi-sim"
        return Check("second reader", Health.WARNING, f"{lacks}: fewer cases pass by themselves.", remedy)
    second = open_readers(settings).second
    assert second is not None
    return Check("second reader", Health.OK, f"{second.name} {second.version()} with Simplified Chinese and English")


def _standard(settings: Settings) -> Check:
    if settings.standard not in standards.names():
        return Check(
            "standard", Health.FAILED, f"There is no standard {settings.standard}.", f"Choose one of: {', '.join(standards.names())}"
        )
    standards.load(settings.standard)
    return Check("standard", Health.OK, f"{settings.standard} of {', '.join(standards.names())}")


def _memory(settings: Settings) -> Check:
    wanted = settings.workers * settings.worker_memory_mb / 1024
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    says = f"{total:.1f} GB; {settings.workers} reading processes on {usable_cores()} cores may take {wanted:.1f} GB"
    if wanted > total:
        return Check("memory", Health.WARNING, says, "Set SIGNMATCH_WORKERS or SIGNMATCH_WORKER_MEMORY_MB lower.")
    return Check("memory", Health.OK, says)


def _postgresql(settings: Settings) -> Check:
    if find_spec("psycopg") is None:
        return Check("PostgreSQL driver", Health.WARNING, "psycopg is missing.", "Install the locked packages again: ./setup.sh")
    return Check("PostgreSQL driver", Health.OK, "psycopg is there, should SIGNMATCH_DATABASE_URL ask for it")


def _worker_log(settings: Settings) -> Check:
    log = settings.data_dir / "workers.log"
    size = log.stat().st_size if log.exists() else 0
    return Check("worker log", Health.OK, f"{log}, {size / 2**20:.1f} MB")


_CHECKS: dict[str, Callable[[Settings], Check]] = {
    "data folder": _data_folder,
    "disk": _disk,
    "database": _database,
    "standard": _standard,
    "first reader": _first_reader,
    "second reader": _second_reader,
    "memory": _memory,
    "PostgreSQL driver": _postgresql,
    "worker log": _worker_log,
}
