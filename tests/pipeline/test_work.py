"""One case of a run: reviewed once, again only when something counts, refused without a trace, failed without a name in the log."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import structlog

from pipeline import standards
from pipeline.bootstrap import Parts
from pipeline.errors import SetupError, UsageError
from pipeline.intake.cases import open_case
from pipeline.logs import configure
from pipeline.store import RunOutcome
from pipeline.work import CaseHeld, answered, input_key, review_case
from tests.pipeline.cases import COMPANY, ENGINE_ERROR, LICENCE, FailingReader, NoReader, RecordedReader, make_parts, write_case

Open = Callable[..., Parts]


@pytest.fixture
def open_parts(tmp_path: Path) -> Iterator[Open]:
    """Parts over one data folder; every store is closed at the end."""
    opened: list[Parts] = []

    def open_them(*readers: Any, **settings: Any) -> Parts:
        opened.append(make_parts(tmp_path / "data", *readers, **settings))
        return opened[-1]

    yield open_them
    for parts in opened:
        parts.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


def start_run(parts: Parts) -> int:
    return parts.store.start_run(inbox="inbox", standard=parts.standard.name, versions=parts.versions)


def test_a_case_is_reviewed_and_stored(open_parts: Open, inbox: Path) -> None:
    parts = open_parts()
    run = start_run(parts)
    result = review_case(write_case(inbox), parts, run_id=run)
    assert (result.case_id, result.outcome, result.verdict) == ("1", RunOutcome.REVIEWED, "pass")
    assert (result.signature, result.name, result.relation, result.reason) == ("榴屿文化", COMPANY, "contiguous", "")
    assert result.seconds > 0
    assert result.timings
    stored = parts.store.last_review("1")
    assert stored is not None
    assert (stored.id, stored.run_id, stored.kind, stored.review.verdict) == (result.review_id, run, "batch", "pass")
    [item] = parts.store.run_items(run)
    assert (item.case_id, item.outcome, item.review_id, item.message) == ("1", RunOutcome.REVIEWED, result.review_id, "")


def test_a_case_that_did_not_change_is_not_reviewed_again(open_parts: Open, inbox: Path) -> None:
    folder = write_case(inbox)
    first = review_case(folder, open_parts(), run_id=None)
    again = review_case(folder, open_parts(NoReader()), run_id=None)
    assert again.outcome is RunOutcome.UNCHANGED
    assert replace(again, outcome=first.outcome, seconds=first.seconds, timings=first.timings) == first


@pytest.mark.parametrize(
    "changed",
    [{"signature": "榴屿"}, {"account": {"name": "别的公司"}}, {"submitted_at": "2024-06-02"}, {"colour": (250, 250, 250)}],
)
def test_a_changed_application_is_reviewed_again(open_parts: Open, inbox: Path, changed: dict[str, Any]) -> None:
    parts = open_parts()
    first = review_case(write_case(inbox), parts, run_id=None)
    second = review_case(write_case(inbox, **changed), parts, run_id=None)
    assert second.outcome is RunOutcome.REVIEWED
    assert second.review_id != first.review_id


@pytest.mark.parametrize("setting", [{"sure_confidence": 0.5}, {"language": "zh"}, {"standard": "tencent-2026"}])
def test_a_setting_that_counts_has_a_case_reviewed_again_without_reading(open_parts: Open, inbox: Path, setting: dict[str, Any]) -> None:
    folder = write_case(inbox)
    review_case(folder, open_parts(), run_id=None)
    assert review_case(folder, open_parts(NoReader(), **setting), run_id=None).outcome is RunOutcome.REVIEWED


@pytest.mark.parametrize("setting", [{"workers": 7}, {"case_timeout_seconds": 5.0}, {"max_pages": 3}])
def test_a_setting_that_changes_no_answer_does_not(open_parts: Open, inbox: Path, setting: dict[str, Any]) -> None:
    folder = write_case(inbox)
    review_case(folder, open_parts(), run_id=None)
    assert review_case(folder, open_parts(**setting), run_id=None).outcome is RunOutcome.UNCHANGED


def test_a_changed_rule_pack_has_a_case_reviewed_again(open_parts: Open, inbox: Path) -> None:
    folder, parts = write_case(inbox), open_parts()
    review_case(folder, parts, run_id=None)
    changed = replace(parts, standard=parts.standard.model_copy(update={"name_mode": "strict"}))
    assert review_case(folder, changed, run_id=None).outcome is RunOutcome.REVIEWED


def test_another_version_of_a_reader_reads_again(open_parts: Open, inbox: Path) -> None:
    folder, newer = write_case(inbox), RecordedReader("2")
    review_case(folder, open_parts(), run_id=None)
    assert review_case(folder, open_parts(newer), run_id=None).outcome is RunOutcome.REVIEWED
    assert newer.pages > 0


def test_an_application_that_is_changed_back_has_its_answer_newest(open_parts: Open, inbox: Path) -> None:
    """The export shows the newest review: it must be of the application that lies in the inbox."""
    parts = open_parts()
    for signature, outcome in (("榴屿", "reviewed"), ("美团", "reviewed"), ("榴屿", "reviewed"), ("榴屿", "unchanged")):
        assert review_case(write_case(inbox, signature=signature), parts, run_id=None).outcome == outcome
    [newest] = parts.store.newest_reviews()
    assert newest.review.signature == "榴屿"
    stored = parts.store.case("1")
    assert stored is not None
    assert stored.application.signature == "榴屿"


def test_without_a_day_of_submission_the_day_counts_on_which_a_case_was_kept(open_parts: Open, inbox: Path) -> None:
    parts = open_parts()
    review_case(write_case(inbox, submitted_at=None), parts, run_id=None)
    stored = parts.store.case("1")
    assert stored is not None
    assert answered(stored.case(), parts).settings["judged_on"] == stored.created_at.date().isoformat()


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("application.json", b"{", "application.json"),
        ("application.json", b'{"case_id": "1"}', "signature"),
        (f"{LICENCE}.jpg", b"no picture", f"{LICENCE}.jpg"),
        (f"{LICENCE}.jpg", b"", f"{LICENCE}.jpg is empty"),
    ],
)
def test_a_refused_case_leaves_nothing(open_parts: Open, inbox: Path, file: str, content: bytes, reason: str) -> None:
    parts, folder = open_parts(NoReader()), write_case(inbox)
    (folder / file).write_bytes(content)
    run = start_run(parts)
    result = review_case(folder, parts, run_id=run)
    assert (result.case_id, result.outcome, result.verdict, result.review_id) == ("1", RunOutcome.REFUSED, "", None)
    assert reason in result.reason
    assert parts.store.case_ids() == []
    assert not [path for path in (parts.settings.data_dir / "files").rglob("*") if path.is_file()]
    [item] = parts.store.run_items(run)
    assert (item.outcome, item.message) == (RunOutcome.REFUSED, result.reason)


def test_a_case_is_named_by_its_folder_or_file_until_it_is_open(open_parts: Open, inbox: Path) -> None:
    parts = open_parts()
    assert review_case(inbox / "2026-7", parts, run_id=None).case_id == "inbox"
    (inbox / "2026-7").mkdir(parents=True)
    assert review_case(inbox / "2026-7", parts, run_id=None).case_id == "2026-7"
    assert review_case(inbox / "2026-7" / "application.json", parts, run_id=None).case_id == "2026-7"
    assert review_case(inbox / "payload-8.json", parts, run_id=None).case_id == "payload-8"


def test_a_reader_that_fails_has_a_person_look(open_parts: Open, inbox: Path) -> None:
    parts = open_parts(FailingReader(ENGINE_ERROR))
    result = review_case(write_case(inbox), parts, run_id=None)
    assert (result.outcome, result.verdict) == (RunOutcome.REVIEWED, "needs_review")
    stored = parts.store.last_review("1")
    assert stored is not None
    assert [finding.code for finding in stored.review.findings] == ["READING_FAILED", "SECOND_READER_MISSING"]
    assert result.reason == stored.review.findings[0].message


def test_any_other_error_is_left_to_the_run_which_tries_again(open_parts: Open, inbox: Path) -> None:
    parts = open_parts(FailingReader(ValueError(f"{COMPANY} 榴屿文化")))
    run = start_run(parts)
    with pytest.raises(ValueError, match=COMPANY):
        review_case(write_case(inbox), parts, run_id=run)
    assert parts.store.last_review("1") is None
    assert parts.store.run_items(run) == []


def test_a_case_that_is_given_up_has_a_person_look(open_parts: Open, inbox: Path) -> None:
    parts = open_parts(NoReader())
    run = start_run(parts)
    result = review_case(write_case(inbox), parts, run_id=run, given_up="It took longer than 120 seconds.")
    assert (result.outcome, result.verdict) == (RunOutcome.REVIEWED, "needs_review")
    stored = parts.store.last_review("1")
    assert stored is not None
    assert "READING_FAILED" in {finding.code for finding in stored.review.findings}
    assert len(parts.store.run_items(run)) == 1
    again = review_case(inbox / "1", parts, run_id=start_run(parts))
    assert (again.outcome, again.review_id) == (RunOutcome.UNCHANGED, result.review_id)


def test_a_case_that_another_run_has_is_left_to_it(open_parts: Open, inbox: Path) -> None:
    parts, folder = open_parts(), write_case(inbox)
    first, second = start_run(parts), start_run(parts)
    parts.store.leases.hold(first, 60)
    case = open_case(folder, parts.settings)
    assert parts.store.take_up(case, input_key=input_key(case.fingerprint, parts), run_id=first)
    with pytest.raises(CaseHeld):
        review_case(folder, open_parts(NoReader()), run_id=second)
    assert review_case(folder, parts, run_id=first).outcome is RunOutcome.REVIEWED
    assert review_case(folder, parts, run_id=second).outcome is RunOutcome.UNCHANGED


def test_the_log_names_runs_and_cases_and_nobody(open_parts: Open, inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = open_parts()
    run = start_run(parts)
    configure("json", "info")
    try:
        review_case(write_case(inbox), parts, run_id=run)
    finally:
        structlog.reset_defaults()
    [line] = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert {"event": "case done", "run": run, "case": "1", "outcome": "reviewed", "verdict": "pass"}.items() <= said.items()
    assert COMPANY not in line
    assert "榴屿" not in line


@pytest.mark.parametrize("error", [SetupError("The disk is full."), UsageError("There is no standard.")])
def test_what_every_case_needs_is_not_counted_against_one(open_parts: Open, inbox: Path, error: Exception) -> None:
    with pytest.raises(type(error)):
        review_case(write_case(inbox), open_parts(FailingReader(error)), run_id=None)


def test_a_payload_is_a_case_named_by_its_file(open_parts: Open, tmp_path: Path) -> None:
    payload = {"SignName": "榴屿", "SignType": 0, "DocumentType": 0, "International": 0, "UsedMethod": 0}
    (tmp_path / "42.json").write_text(json.dumps(payload))
    result = review_case(tmp_path / "42.json", open_parts(), run_id=None)
    assert (result.case_id, result.outcome, result.signature) == ("42", RunOutcome.REVIEWED, "榴屿")


def test_the_key_of_a_review_names_what_it_rests_on(open_parts: Open) -> None:
    parts = open_parts()
    same, other = input_key("fingerprint", parts), input_key("another", parts)
    assert same == input_key("fingerprint", open_parts())
    assert len({same, other, input_key("fingerprint", open_parts(standard="tencent-2026"))}) == 3
    assert standards.load("tencent-2026").name == "tencent-2026"
