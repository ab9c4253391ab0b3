"""How strongly a page looks like a kind of document."""

import pytest

from extractors.page import even_line
from extractors.registry import RECOGNISED, extract
from extractors.vocabulary import DocumentKind
from tests.factory import Line, page

LICENCE_LABELS: list[Line] = [
    ("名称", 100, 400),
    ("北京星槎云计算有限公司", 300, 400),
    ("类型", 100, 450),
    ("有限责任公司", 300, 450),
    ("住所", 100, 500),
    ("北京市样本区", 300, 500),
    ("法定代表人", 100, 550),
    ("易样之", 300, 550),
]


def score(kind: DocumentKind, *lines: Line) -> float:
    return next(each.score for each in extract(page(*lines)) if each.kind is kind)


def licence_score(*lines: Line) -> float:
    return score(DocumentKind.BUSINESS_LICENSE, *lines)


def test_a_title_and_labels_make_the_kind_certain() -> None:
    assert licence_score(("营业执照", 330, 200, 90), *LICENCE_LABELS) == 1.0


def test_a_title_spread_out_is_a_title() -> None:
    assert licence_score(("营 业 执 照", 330, 200, 90), *LICENCE_LABELS) == 1.0


def test_a_title_alone_may_be_enough() -> None:
    assert RECOGNISED <= licence_score(("营业执照", 330, 200, 90), ("云", 10, 10)) < 1.0


def test_labels_without_a_title_are_less() -> None:
    assert licence_score(*LICENCE_LABELS) == 0.6


def test_a_title_in_small_print_is_none() -> None:
    assert licence_score(("凭营业执照副本办理", 330, 200), ("云", 10, 10)) == 0.0


@pytest.mark.parametrize("title", ["食品经营许可证", "税务登记证", "经营许可"])
def test_permits_are_no_licences(title: str) -> None:
    permit = extract(page((title, 330, 200, 90), *LICENCE_LABELS))
    assert permit[0].score < RECOGNISED


def test_what_a_licence_permits_is_no_other_title() -> None:
    """Labels are spread out, so they look as wide as a title: 许 可 经 营 项 目."""
    assert licence_score(("营业执照", 330, 200, 90), *LICENCE_LABELS, ("许可经营项目", 100, 600, 40)) == 1.0


def test_a_plaque_is_nothing() -> None:
    plaque = extract(page(("北京星槎云计算有限公司", 100, 200, 90), ("诚信单位", 300, 400, 120)))
    assert plaque[0].score == 0.0


def test_an_acceptance_notice_is_no_trademark_certificate() -> None:
    notice: list[Line] = [("商标注册申请受理通知书", 200, 300, 44), ("申请号 99123456", 110, 570), ("商标注册证将另行颁发", 110, 620)]
    assert extract(page(*notice))[0].score < RECOGNISED


def test_the_likeliest_kind_comes_first() -> None:
    kinds = [each.kind for each in extract(page(("商标注册证", 330, 200, 90), ("注册人", 100, 900), ("有效期至", 100, 1000)))]
    assert kinds[0] is DocumentKind.TRADEMARK_CERTIFICATE
    assert set(kinds) == set(DocumentKind) - {DocumentKind.OTHER}


def test_an_empty_page_is_nothing() -> None:
    assert {each.score for each in extract(page())} == {0.0}


def provisional(kind: DocumentKind, *lines: Line) -> set[bool]:
    read = next(each for each in extract(page(*lines)) if each.kind is kind)
    return {each.provisional for each in read.fields}


HOLDER: list[Line] = [("主办单位名称：北京星槎云计算有限公司", 100, 200), ("主办单位性质：企业", 100, 260)]


def test_what_a_layout_that_was_seen_shows_is_no_guess() -> None:
    record: list[Line] = [("ICP备案/许可证号：京ICP备00599159号-1", 100, 320), ("审核通过日期：2025-06-11", 100, 380)]
    assert provisional(DocumentKind.ICP_SCREENSHOT, *HOLDER, *record) == {False}


