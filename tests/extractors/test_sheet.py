"""A page whose lines are read one by one."""

from extractors.page import Page, TextLine
from extractors.sheet import BEGINNING, SHORT, Sheet, values
from tests.factory import askew, page

LICENCE = page(
    ("营业执照", 330, 350, 110),
    ("名称", 170, 640, 28),
    ("北京星槎云计算有限公司", 350, 640, 28),
    ("住所", 170, 700, 28),
    ("北京市样本区星河路106号院9号楼", 350, 700, 28),
    ("一层B座", 350, 740, 28),
    ("营业期限2009年04月22日至长期", 170, 800, 28),
)


class Reader:
    """Reads the lines of a page, and remembers which of them and how much of each."""

    def __init__(self, of: Page) -> None:
        self.of = of
        self.asked: list[tuple[int, float]] = []

    def __call__(self, index: int, share: float) -> TextLine | None:
        self.asked.append((index, round(share, 2)))
        line = self.of.lines[index]
        return line.span(0, max(1, round(len(line.text) * share)))


def sheet_of(of: Page) -> tuple[Sheet, Reader]:
    reader = Reader(of)
    return Sheet(of.width, of.height, [line.polygon for line in of.lines], reader), reader


def test_nothing_is_read_before_it_is_asked_for() -> None:
    sheet, reader = sheet_of(LICENCE)
    left = sheet.page(lambda line: line)
    assert (left.lines, len(left.unread), reader.asked) == ((), 7, [])


def test_a_line_is_read_once() -> None:
    sheet, reader = sheet_of(LICENCE)
    sheet.read(sheet.lines[2])
    sheet.read(sheet.lines[2])
    assert reader.asked == [(2, 1.0)]
    assert [line.text for line in sheet.page(lambda line: line).lines] == ["北京星槎云计算有限公司"]


def test_of_a_long_line_the_beginning_is_read_and_of_a_short_one_all() -> None:
    sheet, reader = sheet_of(LICENCE)
    period, label = sheet.lines[6], sheet.lines[1]
    sheet.begin(period)
    sheet.begin(label)
    assert period.ratio > SHORT >= label.ratio
    assert reader.asked == [(6, round(BEGINNING / period.ratio, 2)), (1, 1.0)]
    assert (period.whole, label.whole) == (False, True)


def test_a_line_that_was_only_begun_counts_as_what_is_made_of_it_and_as_unread() -> None:
    sheet, _ = sheet_of(LICENCE)
    sheet.begin(sheet.lines[6])
    begun = sheet.page(lambda line: line.span(0, 4))
    assert [line.text for line in begun.lines] == ["营业期限"]
    assert LICENCE.lines[6].polygon in begun.unread
    assert sheet.page(lambda line: None).lines == ()


def test_values_stand_behind_labels_and_under_values() -> None:
    sheet, _ = sheet_of(LICENCE)
    texts = {LICENCE.lines[line.index].text for line in values(sheet.lines)}
    assert texts == {"北京星槎云计算有限公司", "北京市样本区星河路106号院9号楼", "一层B座"}


def test_a_page_that_leans_has_the_same_values() -> None:
    sheet, _ = sheet_of(askew(LICENCE, 4))
    assert len(values(sheet.lines)) == 3


def test_a_label_under_a_label_is_no_value_though_its_value_is_found_in_one_with_it() -> None:
    """住 | 所 泸州市… is found as two lines; the labels under it begin a little to the left of its second piece."""
    joined = page(
        ("住", 137, 676, 31),
        ("所泸州市江阳区凤路227号", 158, 674, 39),
        ("法定代表人毕样", 135, 716, 39),
        ("注册资本壹佰万元", 133, 752, 37),
    )
    sheet, _ = sheet_of(joined)
    assert {line.index for line in values(sheet.lines)} == {1}
