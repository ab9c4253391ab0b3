import pytest

from matchers.confusable import likeness, syllables


@pytest.mark.parametrize("pair", ["微徽", "大太", "衣农", "士土", "竞竟", "州洲", "己已", "0o", "1l", "工i"])
def test_these_look_alike(pair: str):
    assert likeness(*pair) == likeness(*reversed(pair)) == "look_alike"


@pytest.mark.parametrize("pair", ["迅讯", "宝保", "京晶", "企奇"])
def test_these_sound_alike(pair: str):
    assert likeness(*pair) == "sound_alike"


@pytest.mark.parametrize("pair", ["美腾", "一龙", "a中", "🍎中"])
def test_these_are_not_taken_for_each_other(pair: str):
    assert likeness(*pair) == "missing"


def test_a_character_may_have_several_readings():
    assert syllables("行") >= {"xing", "hang"}
    assert syllables("a") == frozenset()
