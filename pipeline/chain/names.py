"""The links that are about names: what names the signature, and whose it is."""

from collections.abc import Mapping

from extractors.vocabulary import FieldName
from matchers import Accepted, Comparison, Relation, compare, compare_entities, compare_mark, is_generic, normalize
from pipeline.chain.facts import CaseFacts, DocumentFacts, FieldFact
from pipeline.chain.result import ChainResult, Word, evidence_of
from pipeline.outcome import LinkState


def named_link(case: CaseFacts, document: DocumentFacts, subject: FieldName, result: ChainResult) -> None:
    """Does the name on the document name the signature?"""
    signature, fact = case.application.signature, document.fields.get(subject)
    if fact is None:
        result.link("named_by", LinkState.OPEN, left=signature)
        unread(document, subject, result)
        return
    comparison = _compared(case, fact)
    state = _named_state(case, document, fact, comparison, result)
    result.link("named_by", state, left=signature, right=fact.value, relation=comparison.relation)


def verified_name_link(case: CaseFacts, result: ChainResult) -> None:
    """Does the account's verified name name the signature? Nothing was read, so the answer is sure."""
    signature, account = case.application.signature, case.application.account.name
    if not account:
        result.link("named_by", LinkState.OPEN, left=signature)
        result.find("ACCOUNT_UNKNOWN", False, name=signature)
        return
    comparison = compare(signature, account, mode=case.mode)
    state = LinkState.BROKEN
    if comparison.accepted is Accepted.YES:
        state = LinkState.ESTABLISHED
    elif comparison.accepted is Accepted.UNSURE:
        state = LinkState.OPEN
        result.find("SIGNATURE_UNSURE", False, signature=signature, name=account)
        result.look("names", signature=signature, name=account)
    elif comparison.relation is Relation.GENERIC:
        result.find("SIGNATURE_GENERIC", True, signature=signature)
    else:
        result.find("SIGNATURE_ACCOUNT_MISMATCH", True, signature=signature, account=account)
    result.link("named_by", state, left=signature, right=account, relation=comparison.relation)


def holder_link(case: CaseFacts, document: DocumentFacts, owner: FieldName, result: ChainResult, name: str = "is_account_holder") -> None:
    """Is the owner that the document names the account holder, exactly?"""
    account, fact = case.application.account.name, document.fields.get(owner)
    if fact is None:
        result.link(name, LinkState.OPEN, right=account)
        unread(document, owner, result)
        return
    if not account:
        result.find("ACCOUNT_UNKNOWN", False, evidence_of(document, fact), name=fact.value)
        result.link(name, LinkState.OPEN, left=fact.value)
        return
    same_entity_link(name, document, fact, account, result, "ACCOUNT_MISMATCH", {"name": fact.value, "account": account})


def same_entity_link(
    name: str,
    document: DocumentFacts,
    fact: FieldFact,
    other: str,
    result: ChainResult,
    code: str,
    facts: Mapping[str, str],
    *,
    other_sure: bool = True,
) -> None:
    """Is the entity of a field the `other` one, exactly? Where it is not, `code` is found. `other_sure`: whether that name is certain."""
    state = _same_state(document, fact, other, other_sure, result, code, facts)
    result.link(name, state, left=fact.value, right=other)


def _same_state(
    document: DocumentFacts, fact: FieldFact, other: str, other_sure: bool, result: ChainResult, code: str, facts: Mapping[str, str]
) -> LinkState:
    comparison = compare_entities(other, fact.value, fact.char_confidences)
    if comparison.same:
        state = established(document, fact, result)
        return state if other_sure else LinkState.OPEN
    if comparison.near or not fact.sure:
        result.confirm(document, fact)
    sure = other_sure and fact.sure and (fact.agreed or not comparison.near) and not stands_elsewhere(other, document, fact, result)
    result.find(code, sure, evidence_of(document, fact), **facts)
    if not sure:
        result.look("field", field=fact.name, file=document.file)
    return LinkState.BROKEN if sure else LinkState.OPEN


def _compared(case: CaseFacts, fact: FieldFact) -> Comparison:
    signature = case.application.signature
    if fact.name is FieldName.ENTITY_NAME:
        return compare(signature, fact.value, mode=case.mode, confidences=fact.char_confidences)
    sensitive = case.standard.case_sensitive
    return compare_mark(signature, fact.value, mode=case.mode, case_sensitive=sensitive, confidences=fact.char_confidences)


def _named_state(case: CaseFacts, document: DocumentFacts, fact: FieldFact, comparison: Comparison, result: ChainResult) -> LinkState:
    signature, evidence = case.application.signature, evidence_of(document, fact)
    if _is_only_a_piece(case, fact, comparison):
        sure = fact.sure
        if not sure:
            result.confirm(document, fact)
        result.find("SIGNATURE_NOT_WHOLE", sure, evidence, signature=signature, name=fact.value)
        return LinkState.BROKEN if sure else LinkState.OPEN
    if comparison.accepted is Accepted.YES:
        return established(document, fact, result)
    if comparison.relation is Relation.GENERIC:
        sure = comparison.accepted is Accepted.NO and (fact.sure or is_generic(signature))
        result.find("SIGNATURE_GENERIC", sure, evidence, signature=signature)
        return LinkState.BROKEN if sure else LinkState.OPEN
    if comparison.relation is Relation.NEAR and not spelled_out(comparison):
        if not _corroborated(case, fact):
            result.confirm(document, fact)
        sure = _corroborated(case, fact) or (fact.sure and fact.agreed and comparison.accepted is Accepted.NO)
        result.find("SIGNATURE_NEAR_MISS", sure, evidence, signature=signature, name=fact.value, difference=differing(comparison))
    elif comparison.accepted is Accepted.UNSURE:
        sure = False
        if not fact.sure:
            result.confirm(document, fact)
        result.find("SIGNATURE_UNSURE", False, evidence, signature=signature, name=fact.value)
        result.look("names", signature=signature, name=fact.value)
    else:
        sure = _mismatch(case, document, fact, comparison, result)
    return LinkState.BROKEN if sure else LinkState.OPEN


