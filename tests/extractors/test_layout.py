"""Lines are put into rows: skew is taken out, strips that run down the page are taken apart."""

from itertools import pairwise

import pytest

from extractors.layout import place, reading_order, right_of
from tests.factory import askew, line, page, strip

ROWS = page(
    ("名称", 100, 200),
    ("北京星槎云计算有限公司", 300, 200),
    ("类型", 100, 260),
    ("有限责任公司（自然人独资）", 300, 260),
)


@pytest.mark.parametrize("turn", [-4.0, -1.0, 0.0, 2.5, 4.0])
def test_a_page_laid_askew_has_level_rows(turn: float) -> None:
    placed = place(askew(ROWS, turn))
    name, value = (next(each for each in placed if each.text == text) for text in ("名称", "北京星槎云计算有限公司"))
    assert name.begin[1] == pytest.approx(value.end[1], abs=0.5)
    assert name.beside(value)
    assert [each.height for each in placed] == pytest.approx([30] * 4)


def test_short_lines_do_not_tell_the_skew() -> None:
    crooked = line("云", 500, 500, turn=20)
    value = place(page(("北京星槎云计算有限公司", 300, 200), crooked))[0]
    assert value.begin == (300, 215)


def test_lines_come_top_to_bottom_and_left_to_right() -> None:
    placed = place(page(("三", 100, 300), ("二", 400, 100), ("一", 100, 100)))
    assert [each.text for each in placed] == ["一", "二", "三"]


def test_a_strip_is_taken_apart_into_its_rows() -> None:
    placed = place(page(strip("名类住", 100, 200, step=60), ("北京星槎云计算有限公司", 300, 200), ("有限责任公司", 300, 260)))
    head = {each.text: each for each in placed}
    assert set(head) == {"名", "类", "住", "北京星槎云计算有限公司", "有限责任公司"}
    assert head["名"].beside(head["北京星槎云计算有限公司"])
    assert head["类"].beside(head["有限责任公司"])
    assert not head["名"].beside(head["有限责任公司"])


def test_the_characters_of_a_strip_stand_upright_where_they_are() -> None:
    placed = place(page(strip("名类住", 100, 200, step=60)))
    for each, below in pairwise(placed):
        assert each.line.left == 100
        assert each.end[0] - each.begin[0] == pytest.approx(30)
        assert below.begin[1] - each.begin[1] == pytest.approx(50, abs=2)


def test_a_part_of_a_line_stands_where_its_characters_do() -> None:
    (whole,) = place(page(("名称北京星槎云计算有限公司", 100, 200)))
    part = whole.part(2, 4)
    assert (part.text, part.begin, part.end) == ("北京", (160, 215), (220, 215))


def test_right_of_gives_the_row_within_reach() -> None:
    label, *rest = place(page(("住所", 100, 200), ("远", 700, 200), ("近", 300, 205), ("下", 300, 240)))
    assert [each.text for each in right_of(label, rest, reach=200)] == ["近"]
    assert [each.text for each in right_of(label, rest, reach=600)] == ["近", "远"]


def test_reading_order_goes_row_by_row() -> None:
    lines = place(page(("二", 400, 100), ("一", 100, 104), ("三", 90, 140), ("四", 300, 136)))
    assert [each.text for each in reading_order(lines)] == ["一", "二", "三", "四"]


WATERMARK = [line("仅供短信签名申请使用", 40 + 300 * at, 900 - 120 * at, turn=-20) for at in range(8)]


def test_a_watermark_of_more_lines_than_the_page_belongs_to_no_row() -> None:
    placed = place(page(*ROWS.lines, *WATERMARK))
    assert [each.text for each in placed] == [each.text for each in place(ROWS)]
    assert placed[0].begin == place(ROWS)[0].begin


def test_a_notice_read_in_one_line_with_a_name_is_left_out() -> None:
    notice = page(("北京星槎云计算有限公司仅供短信签名申请使用", 300, 200), ("仅限办理备案", 100, 300))
    assert [each.text for each in place(notice)] == ["北京星槎云计算有限公司"]
