"""Reads specimens in several processes and compares with what was printed on them."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from functools import cache
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.specimens.plan import Plan, drawn, wears
from extractors.deciding import DECIDING
from extractors.vocabulary import FieldName
from pipeline.bootstrap import measuring_reader, open_readers
from pipeline.evaluation import plain
from pipeline.intake.documents import Upload, open_document_bytes
from pipeline.measuring import MeasuringReader
from pipeline.report import probability_of
from pipeline.settings import Settings, load_settings
from pipeline.store import Store

NUMBERS = (
    FieldName.CREDIT_CODE,
    FieldName.REGISTRATION_NUMBER,
    FieldName.ORGANIZATION_CODE,
    FieldName.TRADEMARK_NUMBER,
    FieldName.ICP_NUMBER,
    FieldName.PACKAGE_NAME,
    FieldName.LETTER_SIGNATURE,
)
"""Fields that may not be surely wrong either."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One field: what is printed (nothing: empty) and what was read, and whether the reader is sure of it."""

    printed: str
    read: str
    confidence: float
    sure: bool

    @property
    def right(self) -> bool:
        return plain(self.printed) == plain(self.read)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one specimen."""

    plan: Plan
    kind_read: str
    fields: dict[str, Reading] = field(default_factory=dict)

    @property
    def legible(self) -> bool:
        return wears()[self.plan.wear].legible

    @property
    def kind_right(self) -> bool:
        return self.kind_read == self.plan.kind

    @property
    def exact(self) -> bool:
        """Every deciding field is what is printed."""
        return all(self.fields[name].right for name in DECIDING[self.plan.kind] if name in self.fields)

    @property
    def sure(self) -> bool:
        """Every deciding field is sure."""
        return all(self.fields[name].sure for name in DECIDING[self.plan.kind] if name in self.fields)

    @property
    def wrong(self) -> dict[str, Reading]:
        """The fields that the reader is sure of and that are not what is printed."""
        return {name: reading for name, reading in self.fields.items() if reading.sure and not reading.right}

    @property
    def missed(self) -> bool:
        """Surely wrong, or not read although a person reads it."""
        return bool(self.wrong) or (self.legible and not (self.exact and self.kind_right))

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self.plan), "kind_read": self.kind_read, "exact": self.exact, "fields": _as_dicts(self.fields)}


def read_all(plans: Iterable[Plan], processes: int, keep: Path | None, done: Callable[[Outcome], None]) -> list[Outcome]:
    """The outcomes in the order of the plans; `done` is called as each comes. Readings are kept in the folder `keep`, if any."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(read, plan, keep) for plan in plans]
        for task in as_completed(tasks):
            done(task.result())
        return [task.result() for task in tasks]


def read(plan: Plan, keep: Path | None = None) -> Outcome:
    """Draws a specimen and reads it; what was read from it before is taken from the folder `keep`."""
    reader, settings = reader_of(keep)
    upload, truth = opened(plan, settings)
    document = reader.read(upload)
    readings = {}
    for name in (*DECIDING[plan.kind], *NUMBERS):
        found = document.fields.get(name)
        if name in truth or found is not None:
            value, confidence = (found.value, probability_of(found)) if found else ("", 0.0)
            readings[str(name)] = Reading(truth.get(name, ""), value, confidence, confidence >= settings.sure_confidence)
    return Outcome(plan, str(document.kind), readings)


def opened(plan: Plan, settings: Settings) -> tuple[Upload, dict[str, str]]:
    """A specimen as an upload, and what was printed on it."""
    picture, truth = drawn(plan)
    data = BytesIO()
    picture.save(data, "PNG", compress_level=1)
    return open_document_bytes(f"{plan.layout}.png", data.getvalue(), settings), truth


@cache
def reader_of(keep: Path | None) -> tuple[MeasuringReader, Settings]:
    """One reader a process; without a folder to keep readings in it has no store."""
    settings = load_settings()
    store = Store.open(f"sqlite:///{keep / 'readings.db'}", keep) if keep else None
    return measuring_reader(open_readers(settings), store, settings), settings


def _as_dicts(readings: dict[str, Reading]) -> dict[str, dict[str, Any]]:
    return {name: asdict(reading) for name, reading in readings.items()}
