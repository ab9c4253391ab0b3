"""Records of marks on the web: what each state shows, and how they are read."""

from datetime import date

import pytest

from benchmarks.specimens.measure import read
from benchmarks.specimens.plan import Plan
from extractors.vocabulary import DocumentKind
from samples.companies import invent
from samples.specimens import made_up, on_screen
from samples.trademark import Mark
from samples.trademark_record import ENDED, EXAMINED, PUBLISHED, REFUSED, REGISTERED, UNREGISTERED, invent_record, unregistered_state

MARK = Mark(words="岚鹭", registered=date(2020, 3, 7))


def test_a_registered_mark_has_both_notices_and_a_period_of_ten_years() -> None:
    record = invent_record(invent(3), MARK, 3, REGISTERED)
    assert record.first_notice and record.notice
    assert record.period == "2020年03月07日 至 2030年03月06日"
    assert (record.valid_from, record.valid_to) == ("2020-03-07", "2030-03-06")


@pytest.mark.parametrize(("state", "first", "period"), [(EXAMINED, False, False), (REFUSED, False, False), (PUBLISHED, True, False)])
def test_an_application_has_no_period(state: str, first: bool, period: bool) -> None:
    record = invent_record(invent(3), MARK, 3, state)
    assert (bool(record.first_notice), bool(record.valid_to)) == (first, period)
    assert record.period == "至"


def test_a_mark_that_ended_still_shows_its_period() -> None:
    assert invent_record(invent(3), MARK, 3, ENDED).period == "2020年03月07日 至 2030年03月06日"


def test_numbers_were_never_given_out_and_states_are_all_drawn() -> None:
    assert all(invent_record(invent(seed), MARK, seed, REGISTERED).number.startswith("99") for seed in range(20))
    assert {unregistered_state(seed) for seed in range(30)} == set(UNREGISTERED)


def test_every_fifth_mark_is_a_device() -> None:
    contents = (on_screen(DocumentKind.TRADEMARK_CERTIFICATE, made_up("web-record", seed), seed) for seed in range(1, 6))
    names = [content["record"].model_dump()["name"] for content in contents]
    assert [name == "图形" for name in names] == [False, False, False, False, True]


@pytest.mark.engines
@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("seed", [3, 5])
def test_a_record_of_a_registered_mark_is_read(seed: int) -> None:
    outcome = read(Plan(DocumentKind.TRADEMARK_CERTIFICATE, "web-record", "clean", seed))
    assert (outcome.kind_right, outcome.exact, outcome.wrong) == (True, True, {})


@pytest.mark.engines
@pytest.mark.usefixtures("fonts")
def test_a_record_of_a_mark_that_ended_is_no_certificate() -> None:
    """It shows all that a registration shows, but its state."""
    seed = next(seed for seed in range(1, 30) if unregistered_state(seed) == ENDED)
    assert read(Plan(DocumentKind.OTHER, "web-record-unregistered", "clean", seed)).kind_right
