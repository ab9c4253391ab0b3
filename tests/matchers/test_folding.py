import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers import normalize
from matchers.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ　公司（北京）", "abc公司北京"),
        ("騰訊雲", "腾讯云"),
        ("【腾讯·云】", "腾讯云"),
        ("Ｃｏ．，Ｌｔｄ．", "coltd"),
        ("e\u0301tat", "état"),
        ("İ", "i"),
    ],
)
def test_width_case_script_and_punctuation_do_not_count(text: str, folded: str):
    assert normalize(text) == folded


def test_case_counts_where_it_is_asked_to():
    assert normalize("iBrand", case_sensitive=True) == "iBrand"


def test_every_folded_character_knows_where_it_stood():
    assert fold("腾讯（ﬁ）云") == ("腾讯fi云", (0, 1, 3, 3, 5))


@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert normalize(normalize(text)) == normalize(text)


@given(st.text())
def test_places_rise_and_lie_in_the_text(text: str):
    folded, places = fold(text)
    assert len(folded) == len(places)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)
