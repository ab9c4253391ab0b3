"""The authorization letter: the owner of the signature authorizes the account holder to use it. Each rule a function of the letter.

No template of the vendor's letter is public; its blanks are: authorizing party, authorized party, signatures, period, seal.
"""

from extractors.vocabulary import DocumentKind, FieldName
from matchers import compare_entities, normalize
from pipeline.application import PartyKind
from pipeline.chain.certificate import day, is_surely_another, unreadable
from pipeline.chain.facts import CaseFacts, DocumentFacts, FieldFact
from pipeline.chain.names import established, same_entity_link, stands_elsewhere, unread
from pipeline.chain.parties import is_person
from pipeline.chain.picture import LEAST_CLOSED
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.outcome import LinkState

KIND = DocumentKind.AUTHORIZATION_LETTER


def no_letter(case: CaseFacts, used: tuple[DocumentFacts, ...], result: ChainResult) -> None:
    """None was uploaded; what is neither used otherwise nor surely something else may be one."""
    others = [document for document in case.documents if document not in used]
    doubtful = [document for document in others if document.failed or unreadable(document) or not is_surely_another(document)]
    result.link("letter", LinkState.OPEN if doubtful else LinkState.BROKEN)
    result.find("LETTER_MISSING", not doubtful)
    for document in doubtful:
        result.look("document", file=document.file)


def check_letter(case: CaseFacts, letter: DocumentFacts, owner: FieldFact | None, result: ChainResult) -> None:
    """`owner`: the owner of the signature as the certificate names it; None where it was not read."""
    result.link("letter", LinkState.ESTABLISHED, left=letter.file, right=letter.kind)
    if not _reversed(case, letter, owner, result):
        _authorizing(case, letter, owner, result)
        _authorized(case, letter, result)
    _signature(case, letter, result)
    _period(case, letter, result)
    _seal(case, letter, result)


def _reversed(case: CaseFacts, letter: DocumentFacts, owner: FieldFact | None, result: ChainResult) -> bool:
    """The account holder authorizes the owner: the two blanks were exchanged."""
    giver, taker = letter.fields.get(FieldName.AUTHORIZING_PARTY), letter.fields.get(FieldName.AUTHORIZED_PARTY)
    account = case.application.account.name
    if giver is None or taker is None or owner is None or compare_entities(account, owner.value).same:
        return False
    if not (compare_entities(account, giver.value).same and compare_entities(owner.value, taker.value).same):
        return False
    sure = giver.sure and taker.sure and owner.sure
    state = LinkState.BROKEN if sure else LinkState.OPEN
    result.link("authorized_by", state, left=giver.value, right=owner.value)
    result.link("authorizes", state, left=taker.value, right=account)
    result.find("LETTER_REVERSED", sure, evidence_of(letter, giver), owner=owner.value, account=account)
    result.look("field", field=FieldName.AUTHORIZING_PARTY, file=letter.file)
    return True


def _authorizing(case: CaseFacts, letter: DocumentFacts, owner: FieldFact | None, result: ChainResult) -> None:
    """The authorizing party is an organization, and the owner of the signature."""
    fact = letter.fields.get(FieldName.AUTHORIZING_PARTY)
    if fact is None:
        result.link("authorized_by", LinkState.OPEN, right=owner.value if owner else "")
        unread(letter, FieldName.AUTHORIZING_PARTY, result)
        return
    rules = case.standard.letter
    if rules and PartyKind.INDIVIDUAL not in rules.authorized_by and is_person(fact.value):
        result.find("LETTER_BY_INDIVIDUAL", fact.sure, evidence_of(letter, fact), name=fact.value)
        result.look("field", field=FieldName.AUTHORIZING_PARTY, file=letter.file)
    if owner is None:
        result.link("authorized_by", LinkState.OPEN, left=fact.value)
        return
    facts = {"name": fact.value, "owner": owner.value}
    same_entity_link("authorized_by", letter, fact, owner.value, result, "LETTER_OWNER_MISMATCH", facts, other_sure=owner.sure)


