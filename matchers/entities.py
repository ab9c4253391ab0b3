"""Whether two full names are one legal entity: the owner of a subject and the account holder."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from matchers.comparison import EntityComparison
from matchers.pair import DOUBTFUL

Difference = tuple[str | None, str | None, int | None]

SHORT = 6
"""Names under this length may differ in one character and still be near, others in two."""
BRACKETS = str.maketrans("[{〔【〖「『<《〈]}〕】〗」』>》〉", "((((((((((" + "))))))))))")


def compare_entities(left: str, right: str, confidences: Sequence[float] | None = None) -> EntityComparison:
    """Two names are one entity when they are equal, white space and the width and kind of brackets aside.

    `confidences` has one number a character of `right`, from the reader; the reason says where it was in doubt.
    """
    one, _ = plain(left)
    other, places = plain(right)
    if one and one == other:
        return EntityComparison(same=True, near=False, reason="The two names are the same.", differing=())
    differing = _differing(one, other, places)
    shorter = min(len(one), len(other))
    if shorter < 2 or len(differing) > (1 if shorter < SHORT else 2):
        return EntityComparison(same=False, near=False, reason="The two names are different.", differing=differing)
    said = "; ".join(_said(difference, confidences) for difference in differing)
    return EntityComparison(same=False, near=True, reason=f"The two names are nearly the same: {said}.", differing=differing)


@lru_cache(maxsize=4096)  # one name is compared with those of many other cases
def plain(name: str) -> tuple[str, tuple[int, ...]]:
    """The name without white space, with one kind of bracket; and where each of its characters stands in the name as given."""
    folded = [
        (character, place)
        for place, given in enumerate(name)
        for character in unicodedata.normalize("NFKC", given).translate(BRACKETS)
        if not character.isspace()
    ]
    return "".join(character for character, _ in folded), tuple(place for _, place in folded)


def _differing(one: str, other: str, places: tuple[int, ...]) -> tuple[Difference, ...]:
    return tuple(
        (
            None if change.tag == "insert" else one[change.src_pos],
            None if change.tag == "delete" else other[change.dest_pos],
            None if change.tag == "delete" else places[change.dest_pos],
        )
        for change in Levenshtein.editops(one, other)
    )


def _said(difference: Difference, confidences: Sequence[float] | None) -> str:
    left, right, place = difference
    if right is None:
        return f"{left} is missing from the second"
    said = f"{right} is added in the second" if left is None else f"{right} stands for {left}"
    doubtful = confidences is not None and place is not None and confidences[place] < DOUBTFUL
    return f"{said}, read doubtfully" if doubtful else said
