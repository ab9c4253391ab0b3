"""Whether a standard accepts a signature for a name, from the relation: yes, no, or what strings cannot settle."""

from matchers.alignment import Stands
from matchers.company_name import take_apart
from matchers.comparison import Accepted, NameMode, Relation
from matchers.pair import Pair

Answer = tuple[Accepted, str]


def accept(pair: Pair, relation: Relation, stands: Stands, mode: NameMode) -> Answer:
    if relation is Relation.IDENTICAL:
        return Accepted.YES, ""
    if relation is Relation.NEAR:
        return _near(pair, stands)
    if relation in (Relation.GENERIC, Relation.UNRELATED):
        return Accepted.NO, ""
    return _contained(pair, relation, mode)


def _near(pair: Pair, stands: Stands) -> Answer:
    """A character that was read doubtfully may be the one of the signature; one that was read surely is another one."""
    differing = [(c, stand) for c, stand in zip(pair.signature.text, stands, strict=True) if stand.kind != "equal"]
    said = "; ".join(
        f"{stand.stands_for} stands for {character}" if stand.stands_for else f"{character} is not there" for character, stand in differing
    )
    if all(stand.at in pair.doubtful for _, stand in differing):
        return Accepted.UNSURE, f"In the name {said}, and was read doubtfully."
    return Accepted.NO, f"In the name {said}."


def _contained(pair: Pair, relation: Relation, mode: NameMode) -> Answer:
    distinctive = take_apart(pair.raw_name).distinctive
    signature = pair.signature.text.casefold()
    absent = [piece for piece in distinctive if piece not in signature]
    if mode is NameMode.STRICT and relation is Relation.IN_ORDER:
        return Accepted.NO, "The standard wants them to follow each other."
    if absent:
        return Accepted.UNSURE, f"The distinctive part {'…'.join(distinctive)} is not whole in it."
    return Accepted.YES, f"The distinctive part {'…'.join(distinctive)} is whole in it."
