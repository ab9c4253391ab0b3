"""The queue finds, orders, pages and counts; an index of older stores is made when they are opened."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.outcome import Finding, Severity, Verdict
from pipeline.store import Action, Cursor, Role, Store, View, queue, tables
from pipeline.store.engine import make_engine
from tests.pipeline.store.conftest import database, make_case, make_review, make_schema
from tests.pipeline.store.test_store_desk import head, kept, person


@pytest.fixture
def full(store: Store) -> Store:
    """Nine cases: three each of pass, reject, needs_review."""
    for n in range(9):
        verdict = list(Verdict)[n % 3]
        kept(store, f"{n}", verdict, *(["SIGNATURE_GENERIC"] if n % 3 == 1 else []), signature=f"签名{n}")
    return store


def ids(store: Store, view: View, size: int = 100, cursor: Cursor | None = None) -> str:
    return "".join(case.case_id for case in store.queue.page(view, size, cursor).cases)


def test_flagged_cases_stand_first_and_the_newest_before_them(full: Store) -> None:
    assert ids(full, View()) == "875421" + "630"
    assert ids(full, View(order="oldest")) == "124578" + "036"


def test_filters(full: Store) -> None:
    assert ids(full, View(verdict="reject")) == "741"
    assert ids(full, View(code="SIGNATURE_GENERIC")) == "741"
    assert ids(full, View(code="SIGNATURE_GENERIC", state="open", verdict="pass")) == ""
    assert ids(full, View(standard="no such")) == ""
    today = date.today()
    assert len(ids(full, View(since=today - timedelta(days=1), until=today + timedelta(days=1)))) == 9
    assert ids(full, View(until=today - timedelta(days=2))) == ""
    assert ids(full, View(sample=10_000)) == "630"
    assert ids(full, View(sample=0)) == ""
    assert ids(full, View(claimed=("3", "4"))) == "43"
    assert ids(full, View(claimed=())) == ""


def test_cases_of_a_run_a_person_and_some_days_are_counted_with_their_findings(full: Store) -> None:
    run = full.start_run(inbox="inbox", standard="s", versions={})
    for case_id in ("r1", "r2"):
        case = make_case(case_id)
        review = make_review(case_id, Verdict.REJECT).model_copy(
            update={"findings": (Finding(code="SIGNATURE_LENGTH", severity=Severity.REJECT, message=""),)}
        )
        full.add_review(review, application_id=full.keep_case(case), kind="batch", input_key="k", run_id=run)
    mei = full.people.add("mei", Role.REVIEWER, "hash")
    decided = full.queue.head_of("r1")
    assert decided is not None
    full.desk.decide("r1", version=decided.version, person_id=mei.id, action=Action.REJECT, reason="SIGNATURE_LENGTH")
    for view, cases in (
        (View(run=run), 2),
        (View(person=mei.id), 1),
        (View(run=run, since=date.today()), 2),
        (View(run=run, person=mei.id), 1),
    ):
        for code in ("", "SIGNATURE_LENGTH"):
            counts = full.queue.page(replace(view, code=code), 10).counts
            assert (counts.total, counts.by["code"]) == (cases, {"SIGNATURE_LENGTH": cases})
    assert full.queue.page(View(run=run, until=date(2020, 1, 1)), 10).counts.by["code"] == {}


def test_a_case_that_was_kept_and_never_reviewed_is_found(full: Store) -> None:
    assert full.queue.unreviewed() == []
    run = full.start_run(inbox="inbox", standard="s", versions={})
    full.leases.hold(run, 60)
    full.take_up(make_case("of a living run"), input_key="k", run_id=run)
    full.keep_case(make_case("left behind"))
    full.keep_case(make_case("0", "another signature"))
    assert full.queue.unreviewed() == ["left behind", "0"]
    full.end_run(run_id=run, counts={})
    assert full.queue.unreviewed() == ["of a living run", "left behind", "0"]
    full.retention.purge(datetime.now(UTC) + timedelta(days=1))
    assert full.queue.unreviewed() == []


def test_text_is_found_in_any_script_and_width(full: Store) -> None:
    kept(full, "x", signature="Ｃａｆé云")
    assert ids(full, View(text="CAFÉ")) == "x"
    assert ids(full, View(text="签名4")) == "4"
    assert ids(full, View(text="签名", verdict="reject")) == "741"
    assert ids(full, View(text="%")) == ""


@pytest.mark.parametrize("view", [View(), View(order="oldest"), View(text="签名"), View(state="open"), View(text="签名", order="oldest")])
def test_pages_follow_each_other_and_lead_back(full: Store, view: View) -> None:
    whole, seen, cursor, pages = ids(full, view), "", None, []
    while True:
        page = full.queue.page(view, 2, cursor)
        pages.append("".join(case.case_id for case in page.cases))
        seen += pages[-1]
        if page.after is None:
            break
        cursor = page.after
    assert seen == whole
    back = full.queue.page(view, 2, page.before)
    assert "".join(case.case_id for case in back.cases) == pages[-2]
    assert back.after is not None


def test_counts_say_what_each_choice_would_show(full: Store) -> None:
    counts = full.queue.page(View(verdict="reject"), 1).counts
    assert counts.total == 3
    assert counts.by["verdict"] == {"pass": 3, "reject": 3, "needs_review": 3}
    assert counts.by["state"] == {"open": 3}
    assert counts.by["code"] == {"SIGNATURE_GENERIC": 3}
    assert full.queue.page(View(text="签名4"), 1).counts.by["verdict"] == {"reject": 1}
    assert full.queue.page(View(code="SIGNATURE_GENERIC", until=date.today() + timedelta(days=1)), 1).counts.total == 3


@pytest.mark.parametrize("more", [{}, {"verdict": "reject"}, {"code": "SIGNATURE_GENERIC"}, {"order": "oldest"}])
def test_a_text_of_many_cases_is_paged_like_one_of_few_and_says_that_it_was_not_counted(
    full: Store, monkeypatch: pytest.MonkeyPatch, more: dict[str, Any]
) -> None:
    view = View(text="签名", **more)
    exact = full.queue.page(view, 100)
    assert not exact.counts.at_least
    monkeypatch.setattr(queue, "FEW", 2)
    many = full.queue.page(view, 100)
    assert many.cases == exact.cases
    assert (many.counts.total, many.counts.at_least) == (2, True)
    assert many.counts.by["verdict"] == dict.fromkeys(exact.counts.by["verdict"] | many.counts.by["verdict"])
    first = full.queue.page(view, 2)
    assert full.queue.page(view, 2, first.after).cases == exact.cases[2:4]


def test_a_case_that_changes_is_counted_once(full: Store) -> None:
    before = full.queue.page(View(), 1).counts
    assert (before.total, before.by["state"]) == (9, {"passed": 3, "open": 6})
    full.desk.decide("8", version=head(full, "8").version, person_id=person(full).id, action=Action.APPROVE)
    after = full.queue.page(View(), 1).counts
    assert (after.total, after.by["state"]) == (9, {"passed": 3, "open": 5, "approved": 1})


def test_the_index_of_an_earlier_store_is_numbered_anew_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    make_schema(tmp_path, "0006")
    columns = "case_id, application_id, review_id, verdict, state, rank, bucket, standard, signature_type, signature, name, code, search"
    with make_engine(database(tmp_path)).begin() as connection:
        for no, verdict, state, rank in ((5, "reject", "open", 0), (7, "reject", "open", 0), (9, "pass", "passed", 2)):
            values = f"{no}, 'c{no}', {no}, {no}, '{verdict}', '{state}', {rank}, 77, 's', 'company', '签名', '名', 'X', 'c{no} 签名'"
            connection.exec_driver_sql(
                f"INSERT INTO case_heads (no, {columns}, arrived_at, reviewed_at) VALUES ({values}, '2026-01-01', '2026-01-02')"
            )
        connection.exec_driver_sql(
            "INSERT INTO case_codes (no, code, verdict, state, signature_type, standard, rank, application_id, arrived_at) "
            "VALUES (5, 'X', 'reject', 'open', 'company', 's', 0, 5, '2026-01-01')"
        )
    with closing(Store.open(database(tmp_path), tmp_path)) as store:
        page = store.queue.page(View(), 10)
        assert [(case.no, case.case_id) for case in page.cases] == [(7, "c7"), (5, "c5"), (9, "c9")]
        assert page.counts.by["verdict"] == {"reject": 2, "pass": 1}
        assert [case.no for case in store.queue.page(View(code="X", until=date(2026, 1, 1)), 10).cases] == [5]
        assert store.queue.page(View(sample=78), 10).counts.total == 1


def test_the_next_open_case_passes_over_those_that_others_work_on(full: Store) -> None:
    seven = head(full, "7")
    found = full.queue.next_open(View(), Cursor(seven.rank, seven.application_id), ["5", "4"])
    assert found is not None and found.case_id == "2"
    last = head(full, "1")
    round_again = full.queue.next_open(View(), Cursor(last.rank, last.application_id), [])
    assert round_again is not None and round_again.case_id == "8"
    assert full.queue.next_open(View(text="nowhere"), None, []) is None


def test_a_decided_case_goes_to_the_end(full: Store) -> None:
    who = person(full)
    full.desk.decide("8", version=head(full, "8").version, person_id=who.id, action=Action.REJECT)
    assert ids(full, View()) == "75421" + "8630"
    assert ids(full, View(person=who.id)) == "8"


def test_cases_from_before_the_index_are_found(tmp_path: Path) -> None:
    make_schema(tmp_path, "0002")
    case, review = make_case("old"), make_review("old").model_dump(mode="json")
    application = {"case_id": "old", "fingerprint": case.fingerprint, "payload": case.application.model_dump(mode="json")}
    with make_engine(database(tmp_path)).begin() as connection:
        connection.execute(tables.applications.insert().values(application))
        row = {"case_id": "old", "application_id": 1, "kind": "batch", "input_key": "k", "verdict": "pass", "standard": "s"}
        connection.execute(tables.reviews.insert().values({**row, "payload": review}))
    store = Store.open(database(tmp_path), tmp_path)
    assert ids(store, View()) == "old"
    store.close()
