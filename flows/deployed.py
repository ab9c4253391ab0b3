"""The flows as a schedule or a worker of a Prefect work pool runs them: all they are told is an inbox.

Prefect loads this module in a process of its own for each run.
"""

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.deployments import run_deployment
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.batch import surveyed
from flows.events import Event, counts_of
from flows.lifeline import die_with_parent
from flows.review_batch import review_chunks, tags_of, working_on
from flows.run import Run
from flows.workers import Workers
from pipeline import logs, work
from pipeline.bootstrap import open_parts
from pipeline.errors import SetupError, UsageError
from pipeline.settings import Settings, load_settings

PARENT = "SIGNMATCH_SCHEDULER_PROCESS"
"""Names the process that the runs of a schedule end with."""
POLL_SECONDS = 2.0


def _run_name() -> str:
    asked: dict[str, Any] = flow_run.parameters
    part = f", worker {asked['shard']} of {asked['of']}" if asked.get("of", 1) > 1 else ""
    return f"{asked['inbox']} by {asked.get('standard') or load_settings().standard}{part}"


@flow(
    name="review-inbox",
    flow_run_name=_run_name,
    persist_result=False,
    task_runner=ThreadPoolTaskRunner(max_workers=load_settings().workers),  # type: ignore[arg-type]  # Prefect's own types disagree
    retries=2,
    retry_delay_seconds=10,
)
def review_inbox(inbox: str, standard: str = "", shard: int = 1, of: int = 1) -> dict[str, int]:
    """Reviews what is new or changed in an inbox.

    Args:
        inbox: the folder of the cases, as this machine sees it.
        standard: the standard to judge by; that of the settings where it is empty.
        shard: of several workers on one inbox, which one this is. Each begins at another place and goes on until
            all is done, so that the others finish what a lost one leaves.
        of: how many workers there are.
    """
    _end_with_the_schedule()
    settings = _settings(standard)
    logs.configure(settings.log_format, settings.log_level)
    with _opened(Path(inbox), settings, shard, of) as run:
        if run is None:
            return counts_of(())
        with working_on(run):
            return run.through(lambda: review_chunks(run)).counts


@flow(name="share-inbox", flow_run_name="{inbox} on {workers} workers", persist_result=False)
def share_inbox(inbox: str, standard: str = "", workers: int = 2, deployment: str = "review-inbox/worker") -> dict[str, str]:
    """Has several workers of a work pool review one inbox; done when one of them has seen every case to its end.

    Raises:
        SetupError: none of them came to its end.
    """
    asked = [
        run_deployment(
            deployment,
            parameters={"inbox": inbox, "standard": standard, "shard": shard, "of": workers},
            tags=list(tags_of(Path(inbox), standard or load_settings().standard)),
            timeout=0,
            as_subflow=False,
        )
        for shard in range(1, workers + 1)
    ]
    with get_client(sync_client=True) as client:
        while True:
            runs = [client.read_flow_run(run.id) for run in asked]  # type: ignore[union-attr]
            states = {str(run.name): run.state_name or "" for run in runs}
            if any(run.state is not None and run.state.is_completed() for run in runs):
                return states
            if all(run.state is not None and run.state.is_final() for run in runs):
                raise SetupError("No worker brought the inbox to its end.", "Look into their runs, then start this one again.")
            time.sleep(POLL_SECONDS)


def _settings(standard: str) -> Settings:
    settings = load_settings()
    return settings.model_copy(update={"standard": standard}) if standard else settings


@contextmanager
def _opened(inbox: Path, settings: Settings, shard: int, of: int) -> Iterator[Run | None]:
    """The run over an inbox with its reading processes; None where there is nothing to review."""
    if not 1 <= shard <= of:
        raise UsageError(f"There is no worker {shard} of {of}.", "Workers count from 1.")
    found = surveyed(inbox, settings.quiet_seconds, empty=True)
    if not found.cases:
        yield None
        return
    start = len(found.cases) * (shard - 1) // of
    cases = (*found.cases[start:], *found.cases[:start])
    with closing(open_parts(settings)) as parts, closing(Workers(settings, work.review_case)) as workers:
        yield Run(cases, inbox, parts, workers, _untold, found.passed)


def _untold(event: Event) -> None:
    """Prefect's page and the log show how a run goes on."""


def _end_with_the_schedule() -> None:
    parent = os.environ.get(PARENT, "")
    if parent.isdigit() and os.getppid() == int(parent):
        die_with_parent(int(parent))
