"""A second reading makes sure what it confirms, and takes nothing away from the first."""

import pytest

from extractors.page import Field, TextLine
from extractors.vocabulary import FieldName
from pipeline.agreement import AGREED, confirmed, plain
from tests.factory import box, field, line

NAME = "北京星槎云计算有限公司"


def named(value: str, *confidences: float, sureness: float = 1.0) -> Field:
    return Field(FieldName.ENTITY_NAME, value, round(min(confidences) * sureness, 4), box(0, 0, 9, 9), confidences, "first")


def read(text: str) -> TextLine:
    return line(text, 0, 0, confidence=0.4)


def test_agreement_takes_most_of_the_doubt_away() -> None:
    after = confirmed(field(FieldName.ENTITY_NAME, NAME, 0.8), read(NAME), "second")
    assert after.value == NAME
    assert after.confidence == pytest.approx(1 - 0.2 * (1 - AGREED))
    assert after.char_confidences == pytest.approx([1 - 0.2 * (1 - AGREED)] * len(NAME))
    assert after.read_by == "first+second"


@pytest.mark.parametrize("second", ["北京 星槎云计算 有限公司", " 北京星槎云计算有限公司\n"])
def test_white_space_is_no_disagreement(second: str) -> None:
    assert confirmed(field(FieldName.ENTITY_NAME, NAME, 0.8), read(second), "second").read_by == "first+second"


def test_the_width_of_brackets_is_no_disagreement() -> None:
    before = field(FieldName.ENTITY_NAME, "星槎（北京）云计算有限公司", 0.8)
    assert confirmed(before, read("星槎(北京)云计算有限公司"), "second").confidence == 0.92


def test_a_character_read_otherwise_keeps_its_doubt() -> None:
    before = named("星槎云", 0.9, 0.6, 0.9)
    after = confirmed(before, read("星搓云"), "second")
    assert (after.value, after.read_by) == ("星槎云", "first")
    assert after.char_confidences == pytest.approx((0.96, 0.6, 0.96))
    assert after.confidence == 0.6


def test_the_doubtful_character_confirmed_leaves_the_doubt_of_the_others() -> None:
    after = confirmed(named("星槎云", 0.9, 0.6, 0.9), read("昇槎云"), "second")
    assert after.char_confidences == pytest.approx((0.9, 0.84, 0.96))
    assert after.confidence == pytest.approx(0.84)
    assert after.read_by == "first"


@pytest.mark.parametrize("second", ["槎云计算有限公司", "名称北京星槎云计算有限公司", "北京星槎云计算有限公司。"])
def test_a_character_too_many_or_too_few_shifts_nothing(second: str) -> None:
    after = confirmed(field(FieldName.ENTITY_NAME, NAME, 0.8), read(second), "second")
    assert after.char_confidences[-1] == pytest.approx(0.92)
    assert after.read_by == "first"


def test_doubt_about_the_label_or_the_form_stays() -> None:
    """A factor that lay on the confidence before still lies on it."""
    after = confirmed(named("星槎云", 0.8, 0.8, 0.8, sureness=0.5), read("星槎云"), "second")
    assert after.confidence == pytest.approx(0.92 * 0.5)


@pytest.mark.parametrize("nothing", [None, read("完全不同的一行文字")])
def test_a_reading_of_nothing_or_of_something_else_changes_nothing(nothing: TextLine | None) -> None:
    before = field(FieldName.ENTITY_NAME, "星槎云", 0.8)
    assert confirmed(before, nothing, "second") == before


def test_a_value_without_characters_of_its_own_is_left_alone() -> None:
    date = Field(FieldName.VALID_TO, "2036-12-31", 0.8, box(0, 0, 9, 9))
    assert confirmed(date, read("2036年12月31日"), "second") == date


@pytest.mark.parametrize("value", ["Mulu 木鹿", "㈱星槎", "星槎…"])
def test_spaces_and_signs_within_a_value_do_not_stop_agreement(value: str) -> None:
    after = confirmed(field(FieldName.MARK_TEXT, value, 0.8), read(value), "second")
    assert (after.value, after.read_by) == (value, "first+second")
    assert after.confidence == pytest.approx(0.92)
    assert len(after.char_confidences) == len(value)


def test_a_value_read_without_any_certainty_stays_doubtful() -> None:
    assert confirmed(named("星槎", 0.0, 0.9), read("星槎"), "second").confidence == 0.0


def test_what_two_readers_must_agree_on() -> None:
    assert plain(" 星槎（北京） Ｃｌｏｕｄ\n") == "星槎(北京)Cloud"
