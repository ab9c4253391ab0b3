from matchers import Accepted, NameMode, Relation, compare

TENCENT_CLOUD = "腾讯云计算（北京）有限责任公司"


def test_a_signature_at_the_head_of_the_name_is_contiguous():
    found = compare("腾讯云", TENCENT_CLOUD)
    assert found.relation is Relation.CONTIGUOUS
    assert [(stand.char, stand.at) for stand in found.alignment] == [("腾", 0), ("讯", 1), ("云", 2)]


def test_skipped_characters_are_for_the_standard_to_judge():
    name = "杭州微光电子股份有限公司"
    assert compare("微光股份", name).accepted is Accepted.YES
    assert compare("微光股份", name, mode=NameMode.STRICT).accepted is Accepted.NO


def test_a_doubtful_character_asks_for_a_person_and_a_sure_one_does_not():
    name, sure = "杭州徽光电子股份有限公司", [0.99] * 12
    doubtful = [*sure[:2], 0.4, *sure[3:]]
    assert compare("微光电子", name, confidences=sure).accepted is Accepted.NO
    assert compare("微光电子", name, confidences=doubtful).accepted is Accepted.UNSURE
