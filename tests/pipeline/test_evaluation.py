"""Accuracy on labelled documents: what counts as right, and what is told of every miss."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from extractors.page import Page
from extractors.vocabulary import DocumentKind
from pipeline import standards
from pipeline.bootstrap import Parts
from pipeline.errors import UsageError
from pipeline.evaluation import Evaluation, Labelled, Tally, evaluate, load_manifest, plain
from pipeline.reading import Readers
from pipeline.settings import Settings
from pipeline.store import Store
from tests.factory import FakeReader, credit_code, line, page

NAME, CODE = "北京星槎云计算有限公司", credit_code()
ROW: dict[str, Any] = {
    "file": "a.png",
    "kind": "business_license",
    "entity_name": NAME,
    "uscc_or_regno": CODE,
    "valid_to": "2035-02-28",
    "quality": "clean; small",
}


def licence(name: str = NAME, confidence: float = 0.98, until: str = "2015年03月01日至2035年02月28日") -> Page:
    return page(
        ("营业执照", 330, 350, 110),
        (f"统一社会信用代码{CODE}", 300, 570, 20),
        ("名称", 170, 640, 28),
        line(name, 350, 640, 28, confidence=confidence),
        ("类型", 170, 700, 28),
        ("有限责任公司", 350, 700, 28),
        ("营业期限", 170, 760, 28),
        line(until, 350, 760, 28, confidence=0.995),
    )


@pytest.fixture
def parts(tmp_path: Path, store: Store) -> Parts:
    return Parts(Settings(data_dir=tmp_path), store, Readers(FakeReader(), None), standards.load("tencent-2022"))


def manifest(folder: Path, *rows: dict[str, Any]) -> list[Labelled]:
    """Labelled documents, each a picture of its own on white paper."""
    for shade, row in enumerate(rows):
        if row["file"].endswith(".png"):
            Pillow.new("L", (1000, 1400), 255 - shade).save(folder / row["file"])
        else:
            (folder / row["file"]).write_bytes(b"no picture")
    (folder / "manifest.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf8")
    return load_manifest(folder / "manifest.jsonl")


def evaluated(parts: Parts, folder: Path, row: dict[str, Any], *looks: Page) -> Evaluation:
    """One document of which these pages are read, one after the other."""
    parts.readers = Readers(FakeReader(*(look.lines for look in looks)), None)
    return evaluate(manifest(folder, row), parts, afresh=False, on_document=lambda _: None)


def test_a_document_that_is_read_right(parts: Parts, tmp_path: Path) -> None:
    result = evaluated(parts, tmp_path, ROW, licence())
    assert {name: (tally.total, tally.right, tally.sure_right) for name, tally in result.tallies.items()} == {
        "entity_name": (1, 1, 1),
        "number": (1, 1, 1),
        "valid_to": (1, 1, 1),
        "kind": (1, 1, 1),
    }
    assert result.misses == []
    assert result.qualities == {"clean": [1, 1, 1], "small": [1, 1, 1]}


def test_a_wrong_name_is_told_with_what_was_read(parts: Parts, tmp_path: Path) -> None:
    result = evaluated(parts, tmp_path, ROW, licence("北京星搓云计算有限公司"))
    (miss,) = result.misses
    assert (miss.file, miss.figure, miss.printed, miss.read) == ("a.png", "entity_name", NAME, "北京星搓云计算有限公司")
    assert result.tallies["entity_name"].sure_wrong == 1
    assert result.qualities["clean"] == [1, 0, 1]


def test_of_what_is_not_printed_nobody_asks_how_surely_it_was_not_read() -> None:
    tally = Tally()
    tally.add(0.99, True, 0.9)
    tally.add(0.0, True, 0.9)
    assert (tally.share, tally.sure_share) == (1.0, 1.0)


def test_a_doubtful_reading_is_right_but_not_sure(parts: Parts, tmp_path: Path) -> None:
    tally = evaluated(parts, tmp_path, ROW, licence(confidence=0.8), page()).tallies["entity_name"]
    assert (tally.right, tally.sure_right) == (1, 0)
    assert (tally.share, tally.sure_share) == (1.0, 0.0)


@pytest.mark.parametrize("printed", ["北京星槎云计算（样本）有限公司", "北京星槎云计算(样本)有限 公司"])
def test_brackets_and_spaces_do_not_count(printed: str, parts: Parts, tmp_path: Path) -> None:
    result = evaluated(parts, tmp_path, ROW | {"entity_name": printed}, licence("北京星槎云计算（样本）有限公司"))
    assert result.tallies["entity_name"].right == 1


@pytest.mark.parametrize(
    ("label", "read", "right"),
    [("长期", "永久", 1), ("******", "长期", 1), (None, "", 1), ("长期", "2015年03月01日至2035年02月28日", 0), (None, "长期", 0)],
)
def test_periods_without_an_end_are_alike(label: str | None, read: str, right: int, parts: Parts, tmp_path: Path) -> None:
    result = evaluated(parts, tmp_path, ROW | {"valid_to": label}, licence(until=read or "另页"))
    assert result.tallies["valid_to"].right == right


@pytest.mark.parametrize(
    ("row", "read"),
    [(ROW | {"template_or_specimen": True}, licence()), ({"file": "b.png", "kind": "plaque"}, page(("诚信单位", 100, 100, 90)))],
)
def test_templates_and_other_kinds_count_for_their_kind_only(row: dict[str, Any], read: Page, parts: Parts, tmp_path: Path) -> None:
    result = evaluated(parts, tmp_path, row, read)
    assert (result.tallies["kind"].right, result.tallies["entity_name"].total) == (1, 0)


def test_a_file_that_is_refused_is_a_miss(parts: Parts, tmp_path: Path) -> None:
    result = evaluated(parts, tmp_path, ROW | {"file": "a.jpg"})
    refused, *others = result.misses
    assert (refused.figure, {miss.figure for miss in others}) == ("refused", {"kind", "entity_name", "number", "valid_to"})
    assert "a.jpg" in refused.read
    assert result.seconds_a_page is None


def test_seconds_are_told_only_where_something_was_read_anew(parts: Parts, tmp_path: Path) -> None:
    assert evaluated(parts, tmp_path, ROW, licence()).seconds_a_page is not None
    assert evaluated(parts, tmp_path, ROW).seconds_a_page is None


def test_progress_names_every_document(parts: Parts, tmp_path: Path) -> None:
    parts.readers, told = Readers(FakeReader(licence().lines, licence().lines), None), []
    rows = manifest(tmp_path, ROW, ROW | {"file": "b.png"})
    evaluate(rows, parts, afresh=False, on_document=told.append)
    assert told == ["a.png", "b.png"]


def test_the_result_is_json(parts: Parts, tmp_path: Path) -> None:
    told = evaluated(parts, tmp_path, ROW, licence("北京星搓云计算有限公司")).to_json()
    assert json.loads(json.dumps(told))["figures"]["number"]["share"] == 1.0
    assert told["misses"][0]["figure"] == "entity_name"
    assert told["qualities"]["small"] == {"documents": 1, "names_right": 0, "numbers_right": 1}


def test_a_manifest_row(tmp_path: Path) -> None:
    (row,) = manifest(tmp_path, ROW)
    assert (row.path, row.kind, row.number) == (tmp_path / "a.png", DocumentKind.BUSINESS_LICENSE, CODE)
    assert (row.qualities, row.genuine) == (("clean", "small"), True)


@pytest.mark.parametrize("text", ["{", "[1]", '"a"', "{}", '{"file": "a.png"}', '{"file": 1, "kind": "other"}', "\xff"])
def test_what_is_no_manifest(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.jsonl").write_bytes(text.encode("latin1"))
    with pytest.raises(UsageError, match=r"manifest\.jsonl is no manifest"):
        load_manifest(tmp_path / "manifest.jsonl")


def test_a_manifest_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="FileNotFoundError"):
        load_manifest(tmp_path / "manifest.jsonl")


def test_an_empty_tally_has_no_share() -> None:
    assert (Tally().share, Tally().sure_share) == (0.0, 0.0)


def test_what_two_names_are_compared_by() -> None:
    assert plain("星槎（北京） 公司") == plain("星槎(北京)公司")
