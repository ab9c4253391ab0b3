import pytest

from matchers.company_name import take_apart


def parts(name: str) -> tuple[str, str, str, str]:
    found = take_apart(name)
    return "".join(place.short for place in found.places), "".join(found.distinctive), found.trade, found.form


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("腾讯云计算（北京）有限责任公司", ("", "腾讯", "云计算", "有限责任公司")),
        ("广东省深圳市龙岗区天天科技有限公司", ("广东深圳龙岗区", "天天", "科技", "有限公司")),
        ("苏州敏芯微电子技术股份有限公司", ("苏州", "敏芯", "微电子技术", "股份有限公司")),
        ("京东方科技集团股份有限公司", ("", "京东方", "科技", "集团股份有限公司")),
        ("阿里巴巴（中国）有限公司", ("", "阿里巴巴", "", "有限公司")),
        ("昆明市官渡区鑫霖建材经营部", ("昆明官渡区", "鑫霖", "建材", "经营部")),
        ("吴江区盛泽镇鑫霖皮革店", ("吴江区盛泽镇", "鑫霖", "皮革", "店")),
        ("合肥市经济开发区鑫霖食品有限公司", ("合肥经济开发区", "鑫霖", "食品", "有限公司")),
        ("东莞市水乡人家餐饮有限公司", ("东莞", "水乡人家", "餐饮", "有限公司")),
        ("浙江鑫霖钢索有限公司", ("浙江", "鑫霖", "钢索", "有限公司")),
        ("北京市新华书店", ("北京", "新华", "书店", "")),
        ("鴻海精密工業股份有限公司", ("", "鸿海", "精密工业", "股份有限公司")),
    ],
)
def test_a_name_has_place_distinctive_part_trade_and_form(name: str, expected: tuple[str, str, str, str]):
    assert parts(name) == expected


def test_a_county_is_a_place_only_behind_its_province():
    assert take_apart("吉林省集安益盛药业股份有限公司").distinctive == ("益盛",)
    assert take_apart("东方明珠新媒体股份有限公司").distinctive == ("东方明珠",)


def test_behind_a_distinctive_part_words_may_be_guessed_to_be_trade():
    guessed = take_apart("杭州鑫霖铬镁有限公司")
    assert (guessed.distinctive, guessed.trade, guessed.guessed) == (("鑫霖",), "铬镁", "铬镁")


def test_no_word_is_guessed_that_ends_distinctive_parts():
    assert take_apart("杭州鑫霖明珠有限公司").distinctive == ("鑫霖明珠",)


def test_a_distinctive_part_of_three_characters_is_left_whole():
    assert take_apart("京东方科技集团股份有限公司").distinctive == ("京东方",)


def test_a_name_without_a_word_of_its_own_is_told_by_place_and_trade():
    airport = take_apart("上海国际机场股份有限公司")
    assert airport.distinctive == ("上海", "机场")
    assert not airport.has_own_word


def test_the_group_in_front_is_not_the_distinctive_part():
    assert take_apart("北汽福田汽车股份有限公司").distinctive == ("福田",)
    steel = take_apart("甘肃酒钢集团宏兴钢铁股份有限公司")
    assert (steel.parent, steel.distinctive) == ("酒钢", ("宏兴",))


def test_branch_and_notes_are_set_aside():
    branch = take_apart("腾讯科技（深圳）有限公司龙岗分公司")
    assert (branch.core, branch.branch, branch.notes) == ("腾讯科技", "龙岗分公司", ("深圳",))


@pytest.mark.parametrize(
    ("name", "core", "distinctive"),
    [
        ("PT Bank Central Asia Tbk", "bankcentralasia", ("central",)),
        ("Tencent Cloud Computing (Beijing) Co., Ltd.", "tencentcloudcomputing", ("tencent",)),
        ("The Coffee House Inc.", "coffeehouse", ("coffee", "house")),
    ],
)
def test_latin_forms_stand_at_either_end(name: str, core: str, distinctive: tuple[str, ...]):
    found = take_apart(name)
    assert (found.core, found.distinctive) == (core, distinctive)


@pytest.mark.parametrize("name", ["", "***", "（）", "有限公司", "深圳市", "Ltd"])
def test_what_is_hardly_a_name_has_parts_too(name: str):
    take_apart(name)


@pytest.mark.parametrize(
    ("name", "distinctive", "guessed"),
    [
        ("山东祖名豆制品股份有限公司", "祖名", ""),  # a noun that takes a character from what else looks like a distinctive part
        ("江苏鑫霖溴制药股份有限公司", "鑫霖", "溴"),  # a character that often stands in front of goods
        ("深圳市指南针科技有限公司", "指南针", ""),  # a noun alone is a distinctive part
    ],
)
def test_plain_nouns_behind_the_distinctive_part_belong_to_the_trade(name: str, distinctive: str, guessed: str):
    parts = take_apart(name)
    assert (parts.distinctive, parts.guessed) == ((distinctive,), guessed)
