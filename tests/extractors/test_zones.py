"""A closer look at a zone: where it is, what it adds to a page, and what it leaves alone."""

import pytest

from extractors.page import Zone
from extractors.pairs import read_labels
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import row_of, with_closer_look, with_lines_of
from tests.factory import askew, line, page, registration_number

NAME = "苏州岚鹭电工专用成套设备有限责任公司"
READ = page(("注册号", 500, 100), (NAME, 200, 150), ("类型", 100, 200))
ZONE = Zone(FieldName.REGISTRATION_NUMBER, 410, 70, 990, 190)


def test_what_was_read_from_close_by_stands_in_place_of_what_stood_there() -> None:
    whole = line(f"注册号{registration_number()}", 500, 100, height=20)
    assert with_closer_look(READ, ZONE, [whole]).lines == (READ.lines[1], READ.lines[2], whole)


def test_a_name_that_begins_before_the_zone_keeps_its_beginning() -> None:
    """caop_327, tilted: the row of the number was looked at, and of the name above it 苏州 was lost."""
    rest = line(NAME[7:], 410, 150)
    assert with_closer_look(READ, ZONE, [rest]).lines == READ.lines[1:]


def test_a_name_that_leans_out_of_the_zone_stays_whole() -> None:
    """caop_004, tilted: the name begins above the band under the title, of which the end of the name was read."""
    leaning = line("山东岚鹭仓储设备制造有限公司", 300, 20, turn=7)
    zone = Zone(FieldName.CREDIT_CODE, 0, 80, 1000, 190)
    end = line("限公司", 640, 105)
    assert leaning.top < zone.top < leaning.middle[1]
    assert with_closer_look(page(leaning), zone, [end]).lines == (leaning,)


def test_a_piece_of_a_line_that_reaches_over_the_edge_is_not_read_beside_it() -> None:
    apart = line(NAME[9:12], 470, 152)
    assert apart not in with_closer_look(READ, ZONE, [apart]).lines


def test_a_line_that_was_missed_and_goes_on_beyond_the_zone_is_not_taken_in_part() -> None:
    cut = line("住所苏州市样本区双马", 706, 75, height=28)
    assert ZONE.right - 8 < cut.right < ZONE.right
    assert cut not in with_closer_look(page(), ZONE, [cut]).lines
    assert cut in with_closer_look(page(width=990), ZONE, [cut]).lines, "there the page ends"


@pytest.mark.parametrize("turn", [3, -3])
def test_the_row_of_a_label_leans_with_the_page(turn: float) -> None:
    """caop_075, tilted by 3 degrees: the end of the name lay above the box around its label, and was cut off."""
    leaning = askew(page(("名称", 100, 200), (NAME, 200, 200)), turn)
    _, _, found = read_labels(leaning, DocumentKind.BUSINESS_LICENSE)
    [row] = row_of(FieldName.ENTITY_NAME, found, leaning)
    name = leaning.lines[1]
    assert row.top < name.top < name.bottom < row.bottom


def test_of_another_reading_those_lines_are_added_that_stand_where_nothing_was_read() -> None:
    """A site's page under a watermark: without it the name was read, but its label, in grey, went with it."""
    label, name, misread = line("网站名称", 100, 100), line("梨涡鹤网", 300, 100), line("梨申鹤网请", 290, 95, 34)
    assert with_lines_of(page(name), page(label, misread)).lines == (name, label)
