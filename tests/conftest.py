"""What every test has: SQLite databases that are made at once, as the migrations made the first, and that wait for no disk."""

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event

from pipeline.store import migrate

_migrated = migrate.at_revision


@cache
def _schema() -> tuple[str, ...]:
    """The statements that give an empty database the tables and the revision that the migrations give it."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        _migrated(connection, "head")
        made = connection.connection.driver_connection
        assert isinstance(made, sqlite3.Connection)
        statements = tuple(each for each in made.iterdump() if not each.startswith(("BEGIN", "COMMIT")))
    engine.dispose()
    return statements


def _quickly(connection: Connection, revision: str, stored: str | None = None) -> bool:
    if (connection.dialect.name, revision, stored) != ("sqlite", "head", None):
        return _migrated(connection, revision, stored)
    for statement in _schema():
        connection.exec_driver_sql(statement)
    return True


@pytest.fixture(scope="session", autouse=True)
def schema_made_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "at_revision", _quickly)
        yield


@event.listens_for(Engine, "connect")
def _wait_for_no_disk(connection: Any, record: Any) -> None:
    # a test that kills a process keeps what the process wrote; only a power cut would lose it
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")
