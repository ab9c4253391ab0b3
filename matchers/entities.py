"""Whether two full names are one legal entity: the owner of a subject and the account holder."""

import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from matchers.comparison import EntityComparison

SHORT = 6
BRACKETS = str.maketrans("[{〔【〖「『<《〈]}〕】〗」』>》〉", "((((((((((" + "))))))))))")


def plain(name: str) -> tuple[str, list[int]]:
    """The name without white space, with one kind of bracket; and where each character stands in the name as given."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(name):
        for folded in unicodedata.normalize("NFKC", character).translate(BRACKETS):
            if not folded.isspace():
                characters.append(folded)
                places.append(place)
    return "".join(characters), places


def compare_entities(left: str, right: str, confidences: Sequence[float] | None = None) -> EntityComparison:
    """Two names are one entity when they are equal, white space and the width and kind of brackets aside.

    `confidences` has one number a character of `right`; it only makes the reason fuller.
    """
    one, _ = plain(left)
    other, places = plain(right)
    if one == other and one:
        return EntityComparison(True, False, "The two names are the same.", ())
    differing = _differing(one, other, places)
    allowed = 1 if min(len(one), len(other)) < SHORT else 2
    if not one or not other or len(differing) > allowed:
        return EntityComparison(False, False, "The two names are different.", differing)
    return EntityComparison(False, True, f"The two names differ in {len(differing)} characters.", differing)


def _differing(one: str, other: str, places: list[int]) -> tuple[tuple[str | None, str | None, int | None], ...]:
    return tuple(
        (
            None if change.tag == "insert" else one[change.src_pos],
            None if change.tag == "delete" else other[change.dest_pos],
            None if change.tag == "delete" else places[change.dest_pos],
        )
        for change in Levenshtein.editops(one, other)
    )
