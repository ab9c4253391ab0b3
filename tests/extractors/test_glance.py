"""A glance at a licence: what is read of it, and when that is not enough."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors import business_license
from extractors.glance import glance
from extractors.page import Page, TextLine, Zone
from extractors.vocabulary import FieldName
from tests.extractors.test_business_license import LANDSCAPE, NAME, NUMBER, PORTRAIT, changed, without
from tests.extractors.test_sheet import Reader
from tests.factory import found, holds, line, page, values

SCOPE = [("技术开发、技术咨询、技术服务；销售电子产品、通讯设备、计算机", 350, 900 + 40 * row, 28) for row in range(6)]
LICENCE = page(*((each.text, each.left, each.top, each.height) for each in PORTRAIT.lines), ("经营范围", 170, 900, 28), *SCOPE, height=1550)


def nothing(_: Zone) -> tuple[TextLine, ...]:
    return ()


def glanced(at: Page, closer: Callable[[Zone], tuple[TextLine, ...]] = nothing, reader: Reader | None = None) -> Page | None:
    return glance(at.width, at.height, [each.polygon for each in at.lines], reader or Reader(at), closer)


@pytest.mark.parametrize("licence", [LICENCE, LANDSCAPE], ids=["portrait", "landscape"])
def test_a_glance_finds_what_the_whole_page_says(licence: Page) -> None:
    read, whole = glanced(licence), values(business_license.extract(licence))
    assert read is not None
    sought = (FieldName.ENTITY_NAME, FieldName.CREDIT_CODE, FieldName.REGISTRATION_NUMBER, FieldName.VALID_TO)
    assert {name: value for name, value in values(business_license.extract(read)).items() if name in sought} == {
        name: value for name, value in whole.items() if name in sought
    }


def test_running_text_is_not_read() -> None:
    reader = Reader(LICENCE)
    read = glanced(LICENCE, reader=reader)
    assert read is not None
    scope = {index for index, each in enumerate(LICENCE.lines) if each.text == SCOPE[0][0]}
    assert not scope & {index for index, _ in reader.asked}
    assert len(read.unread) >= len(scope)


def test_the_same_page_is_read_the_same_way() -> None:
    readers = Reader(LICENCE), Reader(LICENCE)
    pages = [glanced(LICENCE, reader=reader) for reader in readers]
    assert pages[0] == pages[1]
    assert readers[0].asked == readers[1].asked


@pytest.mark.parametrize(
    "licence",
    [
        without(LICENCE, "营业执照"),
        without(LICENCE, "名称", NAME),
        without(LICENCE, f"注 册 号{NUMBER}"),
        changed(LICENCE, NAME, NAME, confidence=0.6),
        changed(LICENCE, "2009年04月22日至长期", "2009年04月22日至2029年04月21日", confidence=0.6),
        changed(LICENCE, f"注 册 号{NUMBER}", f"注 册 号{NUMBER[:-1]}{(int(NUMBER[-1]) + 1) % 10}"),
        page(("营业执照", 330, 350, 110), (NAME, 300, 640)),
        replace(LICENCE, lines=()),
    ],
    ids=["no title", "no name", "no number", "unsure name", "unsure date", "wrong number", "few lines", "empty"],
)
def test_a_glance_is_not_enough_where_something_is_missing_or_unsure(licence: Page) -> None:
    assert glanced(licence) is None


def test_a_number_that_was_missed_is_looked_for_from_close_by() -> None:
    licence = without(LICENCE, f"注 册 号{NUMBER}")
    looked: list[Zone] = []

    def closer(zone: Zone) -> tuple[TextLine, ...]:
        looked.append(zone)
        return tuple(each for each in LICENCE.lines if holds(zone, each))

    read = glanced(licence, closer)
    assert read is not None
    assert found(business_license.extract(read), FieldName.REGISTRATION_NUMBER).value == NUMBER
    assert [zone.field for zone in looked] == [FieldName.CREDIT_CODE]


def test_an_end_of_validity_that_a_closer_look_does_not_find_either_is_not_printed() -> None:
    licence = without(LICENCE, "2009年04月22日至长期")
    read = glanced(licence)
    assert read is not None
    assert FieldName.VALID_TO not in values(business_license.extract(read))


def test_a_closer_look_that_loses_what_was_sure_changes_nothing() -> None:
    def closer(_: Zone) -> tuple[TextLine, ...]:
        return (line(f"注册号{NUMBER}", 560, 570, 27),)

    assert glanced(without(LICENCE, f"注 册 号{NUMBER}"), closer) is None


def test_a_closer_look_at_one_field_that_reads_another_otherwise_changes_nothing() -> None:
    def closer(zone: Zone) -> tuple[TextLine, ...]:
        return tuple(replace(each, text=each.text.replace(NAME, NAME[:-4] + "股份公司")) for each in LICENCE.lines if holds(zone, each))

    assert glanced(without(LICENCE, f"注 册 号{NUMBER}"), closer) is None


def test_a_closer_look_that_says_less_changes_nothing() -> None:
    unsure = changed(LICENCE, "2009年04月22日至长期", "2009年04月22日至2029年04月21日", confidence=0.6)
    assert glanced(unsure, nothing) is None


def test_the_page_is_not_enough_where_two_licences_lie_on_it() -> None:
    second = tuple(
        line(each.text, each.left + 1000, each.top, each.height) for each in changed(LICENCE, NAME, "上海银砾网络科技有限公司").lines
    )
    assert glanced(replace(LICENCE, width=2000, lines=(*LICENCE.lines, *second))) is None


def test_the_period_is_looked_for_where_the_order_of_labels_makes_it_likely() -> None:
    reader = Reader(LICENCE)
    assert glanced(LICENCE, reader=reader) is not None
    texts = [LICENCE.lines[index].text for index, _ in reader.asked]
    assert "营业期限" in texts
    assert "有限责任公司" not in texts


def test_a_picture_of_two_titles_is_not_glanced_at() -> None:
    reader = Reader(twice := replace(LICENCE, lines=(*LICENCE.lines, line("营业执照", 330, 1300, 110))))
    assert glanced(twice, reader=reader) is None
    assert len(reader.asked) == 2


def test_a_name_goes_on_in_a_line_that_no_label_stands_before() -> None:
    first, second = "北京星槎云计算", "有限公司"
    licence = changed(without(LICENCE, "类型", "有限责任公司"), NAME, first)
    read = glanced(replace(licence, lines=(*licence.lines, line(second, 350, 680, 28))))
    assert read is not None
    assert found(business_license.extract(read), FieldName.ENTITY_NAME).value == first + second


def test_the_value_of_the_next_label_is_no_part_of_a_name() -> None:
    licence = changed(LICENCE, NAME, "北京星槎云计算")
    assert glanced(licence) is None


def test_a_name_that_looks_whole_and_goes_on_below_is_not_taken_for_whole() -> None:
    """A branch: the company's name in the first line, the branch's in the second."""
    licence = without(LICENCE, "类型", "有限责任公司")
    branch = replace(licence, lines=(*licence.lines, line("上海分公司", 350, 680, 28)))
    read = glanced(branch)
    assert read is not None
    assert found(business_license.extract(read), FieldName.ENTITY_NAME).value == f"{NAME}上海分公司"
