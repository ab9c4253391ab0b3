"""What holds for every case: no pass without every deciding field read surely, no rejection on a name that was not."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain import DocumentFacts, FieldFact, follow
from pipeline.chain.parties import OWNER, SUBJECT
from pipeline.outcome import Link, LinkState, Verdict
from pipeline.policy import policy
from pipeline.standards import names
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, case, document, fact, filing, judged, licence, trademark, unknown, unseen

UNHURRIED = settings(deadline=None)
"""What holds must hold on a busy machine too."""
DECIDING = {
    SignatureType.COMPANY: (FieldName.ENTITY_NAME,),
    SignatureType.TRADEMARK: (FieldName.MARK_TEXT, FieldName.REGISTRANT),
    SignatureType.WEBSITE: (FieldName.SITE_NAME, FieldName.DOMAIN, FieldName.ICP_HOLDER, FieldName.ENTITY_NAME),
}
NAMES = st.sampled_from([COMPANY, OTHER_COMPANY, "星槎云", "星槎", "星搓云", "北京星搓云计算有限公司", "星云", "云计算", "XCY", "美团"])
TYPES = st.sampled_from([*DECIDING])


@st.composite
def facts(draw: st.DrawFn, name: FieldName) -> FieldFact:
    value = draw(st.sampled_from(["xingcha.example", "yanque.example"]) if name is FieldName.DOMAIN else NAMES)
    return fact(name, value, sure=draw(st.booleans()), agreed=draw(st.booleans()))


@st.composite
def documents(draw: st.DrawFn) -> DocumentFacts:
    """A document of any kind with any of its fields, read in any way."""
    model = draw(st.sampled_from([licence(), trademark(), filing(), unknown(), unknown("一" * 40), unknown(failed=True)]))
    fields = [draw(facts(name)) for name in model.fields if draw(st.booleans())]
    if draw(st.booleans()):
        model = unseen(model)
        fields = [replace(each, sure=False, provisional=True) for each in fields]
    text = "\n".join([each.value for each in fields] + [draw(st.one_of(st.just(""), NAMES))] + [model.text[-60:]])
    return replace(model, fields={each.name: each for each in fields}, text=text if model.fields else model.text)


@UNHURRIED
@given(st.lists(documents(), max_size=3), NAMES, st.sampled_from([COMPANY, OTHER_COMPANY, ""]), TYPES, st.sampled_from(names()))
def test_what_is_told_follows_from_what_was_read(
    uploaded: list[DocumentFacts], signature: str, account: str, kind: SignatureType, standard: str
) -> None:
    answer = judged(case(*uploaded, signature=signature, account=account, kind=kind, standard=standard, description="xingcha.example"))
    read = [each for document in uploaded for each in document.fields.values()]
    if answer.verdict is Verdict.PASS:
        assert account
        for name in DECIDING[kind]:
            assert any(each.sure for each in read if each.name is name)
    for draft in answer.result.drafts:
        if draft.sure and draft.code in ("SIGNATURE_CERTIFICATE_MISMATCH", "SIGNATURE_NEAR_MISS", "ACCOUNT_MISMATCH"):
            [evidence] = draft.evidence
            told = [each for each in read if (each.name, each.value) == (evidence.field, evidence.value)]
            borne_out = draft.code != "ACCOUNT_MISMATCH" and evidence.value == account
            assert borne_out or any(each.sure for each in told)
            assert not any(document.failed or document.text == "" for document in uploaded)
    broken = [link for link in answer.result.links if link.state is LinkState.BROKEN]
    assert (answer.verdict is Verdict.REJECT) >= bool(broken)


def _proof(kind: SignatureType) -> tuple[DocumentFacts, ...]:
    return {
        SignatureType.COMPANY: (licence(),),
        SignatureType.TRADEMARK: (trademark("星槎云"),),
        SignatureType.WEBSITE: (licence(), filing()),
    }[kind]


@UNHURRIED
@given(TYPES, st.data())
def test_one_deciding_field_unsure_or_missing_is_enough_to_need_a_person(kind: SignatureType, data: st.DataObject) -> None:
    whole = _proof(kind)
    assert judged(case(*whole, kind=kind, description="xingcha.example")).verdict is Verdict.PASS
    name = data.draw(st.sampled_from(DECIDING[kind]))
    missing = data.draw(st.booleans())
    spoiled = [
        replace(each, fields={n: replace(f, sure=False) if n is name else f for n, f in each.fields.items() if not (missing and n is name)})
        for each in whole
    ]
    assert judged(case(*spoiled, kind=kind, description="xingcha.example")).verdict is Verdict.NEEDS_REVIEW


@UNHURRIED
@given(TYPES, NAMES, NAMES, st.permutations([0, 1, 2]))
def test_the_order_of_the_documents_changes_no_verdict(kind: SignatureType, one: str, other: str, order: list[int]) -> None:
    uploaded = [licence(one), trademark(other), filing(other, holder=one)]
    facts_of = [case(*(uploaded[i] for i in each), kind=kind, description="xingcha.example") for each in ([0, 1, 2], order)]
    assert judged(facts_of[0]).verdict is judged(facts_of[1]).verdict


@UNHURRIED
@given(TYPES, NAMES)
def test_a_second_sure_reading_asks_for_nothing_more(kind: SignatureType, name: str) -> None:
    """Where both readers agree, the chain names no field to be read again."""
    uploaded = [
        replace(each, fields={n: replace(f, agreed=True) for n, f in each.fields.items()})
        for each in (licence(name), trademark(name), filing(name))
    ]
    assert follow(case(*uploaded, kind=kind, description="xingcha.example")).confirmations == []


def test_links_are_told_in_the_order_of_the_chain() -> None:
    links: list[Link] = judged(case(licence())).result.links
    assert [link.name for link in links] == ["certificate", "named_by", "is_account_holder"]
    assert document(unknown().kind, "x.jpg").fields == {}


LETTER = (FieldName.AUTHORIZING_PARTY, FieldName.AUTHORIZED_PARTY, FieldName.LETTER_SIGNATURE)
NAME_CODES = {code for code in policy().findings if code.endswith(("MISMATCH", "MISS", "WHOLE", "DIFFER", "REVERSED", "EXPIRED"))}
ABOUT_THE_ACCOUNT = {"SIGNATURE_ACCOUNT_MISMATCH", "OWNER_CERTIFICATE_WANTED"}
"""Found without a doubtful reading: from the verified name alone, or by reading just that name."""


@st.composite
def papers(draw: st.DrawFn) -> DocumentFacts:
    """Any document with any of its fields, of any layout."""
    kind = draw(st.sampled_from([*SUBJECT, DocumentKind.AUTHORIZATION_LETTER]))
    own = (SUBJECT[kind], OWNER[kind]) if kind in SUBJECT else LETTER
    fields = [draw(facts(name)) for name in dict.fromkeys(own) if draw(st.integers(0, 4))]
    paper = document(kind, f"{kind}.jpg", *fields)
    return unseen(paper) if draw(st.booleans()) else paper


@UNHURRIED
@given(
    st.lists(papers(), max_size=4),
    NAMES,
    st.sampled_from([COMPANY, OTHER_COMPANY, "甘示范", ""]),
    st.sampled_from(SignatureType),
    st.sampled_from(Purpose),
    st.sampled_from(PartyKind),
    st.sampled_from(PartyKind),
    st.sampled_from([(), ("檐鹊",)]),
    st.sampled_from(names()),
    st.sampled_from(["", "xingcha.example", "https://apps.apple.com/cn/app/id1", "星槎云", "尚未上线"]),
)
def test_whatever_is_applied_for_nothing_passes_or_is_rejected_on_a_doubtful_reading(
    uploaded: list[DocumentFacts],
    signature: str,
    account: str,
    kind: SignatureType,
    purpose: Purpose,
    account_kind: PartyKind,
    developed_by: PartyKind,
    approved: tuple[str, ...],
    standard: str,
    description: str,
) -> None:
    asked = {"purpose": purpose, "developed_by": developed_by, "approved": approved, "standard": standard, "description": description}
    answer = judged(case(*uploaded, signature=signature, account=account, account_kind=account_kind, kind=kind, **asked))
    if answer.verdict is Verdict.PASS:
        assert account
        assert not any(paper.provisional for paper in uploaded)
        assert {link.state for link in answer.result.links} == {LinkState.ESTABLISHED}
        if purpose is Purpose.OTHERS:
            read = {each.name for paper in uploaded for each in paper.fields.values() if each.sure}
            assert set(LETTER) <= read
    for draft in answer.result.drafts:
        if draft.sure and draft.code in NAME_CODES - ABOUT_THE_ACCOUNT:
            assert draft.evidence
            for evidence in draft.evidence:
                same = [
                    each
                    for paper in uploaded
                    for each in paper.fields.values()
                    if (each.name, each.value) == (evidence.field, evidence.value)
                ]
                assert any(each.sure for each in same) or evidence.value == account
