"""The flow `review-batch`. Prefect reads its settings when it is imported, so import this when they are in the environment."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import TagsContext
from prefect.events.worker import EventsWorker
from prefect.futures import as_completed
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task

from flows.artifacts import Progress, show_flagged
from flows.server import EmbeddedServer, Server
from pipeline.errors import SetupError
from pipeline.work import CaseResult

SETTLE_SECONDS = 20.0


@runtime_checkable
class Batch(Protocol):
    """What the flow hands out: chunks of cases, which count from 1, and at the end those that another run had."""

    inbox: Path
    standard: str
    threads: int
    dashboard_url: str

    @property
    def chunks(self) -> Sequence[range]: ...

    @property
    def results(self) -> tuple[CaseResult, ...]: ...

    @property
    def has_held(self) -> bool: ...

    def review(self, first: int, last: int) -> dict[str, int]: ...

    def review_held(self) -> dict[str, int]: ...

    def stop(self) -> None: ...


_BATCH: ContextVar[Batch] = ContextVar("batch")
"""What the flow of this process works on. Its parameters say the same in words, as Prefect keeps and shows them."""


@contextmanager
def working_on(batch: Batch) -> Iterator[None]:
    """Has the flow work on a batch."""
    token = _BATCH.set(batch)
    try:
        yield
    finally:
        _BATCH.reset(token)


def database_trouble(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """A case that fails is a result. What is worth another attempt of a chunk is a database that was away for a moment."""
    return isinstance(state.result(raise_on_failure=False), SetupError)


_CHUNK: dict[str, Any] = {
    "cache_policy": NO_CACHE,  # what is done stands in the store
    "persist_result": False,
    "retries": 3,
    "retry_delay_seconds": [2, 10, 30],
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": database_trouble,
}


@task(name="review-cases", task_run_name="cases {first} to {last}", **_CHUNK)
def review_cases(first: int, last: int) -> dict[str, int]:
    return _BATCH.get().review(first, last)


@task(name="review-held-cases", task_run_name="cases that another run had", **_CHUNK)
def review_held_cases() -> dict[str, int]:
    return _BATCH.get().review_held()


@flow(name="review-batch", flow_run_name="{inbox} by {standard}", persist_result=False)
def review_batch(inbox: str, standard: str) -> str:
    """Reviews the chunks, as many at a time as the task runner has threads; the number of this flow run."""
    review_chunks(_BATCH.get())
    return str(flow_run.id)


def review_chunks(batch: Batch) -> None:
    """Hands out the chunks in a flow, shows how far they are, and at the end which cases are flagged."""
    progress = Progress(len(batch.chunks))
    with TagsContext(current_tags=set()):  # the tags are the run's: a task with tags asks the server first whether their limits allow it
        chunks = [review_cases.submit(chunk[0], chunk[-1]) for chunk in batch.chunks]
    try:
        for chunk in as_completed(chunks):
            chunk.result()
            progress.advance()
        if batch.has_held:
            review_held_cases.submit().result()
    except BaseException:
        batch.stop()  # otherwise the threads would go on to their end
        raise
    show_flagged(batch.results, batch.dashboard_url)


def client_of(server: Server) -> AbstractContextManager[object]:
    """Has Prefect's client ask this server. It takes a moment the first time, in which a server may still be starting."""
    return temporary_settings(_client_settings(server))


def run_flow(batch: Batch, server: Server) -> None:
    """Runs the flow on a server, and leaves an embedded one only when it has written down everything."""
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=batch.threads)
    with tags(*tags_of(batch.inbox, batch.standard)), working_on(batch):
        threaded = review_batch.with_options(task_runner=runner)  # type: ignore[arg-type]  # Prefect's own types disagree
        run_id = threaded(str(batch.inbox), batch.standard)
        if isinstance(server, EmbeddedServer):
            _settle(UUID(run_id), len(batch.chunks))


def tags_of(inbox: Path, standard: str) -> tuple[str, str]:
    """By what runs are found in Prefect's page."""
    return f"inbox: {inbox.name}", f"standard: {standard}"


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
