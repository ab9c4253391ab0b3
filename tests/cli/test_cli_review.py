"""review, rerun and what-if: what is shown, what is stored, and with which exit code they end."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.outcome import Review
from pipeline.reading import Readers
from tests.cli.conftest import Ended, Signmatch
from tests.extractors.test_business_license import NAME, PORTRAIT
from tests.pipeline.cases import COMPANY, REPRESENTATIVE, NoReader, write_case
from tests.pipeline.test_pipeline_glance import GlancingReader


def document(ended: Ended) -> dict[str, Any]:
    """The one JSON document on standard output."""
    assert ended.out.count("\n") == 1
    assert ended.out.endswith("\n")
    found: dict[str, Any] = json.loads(ended.out)
    return found


def without_a_reader(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whoever asks a reader fails."""
    monkeypatch.setattr(NoReader, "name", readers.first.name)
    object.__setattr__(readers, "first", NoReader())


def test_a_case_that_is_proven_ends_with_0(signmatch: Signmatch, folder: Path) -> None:
    ended = signmatch("review", write_case(folder / "inbox"))
    assert ended.code == 0
    assert "1  【榴屿文化】  pass  under tencent-intl-2024" in ended.out
    assert f"holds: “榴屿文化” is named by “{COMPANY}” (contained in one piece)" in ended.out
    assert ended.err == ""


def test_a_flagged_case_ends_with_1_and_says_why(signmatch: Signmatch, folder: Path) -> None:
    ended = signmatch("review", write_case(folder / "inbox", signature="美团"))
    assert ended.code == 1
    assert "reject: SIGNATURE_CERTIFICATE_MISMATCH" in ended.out
    assert f"licence-landscape.jpg, page 1, entity_name = {COMPANY}" in ended.out


def test_json_is_one_document_with_the_promised_keys(signmatch: Signmatch, folder: Path) -> None:
    ended = signmatch("review", write_case(folder / "inbox", signature="美团"), "--json")
    shown = document(ended)
    assert ended.err == ""
    assert {"case_id", "verdict", "standard", "findings", "links", "look_at", "documents", "versions", "timings"} <= shown.keys()
    assert {"code", "severity", "message", "evidence", "reason", "facts"} == shown["findings"][0].keys()
    assert {"document", "page", "field", "value", "confidence", "polygon"} == shown["findings"][0]["evidence"][0].keys()
    assert {"name", "state", "relation", "left", "right"} == shown["links"][0].keys()
    assert {"file", "declared_kind", "kind", "kind_confidence", "fields"} <= shown["documents"][0].keys()
    assert {"value", "confidence", "polygon", "read_by"} <= shown["documents"][0]["fields"]["entity_name"].keys()
    assert Review.model_validate(shown).verdict == "reject"


@pytest.mark.parametrize("command", ["review", "rerun"])
def test_the_legal_representative_is_masked_unless_asked(signmatch: Signmatch, folder: Path, command: str) -> None:
    case = write_case(folder / "inbox")
    signmatch("review", case)
    arguments = (command, case if command == "review" else "1", "--json")
    masked, bare = signmatch(*arguments), signmatch(*arguments, "--unmask")
    assert REPRESENTATIVE not in masked.out
    assert document(masked)["documents"][0]["fields"]["legal_representative"]["value"] == "贾**"
    assert document(bare)["documents"][0]["fields"]["legal_representative"]["value"] == REPRESENTATIVE


