"""A manifest: a table (CSV or XLSX) of applications with the names of their files, made into case folders of an inbox."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.application import Application
from pipeline.columns import COLUMNS, application_keys
from pipeline.errors import InputRefused
from pipeline.intake.documents import open_document_bytes
from pipeline.intake.files import read_below, read_file, shown
from pipeline.intake.strict_json import validate
from pipeline.settings import Settings
from pipeline.sheets import MAX_BYTES, read_table

WANTED = ("signature", "signature_type")


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of a manifest, counted as a spreadsheet counts; `refusal` says why it became no case."""

    number: int
    case_id: str
    refusal: str = ""


def import_manifest(manifest: Path, inbox: Path, settings: Settings) -> Iterator[ImportedRow]:
    """Makes a case folder in `inbox` of every row; a row that is refused does not stop the others, and leaves nothing behind.

    Files stand beside the manifest or below; a case that is in the inbox already is refused, never overwritten.

    Raises:
        InputRefused: the manifest is no table, or lacks a column.
    """
    rows = read_table(shown(manifest.name), read_file(manifest, MAX_BYTES))
    names = _columns(next(rows, []), manifest.name)
    # the whole table is read before the first case is written: a damaged one leaves nothing
    for number, cells in enumerate(list(rows), 2):
        row = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        case_id = row.get("case_id", "").strip() or f"{manifest.stem}-{number:05d}"
        try:
            _make_case({**row, "case_id": case_id}, number, manifest.parent, inbox, settings)
        except InputRefused as error:
            yield ImportedRow(number, shown(case_id), str(error))
        else:
            yield ImportedRow(number, case_id)


def _columns(header: list[str], manifest: str) -> list[str]:
    """The column of each place; empty for one that is not known."""
    names = [_folded_columns().get(_folded(cell), "") for cell in header]
    missing = [name for name in WANTED if name not in names]
    if missing:
        raise InputRefused(
            f"{shown(manifest)} has no column {' and '.join(missing)}.", f"Its first row names columns of: {', '.join(COLUMNS)}."
        )
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise InputRefused(f"{shown(manifest)} has the column {twice} twice.", "Leave one of them out.")
    return names


def _make_case(row: dict[str, str], number: int, folder: Path, inbox: Path, settings: Settings) -> None:
    words = _tables()["values"]
    told = {name: words.get(name, {}).get(cell.strip(), cell) for name, cell in row.items()}
    application = validate(f"row {number}", application_keys(told), Application)
    if application.case_id.startswith("."):
        raise InputRefused(f"row {number}: the case {shown(application.case_id)} begins with a dot.", "Give it another id.")
    if len(application.documents) > settings.max_documents:
        raise InputRefused(f"row {number} lists {len(application.documents)} documents; the limit is {settings.max_documents}.")
    target = inbox / application.case_id
    if os.path.lexists(target):
        raise InputRefused(f"row {number}: {shown(application.case_id)} is in the inbox already.", "Give it another id, or take it out.")
    files = {document.file: read_below(folder, document.file, settings.max_file_bytes) for document in application.documents}
    for name, data in files.items():
        open_document_bytes(name, data, settings)
    _write(target, application, files)


def _write(target: Path, application: Application, files: dict[str, bytes]) -> None:
    """The whole folder under a hidden name first, so that a batch never sees half a case."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=".import-", dir=target.parent))
    try:
        for name, data in files.items():
            file = half / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        content = application.model_dump(mode="json", exclude_defaults=True)
        (half / "application.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
        half.rename(target)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


def _folded(cell: str) -> str:
    return "".join(cell.split()).replace("_", "").casefold()


@cache
def _folded_columns() -> dict[str, str]:
    others = {_folded(alias): name for name, aliases in _tables()["columns"].items() for alias in aliases}
    return others | {_folded(name): name for name in COLUMNS}


@cache
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "manifest.yaml").read_text("utf8"))
    return loaded
