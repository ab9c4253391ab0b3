"""A backup is made while others work, fits every database, and gives back what was stored."""

import json
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from pipeline.errors import InputRefused, SetupError
from pipeline.intake.cases import Case
from pipeline.outcome import Review
from pipeline.store import Store, migrate
from pipeline.store.backup import back_up, restore
from pipeline.store.engine import make_engine, writing
from pipeline.store.readings import NewReading
from tests.pipeline.store.conftest import database

NewCase = Callable[..., Case]
NewReview = Callable[..., Review]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def filled(data: Path, new_case: NewCase, new_review: NewReview) -> Path:
    """A data folder with two cases of a run, of which one upload is shared."""
    with closing(Store.open(database(data), data)) as store:
        run = store.start_run(inbox="收件箱", standard="s", versions={"signmatch": "1"})
        for case_id in ("1", "2"):
            application_id = store.keep_case(new_case(case_id, "腾讯云", b"licence", case_id.encode()))
            store.readings.keep([NewReading("ab", 1, case_id, "e", "1", '{"读": 1}')])
            store.add_review(
                new_review(case_id), application_id=application_id, kind="batch", input_key="k", run_id=run, unless_newest=True
            )
        store.end_run(run_id=run, counts={"cases": 2})
    return data


def rows(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(data / "signmatch.db")) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}


def files(data: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (data / "files").rglob("*") if path.is_file()}


def test_what_was_stored_comes_back(filled: Path, tmp_path: Path) -> None:
    saved = back_up(database(filled), filled, tmp_path / "saved.tar")
    assert (saved.files, saved.missing) == (3, 0)
    assert (tmp_path / "saved.tar").stat().st_mode & 0o077 == 0, "it holds personal data"
    again = tmp_path / "again"
    restored = restore(tmp_path / "saved.tar", database(again), again)
    assert (restored.rows, restored.files) == (saved.rows, saved.files)
    assert rows(again) == rows(filled)
    assert files(again) == files(filled)


def test_new_rows_go_on_after_the_restored_ones(filled: Path, tmp_path: Path, new_case: NewCase) -> None:
    back_up(database(filled), filled, tmp_path / "saved.tar")
    restore(tmp_path / "saved.tar", database(tmp_path / "again"), tmp_path / "again")
    with closing(Store.open(database(tmp_path / "again"), tmp_path / "again")) as store:
        assert store.keep_case(new_case("3")) == 3
        assert store.run(1) is not None


def test_a_backup_is_one_moment_of_a_store_that_goes_on(filled: Path, tmp_path: Path, new_case: NewCase, new_review: NewReview) -> None:
    """No row may name another one, or a file, that the backup lacks."""
    done = threading.Event()

    def work() -> None:
        with closing(Store.open(database(filled), filled)) as store:
            for number in range(1000):
                if done.is_set():
                    return
                case_id = f"more {number}"
                application_id = store.keep_case(new_case(case_id, "腾讯云", case_id.encode()))
                store.add_review(new_review(case_id), application_id=application_id, kind="batch", input_key="k")

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for number in range(3):
            back_up(database(filled), filled, tmp_path / f"{number}.tar")
    finally:
        done.set()
        thread.join()
    for number in range(3):
        again = tmp_path / f"again {number}"
        assert restore(tmp_path / f"{number}.tar", database(again), again).missing == 0
        with closing(sqlite3.connect(again / "signmatch.db")) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        with closing(Store.open(database(again), again)) as store:
            for case_id in store.case_ids():
                stored = store.case(case_id)
                assert stored is not None
                assert stored.uploads


def test_a_backup_of_an_earlier_schema_is_brought_to_this_one(tmp_path: Path, data: Path, new_case: NewCase) -> None:
    make_earlier(data, "0002")
    saved = back_up(database(data), data, tmp_path / "saved.tar")
    assert saved.rows == 1
    with tarfile.open(tmp_path / "saved.tar") as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest is not None
        assert json.loads(manifest.read())["revision"] == "0002"
    again = tmp_path / "again"
    restore(tmp_path / "saved.tar", database(again), again)
    with closing(Store.open(database(again), again)) as store:
        assert store.run(1) is not None
        store.leases.hold(1, 60)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_an_older_data_folder_is_brought_to_this_schema_when_it_is_opened(data: Path, revision: str, new_case: NewCase) -> None:
    make_earlier(data, revision)
    with closing(Store.open(database(data), data)) as store:
        run = store.run(1)
        assert run is not None
        assert run.inbox == "inbox"
        store.leases.hold(1, 60)
        assert store.take_up(new_case(), input_key="k", run_id=1) is not None


def make_earlier(data: Path, revision: str) -> None:
    """A data folder as an earlier signmatch left it, with one run."""
    data.mkdir()
    engine = make_engine(database(data))
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(
            "INSERT INTO runs (id, started_at, inbox, standard, versions) VALUES (1, '2026-01-01 00:00:00.000000', 'inbox', 's', '{}')"
        )
    engine.dispose()


def test_nothing_is_overwritten(filled: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.tar"
    back_up(database(filled), filled, saved)
    with pytest.raises(InputRefused, match="exists already"):
        back_up(database(filled), filled, saved)
    before = rows(filled)
    with pytest.raises(SetupError, match="There is a store already"):
        restore(saved, database(filled), filled)
    assert rows(filled) == before


def test_what_is_no_backup_is_refused(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "text.tar").write_text("no backup at all")
    whole = tmp_path / "whole.tar"
    back_up(database(filled), filled, whole)
    (tmp_path / "cut.tar").write_bytes(whole.read_bytes()[:-20_000])
    (tmp_path / "changed.tar").write_bytes(whole.read_bytes().replace(b"licence", b"LICENCE"))
    for name in ("text.tar", "cut.tar", "changed.tar", "missing.tar"):
        with pytest.raises(InputRefused, match=rf"{name} (is no backup|cannot be read)"):
            restore(tmp_path / name, database(tmp_path / name[:-4]), tmp_path / name[:-4])


def test_an_empty_folder_has_nothing_to_save(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="holds no database"):
        back_up(database(tmp_path), tmp_path, tmp_path / "saved.tar")
    assert list(tmp_path.iterdir()) == []
