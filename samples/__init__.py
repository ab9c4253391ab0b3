"""Specimen documents of invented companies, and the sample inbox that is made of them (docs/samples.md)."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from samples.data import INBOX

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["draw_inbox", "specimen", "write_inbox"]


def write_inbox(folder: Path) -> list[str]:
    """Copy the committed inbox into an empty or new folder; gives the case ids."""
    _refuse_full(folder)
    cases = sorted(case for case in INBOX.iterdir() if case.is_dir())
    for case in cases:
        shutil.copytree(case, folder / case.name)
    return [case.name for case in cases]


def draw_inbox(folder: Path) -> list[str]:
    """Draw the inbox anew into an empty or new folder, with the fonts of this machine; gives the case ids."""
    from samples import draw

    _refuse_full(folder)
    return draw.draw_inbox(folder)


def specimen(
    kind: str, layout: str, seed: int, wear: Iterable[Mapping[str, Mapping[str, Any]]] | None = None
) -> "tuple[Image, dict[str, str]]":
    """A specimen of invented content: the picture, and the true value of every field that it shows.

    `wear` is a list of steps such as `{"blur": {"radius": 2}}`; see samples.wear for their names.
    """
    from samples import specimens

    return specimens.specimen(kind, layout, seed, wear)


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; samples are never written over other files.", "Name a new folder.")
