"""The comparison of a signature with a name: the strongest relation that holds, and the standard's answer to it."""

from collections.abc import Callable, Sequence

from matchers.acceptance import accept
from matchers.alignment import Stands
from matchers.comparison import Aligned, Comparison, NameMode, Relation
from matchers.generic import is_generic
from matchers.pair import DOUBTFUL, Pair, make_pair
from matchers.register import Register
from matchers.relation import contiguous, identical, in_order, near, unrelated

STRONGEST_FIRST: tuple[tuple[Relation, Callable[[Pair], Stands | None]], ...] = (
    (Relation.IDENTICAL, identical),
    (Relation.CONTIGUOUS, contiguous),
    (Relation.IN_ORDER, in_order),
    (Relation.NEAR, near),
    (Relation.UNRELATED, unrelated),
)
FLOOR = {
    Relation.IDENTICAL: 1.0,
    Relation.CONTIGUOUS: 0.8,
    Relation.IN_ORDER: 0.6,
    Relation.NEAR: 0.4,
    Relation.GENERIC: 0.2,
    Relation.UNRELATED: 0.0,
}


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
    """How a signature stands to an entity's name. `confidences` has one number (0-1) a character of `name`, from the reader."""
    pair = make_pair(signature, name, case_sensitive=case_sensitive, confidences=confidences, threshold=doubtful)
    relation, stands = strongest(pair)
    said = _sentence(relation)
    if is_generic(signature):
        relation, said = Relation.GENERIC, str(is_generic.__doc__)
    accepted, why = accept(pair, relation, stands, mode)
    return Comparison(
        signature, name, relation, _score(pair, relation, stands), aligned(pair, signature, stands), accepted, f"{said} {why}".strip()
    )


def compare_mark(
    signature: str,
    mark_text: str,
    *,
    mode: NameMode = NameMode.LOOSE,
    case_sensitive: bool = False,
    confidences: Sequence[float] | None = None,
) -> Comparison:
    """How a signature stands to the words of a mark or the name of a site, an app or an account: these have no company form."""
    return compare(signature, mark_text, mode=mode, case_sensitive=case_sensitive, confidences=confidences)


def strongest(pair: Pair) -> tuple[Relation, Stands]:
    if pair.signature.text:
        for relation, holds in STRONGEST_FIRST:
            stands = holds(pair)
            if stands is not None:
                return relation, stands
    return Relation.UNRELATED, ()


def _sentence(relation: Relation) -> str:
    return str(dict(STRONGEST_FIRST)[relation].__doc__)


def _score(pair: Pair, relation: Relation, stands: Stands) -> float:
    if relation is Relation.IDENTICAL:
        return 1.0
    equal = sum(stand.kind == "equal" for stand in stands)
    share = equal / max(len(stands), 1) * 0.5 + equal / max(len(pair.name.text), 1) * 0.4
    return round(FLOOR[relation] + 0.2 * share, 4)


def aligned(pair: Pair, signature: str, stands: Stands) -> tuple[Aligned, ...]:
    """The stands in terms of the texts as given."""
    return tuple(
        Aligned(signature[place], None if stand.at is None else pair.name.places[stand.at], stand.kind, stand.stands_for)
        for place, stand in zip(pair.signature.places, stands, strict=False)
    )
