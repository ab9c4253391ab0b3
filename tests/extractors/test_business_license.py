"""Business licences: old and new, portrait and landscape, whole and in pieces."""

from dataclasses import replace

import pytest

from extractors import business_license
from extractors.business_license import extract, wanted
from extractors.certificate import CHECKED, UNCHECKED, UNLABELLED
from extractors.page import Page, Zone
from extractors.vocabulary import FieldName
from tests.factory import askew, credit_code, found, holds, line, page, registration_number, values

CODE, NUMBER = credit_code(), registration_number()
NAME = "北京星槎云计算有限公司"

LANDSCAPE = page(
    ("统一社会信用代码", 130, 210, 24),
    (CODE, 132, 250, 22),
    ("营业执照", 550, 230, 90),
    ("名称", 130, 430, 28),
    (NAME, 290, 430, 28),
    ("注册资本", 860, 430, 28),
    ("壹佰万元整", 1010, 430, 28),
    ("类型", 130, 480, 28),
    ("有限责任公司", 290, 480, 28),
    ("成立日期", 860, 480, 28),
    ("2015年03月01日", 1010, 480, 28),
    ("法定代表人", 130, 530, 28),
    ("易样之", 290, 530, 28),
    ("营业期限", 860, 530, 28),
    ("2015年03月01日至2035年02月28日", 1010, 530, 28),
    width=1500,
    height=1050,
)
PORTRAIT = page(
    ("营业执照", 330, 350, 110),
    (f"注 册 号{NUMBER}", 560, 570, 27),
    ("名称", 170, 640, 28),
    (NAME, 350, 640, 28),
    ("类型", 170, 690, 28),
    ("有限责任公司", 350, 690, 28),
    ("住所", 170, 740, 28),
    ("北京市样本区星河路106号", 350, 740, 28),
    ("法定代表人", 170, 790, 28),
    ("易样之", 350, 790, 28),
    ("营业期限", 170, 840, 28),
    ("2009年04月22日至长期", 350, 840, 28),
    height=1550,
)


def without(licence: Page, *texts: str) -> Page:
    return replace(licence, lines=tuple(each for each in licence.lines if each.text not in texts))


def changed(licence: Page, text: str, to: str, confidence: float = 0.98) -> Page:
    """The licence with one of its lines read otherwise."""
    lines = (line(to, each.left, each.top, each.height, confidence=confidence) if each.text == text else each for each in licence.lines)
    return replace(licence, lines=tuple(lines))


@pytest.mark.parametrize("turn", [-2.0, 0.0, 2.0])
def test_a_landscape_licence(turn: float) -> None:
    read = extract(askew(LANDSCAPE, turn))
    assert values(read) == {
        "entity_name": NAME,
        "credit_code": CODE,
        "legal_representative": "易样之",
        "valid_from": "2015-03-01",
        "valid_to": "2035-02-28",
    }
    assert read.score == 1.0


@pytest.mark.parametrize("turn", [-2.0, 0.0, 2.0])
def test_a_portrait_licence_with_a_registration_number(turn: float) -> None:
    read = extract(askew(PORTRAIT, turn))
    assert values(read) == {
        "entity_name": NAME,
        "registration_number": NUMBER,
        "legal_representative": "易样之",
        "valid_from": "2009-04-22",
        "valid_to": "长期",
    }
    assert read.score == 1.0


def test_a_field_stands_where_its_value_is_printed() -> None:
    assert found(extract(LANDSCAPE), "entity_name").polygon == ((290, 430), (598, 430), (598, 458), (290, 458))


def test_a_sole_trader() -> None:
    licence = page(
        ("营业执照", 330, 350, 110),
        ("名称", 170, 640),
        ("苏州市姑苏区槐檐豆浆店", 350, 640),
        ("经营者", 170, 690),
        ("易样之", 350, 690),
    )
    assert values(extract(licence)) == {"entity_name": "苏州市姑苏区槐檐豆浆店", "legal_representative": "易样之"}


