import json

import pytest

from matchers import Accepted, Comparison, NameMode, Relation, compare

TENCENT_CLOUD = "腾讯云计算（北京）有限责任公司"
WEIGUANG = "杭州微光电子股份有限公司"
MISREAD = "杭州徽光电子股份有限公司"


def read(name: str, doubtful: int | None = None) -> list[float]:
    return [0.4 if place == doubtful else 0.99 for place in range(len(name))]


def diff(found: Comparison) -> str:
    """The place of every character of the signature; `-` for none, `≈` where the name has an alike character, `x` for another one."""
    signs = {"look_alike": "≈", "sound_alike": "≈", "missing": "x"}
    return " ".join("-" if stand.at is None else f"{stand.at}{signs.get(stand.kind, '')}" for stand in found.alignment)


@pytest.mark.parametrize(
    ("signature", "name", "relation", "places"),
    [
        ("微光电子", "微光电子", "identical", "0 1 2 3"),
        ("腾讯云", TENCENT_CLOUD, "contiguous", "0 1 2"),
        ("北京有限", TENCENT_CLOUD, "generic", "6 7 9 10"),
        ("微光股份", WEIGUANG, "in_order", "2 3 6 7"),
        ("中国黄金", "中国黄金集团黄金珠宝股份有限公司", "contiguous", "0 1 2 3"),
        ("微光电子", MISREAD, "near", "2≈ 3 4 5"),
        ("徽光电子", WEIGUANG, "near", "2≈ 3 4 5"),
        ("微光电子", "杭州光电子股份有限公司", "near", "1x 2 3 4"),
        ("沪微光", "上海微光电子有限公司", "in_order", "0x 2 3"),
        ("会议通知", WEIGUANG, "generic", "- - - -"),
        ("美团", "北京三快在线科技有限公司", "unrelated", "- -"),
    ],
)
def test_every_character_of_the_signature_has_its_place(signature: str, name: str, relation: str, places: str):
    found = compare(signature, name)
    assert (found.relation, diff(found)) == (relation, places)


@pytest.mark.parametrize(
    ("signature", "name", "loose", "strict"),
    [
        ("微光电子", WEIGUANG, "yes", "yes"),
        ("微光股份", WEIGUANG, "yes", "no"),
        ("光电子", WEIGUANG, "unsure", "unsure"),
        ("京东", "京东方科技集团股份有限公司", "unsure", "unsure"),
        ("中国人寿", "中国平安人寿保险股份有限公司", "unsure", "no"),
        ("山水", "新疆天山水泥股份有限公司", "unsure", "unsure"),
        ("海泰科", "天津海泰科技发展股份有限公司", "unsure", "unsure"),
        ("腾讯云会议通知", TENCENT_CLOUD, "yes", "unsure"),
        ("美团", "北京三快在线科技有限公司", "no", "no"),
    ],
)
def test_the_standard_says_what_is_accepted(signature: str, name: str, loose: str, strict: str):
    assert compare(signature, name).accepted == loose
    assert compare(signature, name, mode=NameMode.STRICT).accepted == strict


def test_a_character_read_doubtfully_asks_for_a_person_and_one_read_surely_does_not():
    assert compare("微光电子", MISREAD).accepted is Accepted.NO
    assert compare("微光电子", MISREAD, confidences=read(MISREAD)).accepted is Accepted.NO
    assert compare("微光电子", MISREAD, confidences=read(MISREAD, doubtful=2)).accepted is Accepted.UNSURE
    assert compare("微光电子", MISREAD, confidences=read(MISREAD, doubtful=0)).accepted is Accepted.NO
    assert compare("微光电子", MISREAD, confidences=read(MISREAD, doubtful=2), doubtful=0.3).accepted is Accepted.NO


def test_the_reason_names_both_characters():
    assert "the name has 徽 where the signature has 微" in compare("微光电子", MISREAD).reason
    assert "众源: it has 众 where the signature has 力" in compare("力源信息", "安徽众源新材料股份有限公司").reason


def test_another_form_of_a_character_that_was_read_doubtfully_asks_for_a_person():
    name = "杭州橫店股份有限公司"
    assert compare("横店", name, confidences=read(name)).accepted is Accepted.YES
    assert compare("横店", name, confidences=read(name, doubtful=2)).accepted is Accepted.UNSURE


def test_places_and_characters_are_those_of_the_texts_as_given():
    found = compare("【騰訊 雲】", "（原）腾讯云计算有限公司")
    assert [(stand.char, stand.at) for stand in found.alignment] == [("騰", 3), ("訊", 4), ("雲", 5)]


def test_confidences_must_fit_the_name():
    with pytest.raises(ValueError, match="1 confidences for the 12 characters"):
        compare("微光", WEIGUANG, confidences=[0.5])


def test_a_stronger_relation_scores_higher():
    scores = [compare(s, WEIGUANG).score for s in (WEIGUANG, "微光电子", "微光股份", "徽光电子", "通知", "美团")]
    assert scores == sorted(scores, reverse=True)
    assert compare("微光电子", WEIGUANG).relation is Relation.CONTIGUOUS


def test_json_has_plain_values():
    document = json.loads(json.dumps(compare("腾讯云", TENCENT_CLOUD).to_json()))
    assert list(document) == ["signature", "name", "relation", "score", "alignment", "accepted", "reason"]
    assert document["alignment"][0] == {"char": "腾", "at": 0, "kind": "equal", "stands_for": None}
