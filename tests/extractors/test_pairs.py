"""Labels are joined to their values by where they stand."""

import pytest

from extractors.layout import place
from extractors.page import Page
from extractors.pairs import find_labels, pair_below, read_labels, values_of
from extractors.vocabulary import DocumentKind, FieldName
from tests.factory import askew, page, strip

NAME = "北京星槎云计算有限公司"


def read(name: FieldName, of: Page, more: int = 0, kind: DocumentKind = DocumentKind.BUSINESS_LICENSE) -> list[str]:
    """The values of a field, each with its pieces joined."""
    _, lines, found = read_labels(of, kind)
    return [pair.text for pair in values_of(name, found, lines, more)]


def test_the_value_stands_to_the_right_of_its_label() -> None:
    assert read(FieldName.ENTITY_NAME, page(("名称", 100, 200), (NAME, 300, 200))) == [NAME]


@pytest.mark.parametrize("joined", [f"名称{NAME}", f"名称：{NAME}", f"名 称 : {NAME}", f"名　　称　{NAME}", f"企业名称：{NAME}"])
def test_the_value_is_the_rest_of_the_label_s_line(joined: str) -> None:
    assert read(FieldName.ENTITY_NAME, page((joined, 100, 200))) == [NAME]


@pytest.mark.parametrize("gap", [30, 90, 180])
def test_a_label_may_be_spread_over_two_pieces(gap: float) -> None:
    assert read(FieldName.ENTITY_NAME, page(("名", 100, 200), ("称", 130 + gap, 200), (NAME, 230 + gap, 200))) == [NAME]


def test_the_second_piece_of_a_spread_label_may_carry_the_value() -> None:
    assert read(FieldName.ENTITY_NAME, page(("名", 100, 200), (f"称{NAME}", 220, 200))) == [NAME]


@pytest.mark.parametrize("turn", [-3.0, 0.0, 3.0])
def test_the_first_pieces_of_the_labels_may_stand_in_a_strip(turn: float) -> None:
    licence = page(
        strip("名类住", 100, 200, step=60),
        (f"称{NAME}", 220, 200),
        ("型有限责任公司（自然人独资）", 220, 260),
        ("所北京市样本区星河路106号", 220, 320),
    )
    assert read(FieldName.ENTITY_NAME, askew(licence, turn)) == [NAME]


def test_both_pieces_of_the_labels_may_stand_in_strips() -> None:
    licence = page(
        strip("名类住", 100, 200, step=60),
        strip("称型所", 220, 200, step=60),
        (NAME, 300, 200),
        ("有限责任公司", 300, 260),
        ("北京市样本区星河路106号", 300, 320),
    )
    assert read(FieldName.ENTITY_NAME, licence) == [NAME]


def test_one_piece_of_a_label_is_a_label_but_a_less_sure_one() -> None:
    _, _, (label,) = read_labels(page(("称", 220, 200), (NAME, 300, 200)), DocumentKind.BUSINESS_LICENSE)
    assert (label.text, label.field) == ("名称", FieldName.ENTITY_NAME)
    assert label.sureness < 1


def test_a_value_runs_over_two_lines() -> None:
    licence = page(("名称", 100, 200), ("成都霁舸人工智能应用技术研究与", 300, 200), ("开发服务股份有限公司", 300, 240), ("类型", 100, 300))
    assert read(FieldName.ENTITY_NAME, licence, more=1) == ["成都霁舸人工智能应用技术研究与开发服务股份有限公司"]
    assert read(FieldName.ENTITY_NAME, licence) == ["成都霁舸人工智能应用技术研究与"]


def test_a_line_with_a_label_of_its_own_does_not_belong_to_the_value_above() -> None:
    licence = page(("名称", 100, 200), (NAME, 300, 200), ("类型", 100, 240), ("有限责任公司", 300, 240))
    assert read(FieldName.ENTITY_NAME, licence, more=1) == [NAME]


def test_the_next_column_is_not_taken() -> None:
    licence = page(("名称", 100, 200), (NAME, 300, 200), ("注册资本", 750, 200), ("壹佰万元整", 900, 200), width=1300)
    assert read(FieldName.ENTITY_NAME, licence) == [NAME]


def test_a_column_without_a_label_is_not_taken_over_a_wide_gap() -> None:
    licence = page(("名称", 100, 200), (NAME, 300, 200), ("扫描二维码登录", 760, 200), width=1300)
    assert read(FieldName.ENTITY_NAME, licence) == [NAME]


def test_pieces_of_a_value_are_joined_over_a_narrow_gap() -> None:
    assert read(FieldName.ENTITY_NAME, page(("名称", 100, 200), ("北京星槎", 300, 200), ("云计算有限公司", 450, 200))) == [NAME]


def test_a_value_that_is_far_away_belongs_to_no_label() -> None:
    assert read(FieldName.ENTITY_NAME, page(("名称", 100, 200), (NAME, 700, 200), width=2000)) == []


def test_two_columns_joined_into_one_line_are_taken_apart() -> None:
    certificate = page(("注册日期2023年06月07日有效期至2033年06月06日", 100, 200))
    assert read(FieldName.VALID_FROM, certificate, kind=DocumentKind.TRADEMARK_CERTIFICATE) == ["2023年06月07日"]
    assert read(FieldName.VALID_TO, certificate, kind=DocumentKind.TRADEMARK_CERTIFICATE) == ["2033年06月06日"]


def test_a_line_that_begins_with_no_label_stays_whole() -> None:
    _, lines, _ = read_labels(page(("企业应当在营业期限内公示", 100, 200)), DocumentKind.BUSINESS_LICENSE)
    assert [each.text for each in lines] == ["企业应当在营业期限内公示"]


def test_the_longest_label_wins() -> None:
    _, _, (label,) = read_labels(page(("企业名称", 100, 200)), DocumentKind.BUSINESS_LICENSE)
    assert label.text == "企业名称"


def test_values_stand_under_the_heads_of_a_table() -> None:
    record = page(("主办单位名称", 100, 200), ("网站名称", 500, 200), (NAME, 60, 260), ("星槎网", 515, 260))
    _, lines, found = read_labels(record, DocumentKind.ICP_SCREENSHOT)
    assert {each.text: pair_below(each, found, lines).text for each in found} == {"主办单位名称": NAME, "网站名称": "星槎网"}


def test_nothing_stands_under_the_last_row_of_a_table() -> None:
    _, lines, (label,) = read_labels(page(("网站名称", 100, 200), ("星槎网", 100, 500)), DocumentKind.ICP_SCREENSHOT)
    assert pair_below(label, [label], lines).value == ()


def test_a_label_under_a_seal_that_lost_its_last_character_is_still_one() -> None:
    lines = place(page(("小程序名", 100, 200), ("霁舸出行", 300, 200), ("小程序介", 100, 260)))
    known = {"小程序名称": FieldName.ACCOUNT_NAME, "小程序介绍": None, "小程序头像": None}
    labels = find_labels(lines, known)
    assert {(label.text, label.field) for label in labels} == {("小程序名称", FieldName.ACCOUNT_NAME), ("小程序介绍", None)}
    assert all(label.sureness < 1 for label in labels)
