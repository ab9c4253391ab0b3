"""Trademark certificates: word marks, devices, and what stands around them."""

import pytest

from extractors.page import Page
from extractors.trademark_certificate import extract, wanted
from tests.factory import Line, found, line, page, values

GOODS: list[Line] = [("核定使用商品/服务项目（国际分类：9）", 80, 800), ("第9类：计算机软件（已录制）；数据处理设备（截止）", 80, 850)]
REST: list[Line] = [
    *GOODS,
    ("注册人", 80, 960),
    ("北京星槎云计算有限公司", 300, 960),
    ("注册人地址", 80, 1080),
    ("北京市样本区星河路106号", 300, 1080),
    ("注册日期2019年06月21日有效期至2029年06月20日", 80, 1240),
]


def certificate(*mark: Line, number: tuple[Line, ...] = (("第 99123456 号", 740, 170),), registrant: str = "") -> Page:
    rest = [
        (each != ("北京星槎云计算有限公司", 300, 960) and each) or (registrant or each[0], 300, 960)
        for each in REST
        if isinstance(each, tuple)
    ]
    return page(*number, ("商标注册证", 430, 390, 46), *mark, *rest, width=1100, height=1550)


def test_a_word_mark() -> None:
    read = extract(certificate(("岚鹭", 480, 600, 64)))
    assert values(read) == {
        "trademark_number": "99123456",
        "mark_text": "岚鹭",
        "registrant": "北京星槎云计算有限公司",
        "valid_from": "2019-06-21",
        "valid_to": "2029-06-20",
    }
    assert read.score == 1.0
    assert found(read, "mark_text").polygon == ((480, 600), (608, 600), (608, 664), (480, 664))


def test_a_device_has_no_words() -> None:
    assert "mark_text" not in values(extract(certificate()))


@pytest.mark.parametrize("words", ["XINGCHA", "Mulu 木鹿", "岚鹭·云"])
def test_a_mark_keeps_its_letters_and_spaces(words: str) -> None:
    assert values(extract(certificate((words, 400, 600, 64))))["mark_text"] == words


def test_words_in_one_row_are_read_left_to_right() -> None:
    assert values(extract(certificate(("岚", 450, 602, 64), ("鹭", 600, 600, 64))))["mark_text"] == "岚鹭"


def test_words_in_two_rows_are_read_downwards() -> None:
    assert values(extract(certificate(("岚鹭", 480, 560, 64), ("LANLU", 470, 660, 50))))["mark_text"] == "岚鹭LANLU"


def test_small_print_beside_the_mark_belongs_to_the_form() -> None:
    assert values(extract(certificate(("岚鹭", 480, 600, 64), ("仅供短信签名使用", 480, 700, 20))))["mark_text"] == "岚鹭"


@pytest.mark.parametrize(
    "number",
    [
        (("第99123456号", 740, 170),),
        (("第　99123456　号", 740, 170),),
        (("第", 740, 170), ("99123456", 790, 170), ("号", 1000, 170)),
        (("99123456", 790, 170),),
    ],
)
def test_the_number_beside_the_title(number: tuple[Line, ...]) -> None:
    read = extract(certificate(("岚鹭", 480, 600, 64), number=number))
    assert values(read)["trademark_number"] == "99123456"
    assert values(read)["mark_text"] == "岚鹭"


def test_the_number_in_pieces_under_the_title_is_no_mark() -> None:
    number = (("第", 380, 480, 28), ("99123456", 440, 480, 28), ("号", 700, 480, 28))
    assert "mark_text" not in values(extract(certificate(number=number)))
    assert values(extract(certificate(("岚鹭", 480, 600, 40), number=number)))["mark_text"] == "岚鹭"


def test_a_registrant_whose_name_begins_like_the_number() -> None:
    assert values(extract(certificate(registrant="第一样本云计算有限公司")))["registrant"] == "第一样本云计算有限公司"


def test_a_registrant_over_two_lines() -> None:
    lines: list[Line] = [("商标注册证", 430, 390, 46), ("注册人", 80, 960), ("成都霁舸人工智能应用技术研究与", 300, 960)]
    assert (
        values(extract(page(*lines, ("开发服务股份有限公司", 300, 1000))))["registrant"]
        == "成都霁舸人工智能应用技术研究与开发服务股份有限公司"
    )


def test_the_period_of_an_old_certificate() -> None:
    old = page(("商标注册证", 430, 390, 46), ("有效期限　自2008年03月14日至2018年03月13日", 80, 1240))
    assert values(extract(old))["valid_to"] == "2018-03-13"


def test_a_doubtful_date_says_so() -> None:
    old = page(("商标注册证", 430, 390, 46), line("有效期至2029年06月20日", 80, 1240, confidence=0.6))
    assert found(extract(old), "valid_to").confidence == 0.6


def test_nothing_is_read_again() -> None:
    each = certificate(("岚鹭", 480, 600, 64))
    assert wanted(each, extract(each)) == ()


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())


@pytest.mark.parametrize("number", ["G1234567", "99123456A"])
def test_numbers_of_international_and_divided_marks(number: str) -> None:
    printed: Line = (f"第{number}号", 700, 160)
    assert values(extract(certificate(("岚鹭", 480, 600, 64), number=(printed,))))["trademark_number"] == number
