"""Settings pages of mini programs, old and new."""

import pytest

from extractors.mini_program_screenshot import KIND, extract, wanted
from extractors.registry import RECOGNISED
from extractors.registry import extract as likeliest
from tests.factory import Line, page, values

OWNER = "北京星槎云计算有限公司"
READ = {"account_name": "星槎云助手", "account_subject": OWNER}

OLD: list[Line] = [
    ("微信公众平台｜小程序", 40, 20, 24),
    ("设置", 300, 40, 26),
    ("基本设置", 300, 100, 18),
    ("小程序名称", 320, 260, 18),
    ("星槎云助手", 480, 260, 18),
    ("修改", 900, 260, 18),
    ("小程序头像", 320, 320, 18),
    ("介绍", 320, 380, 18),
    ("云上办公", 480, 380, 18),
    ("主体信息", 320, 440, 18),
    (OWNER, 480, 440, 18),
    ("服务类目", 320, 500, 18),
    ("工具 > 效率", 480, 500, 18),
    ("原始ID", 320, 560, 18),
    ("gh_0a1b2c3d4e5f", 480, 560, 18),
]
NEW: list[Line] = [
    ("小程序信息", 300, 40, 22),
    ("名称", 320, 260, 18),
    ("星槎云助手", 320, 290, 18),
    ("小程序备案", 320, 340, 18),
    ("已备案", 320, 370, 18),
    ("主体信息", 320, 420, 18),
    (OWNER, 320, 450, 18),
    ("AppID", 320, 500, 18),
    ("wx0a1b2c3d4e5f6071", 320, 530, 18),
]


@pytest.mark.parametrize("lines", [OLD, NEW])
def test_values_beside_and_under_their_labels(lines: list[Line]) -> None:
    read = likeliest(page(*lines))[0]
    assert (read.kind, values(read)) == (KIND, READ)
    assert all(each.provisional for each in read.fields)


def test_labels_with_colons_and_a_subject_over_two_lines() -> None:
    lines: list[Line] = [
        ("小程序 名称：星槎云助手", 320, 260),
        ("主 体 信 息：成都霁舸人工智能应用技术研究与", 320, 440),
        ("开发服务股份有限公司", 530, 480),
    ]
    assert values(extract(page(*lines))) == {
        "account_name": "星槎云助手",
        "account_subject": "成都霁舸人工智能应用技术研究与开发服务股份有限公司",
    }


def test_an_official_account_that_links_a_mini_program_is_none() -> None:
    linked = page(("公众号设置", 300, 40, 26), ("小程序管理", 40, 200, 18), ("名称", 320, 260, 18), ("星槎云助手", 480, 260, 18))
    assert extract(linked).score < RECOGNISED


def test_a_settings_page_without_name_and_subject_is_no_evidence() -> None:
    assert extract(page(("小程序码", 320, 260, 18), ("服务类目", 320, 320, 18), ("AppID", 320, 380, 18))).score < RECOGNISED


def test_nothing_is_read_again() -> None:
    assert wanted(page(*OLD), extract(page(*OLD))) == ()


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())


def test_a_subject_whose_label_a_watermark_hides_is_found_but_never_sure() -> None:
    read = extract(page(("小程序名称", 100, 200), ("霁舸出行", 400, 200), ("北京霁舸餐饮管理有限公司", 400, 300)))
    assert values(read)["account_subject"] == "北京霁舸餐饮管理有限公司"
    assert next(each for each in read.fields if each.name == "account_subject").confidence < 0.5


def test_the_status_of_the_subject_is_not_the_subject() -> None:
    read = extract(
        page(("小程序名称", 100, 200), ("霁舸出行", 400, 200), ("主体信息", 100, 300), ("认证状态", 100, 360), ("已认证", 400, 360))
    )
    assert "account_subject" not in values(read)


def test_what_stands_in_the_subject_s_place_is_no_name() -> None:
    """Under a watermark the subject stood next to what was read of the name's label, and was surely read as the account's name."""
    read = extract(
        page(("小程序名称", 100, 200), ("南京稻浪猫贸易股份有限公司", 400, 200), ("小程序头像", 100, 260), ("小程序码", 100, 320))
    )
    assert values(read) == {"account_subject": "南京稻浪猫贸易股份有限公司"}