@pytest.mark.parametrize("printed", ["***", "＊＊＊", "无", "ABC"])
def test_a_sole_trader_without_a_name_has_none(printed: str) -> None:
    licence = page(("营业执照", 330, 350, 110), ("名称", 170, 640), (printed, 350, 640), ("类型", 170, 690), ("个体工商户", 350, 690))
    assert "entity_name" not in values(extract(licence))


def test_a_name_without_its_label_is_found_by_its_shape_but_doubtful() -> None:
    name = found(extract(without(LANDSCAPE, "名称")), "entity_name")
    assert (name.value, name.confidence) == (NAME, round(0.98 * UNLABELLED, 4))


@pytest.mark.parametrize("kind", ["类型有限责任公司", "类型：股份有限公司"])
def test_the_type_of_a_company_is_not_its_name(kind: str) -> None:
    assert "entity_name" not in values(extract(page(("营业执照", 330, 350, 110), (kind, 170, 690))))
    label, value = kind[:2], kind[2:].lstrip("：")
    assert "entity_name" not in values(extract(page(("营业执照", 330, 350, 110), (label, 170, 690), (value, 350, 690))))


def test_the_company_in_the_scope_is_not_the_name() -> None:
    licence = page(("营业执照", 330, 350, 110), ("经营范围", 170, 640), ("受托经营上海檐鹊餐饮管理有限公司之业务。", 350, 640))
    assert "entity_name" not in values(extract(licence))


def test_a_code_that_checks_is_sure_whatever_the_reader_says() -> None:
    licence = changed(LANDSCAPE, CODE, CODE, confidence=0.7)
    assert found(extract(licence), "credit_code").confidence == CHECKED


def test_a_code_that_does_not_check_is_doubtful_and_stays_as_printed() -> None:
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    code = found(extract(changed(LANDSCAPE, CODE, wrong)), "credit_code")
    assert (code.value, code.confidence) == (wrong, round(0.98 * UNCHECKED, 4))


def test_letters_that_no_code_holds_are_read_as_digits() -> None:
    assert values(extract(changed(LANDSCAPE, CODE, CODE.replace("1", "I").replace("0", "o"))))["credit_code"] == CODE


def test_the_code_that_checks_goes_before_one_that_does_not() -> None:
    licence = page(("营业执照", 330, 350, 110), ("310105000123456789", 560, 570), (CODE, 100, 1200))
    assert values(extract(licence))["credit_code"] == CODE


def test_a_number_that_does_not_check_counts_only_at_its_label() -> None:
    wrong = str(int(NUMBER) ^ 1)
    assert values(extract(changed(PORTRAIT, f"注 册 号{NUMBER}", f"注册号{wrong}")))["registration_number"] == wrong
    assert "registration_number" not in values(extract(changed(PORTRAIT, f"注 册 号{NUMBER}", wrong)))


def test_a_number_of_thirteen_digits_from_before_2007() -> None:
    number = found(extract(changed(PORTRAIT, f"注 册 号{NUMBER}", "注册号：1101082345678")), "registration_number")
    assert number.value == "1101082345678"
    assert number.confidence < 0.9


def test_a_number_under_its_label() -> None:
    wrong = str(int(NUMBER) ^ 1)
    licence = page(("营业执照", 330, 350, 110), ("注册号", 170, 570), (wrong, 170, 610))
    assert values(extract(licence))["registration_number"] == wrong


def test_the_digits_of_a_code_are_no_registration_number() -> None:
    licence = page(("营业执照", 330, 350, 110), ("注册号", 170, 570), (CODE, 350, 570))
    assert set(values(extract(licence))) == {"credit_code"}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2015年03月01日至******", {"valid_from": "2015-03-01", "valid_to": "******"}),
        ("长期", {"valid_to": "长期"}),
        ("2015年03月01日至", {}),
        ("2015年03月01日", {}),
    ],
)
def test_periods(printed: str, expected: dict[str, str]) -> None:
    read = values(extract(changed(LANDSCAPE, "2015年03月01日至2035年02月28日", printed)))
    assert {name: value for name, value in read.items() if name.startswith("valid")} == expected


