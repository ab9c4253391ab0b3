"""doctor, metrics, backup and restore as an operator calls them."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Signmatch
from tests.pipeline.cases import write_case


def test_a_backup_and_what_is_restored_from_it(signmatch: Signmatch, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signmatch("review", write_case(folder / "inbox"))
    before = signmatch("export").out
    saved = signmatch("backup", "saved.tar")
    assert saved.code == 0
    assert "1 uploads in saved.tar" in saved.out
    monkeypatch.setenv("SIGNMATCH_DATA_DIR", str(folder / "again"))
    assert signmatch("restore", "saved.tar").code == 0
    assert signmatch("export").out == before


def test_a_backup_overwrites_nothing(signmatch: Signmatch, folder: Path) -> None:
    signmatch("review", write_case(folder / "inbox"))
    (folder / "saved.tar").write_text("mine")
    ended = signmatch("backup", "saved.tar")
    assert (ended.code, ended.out) == (3, "")
    assert (folder / "saved.tar").read_text() == "mine"


def test_metrics_count_cases_by_verdict(signmatch: Signmatch, folder: Path) -> None:
    signmatch("review", write_case(folder / "inbox"))
    text = signmatch("metrics").out
    assert 'signmatch_cases{verdict="' in text
    assert text.startswith("# HELP ")


def checks(signmatch: Signmatch) -> tuple[int, dict[str, dict[str, str]]]:
    ended = signmatch("doctor", "--json")
    return ended.code, {check["name"]: check for check in json.loads(ended.out)["checks"]}


def test_the_doctor_names_what_is_wrong_and_what_to_do(signmatch: Signmatch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The readers of these tests know no picture but their own."""
    monkeypatch.setenv("SIGNMATCH_STANDARD", "tencent-1999")
    monkeypatch.setenv("SIGNMATCH_TESSERACT_COMMAND", "no-such-program")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    code, found = checks(signmatch)
    assert code == 4
    assert {name for name, check in found.items() if check["health"] == "failed"} == {"standard", "first reader", "scheduler"}
    assert "tencent-2026" in found["standard"]["remedy"]
    assert "apt-get install tesseract-ocr" in found["second reader"]["remedy"]
    assert "unset PREFECT_API_URL" in found["scheduler"]["remedy"]


def test_the_doctor_says_that_a_folder_can_be_read_by_others(signmatch: Signmatch, folder: Path) -> None:
    (folder / "data").mkdir(mode=0o755)
    _, found = checks(signmatch)
    assert found["data folder"]["health"] == "warning"
    assert "chmod 700" in found["data folder"]["remedy"]


@pytest.mark.engines
def test_the_doctor_is_content_with_real_readers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import doctor
    from pipeline.settings import load_settings

    found = {check.name: check for check in doctor.checks(load_settings())}
    assert found["first reader"].health is doctor.Health.OK, found["first reader"]