def test_what_a_layout_that_was_never_seen_shows_is_provisional() -> None:
    back_end: list[Line] = [("主办单位信息", 100, 140), ("网站名称：星槎网", 100, 320), ("网站备案号：京ICP备00599159号-1", 100, 380)]
    assert provisional(DocumentKind.ICP_SCREENSHOT, *HOLDER, *back_end) == {True}


def test_where_two_layouts_fit_as_well_the_unseen_one_counts() -> None:
    assert provisional(DocumentKind.ICP_SCREENSHOT, *HOLDER) == {True}


def test_labels_of_an_old_trademark_certificate_make_it_provisional() -> None:
    mark: list[Line] = [("商标注册证", 330, 200, 60), ("注册人：北京星槎云计算有限公司", 100, 900)]
    assert provisional(DocumentKind.TRADEMARK_CERTIFICATE, *mark, ("有效期至2029年06月20日", 100, 1000)) == {False}
    assert provisional(DocumentKind.TRADEMARK_CERTIFICATE, *mark, ("注册有效期限自2008年03月14日至2018年03月13日", 100, 1000)) == {True}


def test_an_erased_licence_is_no_evidence() -> None:
    labels = [each for each in LICENCE_LABELS if isinstance(each, tuple) and each[1] == 100]
    assert licence_score(("营业执照", 330, 200, 90), *labels) < RECOGNISED
    assert licence_score(("营业执照", 330, 200, 90), *labels, ("91110105MA0K7XW21A", 100, 300)) < RECOGNISED


def test_a_licence_of_which_little_was_read_is_one() -> None:
    assert licence_score(("营业执照", 330, 200, 90), *LICENCE_LABELS[:2], ("类型", 100, 450), ("住所", 100, 500)) > RECOGNISED


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("增值电信业务经营许可证", ["网站名称：星槎网", "网站域名：xingcha.example", "许可证号：京B2-20990001"]),
        ("税务登记证", ["纳税人名称：北京星槎云计算有限公司", "法定代表人（负责人）：易样之", "地址：北京市样本区", "经营范围：云计算"]),
        (
            "食品经营许可证",
            ["经营者名称：北京星槎云计算有限公司", "社会信用代码：91110105MA0K7XW21A", "住所：北京市样本区", "有效期至2029年06月20日"],
        ),
    ],
)
def test_permits_are_no_evidence_of_any_kind(title: str, labels: list[str]) -> None:
    lines = [(label, 100, 300 + 60 * at) for at, label in enumerate(labels)]
    assert extract(page((title, 330, 100, 60), *lines))[0].score < RECOGNISED


def test_a_title_in_small_print_is_told_by_its_wide_letters_and_by_former_shapes() -> None:
    rows = [(text, 60, 150 + 40 * at, 20) for at, text in enumerate(["授权方全称", "被授权方全称", "授权期限", "签名用途"])]
    title = even_line("授权委托書", ((130, 90), (330, 90), (330, 112), (130, 112)), 0.98)
    score = {each.kind: each.score for each in extract(page(title, *rows))}[DocumentKind.AUTHORIZATION_LETTER]
    quoted = {each.kind: each.score for each in extract(page(("授权委托书", 130, 90, 20), *rows))}[DocumentKind.AUTHORIZATION_LETTER]
    assert score > quoted


def licences_side_by_side(name: str) -> list[Line]:
    beside = [(text if text != "北京星槎云计算有限公司" else name, left + 1000, *rest) for text, left, *rest in LICENCE_LABELS]
    return [("营业执照", 330, 200, 90), *LICENCE_LABELS, ("营业执照", 1330, 200, 90), *beside]


@pytest.mark.parametrize(("name", "several"), [("广州榴屿贸易有限公司", True), ("北京星槎云计算有限公司", False)])
def test_two_titles_with_different_names_are_several_documents(name: str, several: bool) -> None:
    best = extract(page(*licences_side_by_side(name)))[0]
    assert (best.kind, best.several) == (DocumentKind.BUSINESS_LICENSE, several)
