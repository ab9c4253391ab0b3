"""Social credit code certificates: what organs and committees have."""

import pytest

from extractors.page import Page
from extractors.registry import extract as likeliest
from extractors.social_credit_code_certificate import KIND, extract, wanted
from tests.factory import Line, credit_code, line, page, values

NAME = "北京市样本区总工会"
CODE = credit_code("13110105")


def landscape(name: str = NAME) -> Page:
    return page(
        ("统一社会信用代码证书", 400, 300, 60),
        ("统一社会信用代码", 100, 400),
        (CODE, 380, 400),
        ("机构名称", 100, 500),
        (name, 300, 500),
        ("机构性质", 100, 560),
        ("群众团体", 300, 560),
        ("机构地址", 100, 620),
        ("北京市样本区星河路106号", 300, 620),
        ("负责人", 100, 680),
        ("易样之", 300, 680),
        ("赋码机关", 100, 740),
        ("中共北京市样本区委机构编制委员会办公室", 300, 740),
    )


PORTRAIT: list[Line] = [
    ("统一社会信用代码证书", 300, 300, 60),
    (f"统一社会信用代码：{CODE}", 200, 400),
    ("第一名称：" + NAME, 100, 500),
    ("机 构 性 质：群众团体", 100, 560),
    ("负 责 人：易样之", 100, 620),
    ("有效期：自2021年07月01日至2026年06月30日", 100, 680),
    ("颁发日期：2021年07月01日", 100, 740),
]


def test_labels_at_the_left() -> None:
    read = extract(landscape())
    assert values(read) == {"entity_name": NAME, "credit_code": CODE, "legal_representative": "易样之"}
    assert read.score == 1.0


def test_labels_with_colons() -> None:
    assert values(extract(page(*PORTRAIT))) == {
        "entity_name": NAME,
        "credit_code": CODE,
        "legal_representative": "易样之",
        "valid_from": "2021-07-01",
        "valid_to": "2026-06-30",
    }


def test_a_name_over_two_lines() -> None:
    lines: list[Line] = [("机构名称", 100, 500), ("北京市样本区星河街道岚鹭社区", 300, 500), ("居民委员会及其下属服务中心", 300, 545)]
    assert values(extract(page(*lines)))["entity_name"] == "北京市样本区星河街道岚鹭社区居民委员会及其下属服务中心"


@pytest.mark.parametrize("lines", [PORTRAIT, [each for each in PORTRAIT if not isinstance(each, tuple) or "负" not in each[0]]])
def test_it_is_no_licence(lines: list[Line]) -> None:
    assert likeliest(page(*lines))[0].kind is KIND


def test_no_genuine_one_was_seen() -> None:
    assert all(each.provisional for each in extract(landscape()).fields)


def test_a_licence_that_prints_the_code_is_none() -> None:
    assert extract(page(("营业执照", 400, 300, 80), ("统一社会信用代码", 100, 400), (CODE, 380, 400))).score < 0.5


def test_a_doubtful_name_is_read_again() -> None:
    doubtful = page(line("机构名称：" + NAME, 100, 500, confidence=0.6), (f"统一社会信用代码：{CODE}", 200, 400))
    assert [zone.field for zone in wanted(doubtful, extract(doubtful))] == ["entity_name"]


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())


def test_a_code_printed_in_groups_is_one_code() -> None:
    grouped = f"{CODE[:4]} {CODE[4:8]} {CODE[8:12]} {CODE[12:16]} {CODE[16:]}"
    assert values(extract(page(("统一社会信用代码", 100, 400), (grouped, 380, 400))))["credit_code"] == CODE
    wrong = grouped[:-1] + ("0" if grouped[-1] != "0" else "1")
    assert "credit_code" not in values(extract(page(("统一社会信用代码", 100, 400), (wrong, 380, 400))))


@pytest.mark.parametrize("name", ["北京市样本区总工会", "苏州市样本区交通运输局", "杭州市样本区岚鹭社区居民委员会"])
def test_organs_end_as_names_end(name: str) -> None:
    assert next(each for each in extract(landscape(name)).fields if each.name == "entity_name").confidence > 0.9
