"""ICP filings: the ministry's records, and the back ends of providers."""

import pytest

from extractors.icp_screenshot import HOLDERS, extract, wanted
from tests.factory import Line, found, page, values

HOLDER = "北京星槎云计算有限公司"
RECORD = page(
    ("ICP/IP地址/域名信息备案管理系统", 330, 130, 42),
    ("ICP备案主体信息", 236, 424, 20),
    ("ICP备案/许可证号：", 270, 516, 18),
    ("京ICP备00599159号", 462, 516, 18),
    ("审核通过日期：", 930, 516, 18),
    ("2022-03-04", 1088, 516, 18),
    ("主办单位名称：", 300, 574, 18),
    (HOLDER, 462, 574, 18),
    ("主办单位性质：", 930, 574, 18),
    ("企业", 1088, 574, 18),
    ("ICP备案服务信息", 236, 652, 20),
    ("ICP备案/许可证号：", 270, 744, 18),
    ("京ICP备00599159号-1", 462, 744, 18),
    ("网站域名：", 970, 744, 18),
    ("xingcha.example", 1088, 744, 18),
    width=1500,
    height=960,
)
PROVIDER = page(
    ("备案详情", 222, 70, 32),
    ("主办单位信息", 247, 138, 26),
    ("主办单位名称", 247, 180, 24),
    (HOLDER, 417, 180, 24),
    ("主办单位性质", 247, 216, 24),
    ("企业", 417, 216, 24),
    ("证件类型", 247, 252, 24),
    ("营业执照", 417, 252, 24),
    ("主体备案号", 247, 288, 24),
    ("京ICP备00599159号", 417, 288, 24),
    ("网站信息", 247, 562, 26),
    ("网站名称", 247, 604, 24),
    ("星槎网", 417, 604, 24),
    ("网站首页URL", 247, 640, 24),
    ("https://www.xingcha.example/", 417, 640, 24),
    ("ICP备案/许可证号", 247, 676, 24),
    ("京ICP备00599159号-2", 480, 676, 24),
    width=1360,
    height=900,
)


def test_the_ministry_s_record_does_not_name_the_site() -> None:
    read = extract(RECORD)
    assert values(read) == {"domain": "xingcha.example", "icp_number": "京ICP备00599159号-1", "icp_holder": HOLDER}
    assert read.score == 1.0


def test_the_back_end_of_a_provider_names_the_site() -> None:
    read = extract(PROVIDER)
    assert values(read) == {
        "site_name": "星槎网",
        "domain": "xingcha.example",
        "icp_number": "京ICP备00599159号-2",
        "icp_holder": HOLDER,
    }


def test_a_licence_quoted_in_small_print_takes_nothing_from_a_filing() -> None:
    assert extract(PROVIDER).score == 1.0


def test_the_old_list_has_values_under_its_heads() -> None:
    heads = ("序号", "主办单位名称", "主办单位性质", "网站备案/许可证号", "网站名称", "网站首页网址", "审核时间")
    row = ("1", HOLDER, "企业", "京ICP备00599159号-1", "星槎网", "www.xingcha.example", "2019-03-04")
    columns = (20, 80, 350, 500, 800, 950, 1250)
    lines: list[Line] = [(text, left, 200, 20) for text, left in zip(heads, columns, strict=True)]
    lines += [(text, left, 250, 20 if len(text) < 12 else 14) for text, left in zip(row, columns, strict=True)]
    assert values(extract(page(("ICP备案信息查询", 20, 100, 30), *lines, width=1500))) == {
        "site_name": "星槎网",
        "domain": "xingcha.example",
        "icp_number": "京ICP备00599159号-1",
        "icp_holder": HOLDER,
    }


@pytest.mark.parametrize(
    ("printed", "domain"),
    [
        ("www.xingcha.example", "xingcha.example"),
        ("WWW.xingcha.example", "xingcha.example"),
        ("http://m.xingcha.example/index.html", "m.xingcha.example"),
        ("xingcha.example;lanlu.example", "xingcha.example"),
        ("星槎.网址", "星槎.网址"),
        ("wwwxingcha.example", "wwwxingcha.example"),
    ],
)
def test_the_domain_is_taken_out_of_its_value(printed: str, domain: str) -> None:
    assert values(extract(page(("网站域名", 100, 200), (printed, 300, 200))))["domain"] == domain


@pytest.mark.parametrize("printed", ["", "无", "127.0.0.1", "www.xingcha1."])
def test_what_is_no_domain(printed: str) -> None:
    lines: list[Line] = [(printed, 300, 200)] if printed else []
    assert "domain" not in values(extract(page(("网站域名", 100, 200), *lines)))


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("京ICP备00599159号", "京ICP备00599159号"),
        ("京 ICP 备 00599159 号 - 1", "京ICP备00599159号-1"),
        ("沪ICP证000599号", "沪ICP证000599号"),
        ("备案号：京ICP备00599159号-12A", "京ICP备00599159号-12A"),
        ("京IICP备00599159号-1", "京ICP备00599159号-1"),
    ],
)
def test_filing_numbers(printed: str, number: str) -> None:
    assert values(extract(page((printed, 100, 200)))) == {"icp_number": number}


def test_a_number_that_is_not_the_site_s_is_doubted() -> None:
    """Under glare the -3 of a site's number was not read, and the rest of it was sure."""
    whole, cut = (found(extract(page((number, 100, 200))), "icp_number") for number in ("京ICP备00599159号-3", "京ICP备00599159号"))
    assert cut.confidence == pytest.approx(HOLDERS * whole.confidence)


def test_a_holder_whose_label_was_misread_is_the_one_legal_name_on_the_page() -> None:
    read = extract(page(("主办学位名称", 100, 200), (HOLDER, 300, 200), ("网站域名", 100, 260), ("xingcha.example", 300, 260)))
    holder = found(read, "icp_holder")
    assert holder.value == HOLDER
    assert holder.confidence < 0.5


def test_the_site_s_number_goes_before_the_subject_s() -> None:
    assert values(extract(page(("京ICP备00599159号", 100, 200), ("京ICP备00599159号-3", 100, 260))))["icp_number"] == "京ICP备00599159号-3"


def test_a_heading_is_no_label() -> None:
    assert values(extract(page(("主办单位信息", 100, 200), ("域名信息", 100, 300)))) == {}


def test_a_site_s_name_keeps_its_spaces() -> None:
    assert found(extract(page(("网站名称：星槎 Cloud", 100, 200))), "site_name").value == "星槎 Cloud"


def test_nothing_is_read_again() -> None:
    assert wanted(RECORD, extract(RECORD)) == ()


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())


@pytest.mark.parametrize("dash", ["-", "－", "—"])
def test_the_number_of_the_site_is_known_by_any_dash(dash: str) -> None:
    read = extract(page(("网站备案/许可证号", 100, 200), (f"京ICP备00000001号{dash}1", 400, 200)))
    assert values(read)["icp_number"] == "京ICP备00000001号-1"
