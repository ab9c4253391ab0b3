"""Figures count what was stored, each in time that does not grow with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from pipeline.intake.cases import Case
from pipeline.outcome import Review, Verdict
from pipeline.store import Action, Store, figures
from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.engine import writing
from tests.pipeline.store.test_store_desk import head, kept, person

NewCase = Callable[..., Case]


def test_a_run_tells_where_its_time_went(store: Store, new_case: NewCase, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id, application_id = store.start_run(inbox="inbox", standard="s", versions={}), store.keep_case(new_case())
    for case_id, timings in (("1", {"read": 2.0, "chain": 0.25}), ("2", {"read": 1.0, "decode": 0.5}), ("3", {"reading": 9.0})):
        review = Review(case_id=case_id, signature="腾讯云", verdict=Verdict.PASS, standard="s", timings=timings)
        store.add_review(review, application_id=application_id, kind="batch", input_key="k", run_id=run_id)
    told = store.figures.stages(run_id)
    assert (told.cases, list(told.seconds.items()), told.total) == (3, [("read", 3.0), ("decode", 0.5), ("chain", 0.25)], 3.75)
    assert store.figures.stages(99) == figures.StageTimes(0, {})
    monkeypatch.setattr(figures, "TIMED", 2)
    assert store.figures.stages(run_id).seconds == {"read": 1.0, "decode": 0.5}


def test_reviews_are_counted_by_day_and_verdict(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, verdict in enumerate((Verdict.PASS, Verdict.PASS, Verdict.REJECT)):
        kept(store, str(number), verdict)
    today = datetime.now(UTC)
    assert store.figures.verdicts_by_day(2) == {(today - timedelta(days=1)).date(): {}, today.date(): {"pass": 2, "reject": 1}}
    monkeypatch.setattr(figures, "now", lambda: today + timedelta(days=30))
    assert len(store.figures.verdicts_by_day(30)) == 30
    assert not any(store.figures.verdicts_by_day(30).values())


def decided(store: Store, case_id: str, action: Action, confidence: float | None = None) -> None:
    who = store.people.named("mei") or person(store)
    store.desk.decide(case_id, version=head(store, case_id).version, person_id=who.id, action=action, confidence=confidence)


def test_cases_are_counted_by_verdict_and_state_and_the_sample_by_what_became_of_it(store: Store) -> None:
    for case_id, verdict in (("1", Verdict.PASS), ("2", Verdict.PASS), ("3", Verdict.PASS), ("4", Verdict.REJECT)):
        kept(store, case_id, verdict)
    decided(store, "1", Action.APPROVE)
    decided(store, "2", Action.REJECT)
    decided(store, "4", Action.REJECT)
    assert store.figures.verdicts() == {"pass": 3, "reject": 1}
    assert store.figures.states() == {"passed": 1, "approved": 1, "rejected": 2}
    assert store.figures.sampled(10_000) == (1, 1, 1)
    assert store.figures.sampled(0) == (0, 0, 0)


def test_people_agree_with_the_machine_by_the_confidence_of_its_reading(store: Store) -> None:
    for number, (action, confidence) in enumerate(
        [(Action.REJECT, 0.99), (Action.APPROVE, 0.98), (Action.REJECT, 0.6), (Action.REJECT, None), (Action.REQUEST_DOCUMENT, 0.6)]
    ):
        kept(store, str(number), Verdict.REJECT)
        decided(store, str(number), action, confidence)
    bands = {each.key: (each.decisions, each.agreed) for each in store.figures.agreement_by_confidence((0.0, 0.5, 0.98))}
    assert bands == {"0.98": (2, 1), "0.5": (1, 1)}
    assert [(each.key, each.decisions, each.agreed) for each in store.figures.agreement_by_verdict()] == [("reject", 4, 3)]


@pytest.mark.parametrize(
    ("hours", "median", "slow"), [([], None, None), ([5], 5, 5), ([1, 2], 2, 2), ([7, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11], 6, 10)]
)
def test_the_time_to_a_decision_is_told_by_its_median_and_what_nine_in_ten_stay_within(
    store: Store, hours: list[int], median: float | None, slow: float | None
) -> None:
    for number, wait in enumerate(hours):
        kept(store, str(number), Verdict.REJECT)
        decided(store, str(number), Action.REJECT)
        with writing(store._engine) as connection:
            arrived = head(store, str(number)).application_id
            moment = connection.scalar(select(d.decisions.c.created_at).where(d.decisions.c.case_id == str(number)))
            came = update(t.applications).where(t.applications.c.id == arrived)
            connection.execute(came.values(created_at=moment - timedelta(hours=wait)))
    pace = store.figures.pace(30)
    assert pace.decisions == len(hours)
    for told, wanted in ((pace.median, median), (pace.slow, slow)):
        assert told == (None if wanted is None else pytest.approx(wanted * 3600, abs=1))
