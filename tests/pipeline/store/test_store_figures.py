"""Figures count what was stored, each in time that does not grow with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.intake.cases import Case
from pipeline.outcome import Review, Verdict
from pipeline.store import Store, figures
from tests.pipeline.store.test_store_desk import kept

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
