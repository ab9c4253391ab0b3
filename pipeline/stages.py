"""Where the time of a case goes: seconds by stage, each second counted once, for the innermost stage that is going on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Stage(StrEnum):
    """What is done for a case: files opened, pictures decoded, pages read by engines, fields taken from what was read, names
    compared and the chain followed, the database asked and written."""

    INTAKE = "intake"
    DECODE = "decode"
    READ = "read"
    EXTRACT = "extract"
    CHAIN = "chain"
    STORE = "store"


class Stopwatch:
    """Books time on the stage that was begun last and has not ended."""

    def __init__(self) -> None:
        self._seconds = dict.fromkeys(Stage, 0.0)
        self._going_on: list[Stage] = []
        self._since = 0.0

    def begin(self, stage: Stage) -> None:
        self._book()
        self._going_on.append(stage)

    def end(self) -> None:
        self._book()
        self._going_on.pop()

    def _book(self) -> None:
        now = time.perf_counter()
        if self._going_on:
            self._seconds[self._going_on[-1]] += now - self._since
        self._since = now

    @property
    def seconds(self) -> dict[str, float]:
        """Seconds by stage, those with none left out."""
        self._book()
        return {stage.value: round(seconds, 4) for stage, seconds in self._seconds.items() if seconds >= 0.00005}


_RUNNING: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """Times the stages within; where a stopwatch runs already, it goes on."""
    running = _RUNNING.get()
    if running is not None:
        yield running
        return
    started = Stopwatch()
    token = _RUNNING.set(started)
    try:
        yield started
    finally:
        _RUNNING.reset(token)


@contextmanager
def stage(name: Stage) -> Iterator[None]:
    """Time within goes to this stage, wherever a stopwatch runs."""
    running = _RUNNING.get()
    if running is None:
        yield
        return
    running.begin(name)
    try:
        yield
    finally:
        running.end()
