"""The sheet of missed specimens: one of each wear, drawn again from its plan."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from benchmarks import misses
from benchmarks.misses import CAPTION, COLUMNS, ROWS, TILE, draw_misses
from benchmarks.specimens.plan import Plan

COLOURS = {"blur": (200, 0, 0), "noise": (0, 150, 0), "photo": (0, 0, 200)}


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """What was asked to be drawn; every specimen is a sheet in the colour of its wear."""
    asked: list[Plan] = []

    def draw(plan: Plan) -> tuple[Image.Image, dict[str, str]]:
        asked.append(plan)
        return Image.new("RGB", (300, 200), COLOURS.get(plan.wear, (90, 90, 90))), {}

    monkeypatch.setattr(misses, "drawn", draw)
    return asked


def missed(wear: str, seed: int = 1) -> dict[str, Any]:
    return {"kind": "business_license", "layout": "landscape-2019", "wear": wear, "seed": seed}


def test_where_nothing_was_missed_nothing_is_drawn(tmp_path: Path, plans: list[Plan]) -> None:
    draw_misses([], tmp_path / "sheet.jpg")
    assert list(tmp_path.iterdir()) == []
    assert plans == []


def test_the_first_of_each_wear_is_drawn_by_name_of_the_wear(tmp_path: Path, plans: list[Plan]) -> None:
    draw_misses([missed("photo", 4), missed("blur", 2), missed("blur", 3)], tmp_path / "sheet.jpg")
    assert [(plan.wear, plan.seed) for plan in plans] == [("blur", 2), ("photo", 4)]


def test_specimens_stand_side_by_side_in_rows(tmp_path: Path, plans: list[Plan]) -> None:
    file = tmp_path / "sheet.jpg"
    draw_misses([missed(wear) for wear in ("blur", "noise", "photo", "tiny")], file)
    sheet = Image.open(file).convert("RGB")
    assert sheet.size == (COLUMNS * TILE[0], 2 * (TILE[1] + CAPTION))
    for column, colour in enumerate(COLOURS.values()):
        pixel = sheet.getpixel((column * TILE[0] + TILE[0] // 2, TILE[1] // 2))
        assert isinstance(pixel, tuple)
        assert all(abs(seen - meant) < 12 for seen, meant in zip(pixel, colour, strict=True))


def test_no_more_than_a_page_of_them(tmp_path: Path, plans: list[Plan]) -> None:
    draw_misses([missed(f"wear-{number}") for number in range(COLUMNS * ROWS + 3)], tmp_path / "sheet.jpg")
    assert len(plans) == COLUMNS * ROWS
