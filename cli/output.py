"""What the command prints: results on standard output, everything else on standard error."""

import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 160
"""Columns of a table that is written to a file or a pipe."""


@cache
def out() -> "Console":
    """Standard output; wide and without colours where it is no terminal."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, markup=False, emoji=False)


@cache
def err() -> "Console":
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def printable(text: str) -> str:
    """Text of an applicant without characters that steer a terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def say(text: str, *, style: str = "", indent: int = 0) -> None:
    """One line for people; a long one is broken where it stands on a terminal only."""
    out().print(" " * indent + printable(text), style=style, soft_wrap=not sys.stdout.isatty())


def print_json(document: Any) -> None:
    """One JSON document on one line, characters as they are."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


def verdict_style(verdict: str) -> str:
    return {"pass": "green", "reject": "red", "needs_review": "yellow"}.get(verdict, "bold red")
