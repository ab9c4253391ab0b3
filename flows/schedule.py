"""The scheduled batch: a Prefect deployment that this process serves, on a server of its own unless one is named."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.batch import environment_with, surveyed
from flows.server import EmbeddedServer, standing_server
from pipeline.errors import UsageError
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """When an inbox is reviewed: `cron` in the five fields of crontab, or every so many seconds."""

    inbox: Path
    standard: str
    cron: str = ""
    every: float = 0.0
    name: str = "schedule"


@dataclass(frozen=True, slots=True)
class Ready:
    """The schedule runs; `page` is where Prefect shows it, `password` what it asks for there."""

    page: str
    password: str


def serve_schedule(plan: Plan, settings: Settings, *, port: int, on_ready: Callable[[Ready], None]) -> None:
    """Serves the deployment until Ctrl-C or SIGTERM. A run that is due while another one goes on is held back.

    Raises:
        UsageError: the inbox is missing, or the plan says no time or a wrong one.
        SetupError: the server does not start, or its port is taken.
    """
    surveyed(plan.inbox, empty=True)
    if bool(plan.cron) == bool(plan.every):
        raise UsageError("A schedule needs either --cron or --every.", "For example: --cron '0 2 * * *', or --every 600.")
    own = {
        "SIGNMATCH_SCHEDULER_PROCESS": str(os.getpid()),
        "SIGNMATCH_DATA_DIR": str(settings.data_dir),
        "SIGNMATCH_QUIET_SECONDS": str(settings.quiet_seconds),
    }
    with standing_server(settings.data_dir, port) as server, environment_with(server.environment | own):
        server.wait_until_ready()
        _serve(plan, lambda: on_ready(_ready(server)), own_server=isinstance(server, EmbeddedServer))


def _ready(server: object) -> Ready:
    url = str(getattr(server, "url", ""))
    return Ready(url.removesuffix("/api"), server.password if isinstance(server, EmbeddedServer) else "")


def _bury_the_dead() -> None:
    """Marks runs as crashed that went on when the schedule was killed: they would hold back every further one."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
    from prefect.client.schemas.objects import StateType
    from prefect.states import Crashed

    going_on = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING, StateType.CANCELLING])
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=going_on))):
            client.set_flow_run_state(run.id, Crashed(message="The schedule was killed while this run went on."))


def _serve(plan: Plan, on_ready: Callable[[], None], *, own_server: bool) -> None:
    # Prefect reads its settings when it is imported: they stand in the environment now
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.runner import Runner
    from prefect.types.entrypoint import EntrypointType

    from flows.deployed import review_inbox
    from flows.review_batch import tags_of

    runner = Runner(name=plan.name, limit=1, pause_on_shutdown=False)
    try:
        runner.add_flow(
            review_inbox,
            name=plan.name,
            cron=plan.cron or None,
            interval=plan.every or None,
            parameters={"inbox": str(plan.inbox.absolute()), "standard": plan.standard},
            tags=list(tags_of(plan.inbox, plan.standard)),
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    except ValueError as error:
        raise UsageError(
            f"The schedule {plan.cron!r} is not understood ({error}).", "Write five fields as in crontab: '0 2 * * *'."
        ) from None
    if own_server:
        _bury_the_dead()
    on_ready()
    # as Ctrl-C does: Prefect's own handler does not wait for the runs that it ends
    runner.handle_sigterm = lambda *_, **__: signal.raise_signal(signal.SIGINT)  # type: ignore[method-assign]
    # a shell that starts it in the background has it ignore Ctrl-C, and with it would go SIGTERM
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())