def _authorized(case: CaseFacts, letter: DocumentFacts, result: ChainResult) -> None:
    """The authorized party is the account holder."""
    account, fact = case.application.account.name, letter.fields.get(FieldName.AUTHORIZED_PARTY)
    if fact is None:
        result.link("authorizes", LinkState.OPEN, right=account)
        unread(letter, FieldName.AUTHORIZED_PARTY, result)
    elif not account:
        result.link("authorizes", LinkState.OPEN, left=fact.value)
        result.find("ACCOUNT_UNKNOWN", False, evidence_of(letter, fact), name=fact.value)
    else:
        facts = {"name": fact.value, "account": account}
        same_entity_link("authorizes", letter, fact, account, result, "LETTER_HOLDER_MISMATCH", facts)


def _signature(case: CaseFacts, letter: DocumentFacts, result: ChainResult) -> None:
    """The signature is one of those that the letter lists; a letter may list several, of which the field holds the first."""
    signature, fact = case.application.signature, letter.fields.get(FieldName.LETTER_SIGNATURE)
    wanted = normalize(signature)
    if fact is None:
        result.link("letter_signature", LinkState.OPEN, left=signature)
        unread(letter, FieldName.LETTER_SIGNATURE, result)
    elif normalize(fact.value) == wanted:
        result.link("letter_signature", established(letter, fact, result), left=signature, right=fact.value)
    elif any(f"{left}{wanted}{right}" in normalize_keeping(letter.text) for left, right in ("【】", "[]", "［］")):
        result.link("letter_signature", LinkState.OPEN, left=signature, right=fact.value)
        result.look("field", field=FieldName.LETTER_SIGNATURE, file=letter.file)
    else:
        sure = fact.sure and not stands_elsewhere(signature, letter, fact, result)
        result.link("letter_signature", LinkState.BROKEN if sure else LinkState.OPEN, left=signature, right=fact.value)
        result.find("LETTER_SIGNATURE_MISSING", sure, evidence_of(letter, fact), signature=signature, name=fact.value)
        result.look("field", field=FieldName.LETTER_SIGNATURE, file=letter.file)


def _period(case: CaseFacts, letter: DocumentFacts, result: ChainResult) -> None:
    """The period runs on the day of submission; one that was not read, or that is no date, is looked at."""
    fact = letter.fields.get(FieldName.LETTER_VALID_TO)
    end = day(fact.value) if fact else None
    if fact is None:
        result.link("letter_valid", LinkState.OPEN, right=case.on.isoformat())
        result.look("field", field=FieldName.LETTER_VALID_TO, file=letter.file)
    elif end is not None and end < case.on:
        result.link("letter_valid", LinkState.BROKEN if fact.sure else LinkState.OPEN, left=fact.value, right=case.on.isoformat())
        result.find("LETTER_EXPIRED", fact.sure, evidence_of(letter, fact), until=fact.value, submitted=case.on.isoformat())
        result.look("field", field=FieldName.LETTER_VALID_TO, file=letter.file)
    else:
        state = established(letter, fact, result)
        result.link("letter_valid", state, left=fact.value, right=case.on.isoformat())


def _seal(case: CaseFacts, letter: DocumentFacts, result: ChainResult) -> None:
    """A red seal is on the letter; whose it is, a person reads. Nothing is said where it was not measured."""
    closed = letter.measures.get("seal_closed")
    if case.standard.letter is None or not case.standard.letter.red_seal or closed is None:
        return
    result.link("letter_seal", LinkState.ESTABLISHED if closed >= LEAST_CLOSED else LinkState.OPEN, left=letter.file)
    giver = letter.fields.get(FieldName.AUTHORIZING_PARTY)
    if closed < LEAST_CLOSED:
        result.find("LETTER_UNSEALED", False, evidence_of(letter), file=letter.file)
    result.look("seal", file=letter.file, name=giver.value if giver else "?")


def normalize_keeping(text: str) -> str:
    """Folded text that keeps the brackets around signatures."""
    return "".join(part if part in "【】[]［］" else normalize(part) for part in text.replace("\n", ""))
