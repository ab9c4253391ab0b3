"""The trademark office's record of a mark on the web: what it says of a mark, and when that is no registration."""

import pytest

from extractors import registry
from extractors.page import Page
from extractors.trademark_certificate import extract, wanted
from extractors.vocabulary import DocumentKind
from tests.factory import Line, found, line, page, values

PERIOD = "2019年06月14日 至 2029年06月13日"
STATE = "LIVE/REGISTRATION/Issued and Active 注册"
COMPANY = "北京星槎云计算有限公司"


def record(name: str = "岚鹭", registrant: str = COMPANY, period: str = PERIOD, state: str = STATE, *more: Line) -> Page:
    rows: list[tuple[tuple[str, str], ...]] = [
        (("商品/服务", "计算机软件（已录制）； 查看详情"), ("类似群", "0901")),
        (("申请/注册号", "99123456"), ("申请日期", "2018年05月02日"), ("国际分类", "9")),
        (("商标名称", name),),
        (("申请人名称（中文）", registrant),),
        (("申请人名称（英文）", ""),),
        (("申请人地址（中文）", "北京市样本区星河路106号"),),
        (("初审公告期号", "1638"), ("注册公告期号", "1650"), ("是否共有商标", "否")),
        (("初审公告日期", "2019年03月13日"), ("注册公告日期", "2019年06月14日"), ("商标类型", "一般")),
        (("专用权期限", period),),
        (("代理/办理机构", "样本商标代理有限公司"),),
        (("商标流程", "点击查看"),),
        (("商标状态图标", state),),
    ]
    lines: list[Line] = []
    for row, cells in enumerate(rows):
        for column, (label, value) in enumerate(cells):
            left = 100 + 700 * column
            lines.append((label, left, 200 + 60 * row))
            if value:
                lines.append((value, left + 320, 200 + 60 * row))
    return page(*lines, *more, width=2400, height=1000)


def test_a_record_of_a_registered_mark() -> None:
    read = extract(record())
    assert values(read) == {
        "trademark_number": "99123456",
        "mark_text": "岚鹭",
        "registrant": COMPANY,
        "valid_from": "2019-06-14",
        "valid_to": "2029-06-13",
    }
    assert read.score == 1.0
    assert {(each.layout, each.provisional) for each in read.fields} == {("web_record", True)}


@pytest.mark.parametrize(
    "state", ["注册", "注册商标", "LIVE / REGISTRATION / Issued and Active 注册", "LIVE/REGISTRATION/Issued and Active"]
)
def test_the_state_of_a_registered_mark(state: str) -> None:
    assert extract(record(state=state)).score >= registry.RECOGNISED


@pytest.mark.parametrize(
    "state",
    [
        "LIVE/APPLICATION/Awaiting Examination 等待实质审查",
        "LIVE/APPLICATION/Published for Opposition 初审公告",
        "DEAD/APPLICATION/Refused/Dismissed or Invalidated 驳回",
        "DEAD/REGISTRATION/Cancelled/Invalidated 无效",
        "已注销",
        "注册申请中",
        "DEAD/REGISTRATION 注册",
        "LIVE/REGISTRATION/Cancellation/Invalidation Pending 注册",
        "",
    ],
)
def test_a_mark_in_any_other_state_is_no_certificate(state: str) -> None:
    """Like the notice that an application was received; a state that was not read proves no registration either."""
    best = registry.extract(record(state=state))[0]
    assert best.score < registry.RECOGNISED, (best.kind, best.score)


@pytest.mark.parametrize("period", ["", "至", "年月日 至 年月日"])
def test_a_mark_without_a_period_of_exclusive_right_is_no_certificate(period: str) -> None:
    assert registry.extract(record(period=period))[0].score < registry.RECOGNISED


def test_a_device_has_no_words() -> None:
    assert "mark_text" not in values(extract(record("图形")))
    assert "mark_text" not in values(extract(record("")))


@pytest.mark.parametrize(("name", "words"), [("岚鹭及图", "岚鹭"), ("岚鹭 及图形", "岚鹭"), ("木鹿 MULU", "木鹿 MULU"), ("拼图", "拼图")])
def test_the_words_of_a_mark(name: str, words: str) -> None:
    assert values(extract(record(name)))["mark_text"] == words


@pytest.mark.parametrize("number", ["G1234567", "99123456A", "766905"])
def test_numbers_of_all_sorts(number: str) -> None:
    numbered = [each if each.text != "99123456" else line(number, each.left, each.top) for each in record().lines]
    assert values(extract(page(*numbered, width=2400, height=1000)))["trademark_number"] == number


def test_the_agent_is_not_the_registrant() -> None:
    assert "registrant" not in values(extract(record(registrant="")))


def test_a_registrant_over_two_lines() -> None:
    rows = record(registrant="成都霁舸人工智能应用技术研究与").lines
    wrapped = [each if each.top <= 380 else line(each.text, each.left, each.top + 60) for each in rows]
    read = extract(page(*wrapped, ("开发服务股份有限公司", 420, 425), width=2400, height=1100))
    assert values(read)["registrant"] == "成都霁舸人工智能应用技术研究与开发服务股份有限公司"


def test_a_name_read_doubtfully_is_read_again() -> None:
    doubtful = [each if each.text != "岚鹭" else line("岚鹭", each.left, each.top, confidence=0.6) for each in record().lines]
    each = page(*doubtful, width=2400, height=1000)
    assert found(extract(each), "mark_text").confidence == 0.6
    assert [zone.field for zone in wanted(each, extract(each))] == ["mark_text"]


def test_nothing_else_takes_a_record_for_its_own() -> None:
    best, second, *_ = registry.extract(record())
    assert best.kind is DocumentKind.TRADEMARK_CERTIFICATE
    assert second.score < registry.RECOGNISED