def test_a_period_that_goes_on_in_the_next_line() -> None:
    licence = page(("营业执照", 330, 350, 110), ("营业期限", 170, 640), ("2015年03月01日至", 350, 640), ("2035年02月28日", 350, 680))
    assert values(extract(licence))["valid_to"] == "2035-02-28"


def test_the_emblem_stands_above_the_title() -> None:
    emblem = extract(PORTRAIT).emblem
    assert emblem is not None
    left, top, right, bottom = emblem[0][0], emblem[0][1], emblem[2][0], emblem[2][1]
    assert left < 550 < right
    assert 100 < top < bottom < 350


def test_without_a_title_nobody_knows_where_the_emblem_stands() -> None:
    assert extract(without(PORTRAIT, "营业执照")).emblem is None


def test_digits_under_the_label_of_a_credit_code_are_no_registration_number() -> None:
    """caop_145, compressed: 15 digits of the misread credit code had the check digit of a registration number by chance."""
    misread = changed(LANDSCAPE, CODE, NUMBER)
    assert found(extract(misread), "registration_number").confidence < CHECKED
    unlabelled = without(misread, "统一社会信用代码")
    assert found(extract(unlabelled), "registration_number").confidence == CHECKED


def zones(licence: Page) -> dict[FieldName, Zone]:
    return {zone.field: zone for zone in wanted(licence, extract(licence))}


def test_nothing_is_wanted_where_name_and_number_are_sure() -> None:
    assert wanted(LANDSCAPE, extract(LANDSCAPE)) == ()
    assert wanted(PORTRAIT, extract(PORTRAIT)) == ()


def test_the_row_of_a_doubtful_name_is_wanted() -> None:
    licence = changed(PORTRAIT, NAME, NAME, confidence=0.6)
    zone = zones(licence)[FieldName.ENTITY_NAME]
    assert holds(zone, line(NAME, 350, 640, 28))
    assert not holds(zone, line("有限责任公司", 350, 690, 28))


def test_the_row_of_a_missing_number_is_wanted() -> None:
    zone = zones(changed(PORTRAIT, f"注 册 号{NUMBER}", "注 册 号"))[FieldName.REGISTRATION_NUMBER]
    assert holds(zone, line(NUMBER, 570, 570, 27))


def test_where_no_label_was_read_the_band_under_the_title_is_wanted() -> None:
    zone = zones(without(PORTRAIT, f"注 册 号{NUMBER}"))[FieldName.CREDIT_CODE]
    assert (zone.left, zone.right) == (0, 1000)
    assert 350 < zone.top < 570 < zone.bottom


def test_where_the_label_of_the_name_was_not_read_the_band_under_the_title_is_wanted() -> None:
    """caop_087, smaller: neither 名称 nor the name was found on the page, and nothing was read again."""
    zone = zones(without(PORTRAIT, "名称", NAME))[FieldName.ENTITY_NAME]
    assert holds(zone, line(NAME, 350, 640, 28))


def test_nothing_is_wanted_beyond_the_page() -> None:
    cut_off = page(("营业执照", 330, 1300, 110), height=1400)
    assert wanted(cut_off, extract(cut_off)) == ()


def test_wanted_zones_lie_on_the_page() -> None:
    licence = changed(PORTRAIT, NAME, NAME, confidence=0.6)
    for zone in zones(without(licence, f"注 册 号{NUMBER}")).values():
        assert 0 <= zone.left < zone.right <= licence.width
        assert 0 <= zone.top < zone.bottom <= licence.height


def test_the_module_says_its_kind() -> None:
    assert extract(page()).kind is business_license.KIND
    assert values(extract(page())) == {}


@pytest.mark.parametrize("branch", ["上海分公司", "第一营业部", "嘉定分店"])
def test_a_branch_in_the_line_below_belongs_to_the_name(branch: str) -> None:
    licence = without(PORTRAIT, "类型", "有限责任公司")
    name = found(extract(replace(licence, lines=(*licence.lines, line(branch, 350, 680, 28)))), FieldName.ENTITY_NAME)
    assert name.value == NAME + branch
