"""What a signature must have of a name: made-up shops, cooperatives and companies."""

import pytest

from matchers import Accepted, Relation, compare


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("东莞市虎门镇鑫霖五金工程", "东莞市虎门镇鑫霖五金工程部"),
        ("苏州市吴中区木渎镇鑫霖瑜", "苏州市吴中区木渎镇鑫霖瑜伽工作室"),
        ("沛县鑫霖农业种植专", "沛县鑫霖农业种植专业合作社"),
        ("鑫霖豆浆店", "苏州市姑苏区鑫霖豆浆店"),
        ("鑫霖水饺", "昆明市官渡区鑫霖水饺店"),
        ("鑫霖云计算技术", "成都鑫霖云计算技术研究与开发服务有限公司"),
    ],
)
def test_a_name_that_is_cut_behind_its_distinctive_part_is_accepted(signature: str, name: str):
    assert compare(signature, name).accepted == "yes"


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("航天发展", "航天工业发展股份有限公司"),
        ("广州发展", "广州发展集团股份有限公司"),
        ("粤高速", "广东省高速公路发展股份有限公司"),
        ("上海机场", "上海国际机场股份有限公司"),
        ("上航", "上海航空股份有限公司"),
        ("江阴农商行", "江阴农村商业银行股份有限公司"),
        ("江阴行", "江苏江阴农村商业银行股份有限公司"),
        ("招商公路", "招商局公路网络科技有限公司"),
    ],
)
def test_a_name_without_a_word_of_its_own_is_told_by_place_and_trade(signature: str, name: str):
    assert compare(signature, name).accepted == "yes"


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("生物科技", "北京生物科技有限公司"),
        ("上航", "上海吉祥航空股份有限公司"),
        ("上海电气", "上海广电电气有限公司"),
        ("京城股份", "北京城乡商业股份有限公司"),
        ("名创", "广东名创优品商贸集团有限公司"),
        ("海泰科", "海泰科技发展有限公司"),
        ("鑫霖科", "鑫霖科技有限公司"),
    ],
)
def test_other_words_of_the_trade_and_pieces_are_not_enough(signature: str, name: str):
    assert compare(signature, name).accepted == "unsure"


@pytest.mark.parametrize("signature", ["汀兰云计算", "汀兰信息技术"])
def test_two_plain_differences_make_a_signature_unrelated(signature: str):
    found = compare(signature, signature.replace("汀兰", "北京星槎") + "有限公司")
    assert (found.relation, found.accepted) == (Relation.UNRELATED, "no")


def test_two_characters_that_look_alike_are_near():
    assert compare("徽光电孑科技", "微光电子科技有限公司").relation == "near"


@pytest.mark.parametrize(
    ("signature", "name", "said"),
    [
        ("上海家化", "浙江嘉化能源化工股份有限公司", "it has 嘉 where the signature has 家"),
        ("粤金曼", "金蝶医疗软件科技有限公司", "it has 蝶 where the signature has 曼"),
    ],
)
def test_the_character_that_tells_two_names_apart_is_named(signature: str, name: str, said: str):
    assert said in compare(signature, name).reason


def test_two_characters_are_too_few_where_the_distinctive_part_was_guessed():
    assert compare("鑫霖", "杭州鑫霖铬镁有限公司").accepted == "unsure"
    assert compare("鑫霖股份", "杭州鑫霖铬镁股份有限公司").accepted == "yes"


def test_no_part_is_guessed_where_a_character_was_read_doubtfully():
    name = "杭州鑫霖铬镁股份有限公司"
    assert compare("鑫霖股份", name, confidences=[0.5 if character == "镁" else 0.99 for character in name]).accepted == "unsure"


def test_a_bank_is_called_by_its_trade():
    assert compare("兴业银行", "兴业银行股份有限公司").accepted is Accepted.YES
    assert compare("兴业股份", "兴业银行股份有限公司").accepted is Accepted.UNSURE
    assert compare("兴业股份", "苏州兴业材料科技股份有限公司").accepted is Accepted.YES
