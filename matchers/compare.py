"""The comparison of a signature with a name: the strongest relation that holds, and the standard's answer to it."""

from collections.abc import Callable, Sequence

from matchers.acceptance import CONTAINED, judge
from matchers.alignment import MISSING, Stands
from matchers.company_name import take_apart
from matchers.comparison import Accepted, Aligned, Comparison, NameMode, Relation
from matchers.folding import Folded, normalize
from matchers.generic import without_message
from matchers.mark import take_mark_apart
from matchers.pair import DOUBTFUL, Pair, make_pair
from matchers.register import Register
from matchers.relation import by_place_letter, contiguous, generic, identical, in_order, is_far, near, unrelated

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
UNRELATED = str(unrelated.__doc__)
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
LIKENESS = {"equal": 1.0, "look_alike": 0.5, "sound_alike": 0.5, "missing": 0.0}


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
    return _compare(pair, signature, mark_text, mode, None)


def _compare(pair: Pair, signature: str, name: str, mode: NameMode, register: Register | None) -> Comparison:
    named, relation, stands, said = strongest(pair)
    judged = judge(named, relation, stands, mode)
    if judged.relation is Relation.GENERIC:
        said = str(generic.__doc__)
    alignment = _aligned(pair, signature, stands)
    if judged.accepted is Accepted.YES and pair.doubtful and any(_other_form_in_doubt(pair, stand) for stand in alignment):
        judged = judged._replace(accepted=Accepted.UNSURE, why="One of them is written in another form, and was read doubtfully.")
    if judged.accepted is Accepted.YES and register:
        others = _others(signature, name, mode, register)
        if others:
            judged = judged._replace(accepted=Accepted.UNSURE, why=f"{len(others)} other known names have it too: {_some(others)}.")
    return Comparison(
        signature=signature,
        name=name,
        relation=judged.relation,
        score=_score(pair, judged.relation, stands),
        alignment=alignment,
        accepted=judged.accepted,
        reason=f"{said} {judged.why}" if judged.why else said,
    )


def strongest(pair: Pair) -> tuple[Pair, Relation, Stands, str]:
    """The strongest relation that holds, with its sentence; a word behind the name for what is sent is left out where that helps."""
    relation, stands, said = _strongest(pair)
    text = pair.signature.text
    if relation in NOT_CONTAINED and (name := without_message(text)) != text:
        shorter = pair._replace(signature=Folded(name, pair.signature.places), message=text[len(name) :])
        relation_of_name, stands_of_name, said_of_name = _strongest(shorter)
        if relation_of_name is Relation.IDENTICAL:
            relation_of_name, said_of_name = Relation.CONTIGUOUS, str(contiguous.__doc__)
        if relation_of_name in CONTAINED:
            return shorter, relation_of_name, stands_of_name + (MISSING,) * (len(text) - len(name)), said_of_name
    return pair, relation, stands, said


def _strongest(pair: Pair) -> tuple[Relation, Stands, str]:
    if pair.signature.text and not is_far(pair):
        for relation, holds, said in STRONGEST_FIRST:
            stands = holds(pair)
            if stands is not None:
                return relation, stands, said
    return Relation.UNRELATED, unrelated(pair), UNRELATED


def _others(signature: str, name: str, mode: NameMode, register: Register) -> list[str]:
    """The other names of the register for which the signature would be accepted."""
    held = (other for other in register.holding(signature) if normalize(other) != normalize(name))
    return [other for other in held if compare(signature, other, mode=mode).accepted is Accepted.YES]


def _some(names: list[str]) -> str:
    return "、".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def _other_form_in_doubt(pair: Pair, stand: Aligned) -> bool:
    """Whether a reader may have taken 时 for 時, which folding made equal again."""
    return stand.at is not None and pair.raw_name[stand.at] != stand.char and stand.at in {pair.name.places[i] for i in pair.doubtful}


def _score(pair: Pair, relation: Relation, stands: Stands) -> float:
    if relation is Relation.IDENTICAL:
        return 1.0
    likeness = equal = 0.0
    for stand in stands:
        weight = LIKENESS[stand.kind]
        likeness += weight
        equal += weight == 1
    share = likeness / max(len(stands), 1) * 0.7 + min(1.0, equal / max(len(pair.name.text), 1)) * 0.3
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
