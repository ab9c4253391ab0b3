"""The comparison of a signature with a name: the strongest relation that holds, and the standard's answer to it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from matchers.acceptance import CONTAINED, judge
from matchers.alignment import MISSING, Stands
from matchers.company_name import take_apart
from matchers.comparison import Accepted, Aligned, Comparison, NameMode, Relation
from matchers.folding import Folded
from matchers.generic import without_message
from matchers.mark import take_mark_apart
from matchers.pair import DOUBTFUL, Pair, make_pair
from matchers.register import Register
from matchers.relation import by_place_letter, contiguous, generic, identical, in_order, near, unrelated

STRONGEST_FIRST: tuple[tuple[Relation, Callable[[Pair], Stands | None]], ...] = (
    (Relation.IDENTICAL, identical),
    (Relation.CONTIGUOUS, contiguous),
    (Relation.IN_ORDER, in_order),
    (Relation.IN_ORDER, by_place_letter),
    (Relation.NEAR, near),
)
FLOOR = {
    Relation.IDENTICAL: 0.9,
    Relation.CONTIGUOUS: 0.75,
    Relation.IN_ORDER: 0.6,
    Relation.NEAR: 0.4,
    Relation.GENERIC: 0.2,
    Relation.UNRELATED: 0.0,
}
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
    judged = judge(named, relation, stands, mode, register)
    if judged.relation is Relation.GENERIC:
        said = str(generic.__doc__)
    alignment = _aligned(pair, signature, stands)
    if judged.accepted is Accepted.YES and pair.doubtful and any(_other_form_in_doubt(pair, stand) for stand in alignment):
        judged = judged._replace(accepted=Accepted.UNSURE, why="One of them is written in another form, and was read doubtfully.")
    return Comparison(
        signature=signature,
        name=name,
        relation=judged.relation,
        score=_score(pair, judged.relation, stands),
        alignment=alignment,
        accepted=judged.accepted,
        reason=f"{said} {judged.why}".rstrip(),
    )


def strongest(pair: Pair) -> tuple[Pair, Relation, Stands, str]:
    """The strongest relation that holds, with its sentence; a word behind the name for what is sent is left out where that helps."""
    relation, stands, said = _strongest(pair)
    text = pair.signature.text
    name = without_message(text)
    if relation in (Relation.NEAR, Relation.UNRELATED) and name != text:
        shorter = replace(pair, signature=Folded(name, pair.signature.places), message=text[len(name) :])
        relation_of_name, stands_of_name, said_of_name = _strongest(shorter)
        if relation_of_name is Relation.IDENTICAL:
            relation_of_name, said_of_name = Relation.CONTIGUOUS, str(contiguous.__doc__)
        if relation_of_name in CONTAINED:
            return shorter, relation_of_name, stands_of_name + (MISSING,) * (len(text) - len(name)), said_of_name
    return pair, relation, stands, said


def _strongest(pair: Pair) -> tuple[Relation, Stands, str]:
    if pair.signature.text:
        for relation, holds in STRONGEST_FIRST:
            stands = holds(pair)
            if stands is not None:
                return relation, stands, str(holds.__doc__)
    return Relation.UNRELATED, unrelated(pair), str(unrelated.__doc__)


def _other_form_in_doubt(pair: Pair, stand: Aligned) -> bool:
    """Whether a reader may have taken 时 for 時, which folding made equal again."""
    return stand.at is not None and pair.raw_name[stand.at] != stand.char and stand.at in {pair.name.places[i] for i in pair.doubtful}


def _score(pair: Pair, relation: Relation, stands: Stands) -> float:
    if relation is Relation.IDENTICAL:
        return 1.0
    equal = sum(stand.kind == "equal" for stand in stands)
    alike = sum(stand.kind in ("look_alike", "sound_alike") for stand in stands)
    share = (equal + alike / 2) / max(len(stands), 1) * 0.7 + equal / max(len(pair.name.text), 1) * 0.3
    return round(FLOOR[relation] + 0.14 * min(share, 1.0), 4)


def _aligned(pair: Pair, signature: str, stands: Stands) -> tuple[Aligned, ...]:
    """The stands in terms of the texts as given."""
    places = pair.name.places
    return tuple(
        Aligned(signature[place], None if stand.at is None else places[stand.at], stand.kind, stand.stands_for)
        for place, stand in zip(pair.signature.places, stands, strict=True)
    )
