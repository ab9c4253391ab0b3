"""Certificates of public institutions, with the credit code and with the old number."""

from extractors.institution_certificate import KIND, extract, wanted
from extractors.registry import RECOGNISED
from extractors.registry import extract as likeliest
from tests.factory import Line, credit_code, page, values

NAME = "北京市样本区图书馆"
CODE = credit_code("12110105")

REST: list[Line] = [
    ("宗旨和业务范围", 100, 560),
    ("保存借阅图书资料，促进社会经济文化发展", 400, 560),
    ("住所", 100, 620),
    ("北京市样本区星河路106号", 400, 620),
    ("法定代表人", 100, 680),
    ("易样之", 400, 680),
    ("经费来源", 100, 740),
    ("财政补助", 400, 740),
    ("开办资金", 100, 800),
    ("￥120万元", 400, 800),
    ("举办单位", 100, 860),
    ("北京市样本区文化和旅游局", 400, 860),
]
NEW: list[Line] = [
    ("事业单位法人证书", 400, 300, 70),
    ("统一社会信用代码", 100, 200, 24),
    (CODE, 100, 240, 24),
    ("名称", 100, 500),
    (NAME, 400, 500),
    *REST,
    ("登记管理机关", 100, 920),
    ("北京市样本区事业单位登记管理局", 400, 920),
    ("有效期", 100, 980),
    ("自2021年07月01日至2026年06月30日", 400, 980),
]
OLD: list[Line] = [
    ("事 业 单 位 法 人 证 书", 400, 300, 70),
    ("事证第 111010500123 号", 800, 400),
    ("名", 100, 500),
    ("称：", 200, 500),
    (NAME, 400, 500),
    *REST,
    ("有效期　自2012年03月05日至2017年03月04日", 100, 980),
]


def test_with_the_credit_code() -> None:
    read = extract(page(*NEW))
    assert values(read) == {
        "entity_name": NAME,
        "credit_code": CODE,
        "legal_representative": "易样之",
        "valid_from": "2021-07-01",
        "valid_to": "2026-06-30",
    }
    assert read.score == 1.0


def test_with_the_old_number() -> None:
    assert values(extract(page(*OLD))) == {
        "entity_name": NAME,
        "registration_number": "事证第111010500123号",
        "legal_representative": "易样之",
        "valid_from": "2012-03-05",
        "valid_to": "2017-03-04",
    }


def test_a_name_over_two_lines() -> None:
    lines: list[Line] = [("名称：", 100, 500), ("北京市样本区星河街道岚鹭路社区卫生", 400, 500), ("服务中心", 400, 545)]
    assert values(extract(page(*lines)))["entity_name"] == "北京市样本区星河街道岚鹭路社区卫生服务中心"


def test_it_is_no_licence_even_where_its_title_was_not_read() -> None:
    for lines in (NEW, OLD, NEW[1:], OLD[1:]):
        assert likeliest(page(*lines))[0].kind is KIND


def test_its_title_alone_is_quoted_by_others() -> None:
    assert extract(page(("须提交事业单位法人证书", 100, 100))).score < RECOGNISED


def test_an_empty_form_is_no_evidence() -> None:
    empty = [each for each in NEW if isinstance(each, tuple) and each[1] == 100 and each[0] != CODE]
    assert extract(page(("事业单位法人证书", 400, 300, 70), *empty)).score < RECOGNISED


def test_no_genuine_one_was_seen() -> None:
    assert all(each.provisional for each in extract(page(*NEW)).fields)


def test_a_missing_name_is_looked_for_at_its_label() -> None:
    nameless = page(("事业单位法人证书", 400, 300, 70), ("名称", 100, 500))
    assert [zone.field for zone in wanted(nameless, extract(nameless))] == ["entity_name"]


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())