def _is_only_a_piece(case: CaseFacts, fact: FieldFact, comparison: Comparison) -> bool:
    """The signature is a part of the name, and the standard wants the whole of it."""
    shorter = len(normalize(case.application.signature)) < len(normalize(fact.value))
    contained = comparison.relation in (Relation.CONTIGUOUS, Relation.IN_ORDER)
    return shorter and contained and "abbreviation" not in case.standard.types[case.application.signature_type].content


def _mismatch(case: CaseFacts, document: DocumentFacts, fact: FieldFact, comparison: Comparison, result: ChainResult) -> bool:
    """The finding that the product is for; whether it is sure.

    It is not where the signature stands elsewhere on the page: then the wrong line may have been taken for the name.
    """
    signature, evidence = case.application.signature, evidence_of(document, fact)
    if stands_elsewhere(signature, document, fact, result):
        result.find("NAME_ELSEWHERE", False, evidence, field=fact.name, file=document.file, name=fact.value, signature=signature)
        result.look("field", field=fact.name, file=document.file)
        return False
    sure = fact.sure or _corroborated(case, fact)
    if not sure:
        result.confirm(document, fact)
        result.look("field", field=fact.name, file=document.file)
    difference = _mismatching(comparison)
    result.find("SIGNATURE_CERTIFICATE_MISMATCH", sure, evidence, signature=signature, name=fact.value, difference=difference)
    return sure


def _corroborated(case: CaseFacts, fact: FieldFact) -> bool:
    """Whether an entity's name, as read, is the account's verified name.

    That makes a rejection safe however doubtful the reading: a slip does not spell another verified name, and if it
    did, the document would be another's than the account holder's. It does not make a pass safe.
    """
    return fact.name is FieldName.ENTITY_NAME and compare_entities(case.application.account.name, fact.value).same


def established(document: DocumentFacts, fact: FieldFact, result: ChainResult) -> LinkState:
    """Established where the reading is sure; otherwise open, and worth a second reading."""
    if fact.sure:
        return LinkState.ESTABLISHED
    if fact.provisional:
        # the finding about the layout says why
        return LinkState.OPEN
    result.confirm(document, fact)
    facts = {"field": fact.name, "file": document.file, "name": fact.value}
    if not any(draft.code == "NAME_UNSURE" and draft.facts == facts for draft in result.drafts):
        result.find("NAME_UNSURE", False, evidence_of(document, fact), **facts)
        result.look("field", field=fact.name, file=document.file)
    return LinkState.OPEN


def unread(document: DocumentFacts, name: FieldName, result: ChainResult) -> None:
    if document.failed:
        return
    if name is FieldName.MARK_TEXT:
        result.find("MARK_WITHOUT_WORDS", False, evidence_of(document), file=document.file)
    elif not _is_told(document, name, result):
        result.find("NAME_UNREADABLE", False, evidence_of(document), field=name, file=document.file)
    result.look("field", field=name, file=document.file)


def _is_told(document: DocumentFacts, name: FieldName, result: ChainResult) -> bool:
    """Whether it was said already that the field was not read on the document."""
    told = ({"field": name, "file": document.file} == draft.facts for draft in result.drafts if draft.code == "NAME_UNREADABLE")
    incomplete = (draft.facts["file"] == document.file for draft in result.drafts if draft.code == "SCREENSHOT_INCOMPLETE")
    return any(told) or any(incomplete)


def stands_elsewhere(name: str, document: DocumentFacts, fact: FieldFact, result: ChainResult) -> bool:
    """Whether a name stands on the document outside the field and all that was surely read as something else.

    Folded, for it may run over two lines or be set apart. What was left unread is asked for.
    """
    result.rest(document)
    folded, text = normalize(name), normalize(document.text)
    explained = {normalize(each.value) for each in document.fields.values() if each.sure or each is fact}
    for value in sorted(explained - {""}, key=len, reverse=True):
        text = text.replace(value, "\n")
    return bool(folded) and folded in text


def spelled_out(comparison: Comparison) -> bool:
    """Whether Latin letters of the signature stand for how Chinese characters of the name are read: no slip of the pen."""
    differing = [each for each in comparison.alignment if each.stands_for]
    return any(each.char.isascii() and not (each.stands_for or "").isascii() for each in differing)


def differing(comparison: Comparison) -> str:
    """The characters that differ: signature's ≠ name's."""
    return ", ".join(f"{each.char} ≠ {each.stands_for or '—'}" for each in comparison.alignment if each.kind != "equal")


def _mismatching(comparison: Comparison) -> Word:
    """What speaks against a name: characters that it does not have, another order, or gaps between them."""
    missing = "、".join(dict.fromkeys(each.char for each in comparison.alignment if each.at is None or each.kind != "equal"))
    if missing:
        return Word("differences", "absent", {"missing": missing})
    return Word("differences", "skips" if comparison.relation is Relation.IN_ORDER else "order")
