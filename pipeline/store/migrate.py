"""The schema is created or upgraded when a store is opened, by one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from pipeline.errors import SetupError
from pipeline.store.engine import reading, shown_url, writing
from pipeline.store.tables import REVISION

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, data_dir: Path) -> bool:
    """Brings the schema to REVISION; whether that changed it.

    Raises:
        SetupError: a newer signmatch made the database, or it cannot be used.
    """
    # the lock stands around the first look too: SQLite's change to WAL does not wait for another connection
    with one_at_a_time(data_dir):
        if _revision(engine) == REVISION:
            return False
        with writing(engine, lock="signmatch schema") as connection:
            _upgrade(connection, shown_url(engine))
    return True


def _revision(engine: Engine) -> str | None:
    with reading(engine) as connection:
        return stored_revision(connection)


def stored_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, database: str) -> None:
    stored = stored_revision(connection)
    if not at_revision(connection, "head", stored):
        raise SetupError(
            f"The database {database} was made by a newer signmatch (schema {stored}; this one knows {REVISION}).",
            "Upgrade signmatch, or set SIGNMATCH_DATA_DIR to another folder.",
        )


def at_revision(connection: Connection, revision: str, stored: str | None = None) -> bool:
    """Brings the tables to a revision; whether it, and the one that is `stored`, are known."""
    # imported late: a database that is up to date, which nearly all are, needs none of it
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()} | {"head", None}
    if revision not in known or stored not in known:
        return False
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    return True


@contextmanager
def one_at_a_time(data_dir: Path) -> Iterator[None]:
    """Holds a lock file in the data folder; the system lets it go when the process ends, however it ends."""
    with (data_dir / "schema.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
