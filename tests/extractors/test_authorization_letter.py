"""Letters of authorization: forms with labels, and running text."""

import pytest

from extractors.authorization_letter import KIND, extract, wanted
from extractors.page import Page
from extractors.registry import RECOGNISED
from extractors.registry import extract as likeliest
from tests.factory import Line, found, line, page, values

OWNER, AGENT = "北京星槎云计算有限公司", "上海岚鹭信息技术有限公司"
READ = {"authorizing_party": OWNER, "authorized_party": AGENT, "letter_signature": "星槎云", "letter_valid_to": "2027-12-31"}

FORM: list[Line] = [
    ("授权委托书", 400, 100, 60),
    (f"授权方：{OWNER}", 100, 240),
    ("统一社会信用代码：91110105MA0K7XW21A", 100, 300),
    (f"被授权方：{AGENT}", 100, 360),
    ("授权方同意被授权方使用下列签名发送短信，费用由被授权方承担。", 100, 420),
    ("短信签名：【星槎云】", 100, 480),
    ("授权期限：自2026年1月1日起至2027年12月31日止。", 100, 540),
    ("授权方（盖章）：", 600, 1000),
    ("日期：2026年1月1日", 600, 1060),
]
TABLE: list[Line] = [
    ("短信签名授权书", 400, 100, 60),
    ("授 权 方", 100, 240),
    (OWNER, 300, 240),
    ("被授权方", 100, 300),
    (AGENT, 300, 300),
    ("授权签名", 100, 360),
    ("星槎云", 300, 360),
    ("授权期限", 100, 420),
    ("2026-01-01~2027-12-31", 300, 420),
]


def letter(*text: str, wide: int = 24) -> Page:
    """A letter of running text, set in lines of `wide` characters."""
    rows = [part[at : at + wide] for part in text for at in range(0, len(part), wide)]
    return page(("授权书", 400, 100, 60), *((row, 100, 240 + 50 * at) for at, row in enumerate(rows)))


@pytest.mark.parametrize("lines", [FORM, TABLE])
def test_a_form(lines: list[Line]) -> None:
    read = likeliest(page(*lines))[0]
    assert (read.kind, values(read)) == (KIND, READ)
    assert all(each.provisional for each in read.fields)


def test_names_over_two_lines() -> None:
    long = "成都霁舸人工智能应用技术研究与开发服务股份有限公司"
    lines: list[Line] = [("委托方：", 100, 240), (long[:15], 260, 240), (long[15:], 260, 280), ("受托方：", 100, 340), (AGENT, 260, 340)]
    read = values(extract(page(("授权委托书", 400, 100, 60), *lines)))
    assert (read["authorizing_party"], read["authorized_party"]) == (long, AGENT)


@pytest.mark.parametrize(
    "text",
    [
        f"　　兹有我司{OWNER}授权{AGENT}使用【星槎云】作为短信签名，授权期限自2026年1月1日至2027年12月31日。",
        f"　　我单位{OWNER}（统一社会信用代码：91110105MA0K7XW21A），现授权{AGENT}（以下简称“被授权单位”）在贵平台申请短信签名【星槎云】。"
        "授权有效期：2026年1月1日至2027年12月31日。",
        f"　　本公司（{OWNER}）特此授权{AGENT}为我司办理短信签名【星槎云】的申请，自2026年01月01日起至2027年12月31日止有效。",
        f"　　{OWNER}同意授权给{AGENT}，以“星槎云”发送短信，显示为【星槎云】。有效期限从2026年1月1日到2027年12月31日。",
    ],
)
def test_running_text(text: str) -> None:
    for wide in (24, 31, 200):
        assert values(extract(letter("致：云通信平台", text, "　　特此授权。", wide=wide))) == READ


def test_a_value_found_in_a_sentence_is_a_little_less_sure() -> None:
    read = extract(letter(f"我司{OWNER}授权{AGENT}使用【星槎云】。"))
    assert 0.9 < found(read, "authorized_party").confidence < min(found(read, "authorized_party").char_confidences)


def test_a_letter_without_end() -> None:
    assert values(extract(page(*TABLE[:-1], ("长期有效", 300, 420))))["letter_valid_to"] == "长期"


@pytest.mark.parametrize("printed", ["【星槎云】", "[星槎云]", "［星槎云］", "【 星槎云 】"])
def test_brackets_of_a_signature(printed: str) -> None:
    assert values(extract(page(("签名：" + printed, 100, 240))))["letter_signature"] == "星槎云"


def test_of_several_signatures_none_is_sure() -> None:
    signature = found(extract(page(("签名：【星槎云】、【岚鹭】", 100, 240))), "letter_signature")
    assert (signature.value, signature.confidence) == ("星槎云", 0.49)


