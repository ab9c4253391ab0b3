"""What holds for all names: made-up companies from the words of the tables, and any text at all."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matchers import Accepted, NameMode, Relation, compare, compare_entities, compare_mark, is_generic
from matchers.company_name import take_apart

FORMS = ["有限公司", "有限责任公司", "股份有限公司", "集团有限公司"]
places = st.sampled_from(["", "北京", "上海市", "广东省深圳市", "浙江"])
brands = st.text("鑫晟焱睿骅珩霖昊旻祺琮玥", min_size=2, max_size=4)
trades = st.sampled_from(["科技", "食品", "生物医药", "网络技术", "装饰工程", "电气"])
forms = st.sampled_from(FORMS)
texts = st.text(max_size=30)
modes = st.sampled_from(list(NameMode))


# the first comparison waits for the tables
settings.register_profile("names", deadline=None)
settings.load_profile("names")


@st.composite
def companies(draw: st.DrawFn) -> tuple[str, str]:
    """A name and its distinctive part."""
    brand = draw(brands)
    return draw(places) + brand + draw(trades) + draw(forms), brand


@given(companies(), st.data())
def test_no_signature_is_accepted_without_every_distinctive_character(company: tuple[str, str], data: st.DataObject):
    name, brand = company
    lost = data.draw(st.integers(0, len(brand) - 1))
    signature = name.replace(brand, brand[:lost] + brand[lost + 1 :])
    start = data.draw(st.integers(0, len(signature) - 2))
    signature = signature[start : data.draw(st.integers(start + 2, len(signature)))]
    assume(brand not in signature)
    assert compare(signature, name).accepted is not Accepted.YES


@given(companies())
def test_the_distinctive_part_is_found(company: tuple[str, str]):
    name, brand = company
    assert take_apart(name).distinctive == (brand,)
    assert compare(brand, name).accepted is Accepted.YES


@given(companies(), st.data(), forms)
def test_adding_the_legal_form_keeps_a_contiguous_signature_contiguous(company: tuple[str, str], data: st.DataObject, form: str):
    name = company[0]
    for ending in FORMS:
        name = name.removesuffix(ending)
    start = data.draw(st.integers(0, len(name) - 2))
    signature = name[start : data.draw(st.integers(start + 2, len(name)))]
    if compare(signature, name).relation is Relation.CONTIGUOUS:
        assert compare(signature, name + form).relation is Relation.CONTIGUOUS


@given(texts, texts, modes, st.booleans())
def test_any_text_gets_an_answer(signature: str, name: str, mode: NameMode, case_sensitive: bool):
    confidences = [0.5] * len(name)
    for found in (
        compare(signature, name, mode=mode, case_sensitive=case_sensitive, confidences=confidences),
        compare_mark(signature, name, mode=mode, case_sensitive=case_sensitive, confidences=confidences),
    ):
        assert 0 <= found.score <= 1
        assert found.reason
        assert all(stand.at is None or 0 <= stand.at < len(name) for stand in found.alignment)
    is_generic(signature)
    compare_entities(signature, name)


@given(texts, texts, st.data())
def test_width_and_case_never_change_the_relation(signature: str, name: str, data: st.DataObject):
    wide = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert compare(signature.translate(wide), name).relation == compare(signature, name).relation


@given(st.text("甲乙丙丁a b", max_size=8), st.text("甲乙丙丁a b", max_size=8))
def test_a_loose_standard_accepts_what_a_strict_one_accepts(signature: str, name: str):
    if compare(signature, name, mode=NameMode.STRICT).accepted is Accepted.YES:
        assert compare(signature, name, mode=NameMode.LOOSE).accepted is Accepted.YES


@given(companies(), companies())
def test_the_stronger_relation_has_the_higher_score(one: tuple[str, str], other: tuple[str, str]):
    ranks = list(Relation)
    found = [compare(one[1], one[0]), compare(one[1], other[0]), compare(one[0], one[0])]
    for left in found:
        for right in found:
            if ranks.index(left.relation) < ranks.index(right.relation):
                assert left.score > right.score


@given(texts, texts)
def test_pairs_that_are_settled_early_are_answered_as_the_others_are(signature: str, name: str):
    assert compare(signature, name) == compare(signature, name, confidences=[1.0] * len(name))
