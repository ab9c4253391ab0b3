"""The connection to the database: SQLite as several processes need it, or PostgreSQL."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, Executable, Table, create_engine, event, insert, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from pipeline.errors import SetupError, UsageError
from pipeline.stages import Stage, stage

BUSY_MILLISECONDS = 30_000
# a transaction that read first could not begin to write after another one wrote
BEGIN_LASTING = ("PRAGMA synchronous = FULL", "BEGIN IMMEDIATE")
BEGIN_BRIEF = ("PRAGMA synchronous = NORMAL", "BEGIN IMMEDIATE")


def make_engine(url: str) -> Engine:
    """An engine for the address of a database.

    Raises:
        UsageError: it is no address, or the driver that it names is not installed.
    """
    try:
        address = _with_driver(make_url(url))
        # a server that was restarted has closed the connections in the pool; a file has not
        ping = address.get_backend_name() != "sqlite"
        engine = create_engine(address, json_serializer=partial(json.dumps, ensure_ascii=False), pool_pre_ping=ping)
    except (ArgumentError, ValueError):
        raise UsageError("The database address (SIGNMATCH_DATABASE_URL) is not valid.", "Write sqlite:///PATH or postgresql://….") from None
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise UsageError(
            f"The driver of the database (SIGNMATCH_DATABASE_URL) is missing: {error}.", "Install it, or name one that is installed."
        ) from None
    if is_sqlite(engine):
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    _engines.add(engine)
    return engine


def _with_driver(url: URL) -> URL:
    """PostgreSQL is spoken to by psycopg 3, unless the address names another driver."""
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def shown_url(engine: Engine) -> str:
    """The address without its password."""
    return engine.url.render_as_string(hide_password=True)


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for a database in memory or of another kind."""
    parsed = make_url(url)
    in_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(str(parsed.database)) if in_file else None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads."""
    with stage(Stage.STORE), told(engine), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, lock: str = "", *, lasting: bool = True) -> Iterator[Connection]:
    """A transaction that writes; two with the same `lock` follow one another, so that a check and its insert are one step.

    One that is not `lasting` outlives every process, but a power cut may take it back where no lasting one followed: for what
    the next run would do again. SQLite does not wait for the disk then, which takes most of a small transaction's time.
    """
    begin = BEGIN_LASTING if lasting else BEGIN_BRIEF
    with stage(Stage.STORE), told(engine), engine.execution_options(begin=begin).begin() as connection:
        if lock and not is_sqlite(engine):
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:lock, 0))"), {"lock": lock})
        yield connection


def added(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Adds a row; its number."""
    key = connection.execute(_insert(table), row).inserted_primary_key
    assert key is not None
    return int(key[0])


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows, in one statement."""
    if rows:
        connection.execute(_insert(table), rows)


def add_unless_there(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds rows; those that are there already stay as they are."""
    if rows:
        connection.execute(_insert_or_leave(table, is_sqlite(connection.engine)), rows)


# SQLAlchemy takes longer to put a statement together than to run it: those of every case are made once

_insert = cache(insert)


@cache
def _insert_or_leave(table: Table, in_sqlite: bool) -> Executable:
    # SQLAlchemy puts ON CONFLICT together anew at every call
    return insert(table).prefix_with("OR IGNORE") if in_sqlite else postgresql.insert(table).on_conflict_do_nothing()


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turns what a person can put right into an error that says how."""
    try:
        yield
    except OperationalError as error:
        raise SetupError(f"The database {shown_url(engine)} cannot be used: {error.orig}.", _remedy(str(error.orig))) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise SetupError(f"The database {shown_url(engine)} went away.", _remedy("")) from error
        if "not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise SetupError(
                f"{shown_url(engine)} is no database of signmatch, or it is damaged.", "Restore it, or name another one."
            ) from error
        raise


def _remedy(reason: str) -> str:
    if "full" in reason:
        return "Free some space on its disk and run the same command again."
    if "locked" in reason:
        return "Another program holds it; try again when that has ended."
    return "Check SIGNMATCH_DATABASE_URL and SIGNMATCH_DATA_DIR, and that this user may write there."


def _set_up_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None  # transactions begin in _begin_sqlite, not where the driver guesses
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    for statement in connection.get_execution_options().get("begin", ("BEGIN",)):
        driver.execute(statement)


_engines: WeakSet[Engine] = WeakSet()


def _leave_connections_to_the_parent() -> None:
    """A forked process opens connections of its own: one that two processes use destroys the database."""
    for engine in _engines:
        engine.dispose(close=False)


os.register_at_fork(after_in_child=_leave_connections_to_the_parent)
