"""Settings pages of official accounts, old and new."""

import pytest

from extractors.official_account_screenshot import KIND, extract, wanted
from extractors.registry import RECOGNISED
from extractors.registry import extract as likeliest
from tests.factory import Line, page, values

OWNER = "北京星槎云计算有限公司"
READ = {"account_name": "星槎云助手", "account_subject": OWNER}

OLD: list[Line] = [
    ("公众号设置", 300, 40, 26),
    ("帐号详情", 300, 100, 18),
    ("功能设置", 420, 100, 18),
    ("头像", 320, 200, 18),
    ("修改", 900, 200, 18),
    ("名称", 320, 260, 18),
    ("星槎云助手", 480, 260, 18),
    ("修改", 900, 260, 18),
    ("微信号", 320, 320, 18),
    ("xingcha_cloud", 480, 320, 18),
    ("类型", 320, 380, 18),
    ("订阅号", 480, 380, 18),
    ("主体信息", 320, 440, 18),
    (OWNER, 480, 440, 18),
    ("详情", 900, 440, 18),
    ("原始ID", 320, 500, 18),
    ("gh_0a1b2c3d4e5f", 480, 500, 18),
]
NEW: list[Line] = [
    ("账号设置", 300, 40, 26),
    ("账号详情", 300, 100, 18),
    ("公众号名称", 320, 260, 18),
    ("星槎云助手", 320, 290, 18),
    ("账号类型", 320, 340, 18),
    ("服务号", 320, 370, 18),
    ("账号主体", 320, 420, 18),
    (OWNER, 320, 450, 18),
    ("认证情况", 320, 500, 18),
]


@pytest.mark.parametrize("lines", [OLD, NEW])
def test_values_beside_and_under_their_labels(lines: list[Line]) -> None:
    read = likeliest(page(*lines))[0]
    assert (read.kind, values(read)) == (KIND, READ)
    assert all(each.provisional for each in read.fields)


def test_links_in_the_value_s_line_are_no_part_of_it() -> None:
    joined = page(("名称：星槎云助手 修改", 320, 260, 18), (f"主体信息：{OWNER} 详情", 320, 440, 18))
    assert values(extract(joined)) == READ


def test_spread_labels_and_a_subject_over_two_lines() -> None:
    lines: list[Line] = [("名", 320, 260), ("称", 400, 260), ("星槎 Cloud", 520, 260), ("主 体 信 息：", 320, 440)]
    lines += [("成都霁舸人工智能应用技术研究与", 520, 440), ("开发服务股份有限公司", 520, 480)]
    assert values(extract(page(*lines))) == {
        "account_name": "星槎 Cloud",
        "account_subject": "成都霁舸人工智能应用技术研究与开发服务股份有限公司",
    }


def test_a_settings_page_without_name_and_subject_is_no_evidence() -> None:
    functions = page(("公众号设置", 300, 40, 26), ("帐号详情", 300, 100, 18), ("功能设置", 420, 100, 18), ("隐私设置", 320, 200, 18))
    assert extract(functions).score < RECOGNISED


def test_the_name_beside_the_picture_is_not_enough() -> None:
    developer = page(
        ("微信公众平台", 40, 20, 26), ("星槎云助手", 1200, 20, 16), ("基本配置", 300, 100, 26), ("公众号开发信息", 300, 160, 20)
    )
    assert likeliest(developer)[0].score < RECOGNISED


def test_the_platforms_name_beside_a_covered_name_is_not_the_accounts() -> None:
    covered = page(
        ("公众号设置", 300, 40, 26), ("名称", 320, 260), ("微信", 520, 260), ("主体信息", 320, 440), ("成都霁舸科技有限公司", 520, 440)
    )
    assert "account_name" not in values(extract(covered))


def test_nothing_is_read_again() -> None:
    assert wanted(page(*OLD), extract(page(*OLD))) == ()


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())