@pytest.mark.parametrize("language", ["zh", "id"])
def test_messages_come_in_the_language_that_was_set(
    signmatch: Signmatch, folder: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNMATCH_LANGUAGE", language)
    shown = document(signmatch("review", write_case(folder / "inbox", signature="美团"), "--json"))
    assert {"zh": "不一致", "id": "tidak sesuai"}[language] in shown["findings"][0]["message"]


@pytest.mark.parametrize(("language", "told"), [("zh", "不一致"), ("id", "tidak sesuai"), ("en", "does not match")])
def test_a_review_is_told_in_the_language_that_is_asked_for(signmatch: Signmatch, folder: Path, language: str, told: str) -> None:
    case = write_case(folder / "inbox", signature="美团")
    shown = document(signmatch("review", case, "--json", "--lang", language))
    assert told in shown["findings"][0]["message"]
    assert told in shown["reply"]
    assert told in signmatch("rerun", "1", "--lang", language).out
    assert told in json.loads(signmatch("export", "--lang", language).out)["findings"][0]["message"]
    assert signmatch("review", case, "--lang", "fr").code == 2


def test_the_applicant_is_told_what_to_correct_and_the_reviewer_why(signmatch: Signmatch, folder: Path) -> None:
    case = write_case(folder / "inbox", signature="美团")
    reply = signmatch("review", case, "--text", "applicant")
    assert reply.code == 1
    assert reply.out.startswith("Your signature “美团” was not approved.")
    assert "\n1. The signature “美团” does not match the certificate" in reply.out
    argument = signmatch("review", case, "--text", "reviewer", "--lang", "zh").out
    assert argument.startswith("签名“美团”不予通过。\n成立：应提供的证明材料")
    assert f"不成立：“美团”由“{COMPANY}”证明（无关）" in argument
    assert "[R04: 企业用户自用材料错误]" in argument


def test_an_account_comes_from_the_options_for_a_payload(signmatch: Signmatch, folder: Path) -> None:
    (folder / "42.json").write_text(
        json.dumps({"SignName": "榴屿文化", "SignType": 0, "DocumentType": 0, "International": 0, "UsedMethod": 0})
    )
    assert document(signmatch("review", "42.json", "--json", "--account-name", COMPANY))["case_id"] == "42"
    ended = signmatch("review", "42.json", "--account-name", COMPANY, "--account-kind", "club")
    assert ended.code == 2
    assert "--account-kind is 'club'. It takes organization or individual." in ended.err


def test_full_reads_every_line_even_where_a_glance_was_kept(signmatch: Signmatch, folder: Path, readers: Readers) -> None:
    object.__setattr__(readers, "first", GlancingReader(PORTRAIT))
    case = write_case(folder / "inbox", signature=NAME[:4], account={"name": NAME})
    (glanced,) = document(signmatch("review", case, "--json"))["documents"]
    (whole,) = document(signmatch("review", case, "--json", "--full"))["documents"]
    assert glanced["lines_unread"] > whole["lines_unread"] == 0
    assert "legal_representative" in whole["fields"]


def test_a_refused_case_ends_with_3_and_is_not_stored(signmatch: Signmatch, folder: Path) -> None:
    case = write_case(folder / "inbox")
    (case / "licence-landscape.jpg").write_bytes(b"hello")
    ended = signmatch("review", case)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("signmatch: licence-landscape.jpg ")
    assert len(ended.err.splitlines()) == 1
    assert signmatch("rerun", "1").code == 2


def test_what_applicants_write_neither_steers_the_terminal_nor_breaks_the_output(signmatch: Signmatch, folder: Path) -> None:
    signature = "\x1b[31m[/b]:smile:"
    ended = signmatch("review", write_case(folder / "inbox", "[bold]", signature=signature, description="[/]"))
    assert ended.code == 1
    assert "\x1b" not in ended.out
    assert "[bold]  【�[31m[/b]:smile:】" in ended.out


def test_a_rerun_asks_no_reader_and_says_that_nothing_changed(
    signmatch: Signmatch, folder: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    signmatch("review", write_case(folder / "inbox"))
    without_a_reader(readers, monkeypatch)
    ended = signmatch("rerun", "1")
    assert ended.code == 0
    assert "Since the last review: nothing changed." in ended.out
    assert document(signmatch("rerun", "1", "--json"))["changes"] == []


def test_a_rerun_needs_the_inbox_no_more(signmatch: Signmatch, folder: Path) -> None:
    signmatch("review", write_case(folder / "inbox"))
    (folder / "inbox").rename(folder / "gone")
    assert signmatch("rerun", "1").code == 0


def test_a_rerun_shows_what_changed(signmatch: Signmatch, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signmatch("review", write_case(folder / "inbox", signature="榴屿股份"))
    monkeypatch.setenv("SIGNMATCH_STANDARD", "tencent-2026")
    ended = signmatch("rerun", "1")
    assert ended.code == 1
    told = ended.out.split("Since the last review:")[1]
    assert "verdict: pass → reject" in told
    assert "standard: tencent-intl-2024 → tencent-2026" in told
    assert "new finding: SIGNATURE_CERTIFICATE_MISMATCH" in told
    assert "link named_by: established → broken" in told
    assert REPRESENTATIVE not in told


def test_reread_asks_the_reader(signmatch: Signmatch, folder: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    signmatch("review", write_case(folder / "inbox"))
    without_a_reader(readers, monkeypatch)
    ended = signmatch("rerun", "1", "--reread")
    assert ended.code == 4
    assert "AssertionError" in ended.err


def test_an_unknown_case_is_a_usage_error_with_a_remedy(signmatch: Signmatch) -> None:
    ended = signmatch("rerun", "2026-1")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "signmatch: There is no stored case '2026-1'. List the stored cases with: signmatch export --format csv.\n"


def test_what_if_shows_the_verdicts_that_would_change_and_stores_none(
    signmatch: Signmatch, folder: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    signmatch("review", write_case(folder / "inbox", "1", signature="榴屿股份"))
    signmatch("review", write_case(folder / "inbox", "2"))
    before = signmatch("export").out
    without_a_reader(readers, monkeypatch)
    shown = document(signmatch("what-if", "--standard", "tencent-2026", "--json"))
    assert shown["standard"] == "tencent-2026"
    [change] = shown["changes"]
    assert change == {
        "case_id": "1",
        "signature": "榴屿股份",
        "verdict": "pass",
        "verdict_then": "reject",
        "finding_then": "SIGNATURE_CERTIFICATE_MISMATCH",
    }
    assert "榴屿股份" in signmatch("what-if", "--standard", "tencent-2026").out
    same = signmatch("what-if", "--standard", "tencent-2022")
    assert (same.code, same.out) == (0, "No verdict changes under tencent-2022.\n")
    assert signmatch("export").out == before


def test_what_if_of_an_unknown_standard_lists_the_choices(signmatch: Signmatch) -> None:
    ended = signmatch("what-if", "--standard", "tencent-1999")
    assert ended.code == 2
    assert "tencent-2022, tencent-2026, tencent-intl-2024" in ended.err
