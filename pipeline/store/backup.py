"""A copy of the store in one file, made while others use it, and a store made anew from it.

A tar file: `manifest.json`, every table as JSON lines, every upload by its content. It fits SQLite and PostgreSQL alike, and
keeps the schema of its day: restoring brings it to that of today.
"""

import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from sqlalchemy import Connection, Date, DateTime, Engine, MetaData, Table, func, insert, inspect, select, text
from sqlalchemy.exc import StatementError

from pipeline.errors import InputRefused, SetupError
from pipeline.store.engine import is_sqlite, make_engine, reading, sqlite_file, told, writing
from pipeline.store.files import Files, unwritable
from pipeline.store.migrate import at_revision, one_at_a_time, stored_revision
from pipeline.store.store import Store

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = {"alembic_version", "run_leases", "case_leases"}
"""Tables that are no record: the manifest names the schema, and who works on what holds for the moment only."""
ROWS = 500
_UPLOAD = re.compile(r"files/([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds; `missing` are uploads that a purge had removed."""

    rows: int
    files: int
    missing: int
    size: int


def back_up(url: str, data_dir: Path, target: Path) -> Saved:
    """Writes a backup; others may go on reading and writing. The file is there whole or not at all, readable for its owner only.

    Raises:
        SetupError: there is no store, the database cannot be used, or the disk is full.
        InputRefused: the target exists already.
    """
    if target.exists():
        raise InputRefused(f"{target} exists already.", "Name another file; a backup overwrites nothing.")
    if (database := sqlite_file(url)) and not database.exists():
        raise SetupError(f"{data_dir} holds no database.", "Set SIGNMATCH_DATA_DIR to the folder that shall be saved.")
    engine = make_engine(url)
    try:
        with told(engine), _whole(target) as file, tarfile.open(fileobj=file, mode="w") as tar:
            saved = _write(tar, engine, Files(data_dir / "files"), target.parent)
        return Saved(*saved, target.stat().st_size)
    except OSError as error:
        raise unwritable(target.parent, error) from error
    finally:
        engine.dispose()


def _write(tar: tarfile.TarFile, engine: Engine, files: Files, scratch: Path) -> tuple[int, int, int]:
    counts: dict[str, int] = {}
    with _snapshot(engine) as connection:
        revision = stored_revision(connection)
        if revision is None:
            raise SetupError("The database holds no tables of signmatch.", "Check SIGNMATCH_DATABASE_URL and SIGNMATCH_DATA_DIR.")
        tables = _tables(connection)
        for table in tables:
            with tempfile.TemporaryFile(dir=scratch) as rows:
                counts[table.name] = _dump(connection, table, rows)
                _add(tar, f"tables/{table.name}.jsonl", rows)
        wanted = sorted(connection.scalars(text("SELECT DISTINCT sha256 FROM application_files")))
    # uploads are kept before the rows that name them, so all are there but those that a purge removed meanwhile
    found = [sha256 for sha256 in wanted if files.path(sha256).is_file()]
    for sha256 in found:
        with files.path(sha256).open("rb") as upload:
            _add(tar, f"files/{sha256}", upload)
    manifest = {"format": FORMAT, "revision": revision, "made_at": datetime.now(UTC).isoformat(), "rows": counts, "files": len(found)}
    _add(tar, MANIFEST, io.BytesIO(json.dumps(manifest).encode()))
    return sum(counts.values()), len(found), len(wanted) - len(found)


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """One moment of the database, however long it takes to read it."""
    if is_sqlite(engine):
        with reading(engine) as connection:
            yield connection
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ", stream_results=True) as connection:
        yield connection


def _tables(connection: Connection) -> list[Table]:
    """The tables as the database has them, in an order in which no row names one that comes later."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def _dump(connection: Connection, table: Table, rows: BinaryIO) -> int:
    count = 0
    for row in connection.execute(select(table).execution_options(yield_per=ROWS)).mappings():
        rows.write(json.dumps(dict(row), default=_as_text, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


def _add(tar: tarfile.TarFile, name: str, content: Any) -> None:
    member = tarfile.TarInfo(name)
    member.size = content.seek(0, os.SEEK_END)
    content.seek(0)
    tar.addfile(member, content)


@contextmanager
def _whole(target: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when it is complete and on the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def restore(source: Path, url: str, data_dir: Path) -> Saved:
    """Makes a store from a backup, in a data folder and a database that hold none; all of it or, in the database, nothing.

    Raises:
        InputRefused: the file is no backup, is damaged, or was made by a newer signmatch.
        SetupError: there is a store already, the database cannot be used, or the disk is full.
    """
    try:
        with tarfile.open(source, "r:") as tar:
            manifest = _manifest(tar, source)
            return _read(tar, manifest, source, url, data_dir)
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, StatementError) as error:
        raise InputRefused(f"{source} is no backup of signmatch, or it is damaged.", "Take another backup.") from error
    except OSError as error:
        if error.filename == str(source):
            raise InputRefused(f"{source} cannot be read ({error.strerror}).", "Check the name.") from None
        raise unwritable(data_dir, error) from error


def _manifest(tar: tarfile.TarFile, source: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(_content(tar, MANIFEST).read())
    if manifest["format"] > FORMAT:
        raise InputRefused(f"{source} was made by a newer signmatch.", "Upgrade signmatch, then restore it.")
    return manifest


def _read(tar: tarfile.TarFile, manifest: dict[str, Any], source: Path, url: str, data_dir: Path) -> Saved:
    engine = make_engine(url)
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        if database := sqlite_file(url):
            database.parent.mkdir(parents=True, exist_ok=True)
        files = Files(data_dir / "files")
        kept = _uploads(tar, files)
        with one_at_a_time(data_dir), writing(engine, lock="signmatch schema") as connection:
            if inspect(connection).has_table("alembic_version"):
                raise SetupError(
                    f"There is a store already in {data_dir} or its database.", "Restore into an empty folder (SIGNMATCH_DATA_DIR)."
                )
            if not at_revision(connection, str(manifest["revision"])):
                raise InputRefused(f"{source} was made by a newer signmatch.", "Upgrade signmatch, then restore it.")
            rows = _load(connection, tar, manifest["rows"])
        if kept != manifest["files"]:
            raise ValueError("uploads are missing")
        Store.open(url, data_dir).close()  # brings the tables to today's schema
        return Saved(rows, kept, 0, source.stat().st_size)
    finally:
        engine.dispose()


def _uploads(tar: tarfile.TarFile, files: Files) -> int:
    """Keeps the uploads; their names are their content, so a changed one is noticed and a strange name never becomes a path."""
    count = 0
    for member in tar:
        found = _UPLOAD.fullmatch(member.name)
        if found and member.isfile():
            data = _content(tar, member.name).read()
            if hashlib.sha256(data).hexdigest() != found[1]:
                raise ValueError("an upload changed")
            files.keep(found[1], data)
            files.settle()
            count += 1
    return count


def _load(connection: Connection, tar: tarfile.TarFile, counts: dict[str, int]) -> int:
    total = 0
    for table in _tables(connection):
        if table.name not in counts:
            continue
        loaded = 0
        for rows in _batches(_content(tar, f"tables/{table.name}.jsonl"), table):
            connection.execute(insert(table), rows)
            loaded += len(rows)
        if loaded != counts[table.name]:
            raise ValueError("rows are missing")
        total += loaded
        _count_on(connection, table)
    return total


def _batches(lines: Any, table: Table) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for line in lines:
        batch.append({name: _typed(table, name, value) for name, value in json.loads(line).items()})
        if len(batch) == ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if value is not None and isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if value is not None and isinstance(kind, Date):
        return date.fromisoformat(value)
    return value


def _count_on(connection: Connection, table: Table) -> None:
    """Has PostgreSQL number new rows after those that were loaded."""
    if is_sqlite(connection.engine):
        return
    column = table.primary_key.columns.values()[0]
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    highest = connection.scalar(select(func.max(column))) if sequence else None
    if highest:
        connection.execute(select(func.setval(sequence, highest)))


def _content(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    found = tar.extractfile(name)
    if found is None:
        raise ValueError(f"{name} is no file")
    return found
