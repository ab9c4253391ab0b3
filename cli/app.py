"""The command `signmatch`. Each group of commands has a module; heavy imports wait until a command needs them."""

import typer

from cli.batch import batch_command
from cli.evaluate import evaluate_app
from cli.export import export_command
from cli.import_manifest import import_command
from cli.match import match_command
from cli.operations import backup_command, doctor_command, metrics_command, restore_command
from cli.read import read_command
from cli.review import rerun_command, review_command, what_if_command
from cli.samples import samples_command
from cli.schedule import schedule_command
from cli.serve import purge_command, serve_command, users_app

app = typer.Typer(
    name="signmatch",
    help="Reads the certificates of SMS signature applications and decides whether they prove the signature.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: loading rich takes as long as all else
)
app.command("review")(review_command)
app.command("rerun")(rerun_command)
app.command("what-if")(what_if_command)
app.command("batch")(batch_command)
app.command("match")(match_command)
app.command("read")(read_command)
app.command("export")(export_command)
app.command("import")(import_command)
app.command("samples")(samples_command)
app.command("schedule")(schedule_command)
app.command("doctor")(doctor_command)
app.command("metrics")(metrics_command)
app.command("backup")(backup_command)
app.command("restore")(restore_command)
app.command("serve")(serve_command)
app.command("purge")(purge_command)
app.add_typer(users_app, name="users")
app.add_typer(evaluate_app, name="evaluate")


@app.command("version")
def version_command() -> None:
    """Prints the version."""
    from pipeline.versions import signmatch_version

    typer.echo(signmatch_version())
