"""A run over an inbox by the command: it has a Prefect server and reading processes of its own."""

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from flows.events import BatchInterrupted, BatchSummary, OnEvent, SchedulerStarting
from flows.interrupts import interrupts
from flows.run import Run
from flows.server import prefect_server
from flows.workers import Work, Workers
from pipeline.bootstrap import open_parts
from pipeline.errors import InputRefused, UsageError
from pipeline.intake.inbox import Survey, survey
from pipeline.settings import Settings
from pipeline.work import review_case


def run_batch(inbox: Path, settings: Settings, *, on_event: OnEvent, work: Work = review_case) -> BatchSummary:
    """Reviews every case below `inbox` that is new or changed, and says what became of each.

    `on_event` is called from several threads, one call at a time. `work` is what a test puts in place of the review.

    Raises:
        UsageError: the inbox is missing or holds no case.
        InputRefused: the inbox cannot be read.
        SetupError: what every case needs is missing, or the database was away for longer than the retries last.
        BatchInterrupted: by Ctrl-C, or because the system asked this process to end.
    """
    found = surveyed(inbox, settings.quiet_seconds)
    with interrupts() as heard, closing(open_parts(settings)) as parts:
        on_event(SchedulerStarting())
        began = time.monotonic()
        try:
            # the workers warm up, and Prefect is imported, while the server starts
            with (
                closing(Workers(settings, work)) as workers,
                prefect_server(settings.data_dir) as server,
                environment_with(server.environment),
            ):
                with heard.heeded():
                    from flows.review_batch import client_of, run_flow
                with client_of(server):
                    server.wait_until_ready()
                    run = Run(found.cases, inbox, parts, workers, on_event, found.passed, heard)
                    return run.through(partial(run_flow, run, server=server), time.monotonic() - began)
        except KeyboardInterrupt:
            raise BatchInterrupted(0, len(found.cases)) from None


def surveyed(inbox: Path, quiet_seconds: float = 0.0, *, empty: bool = False) -> Survey:
    """The cases below an inbox, and what is left alone there; at least one case unless it may be empty.

    Raises:
        UsageError: the inbox is missing or holds no case.
        InputRefused: it cannot be read.
    """
    if not inbox.exists():
        raise UsageError(f"{inbox} does not exist.", "Give the folder that holds the cases.")
    if not inbox.is_dir():
        raise UsageError(f"{inbox} is no folder.", "Give the folder that holds the cases, or use `signmatch review` for one case.")
    found = survey(inbox, quiet_seconds)
    if found.cases == (inbox,) and not os.access(inbox, os.R_OK | os.X_OK):
        raise InputRefused(f"{inbox} cannot be read.", "Give this user the right to read it.")
    if not found.cases and not empty:
        left = "".join(
            f" {len(found.passed)} entries are left alone, the first: {each.path.name} {each.reason}." for each in found.passed[:1]
        )
        raise UsageError(
            f"{inbox} holds no case.{left}", "A case is a folder with an application.json, or a file with an AddSmsSign payload."
        )
    return found


@contextmanager
def environment_with(variables: dict[str, str]) -> Iterator[None]:
    """Puts variables into the environment, and what was there before back at the end."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
