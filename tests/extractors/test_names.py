"""Where a printed name ends, and how sure a reading of it is."""

import pytest

from extractors.names import MISSPELT, UNFINISHED, ends_in_legal_form, is_finished, is_headless, is_misspelt, is_mixed, name_field
from extractors.page import Field, Page
from extractors.pairs import read_labels, values_of
from extractors.vocabulary import DocumentKind, FieldName
from tests.factory import line, page


@pytest.mark.parametrize(
    "name",
    [
        "北京星槎云计算有限公司",
        "苏州市姑苏区槐檐豆浆店",
        "上海樟木律师事务所",
        "样本实验学校",
        "岚鹭合伙企业（有限合伙）",
        "北京 星槎 有限 公司",
    ],
)
def test_finished_names(name: str) -> None:
    assert is_finished(name)


@pytest.mark.parametrize("name", ["", "北京星槎云计算有限", "成都霁舸人工智能应用技术研究与", "张三"])
def test_unfinished_names(name: str) -> None:
    assert not is_finished(name)


@pytest.mark.parametrize("name", ["北京星槎云计算有限公司", "岚鹭（普通合伙）", "样本农业专业合作社", "北京 星槎 有限公司"])
def test_names_with_a_legal_form(name: str) -> None:
    assert ends_in_legal_form(name)
    assert not is_misspelt(name)


def test_names_of_which_only_the_end_was_read() -> None:
    """An app's developer under glare: 限责任公司 was read surely of 南京梨涡鹤贸易有限责任公司."""
    assert is_headless("限责任公司")
    assert is_headless("有限 公司")
    assert not is_headless("易有限责任公司")


@pytest.mark.parametrize("name", ["北京星槎云计算有很公司", "北京星槎云计算有限公可", "北京星槎云计算股份冇限公司", "岚鹭（普通合仪）"])
def test_misspelt_names(name: str) -> None:
    assert is_misspelt(name)


@pytest.mark.parametrize("name", ["苏州市姑苏区槐檐豆浆店", "腾讯公司", "样本中心", ""])
def test_names_without_a_form_are_not_misspelt(name: str) -> None:
    assert not is_misspelt(name)


def name_on(licence: Page) -> Field:
    _, lines, found = read_labels(licence, DocumentKind.BUSINESS_LICENSE)
    (pair,) = values_of(FieldName.ENTITY_NAME, found, lines, more=1)
    read = name_field(FieldName.ENTITY_NAME, pair)
    assert read is not None
    return read


def test_a_whole_name_is_as_sure_as_its_least_sure_character() -> None:
    read = name_on(page(("名称", 100, 200), line("北京星槎云计算有限公司", 300, 200, confidence=0.93)))
    assert (read.value, read.confidence) == ("北京星槎云计算有限公司", 0.93)


def test_what_follows_a_whole_name_is_left_out() -> None:
    licence = page(("名称", 100, 200), ("北京星槎云计算有限公司", 300, 200), ("仅供短信签名使用", 300, 240))
    assert name_on(licence).value == "北京星槎云计算有限公司"


def test_a_name_goes_on_in_the_next_line_until_it_is_whole() -> None:
    read = name_on(page(("名称", 100, 200), ("成都霁舸人工智能应用技术研究与", 300, 200), ("开发服务股份有限公司", 300, 240)))
    assert read.value == "成都霁舸人工智能应用技术研究与开发服务股份有限公司"
    assert len(read.char_confidences) == len(read.value)
    assert read.polygon == ((300, 200), (750, 200), (750, 270), (300, 270))


def test_a_second_line_that_does_not_finish_the_name_is_left_out() -> None:
    read = name_on(page(("名称", 100, 200), ("北京星槎云计算", 300, 200), ("仅供短信签名使用", 300, 240)))
    assert (read.value, read.confidence) == ("北京星槎云计算", round(0.98 * UNFINISHED, 4))


def test_a_misspelt_name_is_doubtful() -> None:
    read = name_on(page(("名称", 100, 200), ("北京星槎云计算有很公司", 300, 200)))
    assert (read.value, read.confidence) == ("北京星槎云计算有限公司", round(0.98 * MISSPELT, 4))


def test_full_width_letters_and_spaces_are_tidied() -> None:
    assert name_on(page(("名称", 100, 200), ("南京 Ｍｕｌｕ１ 木鹿有限公司", 300, 200))).value == "南京Mulu1木鹿有限公司"


@pytest.mark.parametrize(
    "text",
    [
        "（盖章化传播股份有限公司",
        "北京星槎有限公司上海岚鹭有限公司",
        "名全称北京星槎有限公司",
        "：北京星槎有限公司",
        "北京（星槎有限公司",
        "北京授权星槎有限公司",
    ],
)
def test_what_holds_text_of_the_form_is_no_plain_name(text: str) -> None:
    assert is_mixed(text)


@pytest.mark.parametrize("text", ["北京星槎有限公司广州分公司", "星槎（北京）有限公司", "北京市样本区总工会", "***"])
def test_branches_and_places_in_brackets_are_plain_names(text: str) -> None:
    assert not is_mixed(text)
