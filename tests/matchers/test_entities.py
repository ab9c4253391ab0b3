import pytest

from matchers import compare_entities

NAME = "腾讯云计算（北京）有限责任公司"


@pytest.mark.parametrize(
    "other", [NAME, "腾讯云计算(北京)有限责任公司", "腾讯云计算 〔北京〕 有限责任公司", "腾讯云计算［北京］有限责任公司"]
)
def test_brackets_width_and_white_space_do_not_make_another_entity(other: str):
    assert compare_entities(NAME, other).same


def test_traditional_characters_are_near_and_not_the_same():
    found = compare_entities("云南白药集团股份有限公司", "雲南白藥集团股份有限公司")
    assert (found.same, found.near) == (False, True)
    assert found.differing == (("云", "雲", 0), ("药", "藥", 3))


def test_the_differing_character_and_its_place_on_the_right_are_told():
    found = compare_entities("杭州微光电子股份有限公司", "杭州 徽光电子股份有限公司")
    assert found.differing == (("微", "徽", 3),)
    assert "徽" in found.reason


def test_a_missing_and_an_added_character_are_near():
    assert compare_entities("杭州微光电子股份有限公司", "杭州微光电子股份有限公").differing == (("司", None, None),)
    assert compare_entities("杭州微光电子有限公司", "杭州微光电子有限公司章").near


def test_a_bracket_in_place_of_another_one_counts_as_the_bracket_that_it_is():
    assert not compare_entities("腾讯（北京公司", "腾讯）北京公司").same


def test_short_names_may_differ_in_one_character_only():
    assert compare_entities("微光电子", "徽光电子").near
    assert not compare_entities("微光电子", "徽尖电子").near


def test_a_character_read_doubtfully_is_named_as_such():
    sure = [0.99] * 12
    assert "doubt" not in compare_entities("杭州微光电子股份有限公司", "杭州徽光电子股份有限公司", sure).reason
    doubtful = [*sure[:2], 0.3, *sure[3:]]
    assert "doubt" in compare_entities("杭州微光电子股份有限公司", "杭州徽光电子股份有限公司", doubtful).reason


@pytest.mark.parametrize(("left", "right"), [(NAME, "腾讯科技（深圳）有限公司"), ("", ""), (NAME, ""), ("A", "B")])
def test_others_are_different(left: str, right: str):
    found = compare_entities(left, right)
    assert (found.same, found.near) == (False, False)
