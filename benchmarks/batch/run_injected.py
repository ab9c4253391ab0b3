"""`python -m benchmarks.batch.run_injected INBOX`: the command `batch --json` with engines that fail as the cases say."""

from pathlib import Path

import typer

from benchmarks.batch.engines import review_with_injected
from cli.batch import run_and_show


def run(inbox: Path) -> None:
    run_and_show(inbox, as_json=True, work=review_with_injected)


if __name__ == "__main__":
    typer.run(run)
