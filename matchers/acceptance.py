"""Whether a standard accepts a signature for a name: yes, no, or what strings cannot settle."""

from functools import lru_cache
from typing import NamedTuple

from matchers.alignment import Stands
from matchers.comparison import Accepted, NameMode, Relation
from matchers.distinctive import has_distinctive, is_told_by_trade, straddles
from matchers.generic import TELLING, kinds_of
from matchers.pair import Pair
from matchers.relation import generic

SHORTEST_SURE = 3
"""A shorter signature cannot stand for a name whose distinctive part was guessed; none can where a character was in doubt."""
NAMED_BY_TRADE = ("银行", "证券", "保险", "信托", "期货", "基金")
"""Trades that stand in every short name of theirs: 兴业银行 is not 兴业股份."""
COMPANY_WORDS = ("股份", "集团", "控股")
CONTAINED = (Relation.CONTIGUOUS, Relation.IN_ORDER)


class Found(NamedTuple):
    """The strongest relation that holds, where the characters stand, and the sentence for it; `answer` where that settles it."""

    relation: Relation
    stands: Stands
    said: str
    answer: Accepted | None = None


class Judgement(NamedTuple):
    relation: Relation
    accepted: Accepted
    why: str = ""


def judge(pair: Pair, found: Found, mode: NameMode) -> Judgement:
    relation, stands, _, answer = found
    if answer:
        return Judgement(relation, answer)
    misread = _near(pair, stands) if relation is Relation.NEAR else None
    nobody = _generic(pair, relation, misread)
    if nobody:
        return nobody
    if relation is Relation.IDENTICAL:
        return Judgement(relation, Accepted.YES)
    if misread:
        return misread
    if relation in CONTAINED:
        return _contained(pair, relation, mode)
    return Judgement(relation, Accepted.NO, why_unrelated(pair, [-1 if stand.at is None else stand.at for stand in stands]))


def why_unrelated(pair: Pair, places: list[int]) -> str:
    """The character in which the distinctive parts differ, or those that the name does not have; `places` of those that it has."""
    text = pair.signature.text
    said = other_brand(pair)
    if said:
        return said
    return absent([character for character, place in zip(text, places, strict=True) if place < 0])


def absent(characters: list[str]) -> str:
    return f"No place in it: {'、'.join(characters)}." if characters else "Its characters stand in another order."


def other_brand(pair: Pair) -> str:
    """What to say where the distinctive part of the name differs from the signature's in one character: 众源 and 力源."""
    own = pair.signature.brand
    if pair.name.characters.isdisjoint(own):
        return ""
    parts = pair.parts
    for said, other in (
        ("Its distinctive part", parts.distinctive[0] if parts.distinctive else ""),
        ("The group in front of it", parts.parent),
    ):
        if differing := one_apart(own, other):
            return f"{said} is {other}: it has {differing[1]} where the signature has {differing[0]}."
    return ""


@lru_cache(maxsize=65536)
def one_apart(own: str, other: str) -> tuple[str, str] | None:
    """The character of one's own and the other one in its place, where two words are equal otherwise, or a part of one and the other."""
    starts = [(start, 0) for start in range(len(own) - 1)] + [(0, start) for start in range(1, len(other) - 1)]
    for ours, theirs in starts:
        differing = [(left, right) for left, right in zip(own[ours:], other[theirs:], strict=False) if left != right]
        if len(differing) == 1 and len(other) > 1:
            return differing[0]
    return None


def _generic(pair: Pair, relation: Relation, misread: Judgement | None) -> Judgement | None:
    """Words that tell nobody are refused, unless they are the whole of a name that has no others."""
    text, parts = pair.signature.text, pair.parts
    if not generic(pair):
        return None
    kinds = frozenset[str]().union(*kinds_of(text))
    if relation is Relation.IDENTICAL and kinds & {"place", TELLING}:
        return None
    if misread and misread.accepted is Accepted.UNSURE and TELLING in kinds:
        return None
    if relation not in CONTAINED or "service" in kinds:
        return Judgement(Relation.GENERIC, Accepted.NO)
    if is_told_by_trade(text, parts):
        return None
    if parts.has_own_word and TELLING not in kinds:
        return Judgement(Relation.GENERIC, Accepted.NO)
    return Judgement(Relation.GENERIC, Accepted.UNSURE, "The words stand in the name.")


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


def _contained(pair: Pair, relation: Relation, mode: NameMode) -> Judgement:
    if mode == NameMode.STRICT and relation is Relation.IN_ORDER:
        return Judgement(relation, Accepted.NO, "The standard wants them to follow each other.")
    signature, parts = pair.signature.text.casefold(), pair.parts
    whole = "…".join(parts.distinctive)
    if not has_distinctive(signature, parts):
        differing = one_apart(pair.signature.brand, parts.distinctive[0]) if relation is Relation.IN_ORDER and parts.distinctive else None
        instead = f": it has {differing[1]} where the signature has {differing[0]}" if differing else ""
        return Judgement(relation, Accepted.UNSURE, f"The distinctive part of the name, {whole}, is not whole in the signature{instead}.")
    if signature in parts.parent:
        return Judgement(relation, Accepted.UNSURE, f"It is the group in front of the company's own name, {whole}.")
    if relation is Relation.CONTIGUOUS and straddles(signature, pair.name.text, parts):
        return Judgement(relation, Accepted.UNSURE, "It ends or begins inside a word of the name.")
    if parts.has_own_word and parts.trade.endswith(NAMED_BY_TRADE) and signature.replace(parts.distinctive[0], "", 1) in COMPANY_WORDS:
        return Judgement(relation, Accepted.UNSURE, f"Companies in its trade, {parts.trade}, are called by it.")
    if parts.guessed and (pair.doubtful or len(signature) < SHORTEST_SURE):
        return Judgement(relation, Accepted.UNSURE, f"The distinctive part may go on: {parts.guessed} is no known word of the trade.")
    if pair.only_whole and mode == NameMode.STRICT:
        return Judgement(relation, Accepted.UNSURE, "The standard wants the whole of it.")
    if pair.message and mode == NameMode.STRICT:
        return Judgement(relation, Accepted.UNSURE, f"The standard wants the whole signature in the name; {pair.message} is not.")
    return Judgement(relation, Accepted.YES, f"The distinctive part of the name, {whole}, is whole in the signature.")
