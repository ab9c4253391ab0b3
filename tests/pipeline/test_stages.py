"""Stages of a case: each second is counted once, for the innermost stage."""

import time
from collections.abc import Iterator

import pytest

from pipeline.stages import Stage, stage, stopwatch


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A clock that stands until a test moves it."""
    now = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    yield now


def test_time_goes_to_the_innermost_stage(clock: list[float]) -> None:
    with stopwatch() as watch:
        clock[0] += 100  # before any stage
        with stage(Stage.EXTRACT):
            clock[0] += 1
            with stage(Stage.STORE):
                clock[0] += 0.25
            clock[0] += 2
        clock[0] += 100  # between stages
        with stage(Stage.CHAIN):
            clock[0] += 4
    assert watch.seconds == {"extract": 3.0, "chain": 4.0, "store": 0.25}


def test_a_stage_that_goes_on_is_counted_so_far(clock: list[float]) -> None:
    with stopwatch() as watch, stage(Stage.READ):
        clock[0] += 1
        assert watch.seconds == {"read": 1.0}
        clock[0] += 1
        assert watch.seconds == {"read": 2.0}


def test_a_stopwatch_within_another_goes_on_with_it(clock: list[float]) -> None:
    with stopwatch() as outer:
        with stage(Stage.INTAKE):
            clock[0] += 1
        with stopwatch() as inner, stage(Stage.CHAIN):
            clock[0] += 1
    assert inner is outer
    assert outer.seconds == {"intake": 1.0, "chain": 1.0}


def test_a_stage_that_fails_ends(clock: list[float]) -> None:
    with stopwatch() as watch:
        with pytest.raises(ValueError), stage(Stage.READ):
            clock[0] += 1
            raise ValueError
        clock[0] += 1
    assert watch.seconds == {"read": 1.0}


def test_without_a_stopwatch_nothing_is_timed() -> None:
    with stage(Stage.READ):
        pass
