"""Several processes use one store, and one of them may be killed at any moment."""

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path

from pipeline.intake.cases import Case
from pipeline.outcome import Review
from pipeline.store import Store
from pipeline.store.readings import NewReading

NewCase = Callable[..., Case]
NewReview = Callable[..., Review]

_fork = multiprocessing.get_context("fork")


def run_together(work: Callable[[int], None], processes: int = 3) -> None:
    """Runs `work` in several processes that begin at the same moment, and sees that all end well."""
    barrier = _fork.Barrier(processes)

    def begin(number: int) -> None:
        barrier.wait(20)
        work(number)

    started = [_fork.Process(target=begin, args=(number,)) for number in range(processes)]
    for process in started:
        process.start()
    for process in started:
        process.join(60)
    assert [process.exitcode for process in started] == [0] * processes


def open_store(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder / 'signmatch.db'}", folder)


def test_processes_open_a_new_store_at_once(tmp_path: Path) -> None:
    run_together(lambda _: open_store(tmp_path).close(), processes=4)


def test_processes_write_the_same_at_once(tmp_path: Path, new_case: NewCase, new_review: NewReview) -> None:
    open_store(tmp_path).close()

    def work(_: int) -> None:
        store = open_store(tmp_path)
        for n in range(10):
            application_id = store.keep_case(new_case(str(n), "腾讯云", b"x" * 100_000))
            store.readings.keep([NewReading("ab", n, "full", "e", "1", "{}")])
            store.add_review(new_review(str(n)), application_id=application_id, kind="batch", input_key="k", unless_newest=True)

    run_together(work)
    store = open_store(tmp_path)
    assert len(store.case_ids()) == 10
    with sqlite3.connect(tmp_path / "signmatch.db") as connection:
        tables = ("applications", "application_arrivals", "application_files", "readings", "reviews")
        counts = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    assert set(counts.values()) == {10}
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_a_forked_process_goes_on_with_the_store(store: Store, new_case: NewCase) -> None:
    store.keep_case(new_case("parent"))
    run_together(lambda number: store.keep_case(new_case(f"child {number}")) and None)
    store.keep_case(new_case("parent again"))
    assert len(store.case_ids()) == 5


def killed_at(statement: str, tmp_path: Path, case: Case) -> None:
    """Keeps a case in a process that is killed as it begins the statement."""
    from sqlalchemy import event

    def work() -> None:
        store = open_store(tmp_path)

        def kill(*arguments: object) -> None:
            if str(arguments[2]).startswith(statement):
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(store._engine, "before_cursor_execute", kill)
        store.keep_case(case)

    process: ForkProcess = _fork.Process(target=work)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def test_a_killed_process_leaves_no_part_of_a_case(tmp_path: Path, new_case: NewCase) -> None:
    store = open_store(tmp_path)
    for statement in ("INSERT INTO applications", "INSERT INTO application_files", "INSERT INTO application_arrivals"):
        killed_at(statement, tmp_path, new_case())
        assert store.case_ids() == []
    store.keep_case(new_case())
    kept = store.case("1")
    assert kept is not None
    assert kept.case() == new_case()
