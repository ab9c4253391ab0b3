"""What is kept comes back as it was, and nothing is kept twice."""

import errno
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.errors import SetupError, UsageError
from pipeline.intake.cases import Case
from pipeline.outcome import Review, Verdict
from pipeline.store import RunOutcome, Store
from pipeline.store.readings import NewReading

NewCase = Callable[..., Case]
NewReview = Callable[..., Review]


def count(tmp_path: Path, table: str) -> int:
    with sqlite3.connect(tmp_path / "signmatch.db") as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def stored_files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "files").rglob("*") if path.is_file())


def test_a_case_comes_back_as_it_was(store: Store, new_case: NewCase) -> None:
    case = new_case("2026-0001", "腾讯云", b"licence", b"letter")
    application_id = store.keep_case(case)
    kept = store.case("2026-0001")
    assert kept is not None
    assert (kept.application_id, kept.fingerprint) == (application_id, case.fingerprint)
    assert [file.name for file in kept.files] == ["0.jpg", "1.jpg"]
    assert kept.case() == case
    assert datetime.now(UTC) - kept.created_at < timedelta(minutes=1)
    assert store.case("another") is None


def test_the_same_case_is_kept_once(store: Store, new_case: NewCase, tmp_path: Path) -> None:
    assert store.keep_case(new_case()) == store.keep_case(new_case())
    assert (count(tmp_path, "applications"), count(tmp_path, "application_files")) == (1, 1)


def test_the_application_that_came_last_is_the_newest(store: Store, new_case: NewCase, tmp_path: Path) -> None:
    first = store.keep_case(new_case("1", "腾讯云"))
    second = store.keep_case(new_case("1", "腾讯"))
    newest = store.case("1")
    assert newest is not None
    assert newest.application_id == second
    assert store.keep_case(new_case("1", "腾讯云")) == first, "the applicant went back"
    newest = store.case("1")
    assert newest is not None
    assert (newest.application_id, newest.application.signature) == (first, "腾讯云")


def test_cases_share_a_file_and_are_listed(store: Store, new_case: NewCase, tmp_path: Path) -> None:
    store.keep_case(new_case("b"))
    store.keep_case(new_case("a"))
    assert store.case_ids() == ["a", "b"]
    assert len(stored_files(tmp_path)) == 1


def test_a_reading_is_kept_once_a_profile(store: Store) -> None:
    def keep(profile: str, payload: str) -> None:
        store.readings.keep([NewReading("ab", 1, profile, "rapidocr", "3", payload)])

    keep("full", '{"lines": ["营业执照"]}')
    keep("full", '{"lines": []}')
    keep("crop 1,2,3,4", "{}")
    assert store.readings.of_file("ab")[1, "full"] == '{"lines": ["营业执照"]}'
    assert store.readings.of_file("ab")[1, "crop 1,2,3,4"] == "{}"
    assert (2, "full") not in store.readings.of_file("ab")


def test_reviews_are_added_and_the_newest_is_found(store: Store, new_case: NewCase, new_review: NewReview) -> None:
    application_id = store.keep_case(new_case())

    def add(verdict: Verdict, key: str) -> int | None:
        return store.add_review(new_review("1", verdict), application_id=application_id, kind="single", input_key=key)

    first, second = add(Verdict.PASS, "old"), add(Verdict.REJECT, "new")
    last, old = store.last_review("1"), store.review(first or 0)
    assert last is not None
    assert old is not None
    assert (last.id, last.review) == (second, new_review("1", Verdict.REJECT))
    assert (old.id, old.review.verdict, old.kind) == (first, Verdict.PASS, "single")
    assert store.last_review("2") is None
    assert store.last_review("1", "new") == last
    assert store.last_review("1", "old") is None, "the newest was made from other input"


def test_a_key_is_reviewed_once_where_that_is_asked(store: Store, new_case: NewCase, new_review: NewReview) -> None:
    application_id = store.keep_case(new_case())
    added = [store.add_review(new_review(), application_id=application_id, kind="batch", input_key="key", unless_newest=True) for _ in "12"]
    assert added == [1, None]


