"""Organization code certificates: the old card and the sheet."""

import pytest

from extractors.numbers import is_organization_code
from extractors.organization_code_certificate import KIND, extract, wanted
from extractors.registry import extract as likeliest
from tests.factory import Line, found, line, page, values

NAME = "北京星槎云计算有限公司"
CODE = next(f"MA0K7XW2-{last}" for last in "0123456789X" if is_organization_code("MA0K7XW2" + last))

CARD: list[Line] = [
    ("中华人民共和国", 200, 60, 30),
    ("组织机构代码证", 180, 110, 40),
    ("代", 60, 180, 20),
    ("码：", 170, 180, 20),
    (CODE, 220, 180, 20),
    ("机构名称：", 60, 260, 20),
    (NAME, 220, 260, 20),
    ("机构类型：企业法人", 60, 320, 20),
    ("地", 60, 380, 20),
    ("址：", 170, 380, 20),
    ("北京市样本区星河路106号", 220, 380, 20),
    ("有效期：自二0一五年八月六日到二0一九年八月四日截止", 60, 440, 20),
    ("颁发单位：北京市质量技术监督局", 60, 500, 20),
    ("登记号：组代管110105-00123456", 60, 560, 20),
]


def test_the_card() -> None:
    read = extract(page(*CARD))
    assert values(read) == {
        "entity_name": NAME,
        "organization_code": CODE,
        "registration_number": "组代管110105-00123456",
        "valid_from": "2015-08-06",
        "valid_to": "2019-08-04",
    }
    assert read.score == 1.0


def test_the_sheet_has_its_code_in_the_label_s_line_and_its_name_in_two() -> None:
    sheet: list[Line] = [
        ("组织机构代码证", 300, 300, 60),
        (f"代　码：{CODE}", 600, 400),
        ("机构名称", 100, 500),
        ("成都霁舸人工智能应用技术研究与", 300, 500),
        ("开发服务股份有限公司", 300, 540),
        ("机构类型", 100, 620),
        ("企业法人", 300, 620),
        ("有效期", 100, 700),
        ("自2012年03月05日至2016年03月04日", 300, 700),
    ]
    assert values(extract(page(*sheet))) == {
        "entity_name": "成都霁舸人工智能应用技术研究与开发服务股份有限公司",
        "organization_code": CODE,
        "valid_from": "2012-03-05",
        "valid_to": "2016-03-04",
    }


def test_a_period_whose_label_is_in_pieces() -> None:
    pieces = page(("有", 60, 440), ("期：", 170, 440), ("自2012年03月05日至2016年03月04日", 220, 440))
    assert values(extract(pieces))["valid_to"] == "2016-03-04"


def test_a_label_whose_every_character_stands_alone() -> None:
    spread = page(("有", 60, 440), ("效", 120, 440), ("期：", 180, 440), ("至2016年03月04日", 260, 440))
    assert values(extract(spread))["valid_to"] == "2016-03-04"


@pytest.mark.parametrize("printed", [CODE, CODE.lower(), CODE.replace("-", "—"), f"({CODE})"])
def test_a_code_that_checks_is_found_without_its_label(printed: str) -> None:
    assert values(extract(page((printed, 100, 200))))["organization_code"] == CODE


def test_a_code_that_does_not_check_counts_at_its_label_and_is_doubted() -> None:
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    assert "organization_code" not in values(extract(page((wrong, 100, 200))))
    assert found(extract(page(("代码：" + wrong, 100, 200))), "organization_code").confidence < 0.6


def test_it_is_no_licence() -> None:
    assert likeliest(page(*CARD))[0].kind is KIND


def test_its_layout_was_seen() -> None:
    assert not any(each.provisional for each in extract(page(*CARD)).fields)


def test_a_doubtful_name_is_read_again() -> None:
    doubtful = page(
        ("组织机构代码证", 180, 110, 40), line("机构名称：" + NAME, 60, 260, 20, confidence=0.6), ("代码：" + CODE, 60, 180, 20)
    )
    assert [zone.field for zone in wanted(doubtful, extract(doubtful))] == ["entity_name"]
    assert wanted(page(*CARD), extract(page(*CARD))) == ()


def test_an_empty_form_is_no_evidence() -> None:
    empty = page(("组织机构代码证", 180, 110, 40), ("机构名称", 60, 260), ("机构类型", 60, 320), ("有效期", 60, 380), ("颁发单位", 60, 440))
    assert extract(empty).score < 0.5


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())
