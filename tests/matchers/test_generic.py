import pytest

from matchers import is_generic

SERVICE = [
    "测试",
    "业务测试",
    "验证码",
    "通知",
    "会议通知",
    "客户服务",
    "客服通知",
    "客户您好",
    "服务提醒",
    "会员通知",
    "温馨提示",
    "好物推荐",
]
TRADE = ["科技有限公司", "北京科技", "上海客服中心", "石化", "中国"]
LATIN = ["test", "TEST", "aabb", "xxx", "verification code"]


@pytest.mark.parametrize("signature", [*SERVICE, *TRADE, *LATIN, "", "！！"])
def test_nobody_is_told_by_these(signature: str):
    assert is_generic(signature)


@pytest.mark.parametrize(
    "signature", ["腾讯云", "腾讯云会议通知", "青岛食品", "交通运输部", "美团", "北京ABC科技", "Grab", "12306", "北京大学"]
)
def test_somebody_is_told_by_these(signature: str):
    assert not is_generic(signature)
