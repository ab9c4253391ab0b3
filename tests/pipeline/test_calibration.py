"""A reader's confidence becomes how often such a reading is right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vocabulary import FieldName
from pipeline.calibration import FIGURES, SMALL, SMALL_NAME, Step, figure_of, fitted, probability
from tests.factory import box, field

EDGES = (0.0, 0.5, 0.9, 0.99)
OUTCOMES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


def test_few_readings_prove_little() -> None:
    assert Step(0.9, 3, 3).probability == 0.8
    assert Step(0.99, 118, 118).probability > 0.99


def test_bins_are_counted() -> None:
    outcomes = [(0.2, False), (0.6, True), (0.95, True), (0.95, True), (1.0, True), (1.0, True), (1.0, True)]
    assert fitted(outcomes, EDGES) == (Step(0.0, 1, 0), Step(0.5, 1, 1), Step(0.9, 2, 2), Step(0.99, 3, 3))


def test_a_bin_that_is_worse_than_the_one_below_joins_it() -> None:
    outcomes = [(0.2, False), *[(0.6, True)] * 8, (0.95, False), *[(1.0, True)] * 20]
    assert fitted(outcomes, EDGES) == (Step(0.0, 1, 0), Step(0.5, 9, 8), Step(0.99, 20, 20))


def test_a_bin_without_readings_joins_the_one_below() -> None:
    assert fitted([(0.2, False), (1.0, True)], EDGES) == (Step(0.0, 1, 0), Step(0.99, 1, 1))


@given(OUTCOMES)
def test_what_is_fitted_ascends_and_loses_no_reading(outcomes: list[tuple[float, bool]]) -> None:
    steps = fitted(outcomes, EDGES)
    assert [step.probability for step in steps] == sorted(step.probability for step in steps)
    assert (sum(step.readings for step in steps), sum(step.right for step in steps)) == (len(outcomes), sum(right for _, right in outcomes))


@given(st.floats(0, 1), st.floats(0, 1))
@pytest.mark.parametrize("name", FIGURES)
def test_more_confidence_is_never_less_probable(name: FieldName, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= probability(field(name, "9", low)) <= probability(field(name, "9", high)) <= 1


def test_a_field_that_was_not_measured_keeps_its_confidence() -> None:
    assert probability(field(FieldName.MARK_TEXT, "星槎", 0.42)) == 0.42


@given(st.floats(0, 1))
@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_told_surer_than_the_engine_was(name: FieldName, confidence: float) -> None:
    assert probability(field(name, "9", confidence)) <= confidence


def test_a_name_in_small_print_is_less_probable() -> None:
    """caop_066, tilted by 2 degrees: one character of a name in print of 16 pixels was surely read as another (0.967)."""
    large = field(FieldName.ENTITY_NAME, "苏州岚鹭餐饮管理有限公司", 0.9666)
    small = replace(large, polygon=box(0, 0, 200, SMALL - 2))
    assert (figure_of(large), figure_of(small)) == ("entity_name", SMALL_NAME)
    assert probability(small) < 0.92 < probability(large)
