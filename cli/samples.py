"""samples: the sample inbox, to try signmatch on."""

from pathlib import Path
from typing import Annotated

import typer

from cli.output import say


def samples_command(folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet or is empty.")]) -> None:
    """Writes the sample inbox into a folder."""
    from samples import write_inbox

    cases = write_inbox(folder)
    say(f"Wrote {len(cases)} applications to {folder}. Review them with: signmatch batch {folder}")
