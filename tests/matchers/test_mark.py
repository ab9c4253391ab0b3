import pytest

from matchers import Accepted, NameMode, Relation, compare_mark


@pytest.mark.parametrize(
    ("signature", "mark", "relation", "loose", "strict"),
    [
        ("美团", "美团", "identical", "yes", "yes"),
        ("美团", "美团-美食团购外卖酒店", "contiguous", "yes", "unsure"),
        ("滴滴出行", "滴滴出行｜打车就用滴滴", "contiguous", "yes", "unsure"),
        ("腾讯", "腾讯会议", "contiguous", "unsure", "unsure"),
        ("京东", "京东方", "contiguous", "unsure", "unsure"),
        ("拼多", "拼XX多", "in_order", "unsure", "no"),
        ("测试", "测试", "generic", "no", "no"),
        ("饿了么", "美团", "unrelated", "no", "no"),
    ],
)
def test_a_mark_is_taken_whole(signature: str, mark: str, relation: str, loose: str, strict: str):
    found = compare_mark(signature, mark)
    assert (found.relation, found.accepted) == (relation, loose)
    assert compare_mark(signature, mark, mode=NameMode.STRICT).accepted == strict


def test_case_counts_where_the_standard_says_so():
    assert compare_mark("iBrand", "IBRAND").relation is Relation.IDENTICAL
    assert compare_mark("iBrand", "IBRAND", case_sensitive=True).accepted is not Accepted.YES
    assert compare_mark("iBrand", "iBrand", case_sensitive=True).accepted is Accepted.YES
