"""Which character of the signature stands where in the name."""

from collections.abc import Sequence
from typing import NamedTuple

from matchers.comparison import Kind


class Stand(NamedTuple):
    """Where one character of the signature stands: a place in the folded name, and how."""

    at: int | None
    kind: Kind = "equal"
    stands_for: str | None = None


Stands = tuple[Stand, ...]
MISSING = Stand(None, "missing")


def run_of(start: int, length: int) -> Stands:
    """Characters that follow each other."""
    return tuple(Stand(place) for place in range(start, start + length))


def places_of(unit: str, units: Sequence[str]) -> list[int]:
    return [place for place, other in enumerate(units) if other == unit]


def places_in_order(text: str, name: str) -> list[int]:
    """The first place of each character behind the one before it; -1 where there is none."""
    places, behind = [], 0
    for character in text:
        place = name.find(character, behind)
        places.append(place)
        if place >= 0:
            behind = place + 1
    return places


def best_chain(candidates: Sequence[Sequence[int]]) -> tuple[int, ...] | None:
    """One place for each character, in rising order, with as many neighbours as can be; None where there is no such order."""
    # for each place that the last character may take: how many neighbours so far, and the way there
    ways: dict[int, tuple[int, tuple[int, ...]]] = {-2: (0, ())}
    for options in candidates:
        following: dict[int, tuple[int, tuple[int, ...]]] = {}
        for place in options:
            best = max(((score + (place == last + 1), way) for last, (score, way) in ways.items() if last < place), default=None)
            if best:
                following[place] = (best[0], (*best[1], place))
        if not following:
            return None
        ways = following
    return max(ways.values(), key=lambda scored: (scored[0], -scored[1][-1] if scored[1] else 0))[1]
