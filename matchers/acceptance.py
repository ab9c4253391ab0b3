"""Whether a standard accepts a signature for a name: yes, no, or what strings cannot settle."""

from typing import NamedTuple

from matchers.alignment import Stands
from matchers.company_name import CompanyName
from matchers.comparison import Accepted, NameMode, Relation
from matchers.generic import TELLING, kinds_of
from matchers.pair import Pair
from matchers.register import Register
from matchers.relation import generic

CONTAINED = (Relation.CONTIGUOUS, Relation.IN_ORDER)


class Judgement(NamedTuple):
    relation: Relation
    accepted: Accepted
    why: str = ""


def judge(pair: Pair, relation: Relation, stands: Stands, mode: NameMode, register: Register | None) -> Judgement:
    nobody = _generic(pair, relation)
    if nobody:
        return nobody
    if relation is Relation.IDENTICAL:
        return Judgement(relation, Accepted.YES)
    if relation is Relation.NEAR:
        return _near(pair, stands)
    if relation in CONTAINED:
        return _contained(pair, relation, stands, mode)
    return Judgement(relation, Accepted.NO)


def _generic(pair: Pair, relation: Relation) -> Judgement | None:
    """Words that tell nobody are refused, unless they are the whole name or say a trade that the name has too."""
    text = pair.signature.text
    if not generic(pair):
        return None
    kinds = frozenset[str]().union(*kinds_of(text))
    if relation is Relation.IDENTICAL and kinds & {"place", TELLING}:
        return None
    if relation in CONTAINED and text == pair.parts.core and kinds & {"place", TELLING}:
        if TELLING in kinds:
            return None
        return Judgement(relation, Accepted.UNSURE, "But for the legal form it is the whole name, and no word of it tells who that is.")
    if relation in CONTAINED and TELLING in kinds:
        return Judgement(Relation.GENERIC, Accepted.UNSURE, "Its words stand in the name, but they only say what the trade is.")
    return Judgement(Relation.GENERIC, Accepted.NO)


def _near(pair: Pair, stands: Stands) -> Judgement:
    """A character that was read doubtfully may be the one of the signature; one that was read surely is another one."""
    differing = [(c, stand) for c, stand in zip(pair.signature.text, stands, strict=True) if stand.kind != "equal"]
    said = "; ".join(
        f"the name has {stand.stands_for} where the signature has {character}" if stand.stands_for else f"{character} is not in the name"
        for character, stand in differing
    )
    if all(stand.at in pair.doubtful for _, stand in differing):
        return Judgement(Relation.NEAR, Accepted.UNSURE, f"Here {said}, and it was read doubtfully.")
    return Judgement(Relation.NEAR, Accepted.NO, f"Here {said}.")


def _contained(pair: Pair, relation: Relation, stands: Stands, mode: NameMode) -> Judgement:
    parts = pair.parts
    if mode is NameMode.STRICT and relation is Relation.IN_ORDER:
        return Judgement(relation, Accepted.NO, "The standard wants them to follow each other.")
    if any(stand.kind != "equal" for stand in stands):
        return Judgement(relation, Accepted.UNSURE)
    whole = "…".join(parts.distinctive)
    if not has_distinctive(pair.signature.text, parts):
        return Judgement(relation, Accepted.UNSURE, f"The distinctive part of the name, {whole}, is not whole in the signature.")
    return Judgement(relation, Accepted.YES, f"The distinctive part of the name, {whole}, is whole in the signature.")


def has_distinctive(signature: str, parts: CompanyName) -> bool:
    """Whether every piece of the distinctive part stands in the signature, one behind the other."""
    start = 0
    for piece in parts.distinctive:
        found = signature.casefold().find(piece, start)
        if found < 0:
            return False
        start = found + len(piece)
    return bool(parts.distinctive)
