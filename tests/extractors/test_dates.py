"""Dates and periods as certificates print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import dates_in, end_of_period

NUMERALS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below 100 in Chinese: 31 = 三十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "") + (NUMERALS[ones] if ones else "")


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2003年07月31日", "2003-07-31"),
        ("2003年7月31日", "2003-07-31"),
        ("2003 年 07 月 31 日", "2003-07-31"),
        ("2003-07-31", "2003-07-31"),
        ("2003.07.31", "2003-07-31"),
        ("2003/7/31", "2003-07-31"),
        ("2003年7月", "2003-07-01"),
        ("二〇〇三年七月三十一日", "2003-07-31"),
        ("二○一○年十月十日", "2010-10-10"),
        ("二零二〇年十二月二十日", "2020-12-20"),
        ("2O19年O3月O1日", "2019-03-01"),
    ],
)
def test_a_date(printed: str, iso: str) -> None:
    assert [each.value for each in dates_in(printed)] == [iso]


@pytest.mark.parametrize(
    "text", ["", "2003年13月01日", "2003年02月30日", "0000年01月01日", "03年7月31日", "2003年", "年月日", "2003年十十月1日"]
)
def test_no_date(text: str) -> None:
    assert dates_in(text) == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_any_date_in_either_numerals(day: date) -> None:
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    for printed in (f"{day:%Y年%m月%d日}", f"{year}年{chinese(day.month)}月{chinese(day.day)}日"):
        (found,) = dates_in(printed)
        assert (found.value, found.start, found.end) == (day.isoformat(), 0, len(printed))


@given(st.text("0123456789年月日至长期十一〇*-./ ", max_size=30))
def test_any_text_is_read_without_a_mishap(text: str) -> None:
    end = end_of_period(text)
    assert end is None or 0 <= end.start < end.end <= len(text)


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        ("2006年01月01日至2036年12月31日", "2036-12-31"),
        ("自2006年01月01日至2036年12月31日", "2036-12-31"),
        ("2006年01月01日 至 2036年12月31日", "2036-12-31"),
        ("2006 年 01 月 01 日 至 2036 年 12 月 31 日", "2036-12-31"),
        ("2006-01-01到2036-12-31", "2036-12-31"),
        ("2006-01-01~2036-12-31", "2036-12-31"),
        ("2006-01-01～2036-12-31", "2036-12-31"),
        ("二〇〇六年一月一日至二〇三六年十二月三十一日", "2036-12-31"),
        ("2006年01月01日至长期", "长期"),
        ("长期", "长期"),
        ("2006年01月01日至永久", "永久"),
        ("无固定期限", "无固定期限"),
        ("2006年01月01日至******", "******"),
        ("2006年01月01日 至 ＊＊＊＊", "＊＊＊＊"),
    ],
)
def test_the_end_of_a_period(printed: str, end: str) -> None:
    found = end_of_period(printed)
    assert found is not None
    assert found.value == end


@pytest.mark.parametrize("printed", ["", "2006年01月01日", "2006年01月01日至", "2006年01月01日至   年   月   日", "至", "二十年"])
def test_no_end_is_printed(printed: str) -> None:
    assert end_of_period(printed) is None


def test_where_the_end_stands() -> None:
    text = "2006年01月01日至2036年12月31日"
    end = end_of_period(text)
    assert end is not None
    assert text[end.start : end.end] == "2036年12月31日"


@pytest.mark.parametrize(
    ("printed", "sureness"),
    [
        ("2006年07月25日至2026年07月24日", 1.0),
        ("2006年07月25日至2006年07月24日", 0.5),
        ("2036年07月25日至2026年07月24日", 0.5),
        ("至2026年07月24日", 1.0),
    ],
)
def test_a_period_that_ends_before_it_begins_was_misread(printed: str, sureness: float) -> None:
    """A shaken 2026 was surely read as 2006."""
    end = end_of_period(printed)
    assert end and end.sureness == sureness
