import pytest

from matchers import Accepted, Relation, compare


@pytest.mark.parametrize(
    ("signature", "name", "sentence"),
    [
        ("BCA", "PT Bank Central Asia Tbk", "first letters of the words"),
        ("alibaba", "阿里巴巴（中国）有限公司", "how characters of the name are read"),
        ("Tengxun", "深圳市腾讯计算机系统有限公司", "how characters of the name are read"),
        ("alyjs", "阿里云计算有限公司", "first letters of how characters"),
        ("小米Xiaomi", "小米科技有限责任公司", "in another script"),
        ("HUAWEI华为", "华为技术有限公司", "in another script"),
    ],
)
def test_another_spelling_is_near_and_for_a_person_to_judge(signature: str, name: str, sentence: str):
    found = compare(signature, name)
    assert (found.relation, found.accepted) == (Relation.NEAR, Accepted.UNSURE)
    assert sentence in found.reason


def test_pinyin_stands_under_the_characters_that_it_reads():
    assert [stand.at for stand in compare("baidu", "北京百度网讯科技有限公司").alignment] == [2, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("signature", "name"), [("BCB", "PT Bank Central Asia Tbk"), ("tencent", "阿里云计算有限公司"), ("HUAWEI科技", "小米科技有限公司")]
)
def test_other_letters_are_not_near(signature: str, name: str):
    assert compare(signature, name).accepted is Accepted.NO


@pytest.mark.parametrize(
    ("signature", "name"), [("in", "Beijing Network Inc."), ("art", "Smart Systems Co., Ltd."), ("Tea", "Team Works Ltd")]
)
def test_a_latin_signature_never_stands_inside_a_word(signature: str, name: str):
    assert compare(signature, name).relation is Relation.UNRELATED
