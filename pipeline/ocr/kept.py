"""Readings kept in the store: what was read once from the same bytes in the same way is never read again."""

from collections.abc import Callable
from functools import cached_property
from typing import Protocol, TypeVar

from pydantic import TypeAdapter

from pipeline.stages import Stage, stage
from pipeline.store import Store
from pipeline.store.readings import NewReading

Reading = TypeVar("Reading")


class Reads(Protocol):
    """Whatever reads something from a page, and says which and of which version it is."""

    name: str

    def version(self) -> str: ...


class KeptReadings:
    """The readings of one file.

    A profile names what was done (the whole page, a zone, a crop) with which reader; it is the key beside file and page.
    `read_anew` tells whether anything had to be read.
    """

    def __init__(self, store: Store | None, sha256: str, *, afresh: bool = False) -> None:
        self._store, self._sha256, self._afresh = store, sha256, afresh
        self.read_anew = False
        self._new: list[NewReading] = []

    def get(self, kind: TypeAdapter[Reading], page: int, profile: str, reader: Reads, read: Callable[[], Reading]) -> Reading:
        """The kept reading, or a new one by `read`, which is then kept at once."""
        reading = self.measured(kind, page, profile, reader, read)
        self.settle()
        return reading

    def measured(self, kind: TypeAdapter[Reading], page: int, profile: str, reader: Reads, read: Callable[[], Reading]) -> Reading:
        """As `get`, for what takes less time than to keep it: a new one is kept with the next reading, or by `settle`."""
        key = f"{profile} {reader.name} {reader.version()}"
        if (kept := self._kept.get((page, key))) is not None:
            return kind.validate_json(kept)
        with stage(Stage.READ):
            reading = read()
        self.read_anew = True
        payload = self._kept[page, key] = kind.dump_json(reading).decode()
        self._new.append(NewReading(self._sha256, page, key, reader.name, reader.version(), payload))
        return reading

    def settle(self) -> None:
        """Keeps what is new."""
        if self._store is not None and self._new:
            self._store.readings.keep(self._new)
        self._new = []

    @cached_property
    def _kept(self) -> dict[tuple[int, str], str]:
        """All of the file's readings, asked for at once."""
        return {} if self._afresh or self._store is None else self._store.readings.of_file(self._sha256)
