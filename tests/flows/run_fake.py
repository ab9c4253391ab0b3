"""`python -m tests.flows.run_fake INBOX [--json]`: the command `batch` with the work of fakes.py in place of the review."""

from pathlib import Path
from typing import Annotated

import typer

from cli.batch import run_and_show
from tests.flows.fakes import fake_work


def batch(inbox: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    run_and_show(inbox, as_json, fake_work)


if __name__ == "__main__":
    typer.run(batch)