def test_the_newest_review_of_each_case(store: Store, new_case: NewCase, new_review: NewReview) -> None:
    runs = [store.start_run(inbox="inbox", standard="s", versions={}) for _ in range(2)]
    numbers = {}
    for case_id, run_id in (("b", runs[0]), ("a", runs[0]), ("b", runs[1])):
        application_id = store.keep_case(new_case(case_id))
        numbers[case_id, run_id] = store.add_review(
            new_review(case_id), application_id=application_id, kind="batch", input_key="k", run_id=run_id
        )
    store.add_run_item(run_id=runs[1], case_id="a", outcome="unchanged", review_id=numbers["a", runs[0]])
    store.add_run_item(run_id=runs[1], case_id="c", outcome="refused", message="c has no picture")

    def found(run_id: int | None) -> list[tuple[str, int]]:
        return [(stored.case_id, stored.id) for stored in store.newest_reviews(run_id)]

    assert found(None) == found(runs[1]) == [("a", 2), ("b", 3)]
    assert found(runs[0]) == [("a", 2), ("b", 1)]


def test_many_reviews_come_in_order(store: Store, new_case: NewCase, new_review: NewReview) -> None:
    application_id = store.keep_case(new_case())
    for n in range(250):
        store.add_review(new_review(f"{n:03d}"), application_id=application_id, kind="batch", input_key="k")
    assert [stored.case_id for stored in store.newest_reviews()] == [f"{n:03d}" for n in range(250)]


def test_a_run_begins_and_ends(store: Store) -> None:
    assert store.latest_run() is None
    run_id = store.start_run(inbox="inbox", standard="tencent-2026", versions={"rapidocr": "3"})
    running = store.latest_run()
    assert running is not None
    assert (running.id, running.versions, running.ended_at, running.counts, running.state) == (run_id, {"rapidocr": "3"}, None, {}, None)
    store.add_run_item(run_id=run_id, case_id="1", outcome=RunOutcome.FAILED, message="took too long")
    store.end_run(run_id=run_id, counts={"failed": 1})
    store.end_run(run_id=run_id, counts={}, state="again")
    ended = store.run(run_id)
    assert ended is not None
    assert ended.ended_at is not None
    assert ended.ended_at.tzinfo is UTC
    assert (ended.counts, ended.state) == ({"failed": 1}, "completed")
    (item,) = store.run_items(run_id)
    assert (item.case_id, item.outcome, item.message) == ("1", RunOutcome.FAILED, "took too long")
    assert store.run(99) is None


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing_half_stored(
    step: str, store: Store, new_case: NewCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        with pytest.raises(SetupError, match=f"The disk of {tmp_path / 'files'} is full. Free some space"):
            store.keep_case(new_case())
    assert (stored_files(tmp_path), count(tmp_path, "applications")) == ([], 0)
    assert store.keep_case(new_case()) == 1


def test_no_review_is_added_before_the_files_are_on_the_disk(
    store: Store, new_case: NewCase, new_review: NewReview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their folders are written by the disk while the case is reviewed; where that fails, nothing lasting names the files."""

    def broken(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.store.files._sync_folder", broken)
        application_id = store.take_up(new_case(), input_key="k", run_id=None)
        assert application_id is not None
        with pytest.raises(SetupError, match="cannot be written"):
            store.add_review(new_review(), application_id=application_id, kind="batch", input_key="k")
    assert count(tmp_path, "reviews") == 0
    assert store.add_review(new_review(), application_id=application_id, kind="batch", input_key="k") == 1


def test_a_stored_file_that_changed_is_not_given_back(store: Store, new_case: NewCase) -> None:
    case = new_case()
    store.keep_case(case)
    kept = store.case("1")
    assert kept is not None
    store.files.path(case.uploads[0].sha256).write_bytes(b"other")
    with pytest.raises(SetupError, match="is damaged"):
        _ = kept.uploads[0].data
    store.files.path(case.uploads[0].sha256).unlink()
    with pytest.raises(SetupError, match="cannot be read"):
        _ = kept.uploads[0].data


def test_an_address_that_is_none_is_refused_without_its_password(tmp_path: Path) -> None:
    for url in ("sqlite", "nosuch://user:secret@host/db"):
        with pytest.raises(UsageError, match="SIGNMATCH_DATABASE_URL") as refused:
            Store.open(url, tmp_path)
        assert "secret" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="file/data cannot be written"):
        Store.open(f"sqlite:///{tmp_path}/file/data/signmatch.db", tmp_path / "file" / "data")
