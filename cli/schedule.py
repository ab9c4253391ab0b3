"""`signmatch schedule`: reviews an inbox again and again at set times."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import err

if TYPE_CHECKING:
    from flows.schedule import Ready

PORT = 4200
QUIET_SECONDS = 30.0
"""Others write into a watched inbox: what changed less long ago may still be arriving."""


def schedule_command(
    inbox: Annotated[Path, typer.Option(help="The folder that holds the cases.", show_default=False)],
    cron: Annotated[str, typer.Option(help="When, in the five fields of crontab, for example '0 2 * * *'; times are UTC.")] = "",
    every: Annotated[float, typer.Option(help="Every so many seconds, in place of --cron.")] = 0.0,
    standard: Annotated[str, typer.Option(help="The standard to judge by; that of the settings without it.")] = "",
    name: Annotated[str, typer.Option(help="The name of the deployment in Prefect.")] = "schedule",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where Prefect's page is served; 0 takes any free port.")] = PORT,
) -> None:
    """Serves the scheduled batch until Ctrl-C, as a Prefect deployment."""
    from flows.schedule import Plan, serve_schedule
    from pipeline import logs, standards
    from pipeline.settings import load_settings

    settings = load_settings()
    logs.configure(settings.log_format, settings.log_level)
    chosen = standard or settings.standard
    standards.load(chosen)
    if not settings.quiet_seconds:
        settings = settings.model_copy(update={"quiet_seconds": QUIET_SECONDS})
    err().print("Starting the scheduler…")
    serve_schedule(Plan(inbox, chosen, cron, every, name), settings, port=port, on_ready=_say_ready)


def _say_ready(ready: "Ready") -> None:
    err().print(f"The schedule runs. Prefect's page: {ready.page}", soft_wrap=True)
    if ready.password:
        err().print(f"It asks for this password, which is new at each start: {ready.password}", soft_wrap=True)
    err().print("Ctrl-C ends it.")
