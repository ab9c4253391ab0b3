"""Back ends of app stores."""

import pytest

from extractors.app_store_screenshot import KIND, extract, wanted
from extractors.page import Page
from extractors.registry import RECOGNISED
from extractors.registry import extract as likeliest
from tests.factory import Line, found, page, values

OWNER = "北京星槎云计算有限公司"

PLAY: list[Line] = [
    ("Google Play Console", 100, 20, 24),
    ("Invite user", 400, 80, 24),
    ("App permissions", 400, 200, 20),
    ("Account permissions", 700, 200, 20),
    ("Developer account", 40, 300, 20),
    ("Xingcha Cloud", 400, 400, 20),
    ("com.xingcha.cloud", 400, 430, 18),
]
APPLE: list[Line] = [
    ("App Store Connect", 40, 20, 20),
    ("App Information", 300, 80, 30),
    ("Localizable Information", 300, 140, 20),
    ("Name ?", 300, 180, 16),
    ("星槎云", 310, 210, 16),
    ("Subtitle ?", 700, 180, 16),
    ("云上办公", 710, 210, 16),
    ("General Information", 300, 280, 20),
    ("Bundle ID", 300, 320, 16),
    ("com.xingcha.cloud", 310, 350, 16),
    ("SKU", 300, 400, 16),
    ("xingcha2023", 310, 430, 16),
    ("Content Rights", 700, 400, 16),
]
APPLE_CHINESE: list[Line] = [
    ("App Store Connect", 40, 20, 20),
    ("App 信息", 300, 80, 30),
    ("名称", 300, 180, 16),
    ("星槎云", 310, 210, 16),
    ("副标题", 300, 260, 16),
    ("套装 ID", 300, 320, 16),
    ("com.xingcha.cloud", 310, 350, 16),
    ("主要语言", 700, 320, 16),
    ("简体中文", 710, 350, 16),
]
HUAWEI: list[Line] = [
    ("AppGallery Connect", 40, 20, 20),
    ("应用信息", 300, 80, 24),
    ("应用名称*", 300, 140, 18),
    ("星槎云", 500, 140, 18),
    ("APP ID", 300, 190, 18),
    ("108999123", 500, 190, 18),
    ("应用包名", 300, 240, 18),
    ("com.xingcha.cloud", 500, 240, 18),
    ("开发者名称", 300, 290, 18),
    (OWNER, 500, 290, 18),
    ("应用分类", 300, 340, 18),
    ("实用工具", 500, 340, 18),
]
YINGYONGBAO: list[Line] = [
    ("应用宝开放平台", 40, 20, 20),
    ("应用名称：星槎云 修改", 300, 140, 18),
    ("应用包名：com.xingcha.cloud", 300, 190, 18),
    ("应用类型：软件", 300, 240, 18),
    (f"应用提供方：{OWNER}", 300, 290, 18),
]
XIAOMI: list[Line] = [
    ("小米开放平台", 40, 20, 20),
    ("应用名称", 300, 140, 18),
    ("星槎云", 420, 140, 18),
    ("应用类型", 700, 140, 18),
    ("应用", 820, 140, 18),
    ("应用包名", 300, 190, 18),
    ("com.xingcha.cloud", 420, 190, 18),
    ("开发者名称", 300, 240, 18),
    (OWNER, 420, 240, 18),
]
WITH_OWNER = {"app_name": "星槎云", "package_name": "com.xingcha.cloud", "developer": OWNER}


@pytest.mark.parametrize("store", [HUAWEI, YINGYONGBAO, XIAOMI])
def test_chinese_stores_name_the_developer(store: list[Line]) -> None:
    read = likeliest(page(*store))[0]
    assert (read.kind, values(read)) == (KIND, WITH_OWNER)


@pytest.mark.parametrize("store", [APPLE, APPLE_CHINESE])
def test_apple_names_no_developer_and_has_values_under_their_labels(store: list[Line]) -> None:
    read = likeliest(page(*store))[0]
    assert (read.kind, values(read)) == (KIND, {"app_name": "星槎云", "package_name": "com.xingcha.cloud"})


def test_google_lists_the_name_over_the_package() -> None:
    read = likeliest(page(*PLAY))[0]
    assert (read.kind, values(read)) == (KIND, {"app_name": "Xingcha Cloud", "package_name": "com.xingcha.cloud"})
    assert not any(each.provisional for each in read.fields)


@pytest.mark.parametrize("store", [APPLE, APPLE_CHINESE, HUAWEI, YINGYONGBAO, XIAOMI])
def test_only_google_s_console_was_seen(store: list[Line]) -> None:
    assert all(each.provisional for each in extract(page(*store)).fields)


def test_google_s_listing_has_labels() -> None:
    listing = page(
        ("Google Play Console", 100, 20, 24),
        ("App name *", 400, 200, 16),
        ("星槎云", 640, 200, 16),
        ("Package name", 400, 300, 16),
        ("com.xingcha.cloud", 640, 300, 16),
        ("Developer name", 400, 350, 16),
        (OWNER, 640, 350, 16),
    )
    assert values(extract(listing)) == WITH_OWNER


def test_of_several_apps_none_is_sure() -> None:
    several: tuple[Line, ...] = (*PLAY, ("Lanlu", 400, 500, 20), ("com.lanlu.app", 400, 530, 18))
    name = found(extract(page(*several)), "app_name")
    assert (name.value, name.confidence) == ("Xingcha Cloud", 0.49)


def test_an_address_is_no_package() -> None:
    assert "package_name" not in values(extract(page(("support@xingcha.example", 100, 100), ("huaxia.com", 100, 200))))


def test_a_label_in_latin_letters_ends_where_a_word_ends() -> None:
    assert values(extract(page(("Namely", 100, 100, 20), ("星槎云", 100, 130, 20)))) == {}


def console_without_app() -> Page:
    return page(*(each for each in PLAY if isinstance(each, tuple) and "ingcha" not in each[0]))


def test_a_console_without_an_app_is_no_evidence() -> None:
    assert extract(console_without_app()).score < RECOGNISED


@pytest.mark.parametrize("prompt", ["请输入应用名称", "未设置"])
def test_an_empty_box_has_no_value(prompt: str) -> None:
    assert "app_name" not in values(extract(page(("应用名称", 300, 140, 18), (prompt, 500, 140, 18))))


def test_nothing_is_read_again() -> None:
    assert wanted(page(*PLAY), extract(page(*PLAY))) == ()


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())


@pytest.mark.parametrize(
    ("package", "sure"),
    [
        ("com.xingcha.cloud", True),
        ("CN.xingcha", True),
        ("id.xingcha.cloud", True),
        ("gcha.cloud.client", False),
        ("xingcha.client", False),
    ],
)
def test_a_package_without_its_beginning_is_doubted(package: str, sure: bool) -> None:
    """A light hid the first letters on white paper, where nothing tells it from the paper; the rest was surely read as the whole."""
    read = found(extract(page(*HUAWEI[:6], ("应用包名", 300, 240, 18), (package, 500, 240, 18), *HUAWEI[8:])), "package_name")
    assert (read.value, read.confidence > 0.9) == (package, sure)
