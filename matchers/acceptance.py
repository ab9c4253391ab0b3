"""Whether a standard accepts a signature for a name: yes, no, or what strings cannot settle."""

from typing import NamedTuple

from matchers.alignment import Stands
from matchers.company_name import CompanyName, split_place, trade_cuts
from matchers.comparison import Accepted, NameMode, Relation
from matchers.generic import TELLING, kinds_of
from matchers.pair import Pair
from matchers.relation import generic

SHORTEST_WHOLE = 4
"""Words of the trade from this length on are the name of a company that has no other: 航天信息, not 石化."""
SHORTEST_ABBREVIATION = 3
COMPARED = 2
"""Where none of so many first characters stands in the name, its distinctive part is not looked at: this keeps large lots fast."""
NAME_ENDINGS = ("云", "微")
"""Half a word of the trade with which names end by custom: 腾讯云 of 腾讯云计算, 士兰微 of 士兰微电子."""
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
    return Judgement(relation, Accepted.NO, _other_brand(pair, stands) or _absent(pair, stands))


def _absent(pair: Pair, stands: Stands) -> str:
    absent = [character for character, stand in zip(pair.signature.text, stands, strict=True) if stand.at is None]
    return f"No place in it: {'、'.join(absent)}." if absent else ""


def _other_brand(pair: Pair, stands: Stands) -> str:
    """What to say where the distinctive part of the name differs from the signature in one character: 众源 and 力源."""
    if all(stand.at is None for stand in stands[:COMPARED]):
        return ""
    for brand in pair.parts.distinctive[:1]:
        own = split_place(pair.signature.text)[1][: len(brand)]
        differing = [(ours, theirs) for ours, theirs in zip(own, brand, strict=False) if ours != theirs]
        if len(own) == len(brand) >= 2 and len(differing) == 1:
            return f"Its distinctive part is {brand}: it has {differing[0][1]} where the signature has {differing[0][0]}."
    return ""


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
    if TELLING in kinds and len(text) >= SHORTEST_WHOLE and text == parts.core:
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
    if not has_distinctive(signature, parts) and not abbreviates_place_and_trade(signature, parts):
        return Judgement(relation, Accepted.UNSURE, f"The distinctive part of the name, {whole}, is not whole in the signature.")
    if signature in parts.parent:
        return Judgement(relation, Accepted.UNSURE, f"It is the group in front of the company's own name, {whole}.")
    if relation is Relation.CONTIGUOUS and straddles(signature, parts):
        return Judgement(relation, Accepted.UNSURE, "It ends or begins inside a word of the name.")
    if pair.only_whole and mode == NameMode.STRICT:
        return Judgement(relation, Accepted.UNSURE, "The standard wants the whole of it.")
    if pair.message and mode == NameMode.STRICT:
        return Judgement(relation, Accepted.UNSURE, f"The standard wants the whole signature in the name; {pair.message} is not.")
    return Judgement(relation, Accepted.YES, f"The distinctive part of the name, {whole}, is whole in the signature.")


def straddles(signature: str, parts: CompanyName) -> bool:
    """Whether the signature cuts a word of the name that is not distinctive: 海泰科 in 海泰科技, 安博通 in 西安博通."""
    if not parts.has_own_word:
        return False
    before, _, behind = signature.partition(parts.distinctive[0])
    cut_in_front = before not in ("", parts.parent) and not split_place(before)[0] and not any(before == p.short for p in parts.places)
    return cut_in_front or (behind not in NAME_ENDINGS and 0 not in trade_cuts(behind) and 0 in trade_cuts(behind[:-1]))


def has_distinctive(signature: str, parts: CompanyName) -> bool:
    """Whether the distinctive part stands in the signature: each of its pieces, one behind the other."""
    if not parts.has_own_word and len(signature) >= SHORTEST_WHOLE and signature == parts.core:
        return True
    start = 0
    for piece in parts.distinctive:
        found = signature.find(piece, start)
        if found < 0:
            return False
        start = found + len(piece)
    return bool(parts.distinctive)


def abbreviates_place_and_trade(signature: str, parts: CompanyName) -> bool:
    """佛燃股份 of 佛山市燃气集团: a name without a word of its own may be told by the first characters of its place and its trade."""
    if parts.has_own_word or len(parts.distinctive) < 2 or len(signature) < SHORTEST_ABBREVIATION:
        return False
    place, trade = parts.distinctive
    place_end = len(place) if signature.startswith(place) else 1
    return signature[0] == place[0] and signature[place_end : place_end + 1] == trade[0]
