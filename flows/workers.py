"""The processes that read cases: warmed once, killed at a case's time limit, replaced when they die or grow old.

A time-out in a thread stops nothing while native code runs, so every case is in the hands of a process. Each process has
a pipe of its own: one that is killed at any moment takes neither a lock nor a message of another one with it.
"""

import os
import signal
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Protocol, TypeVar

from flows.lifeline import die_with_parent
from pipeline import logs
from pipeline.bootstrap import Parts, open_parts
from pipeline.errors import SetupError, UsageError
from pipeline.settings import Settings
from pipeline.work import CaseResult, review_case

CASES_A_WORKER = 200  # then a fresh process takes its place, so that no leak of a native library adds up
START_SECONDS = 180.0

_SPAWN = get_context("spawn")  # no copy of this process's threads and locks, and this process is the parent (see lifeline.py)

T = TypeVar("T")


class Work(Protocol):
    """Reviews one case: `review_case`, or what a test puts in its place."""

    def __call__(self, path: Path, parts: Parts, *, run_id: int | None) -> CaseResult: ...


class CaseLost(Exception):
    """A case was not brought to its end: it raised, took too long, or killed its process."""


class TimeLimitReached(CaseLost):
    """Another attempt would take as long."""


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
        self._cases = 0

    @property
    def usable(self) -> bool:
        """Whether another case may go to it."""
        return self._cases < CASES_A_WORKER and self._process.is_alive()

    def review(self, path: Path, run_id: int, limit: float) -> CaseResult:
        """The result of a case.

        Raises:
            CaseLost: the case raised, took too long, or killed its process.
            SetupError, UsageError: what every case needs is missing.
        """
        if not self._ready:
            self._wait_until_warm()
        self._cases += 1
        try:
            self._pipe.send((path, run_id))
            answer = self._receive(limit)
        except (EOFError, OSError):
            raise CaseLost(f"The process that read the case died ({self._how_it_ended()}).") from None
        assert isinstance(answer, CaseResult)
        return answer

    def _wait_until_warm(self) -> None:
        try:
            self._receive(START_SECONDS)
        except (EOFError, OSError):
            raise NotStarted(f"The reading process died while it started ({self._how_it_ended()}).") from None
        except TimeLimitReached:
            raise NotStarted(f"The reading process was not ready after {START_SECONDS:g} seconds.") from None
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
        self._stopped = False
        for _ in range(settings.workers):
            self._add()

    def review(self, path: Path, run_id: int) -> CaseResult:
        """The result of a case, at the second attempt where the first one was lost.

        Raises:
            CaseLost: it reached the time limit, or was lost twice.
            SetupError, UsageError: not the case is at fault, but what every case needs.
            Stopped: `close` was called.
        """
        try:
            return self._attempt(path, run_id)
        except TimeLimitReached:
            raise
        except CaseLost:
            pass
        try:
            return self._attempt(path, run_id)
        except NotStarted as lost:
            raise SetupError(str(lost), "Run `signmatch review` on one case to see why.") from None

    def _attempt(self, path: Path, run_id: int) -> CaseResult:
        worker = self._idle.get()
        if worker is None:
            self._idle.put(None)  # for the next thread that asks
            raise Stopped
        try:
            return worker.review(path, run_id, self._settings.case_timeout_seconds)
        except CaseLost:
            if self._stopped:
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
            if self._stopped:
                raise Stopped
            # the threads that review cases end before the run does, and a process dies with the thread that started it
            worker = self._starter.submit(Worker, self._settings, self._work).result()
            self._all.add(worker)
        self._idle.put(worker)

    def close(self) -> None:
        """Kills the processes; threads that wait for one get `Stopped`."""
        with self._changing:
            self._stopped = True
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
    logs.configure()
    parts = _answered(pipe, partial(_warm_parts, settings))
    if parts is None:
        return
    pipe.send(None)
    while True:
        try:
            path, run_id = pipe.recv()
        except EOFError:
            return
        result = _answered(pipe, partial(work, path, parts, run_id=run_id))
        if result is not None:
            pipe.send(result)


def _warm_parts(settings: Settings) -> Parts:
    parts = open_parts(settings)
    parts.warm()
    return parts


def _log_to(file: Path) -> None:
    """What readers print goes to a file: the screen shows the progress, and standard output may be JSON."""
    target = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(target, 1)
    os.dup2(target, 2)
    os.close(target)


def _answered(pipe: Connection, act: Callable[[], T]) -> T | None:
    """What `act` gives; where it raises, the error is sent instead."""
    try:
        return act()
    except (SetupError, UsageError) as error:  # not the case is at fault
        pipe.send(error)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        pipe.send(CaseLost(f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}: {error}"))
    return None
