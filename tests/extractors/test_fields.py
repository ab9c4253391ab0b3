"""Pieces of lines become one field, its characters and their confidences in step."""

import pytest

from extractors.fields import around, field
from extractors.layout import Placed, place
from extractors.vocabulary import FieldName
from tests.factory import box, line, page


def placed(text: str, confidence: float = 0.98, left: float = 100, top: float = 200) -> Placed:
    (one,) = place(page(line(text, left, top, confidence=confidence)))
    return one


@pytest.mark.parametrize(
    ("printed", "value"), [("星 槎 云", "星槎云"), ("Ｍｕｌｕ１", "Mulu1"), ("（样本）", "（样本）"), ("星　槎", "星槎")]
)
def test_spaces_are_dropped_and_letters_made_narrow(printed: str, value: str) -> None:
    read = field(FieldName.ENTITY_NAME, [placed(printed)])
    assert read is not None
    assert read.value == value
    assert len(read.char_confidences) == len(value)


@pytest.mark.parametrize(("printed", "value"), [("Mulu 木鹿", "Mulu 木鹿"), (" 木鹿 ", "木鹿")])
def test_spaces_may_be_kept_within_a_value(printed: str, value: str) -> None:
    read = field(FieldName.MARK_TEXT, [placed(printed)], keep_spaces=True)
    assert read is not None
    assert read.value == value
    assert len(read.char_confidences) == len(value)


def test_the_least_sure_character_says_how_sure_the_field_is() -> None:
    read = field(FieldName.ENTITY_NAME, [placed("星槎", 0.9), placed("云计算", 0.7, top=240)], sureness=0.5)
    assert read is not None
    assert (read.value, read.confidence) == ("星槎云计算", 0.35)
    assert read.char_confidences == (0.9, 0.9, 0.7, 0.7, 0.7)


@pytest.mark.parametrize("nothing", [[], ["　 "]])
def test_nothing_is_no_field(nothing: list[str]) -> None:
    assert field(FieldName.ENTITY_NAME, [placed(text) for text in nothing]) is None


def test_a_box_lies_around_several_polygons_and_one_is_itself() -> None:
    one, other = box(100, 200, 200, 230), box(80, 240, 150, 270)
    assert around([one]) == one
    assert around([one, other]) == box(80, 200, 200, 270)


def test_letters_of_eight_pixels_are_too_small_to_be_sure() -> None:
    small, tiny = (field(FieldName.ENTITY_NAME, place(page(("北京星槎有限公司", 100, 100, size)))) for size in (12, 8))
    assert small and tiny
    assert small.confidence == 0.98
    assert tiny.confidence < 0.9
