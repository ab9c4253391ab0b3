"""The schema is made, checked and guarded when a store is opened."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from pipeline.errors import SetupError
from pipeline.store import Store, migrate, tables
from pipeline.store.engine import make_engine


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'signmatch.db'}"


def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path) -> None:
    Store.open(url(tmp_path), tmp_path).close()
    with make_engine(url(tmp_path)).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_the_revision_of_the_code_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == tables.REVISION


def test_sqlite_is_set_up_for_several_processes(tmp_path: Path) -> None:
    Store.open(url(tmp_path), tmp_path).close()
    with make_engine(url(tmp_path)).connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "busy_timeout", "foreign_keys")]
    assert found == ["wal", 30_000, 1]


def test_a_database_of_a_newer_signmatch_is_refused(tmp_path: Path) -> None:
    Store.open(url(tmp_path), tmp_path).close()
    with sqlite3.connect(tmp_path / "signmatch.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SetupError, match=r"made by a newer signmatch \(schema 9999; this one knows .*Upgrade signmatch"):
        Store.open(url(tmp_path), tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "signmatch.db").write_bytes(b"no database at all, but long enough to be taken for one" * 99)
    with pytest.raises(SetupError, match="is no database of signmatch"):
        Store.open(url(tmp_path), tmp_path)


def test_a_store_opens_in_a_folder_with_odd_characters(tmp_path: Path) -> None:
    folder = tmp_path / "数据 100%"
    Store.open(url(folder), folder).close()
    assert (folder / "signmatch.db").exists()
