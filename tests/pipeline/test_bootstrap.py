"""The wiring: settings become parts, and a missing second reader is no error."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.bootstrap import Parts, open_parts, open_readers
from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.store import Action, Role
from tests.pipeline.cases import RecordedReader, make_parts
from tests.pipeline.store.conftest import make_case, make_review

ROOT = Path(__file__).parents[2]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = make_parts(tmp_path)
    yield made
    made.close()


def test_parts_are_as_the_settings_ask(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", standard="tencent-2026")
    parts = open_parts(settings)
    try:
        assert parts.settings is settings
        assert parts.standard.name == "tencent-2026"
        assert (tmp_path / "data" / "signmatch.db").exists()
        assert {"signmatch", "rules", "rapidocr"} <= parts.versions.keys()
    finally:
        parts.close()


def test_an_unknown_standard_names_the_setting_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no standard 'x'") as wrong:
        open_parts(Settings(data_dir=tmp_path / "data", standard="x"))
    assert "SIGNMATCH_STANDARD" in wrong.value.remedy
    assert "tencent-2026" in wrong.value.remedy
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("settings", [{"second_reader": False}, {"tesseract_command": "no-such-program"}])
def test_without_tesseract_there_is_one_reader(settings: dict[str, object]) -> None:
    assert open_readers(Settings(**settings)).second is None  # type: ignore[arg-type]


def test_the_second_reader_is_named_in_the_versions_where_there_is_one(tmp_path: Path, parts: Parts) -> None:
    assert "second" not in parts.versions
    second = RecordedReader("7")
    second.name = "other"
    two = make_parts(tmp_path, second=second)
    try:
        assert (two.versions["second"], two.versions["other"]) == ("other", "7")
    finally:
        two.close()


def test_opening_parts_loads_no_model(tmp_path: Path) -> None:
    """A review from kept readings needs none, and the first command is faster for it."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from pipeline.bootstrap import open_parts\n"
        "from pipeline.settings import Settings\n"
        f"parts = open_parts(Settings(data_dir=Path({str(tmp_path)!r}), second_reader=False))\n"
        "parts.versions\n"
        "print(*{'rapidocr', 'onnxruntime', 'prefect'} & set(sys.modules))\n"
    )
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_layouts_that_people_confirmed_often_enough_are_trusted(tmp_path: Path) -> None:
    parts = open_parts(Settings(data_dir=tmp_path))
    person = parts.store.people.add("lin", Role.REVIEWER, "hash")
    for case_id in ("1", "2"):
        application_id = parts.store.keep_case(make_case(case_id, "腾讯云"))
        parts.store.add_review(make_review(case_id), application_id=application_id, kind="single", input_key="k")
        head = parts.store.queue.head_of(case_id)
        assert head is not None
        confirmed = [("icp_screenshot", "provider", f"file {case_id}")]
        parts.store.desk.decide(case_id, version=head.version, person_id=person.id, action=Action.APPROVE, confirmed=confirmed)
    parts.close()
    trusted = [open_parts(Settings(data_dir=tmp_path, layout_confirmations=least)).settings.trusted_kinds for least in (0, 2, 3)]
    assert trusted == [frozenset(), {"icp_screenshot/provider"}, frozenset()]
