"""Retention: what is personal goes, verdicts stay, and a file that another case uses stays too."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.intake.cases import Case
from pipeline.outcome import DocumentReport, FieldReading, Verdict
from pipeline.store import Action, Store, View
from pipeline.store.readings import NewReading
from tests.pipeline.store.conftest import make_case, make_review
from tests.pipeline.store.test_store_desk import head, person

LATER = datetime.now(UTC) + timedelta(days=1)


def keep(store: Store, case_id: str, *files: bytes) -> int:
    application_id = store.keep_case(make_case(case_id, "腾讯云", *files))
    read = DocumentReport(file="0.jpg", fields={"legal_representative": FieldReading(value="张伟", confidence=0.9)})
    review = make_review(case_id, Verdict.REJECT).model_copy(update={"documents": (read,)})
    store.add_review(review, application_id=application_id, kind="batch", input_key="k")
    return application_id


def test_nothing_young_is_purged(store: Store) -> None:
    keep(store, "1")
    assert store.retention.purge(datetime.now(UTC) - timedelta(days=1)).applications == 0


def test_files_and_names_go_and_the_verdict_stays(store: Store) -> None:
    application_id = keep(store, "1", b"licence")
    sha256 = make_case("1", "腾讯云", b"licence").uploads[0].sha256
    store.readings.keep([NewReading(sha256, 1, "p", "e", "1", "张伟")])
    store.desk.decide("1", version=head(store).version, person_id=person(store).id, action=Action.REJECT, text="张伟", note="张伟")
    purged = store.retention.purge(LATER)
    assert (purged.applications, purged.files, purged.shared) == (1, 1, 0)
    assert not store.files.path(sha256).exists()
    assert not store.readings.of_file(sha256)
    stored = store.last_review("1")
    assert stored is not None and stored.review.verdict is Verdict.REJECT
    case = store.case("1")
    assert case is not None
    everything = json.dumps([stored.review.model_dump(mode="json"), case.application.model_dump(mode="json")], ensure_ascii=False)
    assert "张伟" not in everything
    assert store.desk.decisions("1")[0].text == ""
    assert [each.case_id for each in store.queue.page(View(verdict="reject"), 10).cases] == ["1"]
    assert store.retention.purged_at(application_id) is not None
    assert store.retention.purge(LATER).applications == 0


def test_a_file_that_a_younger_case_uses_stays(store: Store) -> None:
    keep(store, "old", b"shared", b"own")
    moment = datetime.now(UTC)
    keep(store, "young", b"shared")
    purged = store.retention.purge(moment)
    assert (purged.applications, purged.files, purged.shared) == (1, 1, 1)
    young = store.case("young")
    assert young is not None and young.uploads[0].data == b"shared"


def test_a_file_that_came_in_while_it_was_purged_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The purge found nobody else that uses the file; before it removes the file somebody does."""
    keep(store, "old", b"shared")
    remove = store.retention._remove
    monkeypatch.setattr(store.retention, "_remove", lambda sha256: (keep(store, "new", b"shared"), remove(sha256)))
    assert store.retention.purge(LATER).applications == 1
    new = store.case("new")
    assert new is not None and new.uploads[0].data == b"shared"


def test_a_file_that_is_purged_while_it_comes_in_is_brought_in_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new case found the file there, and wrote nothing; before its rows are there the file is purged."""
    keep(store, "old", b"shared")
    keep_files, purged = store._keep_files, []

    def interrupted(case: Case) -> None:
        keep_files(case)
        if not purged:
            purged.append(store.retention.purge(LATER))

    monkeypatch.setattr(store, "_keep_files", interrupted)
    keep(store, "new", b"shared")
    assert purged[0].files == 1
    new = store.case("new")
    assert new is not None and new.uploads[0].data == b"shared"


def test_what_a_killed_purge_put_aside_is_settled_by_the_next(store: Store) -> None:
    keep(store, "1", b"in use")
    used, unused = (store.files.path(make_case("1", "腾讯云", data).uploads[0].sha256) for data in (b"in use", b"personal"))
    unused.parent.mkdir(exist_ok=True)
    unused.write_bytes(b"personal")
    for file in (used, unused):
        file.rename(file.with_name(f".purged-{file.name}"))
    store.retention.purge(datetime.now(UTC) - timedelta(days=1))
    assert [path for path in store.files.folder.rglob("*") if path.is_file()] == [used]


def test_an_application_that_is_handed_in_again_after_a_purge_is_whole(store: Store) -> None:
    first = keep(store, "1", b"licence")
    store.retention.purge(LATER)
    second = keep(store, "1", b"licence")
    assert second != first
    case = store.case("1")
    assert case is not None and (case.uploads[0].name, case.uploads[0].data) == ("0.jpg", b"licence")
    assert store.retention.purged_at(second) is None


def test_a_file_of_two_old_cases_goes_with_the_second(store: Store) -> None:
    keep(store, "1", b"shared")
    keep(store, "2", b"shared")
    purged = store.retention.purge(LATER)
    assert (purged.files, purged.shared) == (1, 1)
