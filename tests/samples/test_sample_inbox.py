"""The committed inbox is what the table says, and is copied out without harm."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.application import Application
from pipeline.errors import UsageError
from samples import draw_inbox, write_inbox
from samples.cases import case_table
from samples.data import EXPECTED, INBOX
from samples.draw import draw_case, expected_jsonl


def test_inbox_matches_the_table() -> None:
    table = case_table()
    assert sorted(folder.name for folder in INBOX.iterdir()) == sorted(case.case_id for case in table.cases)
    for case in table.cases:
        folder = INBOX / case.case_id
        written = Application.model_validate(json.loads((folder / "application.json").read_text(encoding="utf-8")))
        assert written == case.application(table.companies), "run python -m samples.draw after a change to cases.yaml"
        assert {file.name for file in folder.iterdir()} == {"application.json", *(plan.file for plan in case.documents)}


def test_expected_verdicts_match_the_table() -> None:
    assert EXPECTED.read_text(encoding="utf-8") == expected_jsonl(case_table())


def test_inbox_stays_small() -> None:
    assert sum(file.stat().st_size for file in INBOX.rglob("*")) < 14_500_000


def test_inbox_is_copied_whole(tmp_path: Path) -> None:
    cases = write_inbox(tmp_path / "new" / "inbox")
    copied = {file.relative_to(tmp_path / "new" / "inbox") for file in (tmp_path / "new" / "inbox").rglob("*")}
    assert copied == {file.relative_to(INBOX) for file in INBOX.rglob("*")}
    assert cases == sorted(case.case_id for case in case_table().cases)


@pytest.mark.parametrize("write", [write_inbox, draw_inbox])
def test_nothing_is_written_over(tmp_path: Path, write: Callable[[Path], list[str]]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not an empty folder"):
        write(tmp_path)
    with pytest.raises(UsageError, match="not an empty folder"):
        write(tmp_path / "mine.txt")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.drawing
@pytest.mark.usefixtures("fonts")
def test_drawing_a_case_again_gives_the_same_bytes(tmp_path: Path) -> None:
    table = case_table()
    case = next(case for case in table.cases if case.case_id == "t03-piece-of-mark")
    for name in ("first", "second"):
        draw_case(case, table.companies, tmp_path / name)
    files = [sorted(tmp_path.joinpath(name).iterdir()) for name in ("first", "second")]
    assert [file.read_bytes() for file in files[0]] == [file.read_bytes() for file in files[1]]


def test_importing_samples_loads_no_picture_library() -> None:
    subprocess.run([sys.executable, "-c", "import samples, sys; assert not {'PIL', 'numpy', 'zxingcpp'} & set(sys.modules)"], check=True)
