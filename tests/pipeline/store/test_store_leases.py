"""Runs over one inbox share its cases: who has taken one up has it until it is done, or until that run is gone."""

import multiprocessing
import os
from collections.abc import Callable

import pytest
from sqlalchemy import delete, update

from pipeline.intake.cases import Case
from pipeline.outcome import Review
from pipeline.store import RunOutcome, Store
from pipeline.store.engine import writing
from pipeline.store.leases import case_leases, run_leases
from pipeline.store.processes import surely_ended, this_process
from pipeline.store.tables import now

NewCase = Callable[..., Case]
NewReview = Callable[..., Review]


@pytest.fixture
def runs(store: Store) -> tuple[int, int]:
    """Two living runs."""
    first, second = (store.start_run(inbox="inbox", standard="s", versions={}) for _ in "12")
    for run in (first, second):
        store.leases.hold(run, 60)
    return first, second


def test_a_case_that_one_run_has_another_does_not_get(store: Store, runs: tuple[int, int], new_case: NewCase) -> None:
    first, second = runs
    number = store.take_up(new_case(), input_key="k", run_id=first)
    assert number is not None
    assert store.take_up(new_case(), input_key="k", run_id=second) is None
    assert store.take_up(new_case(), input_key="k", run_id=first) == number, "a second attempt of the same run"
    assert store.take_up(new_case(), input_key="another standard", run_id=second) == number


def test_a_case_that_was_just_reviewed_is_not_taken_up(
    store: Store, runs: tuple[int, int], new_case: NewCase, new_review: NewReview
) -> None:
    first, second = runs
    number = store.take_up(new_case(), input_key="k", run_id=first)
    assert number
    store.add_review(new_review(), application_id=number, kind="batch", input_key="k", run_id=first, unless_newest=True)
    assert store.take_up(new_case(), input_key="k", run_id=second) is None
    with writing(store._engine) as connection:
        assert connection.execute(case_leases.select()).all() == []


def test_a_review_of_a_run_and_its_note_are_one_step(store: Store, runs: tuple[int, int], new_case: NewCase, new_review: NewReview) -> None:
    number = store.take_up(new_case(), input_key="k", run_id=runs[0])
    assert number
    review = store.add_review(new_review(), application_id=number, kind="batch", input_key="k", run_id=runs[0], unless_newest=True)
    [item] = store.run_items(runs[0])
    assert (item.outcome, item.review_id) == (RunOutcome.REVIEWED, review)


def test_the_cases_of_a_run_that_ended_are_free(store: Store, runs: tuple[int, int], new_case: NewCase) -> None:
    store.take_up(new_case(), input_key="k", run_id=runs[0])
    store.end_run(run_id=runs[0], counts={}, state="interrupted")
    assert store.take_up(new_case(), input_key="k", run_id=runs[1]) is not None
    assert store.leases.living_runs() == [runs[1]]


def test_the_cases_of_a_run_without_a_sign_of_life_are_free(store: Store, runs: tuple[int, int], new_case: NewCase) -> None:
    store.take_up(new_case(), input_key="k", run_id=runs[0])
    with writing(store._engine) as connection:
        connection.execute(update(run_leases).where(run_leases.c.run_id == runs[0]).values(until=now()))
    assert store.take_up(new_case(), input_key="k", run_id=runs[1]) is not None


def test_the_cases_of_a_killed_process_are_free_at_once(store: Store, runs: tuple[int, int], new_case: NewCase) -> None:
    store.take_up(new_case(), input_key="k", run_id=runs[0])
    with writing(store._engine) as connection:
        connection.execute(update(run_leases).where(run_leases.c.run_id == runs[0]).values(process=ended_process()))
    assert store.take_up(new_case(), input_key="k", run_id=runs[1]) is not None


def test_a_run_that_never_held_a_lease_holds_no_case(store: Store, runs: tuple[int, int], new_case: NewCase) -> None:
    store.take_up(new_case(), input_key="k", run_id=runs[0])
    with writing(store._engine) as connection:
        connection.execute(delete(run_leases).where(run_leases.c.run_id == runs[0]))
    assert store.take_up(new_case(), input_key="k", run_id=runs[1]) is not None


def ended_process() -> str:
    """The name of a process of this machine that ended."""
    receiving, sending = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=lambda: sending.send(this_process()))
    child.start()
    name = receiving.recv()
    child.join()
    return str(name)


def test_only_a_process_of_this_machine_is_known_to_be_gone() -> None:
    assert not surely_ended(this_process())
    assert surely_ended(ended_process())
    space, number, start = this_process().rsplit(" ", 2)
    assert surely_ended(f"{space} {number} {int(start) + 1}"), "the number was given to another process"
    assert not surely_ended(f"another-machine {os.getpid()} 1")
    assert not surely_ended("")
