"""How strongly a page looks like a kind of document."""

import pytest

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


@pytest.mark.parametrize("title", ["食品经营许可证", "税务登记证"])
def test_permits_are_no_licences(title: str) -> None:
    permit = extract(page((title, 330, 200, 90), *LICENCE_LABELS))
    assert permit[0].score < RECOGNISED


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