@pytest.mark.parametrize(("quoted", "shown"), [(0.9, 0.5), (0.5, 0.9)])
def test_of_two_readings_of_the_signature_the_surer_one_stands_and_is_doubted(quoted: float, shown: float) -> None:
    """A small letter of the layout entrustment: “岚鹭” was read right, 【岚莺】 was not."""
    lines = (
        line("以“岚鹭”作为短信签名（发送时显示为", 100, 240, confidence=quoted),
        line("【岚莺】），向授权方的用户发送。", 700, 240, confidence=shown),
    )
    signature = found(extract(page(*lines, width=1400)), "letter_signature")
    assert signature.value == ("岚鹭" if quoted > shown else "岚莺")
    assert signature.confidence == pytest.approx(0.9 * (1 - 0.5 / 2))


@pytest.mark.parametrize("label", ["授权方（盖章）：", "授权方(公章)", "授权单位（公章）：", "授权人："])
def test_the_party_that_signs(label: str) -> None:
    assert values(extract(page(("授权书", 400, 100, 60), (label + OWNER, 100, 240))))["authorizing_party"] == OWNER


def test_a_person_may_be_authorized() -> None:
    assert values(extract(page(*FORM[:3], ("被授权人：易样之", 100, 360))))["authorized_party"] == "易样之"


def test_a_sentence_that_begins_like_a_label_names_no_party() -> None:
    assert values(extract(letter("授权方同意被授权方使用其签名，双方各执一份。", "被授权方不得转授权。"))) == {}


def test_an_empty_form_is_no_evidence() -> None:
    empty = page(("授权委托书", 400, 100, 60), ("授权方：", 100, 240), ("被授权方：", 100, 300), ("短信签名：【　　】", 100, 360))
    assert extract(empty).score < RECOGNISED


def test_a_letter_that_acknowledges_is_none() -> None:
    assert likeliest(page(("确认知悉函", 400, 100, 60), ("授权代表（签字）：", 100, 600), (OWNER, 100, 500)))[0].score < RECOGNISED


def test_a_doubtful_party_is_read_again() -> None:
    doubtful = page(FORM[0], line(f"授权方：{OWNER}", 100, 240, confidence=0.6), FORM[3])
    assert [zone.field for zone in wanted(doubtful, extract(doubtful))] == ["authorizing_party"]


def test_an_empty_page_has_no_fields() -> None:
    assert (extract(page()).score, extract(page()).fields) == (0, ())


def test_places_that_agree_make_a_party_surer_than_one() -> None:
    once = extract(letter(f"我司{OWNER}授权{AGENT}使用【星槎云】。"))
    twice = extract(letter(f"我司{OWNER}授权{AGENT}使用【星槎云】。", f"本授权书风险承担方：{OWNER}。"))
    assert found(once, "authorizing_party").confidence < found(twice, "authorizing_party").confidence


def test_a_name_under_the_seal_that_says_otherwise_makes_the_party_unsure() -> None:
    other = OWNER.replace("星", "呈")
    sealed = page(("授权书", 400, 100, 60), (f"我司{OWNER}授权{AGENT}使用【星槎云】。", 100, 240), (f"授权单位（公章）：{other}", 300, 900))
    assert found(extract(sealed), "authorizing_party").confidence < 0.9


def test_who_bears_the_risk_is_the_party_only_as_a_guess() -> None:
    read = extract(page(("授权书", 400, 100, 60), (f"本授权书风险承担方：{OWNER}。", 100, 240), (f"被授权方：{AGENT}", 100, 300)))
    assert values(read)["authorizing_party"] == OWNER
    assert found(read, "authorizing_party").confidence < 0.5


def test_a_name_into_which_the_seal_was_read_speaks_for_the_name() -> None:
    """A letter saved with loss: the seal's 化传播 before the name under it made the party unsure, and a misreading of it stood."""
    party = found(
        extract(
            page(
                ("授权书", 400, 100, 60),
                line(f"授权方：{OWNER}", 100, 240, confidence=0.76),
                (f"被授权方：{AGENT}", 100, 300),
                (f"授权方（盖章）：化传播{OWNER}", 100, 900),
            )
        ),
        "authorizing_party",
    )
    assert party.value == OWNER
    assert party.confidence > 0.9


def test_a_bracket_that_the_seal_ate_is_no_part_of_a_sure_name() -> None:
    read = extract(
        page(("授权书", 400, 100, 60), ("授权方（盖章化传播股价", 100, 900), (OWNER, 110, 940), (f"被授权方：{AGENT}", 100, 300))
    )
    assert all(each.confidence < 0.9 for each in read.fields if each.name == "authorizing_party")


def test_a_letter_without_a_title_that_was_read_is_still_one() -> None:
    assert likeliest(page((f"我司{OWNER}授权{AGENT}使用【星槎云】。", 100, 240)))[0].score >= RECOGNISED


def test_a_signature_in_quotation_marks() -> None:
    assert values(extract(letter(f"我司{OWNER}授权{AGENT}使用，以“星槎云”作为短信签名。")))["letter_signature"] == "星槎云"
