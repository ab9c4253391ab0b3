"""The comparison of a signature with a name: the strongest relation that holds, and the standard's answer to it."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from matchers.acceptance import CONTAINED, Found, Judgement, absent, judge, other_brand, why_unrelated
from matchers.alignment import MISSING, Stands, places_in_order
from matchers.company_name import take_apart
from matchers.comparison import Accepted, Aligned, Comparison, NameMode, Relation
from matchers.folding import normalize
from matchers.generic import without_message
from matchers.mark import take_mark_apart
from matchers.pair import DOUBTFUL, Pair, Text, make_pair, plain_text
from matchers.register import Register
from matchers.relation import by_place_letter, contiguous, generic, identical, in_order, is_far, near, unrelated
from matchers.spelling import in_two_scripts, initials, pinyin, pinyin_initials
from matchers.words import has_latin

STRONGEST_FIRST: tuple[tuple[Relation, Callable[[Pair], Stands | None], str], ...] = tuple(
    (relation, holds, str(holds.__doc__))
    for relation, holds in (
        (Relation.IDENTICAL, identical),
        (Relation.CONTIGUOUS, contiguous),
        (Relation.IN_ORDER, in_order),
        (Relation.IN_ORDER, by_place_letter),
        (Relation.NEAR, near),
    )
)
NAMED = 3
"""So many colliding names are written out."""
SPELLED: tuple[tuple[Callable[[Pair], Stands | None], str], ...] = tuple(
    (holds, str(holds.__doc__)) for holds in (initials, pinyin, pinyin_initials, in_two_scripts)
)
UNRELATED, GENERIC = str(unrelated.__doc__), str(generic.__doc__)
NOT_CONTAINED = (Relation.NEAR, Relation.UNRELATED)
FLOOR = {
    Relation.IDENTICAL: 1.0,
    Relation.CONTIGUOUS: 0.75,
    Relation.IN_ORDER: 0.6,
    Relation.NEAR: 0.4,
    Relation.GENERIC: 0.2,
    Relation.UNRELATED: 0.0,
}
SPAN = 0.14
"""A stronger relation always scores higher; within one, the share of characters that stand in the name decides."""


def compare(
    signature: str,
    name: str,
    *,
    mode: NameMode = NameMode.LOOSE,
    confidences: Sequence[float] | None = None,
    case_sensitive: bool = False,
    register: Register | None = None,
    doubtful: float = DOUBTFUL,
) -> Comparison:
    """How a signature stands to an entity's name.

    `confidences` has one number (0-1) a character of `name`, from the reader; below `doubtful` a character may be another one.
    `register` holds known names: where others among them have the same distinctive part, the answer is unsure and names them.
    """
    if confidences is None and not case_sensitive:
        # three quarters of the pairs of a large table end here
        own = plain_text(signature)
        if own.is_plain and own.characters.isdisjoint(plain_text(name).text):
            return Comparison(signature, name, *_nothing_shared(own))
    pair = make_pair(signature, name, take_apart, case_sensitive=case_sensitive, confidences=confidences, threshold=doubtful)
    return _compare(pair, signature, name, mode, register)


def compare_mark(
    signature: str,
    mark_text: str,
    *,
    mode: NameMode = NameMode.LOOSE,
    case_sensitive: bool = False,
    confidences: Sequence[float] | None = None,
    doubtful: float = DOUBTFUL,
) -> Comparison:
    """How a signature stands to the words of a mark or the name of a site, an app or an account: these have no company form."""
    pair = make_pair(signature, mark_text, take_mark_apart, case_sensitive=case_sensitive, confidences=confidences, threshold=doubtful)
    return _compare(pair._replace(only_whole=True), signature, mark_text, mode, None)


def _compare(pair: Pair, signature: str, name: str, mode: NameMode, register: Register | None) -> Comparison:
    if pair.signature.is_plain and is_far(pair):
        return _far(pair, signature, name)
    named, found = strongest(pair)
    judged = judge(named, found, mode)
    said = GENERIC if judged.relation is Relation.GENERIC else found.said
    stands = found.stands + (MISSING,) * len(named.message)
    alignment = _aligned(pair, signature, stands)
    if judged.accepted is Accepted.YES:
        judged = _doubted(pair, alignment, judged)
        if register:
            judged = _shared(signature, name, mode, register, judged)
    return Comparison(
        signature=signature,
        name=name,
        relation=judged.relation,
        score=_scored(pair, judged.relation, stands),
        alignment=alignment,
        accepted=judged.accepted,
        reason=f"{said} {judged.why}" if judged.why else said,
    )


@lru_cache(maxsize=65536)
def _nothing_shared(signature: Text) -> tuple[Relation, float, tuple[Aligned, ...], Accepted, str]:
    """What is said of a signature and every name that has none of its characters."""
    alignment = tuple([_plain_stand(signature.given[place], None) for place in signature.places])
    if signature.tells_nobody:
        return Relation.GENERIC, FLOOR[Relation.GENERIC], alignment, Accepted.NO, GENERIC
    return Relation.UNRELATED, FLOOR[Relation.UNRELATED], alignment, Accepted.NO, f"{UNRELATED} {absent(list(signature.text))}"


def _far(pair: Pair, signature: str, name: str) -> Comparison:
    """The comparison where too few characters agree for any relation. This settles most pairs of a large lot, so it is short."""
    own, place_of = pair.signature, pair.name.places
    at = places_in_order(own.text, pair.name.text)
    alignment = [_plain_stand(signature[i], place_of[place] if place >= 0 else None) for i, place in zip(own.places, at, strict=True)]
    if own.tells_nobody:
        relation, reason = Relation.GENERIC, f"{GENERIC} {other_brand(pair)}".rstrip()
    else:
        relation, reason = Relation.UNRELATED, f"{UNRELATED} {why_unrelated(pair, at)}"
    score = _score(pair, relation, len(at) - at.count(-1), 0, len(at))
    return Comparison(signature, name, relation, score, tuple(alignment), Accepted.NO, reason)


@lru_cache(maxsize=65536)
def _plain_stand(character: str, at: int | None) -> Aligned:
    return Aligned(character, at, "missing" if at is None else "equal")


def strongest(pair: Pair) -> tuple[Pair, Found]:
    """The strongest relation that holds; a word behind the name for what is sent is left out of the signature where that helps."""
    found = _strongest(pair)
    signature, text = pair.signature, pair.signature.text
    if found.relation in NOT_CONTAINED and (name := without_message(text)) != text:
        shorter = pair._replace(signature=Text(signature.given, name, signature.places), message=text[len(name) :])
        without = _strongest(shorter)
        if without.relation is Relation.IDENTICAL:
            without = without._replace(relation=Relation.CONTIGUOUS)
        if without.relation in CONTAINED:
            return shorter, without
    return pair, found


def _strongest(pair: Pair) -> Found:
    text = pair.signature.text
    if text:
        for relation, holds, said in STRONGEST_FIRST:
            stands = holds(pair)
            if stands is not None:
                return Found(relation, stands, said)
    if has_latin(text):
        for holds, said in SPELLED:
            stands = holds(pair)
            if stands is not None:
                return Found(Relation.NEAR, stands, said, Accepted.UNSURE)
    return Found(Relation.UNRELATED, unrelated(pair), UNRELATED)


def _doubted(pair: Pair, alignment: tuple[Aligned, ...], judged: Judgement) -> Judgement:
    """A reader that is in doubt may have taken 时 for 時, which folding makes equal again."""
    doubtful = {pair.name.places[place] for place in pair.doubtful}
    if any(stand.at in doubtful and pair.raw_name[stand.at] != stand.char for stand in alignment if stand.at is not None):
        return judged._replace(accepted=Accepted.UNSURE, why="One of them is written in another form, and was read doubtfully.")
    return judged


def _shared(signature: str, name: str, mode: NameMode, register: Register, judged: Judgement) -> Judgement:
    """Where the signature would be accepted for other known names too, strings cannot settle whose it is."""
    others = _others(signature, name, mode, register)
    if not others:
        return judged
    some = "、".join(others[:NAMED]) + (" …" if len(others) > NAMED else "")
    return judged._replace(accepted=Accepted.UNSURE, why=f"It stands for {_counted(len(others))} too: {some}.")


def _counted(others: int) -> str:
    return "another known name" if others == 1 else f"{others} other known names"


def _others(signature: str, name: str, mode: NameMode, register: Register) -> list[str]:
    """The other names of the register for which the signature would be accepted."""
    held = (other for other in register.holding(signature) if normalize(other) != normalize(name))
    return [other for other in held if compare(signature, other, mode=mode).accepted is Accepted.YES]


def _scored(pair: Pair, relation: Relation, stands: Stands) -> float:
    kinds = [stand.kind for stand in stands]
    equal, missing = kinds.count("equal"), kinds.count("missing")
    return _score(pair, relation, equal, len(kinds) - equal - missing, len(kinds))


def _score(pair: Pair, relation: Relation, equal: int, alike: int, length: int) -> float:
    if relation is Relation.IDENTICAL:
        return 1.0
    name_length = len(pair.name.text)
    share = (equal + alike / 2) / (length or 1) * 0.7 + min(1.0, equal / (name_length or 1)) * 0.3
    return round(FLOOR[relation] + SPAN * share, 4)


def _aligned(pair: Pair, signature: str, stands: Stands) -> tuple[Aligned, ...]:
    """The stands in terms of the texts as given."""
    places, place_of = pair.signature.places, pair.name.places
    return tuple(
        [
            Aligned(signature[places[i]], None if stand.at is None else place_of[stand.at], stand.kind, stand.stands_for)
            for i, stand in enumerate(stands)
        ]
    )
