"""The processes that read cases: warmed once, killed at a case's time limit, replaced when they die or grow old.

A time-out in a thread stops nothing while native code runs, so every case is in the hands of a process. Each process has
a pipe of its own: one that is killed at any moment takes neither a lock nor a message of another one with it.
"""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock
from typing import Protocol, TypeVar

import structlog

from flows.lifeline import die_with_parent
from flows.memory import limit_memory
from pipeline import logs
from pipeline.bootstrap import Parts, open_parts
from pipeline.errors import SetupError, UsageError
from pipeline.settings import Settings
from pipeline.work import CaseHeld, CaseResult, provisional_id, review_case

START_SECONDS = 180.0
LOG_BYTES, OLD_LOGS = 10_000_000, 3

_SPAWN = get_context("spawn")  # no copy of this process's threads and locks, and this process is the parent (see lifeline.py)

T = TypeVar("T")

log = structlog.get_logger()


class Work(Protocol):
    """Reviews one case: `review_case`, or what a test puts in its place. With `given_up` nothing is read any more."""

    def __call__(self, path: Path, parts: Parts, *, run_id: int | None, given_up: str = "") -> CaseResult: ...


class CaseLost(Exception):
    """A case was not brought to its end: it raised, took too long, or killed its process."""


class TimeLimitReached(CaseLost):
    """Another attempt would take as long."""


class MemoryExceeded(CaseLost):
    """What is left of the process's memory may be in disorder."""


class NotStarted(CaseLost):
    """The process died before it took the case."""


class Stopped(Exception):
    """The run is being stopped."""


class Worker:
    """One process and its pipe. Start it in a thread that lives as long as the process shall."""

    def __init__(self, settings: Settings, work: Work) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, os.getpid(), settings, work), daemon=True)
        self._process.start()
        theirs.close()  # so that reading from the pipe of a dead process ends
        self._ready = False
        self._cases_left = settings.cases_per_worker

    @property
    def usable(self) -> bool:
        """Whether another case may go to it."""
        return self._cases_left > 0 and self._process.is_alive()

    def review(self, path: Path, run_id: int, limit: float, given_up: str = "") -> CaseResult:
        """The result of a case.

        Raises:
            CaseLost: the case raised, took too long, or killed its process.
            CaseHeld: another run has it.
            SetupError, UsageError: what every case needs is missing.
        """
        if not self._ready:
            self._wait_until_warm()
        self._cases_left -= 1
        try:
            self._pipe.send((path, run_id, given_up))
            answer = self._receive(limit)
        except (EOFError, OSError):
            raise CaseLost(f"The process that read the case died ({self._how_it_ended()}).") from None
        except MemoryExceeded:
            self._cases_left = 0
            raise
        assert isinstance(answer, CaseResult)
        return answer

    def _wait_until_warm(self) -> None:
        try:
            self._receive(START_SECONDS)
        except (EOFError, OSError):
            raise NotStarted(f"The reading process died while it started ({self._how_it_ended()}).") from None
        except TimeLimitReached:
            raise NotStarted(f"The reading process was not ready after {START_SECONDS:g} seconds.") from None
        except CaseLost as lost:
            raise NotStarted(f"The reading process could not start: {lost}") from None
        self._ready = True

    def _receive(self, seconds: float) -> object:
        if not self._pipe.poll(seconds):
            self.kill()
            raise TimeLimitReached(f"It took longer than {seconds:g} seconds.")
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _how_it_ended(self) -> str:
        self.kill()
        code = self._process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def kill(self) -> None:
        """Ends the process and every program that it started."""
        assert self._process.pid
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # gone, or not yet the leader of its group
            self._process.kill()
        self._process.join()


