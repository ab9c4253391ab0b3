"""The flow `review-batch`. Prefect reads its settings when it is imported, so import this when they are in the environment."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import State, TaskRun
from prefect.events.worker import EventsWorker
from prefect.futures import as_completed
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task

from flows.server import EmbeddedServer, Server
from pipeline.errors import SetupError

SETTLE_SECONDS = 20.0


@runtime_checkable
class Batch(Protocol):
    """What the flow hands out: chunks of cases, which count from 1."""

    inbox: Path
    standard: str
    threads: int

    @property
    def chunks(self) -> Sequence[range]: ...

    def review(self, first: int, last: int) -> dict[str, int]: ...

    def stop(self) -> None: ...


def database_trouble(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """A case that fails is a result. What is worth another attempt of a chunk is a database that was away for a moment."""
    return isinstance(state.result(raise_on_failure=False), SetupError)


@task(
    name="review-cases",
    task_run_name="cases {first} to {last}",
    cache_policy=NO_CACHE,  # what is done stands in the store
    persist_result=False,
    retries=2,
    retry_delay_seconds=[2, 10],
    retry_jitter_factor=0.5,
    retry_condition_fn=database_trouble,
)
def review_cases(first: int, last: int, batch: Batch) -> dict[str, int]:
    return batch.review(first, last)


@flow(name="review-batch", flow_run_name="{inbox} by {standard}", persist_result=False, validate_parameters=False)
def review_batch(inbox: str, standard: str, batch: Batch) -> str:
    """Reviews the chunks, as many at a time as the task runner has threads; the number of this flow run."""
    chunks = [review_cases.submit(chunk[0], chunk[-1], batch) for chunk in batch.chunks]
    try:
        for chunk in as_completed(chunks):
            chunk.result()
    except BaseException:
        batch.stop()  # otherwise the threads would go on to their end
        raise
    return str(flow_run.id)


def run_flow(batch: Batch, server: Server) -> None:
    """Runs the flow on a server, and leaves an embedded one only when it has written down everything."""
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=batch.threads)
    with temporary_settings(_client_settings(server)), tags(f"inbox: {batch.inbox.name}", f"standard: {batch.standard}"):
        threaded = review_batch.with_options(task_runner=runner)  # type: ignore[arg-type]  # Prefect's own types disagree
        run_id = threaded(str(batch.inbox), batch.standard, batch)
        if isinstance(server, EmbeddedServer):
            _settle(UUID(run_id), len(batch.chunks))


def _client_settings(server: Server) -> dict[Any, Any]:
    """The settings that must hold even where something imported Prefect before."""
    if not isinstance(server, EmbeddedServer):
        return {}
    return {
        PREFECT_API_URL: server.url,
        PREFECT_API_AUTH_STRING: server.environment["PREFECT_API_AUTH_STRING"],
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,  # costs a second a run, for watchers that this server does not have
    }


def _settle(run_id: UUID, tasks: int) -> None:
    """Waits until the states of all task runs, which travel as events, are in the server's database."""
    deadline = time.monotonic() + SETTLE_SECONDS
    of_run = FlowRunFilter(id=FlowRunFilterId(any_=[run_id]))
    with get_client(sync_client=True) as client:
        while time.monotonic() < deadline:
            runs = client.read_task_runs(flow_run_filter=of_run)
            if sum(run.state is not None and run.state.is_final() for run in runs) >= tasks:
                break
            time.sleep(0.1)
    EventsWorker.drain_all(timeout=5)
