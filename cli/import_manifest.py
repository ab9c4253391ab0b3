"""import: a table of applications becomes case folders of an inbox."""

from pathlib import Path
from typing import Annotated

import typer

from cli.output import err, out, print_json, printable
from pipeline.errors import ExitCode


def import_command(
    manifest: Annotated[Path, typer.Argument(help="A CSV or XLSX table, one application a row; its files stand beside it.")],
    inbox: Annotated[Path, typer.Argument(help="The folder for the cases; it is made when it is missing.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Makes a case folder of every row of a table, for a batch to review."""
    from dataclasses import asdict

    from pipeline.intake.manifest import import_manifest
    from pipeline.settings import load_settings

    rows = list(import_manifest(manifest, inbox, load_settings()))
    refused = [row for row in rows if row.refusal]
    if as_json:
        print_json({"inbox": str(inbox), "imported": len(rows) - len(refused), "rows": [asdict(row) for row in rows]})
    else:
        for row in refused:
            err().print(printable(f"row {row.number}, {row.case_id}: {row.refusal}"), soft_wrap=True)
        out().print(f"{len(rows) - len(refused)} cases in {printable(str(inbox))}, {len(refused)} rows refused.")
    raise typer.Exit(ExitCode.FLAGGED if refused else ExitCode.ALL_PASS)