class Workers:
    """As many processes as the settings say, for as many threads that call `review`."""

    def __init__(self, settings: Settings, work: Work = review_case) -> None:
        self._settings, self._work = settings, work
        self._starter = ThreadPoolExecutor(1, "starter", initializer=_shield_from_interrupts)
        self._idle: SimpleQueue[Worker | None] = SimpleQueue()  # None: there will be no more
        self._all: set[Worker] = set()
        self._changing = Lock()
        self._stopping = Event()
        for _ in range(settings.workers):
            self._add()

    def review(self, path: Path, run_id: int, begun: Callable[[], None] = lambda: None) -> CaseResult:
        """The result of a case. One that is lost at every attempt is given up: its review says that a person must look.

        `begun` is called whenever a process has taken it.

        Raises:
            CaseLost: not even that could be stored within the time limit.
            CaseHeld: another run has it.
            SetupError, UsageError: not the case is at fault, but what every case needs.
            Stopped: `close` was called.
        """
        for attempt in range(self._settings.case_retries + 1):
            self._stopping.wait(self._settings.retry_seconds * 2 ** (attempt - 1) if attempt else 0)
            try:
                return self._attempt(path, run_id, begun)
            except CaseLost as error:
                lost = error
                log.warning("case lost", run=run_id, case=provisional_id(path), attempt=attempt + 1, error=str(error))
            if isinstance(lost, TimeLimitReached):
                break
        if isinstance(lost, NotStarted):
            raise SetupError(str(lost), "Run `signmatch doctor` to see why.") from None
        return self._attempt(path, run_id, begun, str(lost))

    def _attempt(self, path: Path, run_id: int, begun: Callable[[], None], given_up: str = "") -> CaseResult:
        worker = self._idle.get()
        if worker is None:
            self._idle.put(None)  # for the next thread that asks
            raise Stopped
        try:
            begun()
            return worker.review(path, run_id, self._settings.case_timeout_seconds, given_up)
        except CaseLost:
            if self._stopping.is_set():
                raise Stopped from None
            raise
        finally:
            if worker.usable:
                self._idle.put(worker)
            else:
                self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        self._all.discard(worker)
        self._add()

    def _add(self) -> None:
        with self._changing:
            if self._stopping.is_set():
                raise Stopped
            # the threads that review cases end before the run does, and a process dies with the thread that started it
            worker = self._starter.submit(Worker, self._settings, self._work).result()
            self._all.add(worker)
        self._idle.put(worker)

    def close(self) -> None:
        """Kills the processes; threads that wait for one get `Stopped`."""
        with self._changing:
            self._stopping.set()
            self._starter.shutdown()
        self._idle.put(None)
        for worker in tuple(self._all):
            worker.kill()


def _shield_from_interrupts() -> None:
    """Blocks Ctrl-C in this thread and in the processes that it starts: it is the command that ends them."""
    resource_tracker.ensure_running()  # it lifts the block when it starts
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _serve(pipe: Connection, parent: int, settings: Settings, work: Work) -> None:
    """The life of a reading process: open the parts, then review what comes until the pipe closes."""
    os.setsid()  # a group of its own, so that the programs which it starts can be killed with it
    die_with_parent(parent)
    _log_to(settings.data_dir / "workers.log")
    logs.configure(settings.log_format, settings.log_level)
    limit_memory(settings.worker_memory_mb)
    parts = _answered(pipe, partial(_warm_parts, settings))
    if parts is None:
        return
    pipe.send(None)
    while True:
        try:
            path, run_id, given_up = pipe.recv()
        except EOFError:
            return
        result = _answered(pipe, partial(work, path, parts, run_id=run_id, given_up=given_up))
        if result is not None:
            pipe.send(result)


def _warm_parts(settings: Settings) -> Parts:
    parts = open_parts(settings)
    parts.warm()
    return parts


def _log_to(file: Path) -> None:
    """What readers print goes to a file: the screen shows the progress, and standard output may be JSON."""
    _rotate(file)
    target = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(target, 1)
    os.dup2(target, 2)
    os.close(target)


def _rotate(file: Path) -> None:
    """Lays a log aside that has grown large; processes that write to it go on doing so until they are replaced."""
    if not file.exists() or file.stat().st_size < LOG_BYTES:
        return
    for number in range(OLD_LOGS, 0, -1):
        older = file.with_name(f"{file.name}.{number}")
        newer = file.with_name(f"{file.name}.{number - 1}") if number > 1 else file
        with suppress(FileNotFoundError):  # another process was faster
            newer.replace(older)


def _answered(pipe: Connection, act: Callable[[], T]) -> T | None:
    """What `act` gives; where it raises, the error is sent instead."""
    try:
        return act()
    except (SetupError, UsageError, CaseHeld) as error:  # not the case is at fault
        pipe.send(error)
    except MemoryError:
        pipe.send(MemoryExceeded("It took more memory than SIGNMATCH_WORKER_MEMORY_MB allows."))
    except Exception as error:
        # without its message, which may quote a document
        pipe.send(CaseLost(f"{type(error).__name__} at {logs.where(error)}"))
    return None
