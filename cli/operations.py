"""doctor, metrics, backup and restore: what those need who keep signmatch running."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import out, print_json, say
from pipeline.errors import ExitCode

if TYPE_CHECKING:
    from pipeline.store.backup import Saved

STYLES = {"ok": "green", "warning": "yellow", "failed": "bold red"}
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def doctor_command(as_json: AsJson = False) -> None:
    """Checks what signmatch needs, and says what to do where something is missing."""
    from flows import doctor as scheduler
    from pipeline import doctor
    from pipeline.doctor import Health
    from pipeline.settings import load_settings
    from samples.fonts import missing_packages

    found = []
    packages = " ".join(missing_packages())
    fonts = (
        doctor.Check("fonts", Health.WARNING, "Specimens cannot be drawn; reviews do not need them.", f"sudo apt-get install {packages}")
        if packages
        else doctor.Check("fonts", Health.OK, "those that specimens are drawn with")
    )
    for checks in (doctor.checks(load_settings()), scheduler.checks(), [fonts]):
        for check in checks:
            found.append(check)
            if not as_json:
                out().print(f"{check.health.value:8}", style=STYLES[check.health.value], end="")
                say(f"{check.name}: {check.says}")
                if check.remedy:
                    say(check.remedy, style="bold", indent=8)
    failed = any(check.health is Health.FAILED for check in found)
    if as_json:
        rows = [{"name": check.name, "health": check.health.value, "says": check.says, "remedy": check.remedy} for check in found]
        print_json({"healthy": not failed, "checks": rows})
    raise typer.Exit(ExitCode.INTERNAL if failed else ExitCode.ALL_PASS)


def metrics_command() -> None:
    """Prints figures for Prometheus, as the dashboard serves them at /metrics."""
    from pipeline.metrics import metrics
    from pipeline.settings import load_settings
    from pipeline.store import Store

    settings = load_settings()
    store = Store.open(settings.database_url, settings.data_dir)
    try:
        typer.echo(metrics(store, settings), nl=False)
    finally:
        store.close()


def backup_command(file: Annotated[Path, typer.Argument(help="The file to write, such as signmatch.tar.")]) -> None:
    """Saves database and uploads in one file, also while batches and the dashboard run."""
    from pipeline.settings import load_settings
    from pipeline.store.backup import back_up

    settings = load_settings()
    saved = back_up(settings.database_url, settings.data_dir, file)
    say(f"Saved {_amount(saved)} in {file}, {saved.size / 2**20:.1f} MB.")
    if saved.missing:
        say(f"{saved.missing} uploads were removed by a purge and are not in it.")


def restore_command(file: Annotated[Path, typer.Argument(help="A file that `signmatch backup` wrote.")]) -> None:
    """Makes the data folder and database anew from a backup; there must be none yet."""
    from pipeline.settings import load_settings
    from pipeline.store.backup import restore

    settings = load_settings()
    restored = restore(file, settings.database_url, settings.data_dir)
    say(f"Restored {_amount(restored)} into {settings.data_dir}.")


def _amount(saved: "Saved") -> str:
    return f"{saved.rows} rows and {saved.files} uploads"
