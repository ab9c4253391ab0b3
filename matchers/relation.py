"""How a signature stands to a name: one function a relation, and its docstring is the sentence that a reviewer reads."""

from itertools import pairwise

from rapidfuzz.distance import LCSseq

from matchers.alignment import MISSING, Stand, Stands, best_chain, places_in_order, places_of, run_of
from matchers.confusable import likeness
from matchers.lexicon import place_letters
from matchers.pair import Pair
from matchers.words import is_spaced

MISREAD_ONCE = 2
"""Up to this length the differing character must look or sound alike, or have been read doubtfully."""
MISREAD_TWICE = 5
"""From this length on a signature may differ from the name in two characters and still be near it."""


def is_far(pair: Pair) -> bool:
    """Whether too few characters of the signature stand in the name for any relation; this settles most pairs of a large lot."""
    signature = pair.signature.text
    return LCSseq.similarity(signature, pair.name.text) < len(signature) - may_differ(signature)


def may_differ(signature: str) -> int:
    """In how many characters a signature may differ from a name and still be near it."""
    return 2 if len(signature) >= MISREAD_TWICE else 1


def identical(pair: Pair) -> Stands | None:
    """The signature is the whole name."""
    return run_of(0, len(pair.signature.text)) if pair.signature.text == pair.name.text else None


def contiguous(pair: Pair) -> Stands | None:
    """The characters of the signature follow each other in the name."""
    text, start = pair.signature.text, -1
    while (start := pair.name.text.find(text, start + 1)) >= 0:
        if pair.starts_word(start) and pair.starts_word(start + len(text)):
            return run_of(start, len(text))
    return None


def in_order(pair: Pair) -> Stands | None:
    """All characters of the signature stand in the name in the same order, with others between them."""
    signature, name = pair.signature.text, pair.name.text
    if LCSseq.similarity(signature, name) < len(signature):
        return None
    chain = best_chain([places_of(character, name) for character in signature])
    return tuple(Stand(place) for place in chain) if chain and _keeps_words(pair, chain) else None


def _keeps_words(pair: Pair, chain: tuple[int, ...]) -> bool:
    """Letters of one word of the signature stand in one word of the name, whole."""
    breaks = [0, *(i for i in range(1, len(chain)) if chain[i] != chain[i - 1] + 1)]
    ends = [*breaks[1:], len(chain)]
    return all(pair.starts_word(chain[start]) and pair.starts_word(chain[end - 1] + 1) for start, end in zip(breaks, ends, strict=True))


def by_place_letter(pair: Pair) -> Stands | None:
    """The first character of the signature is short for the place of the name, and the others follow each other in the name."""
    place, rest = place_letters().get(pair.signature.text[0]), pair.signature.text[1:]
    start = pair.name.text.find(rest)
    if not place or len(rest) < 2 or start < 0:
        return None
    if not any(place in (stated.short, stated.province) for stated in pair.parts.places):
        return None
    stands_at = pair.name.text.find(place)
    first = Stand(stands_at if stands_at >= 0 else None, "missing", place)
    return (first, *run_of(start, len(rest)))


def near(pair: Pair) -> Stands | None:
    """All but a character of the signature stand in the name in the same order, or all but two that look or sound alike."""
    signature, name = pair.signature.text, pair.name.text
    missing = len(signature) - LCSseq.similarity(signature, name)
    if not 1 <= missing <= may_differ(signature) or len(signature) - missing < 1:
        return None
    candidates = [places_of(character, name) for character in signature]
    found = [stands for left_out in _left_out(candidates, missing) if (stands := _near_without(pair, candidates, left_out))]
    best = max(found, key=lambda stands: _likeliness(pair, stands), default=None)
    if best is None or sum(stand.kind == "missing" and stand.at not in pair.doubtful for stand in best) > 1:
        return None
    return best if len(signature) > MISREAD_ONCE or _likeliness(pair, best) > (0, 0, 1) else None


def _left_out(candidates: list[list[int]], missing: int) -> list[tuple[int, ...]]:
    nowhere = tuple(i for i, places in enumerate(candidates) if not places)
    if len(nowhere) == missing:
        return [nowhere]
    return [(i,) for i in range(len(candidates))] if missing == 1 else []


def _near_without(pair: Pair, candidates: list[list[int]], left_out: tuple[int, ...]) -> Stands | None:
    chain = best_chain([places for i, places in enumerate(candidates) if i not in left_out])
    if chain is None or (is_spaced(pair.signature.text[0]) and chain[-1] - chain[0] > len(candidates)):
        return None
    at = iter(chain)
    stands = [MISSING if i in left_out else Stand(next(at)) for i in range(len(candidates))]
    for i in left_out:
        stands[i] = _instead(pair, stands, i)
    return tuple(stands)


def _instead(pair: Pair, stands: list[Stand], i: int) -> Stand:
    """The character of the name that stands where character `i` of the signature should.

    It stands between the neighbours of that character, next to one of them or where the reader was in doubt.
    """
    before = next((stand.at for stand in reversed(stands[:i]) if stand.at is not None), None)
    after = next((stand.at for stand in stands[i + 1 :] if stand.at is not None), None)
    first, last = 0 if before is None else before + 1, len(pair.name.text) if after is None else after
    beside = {place for place, neighbour in ((first, before), (last - 1, after)) if neighbour is not None}
    options = [_stand_in(pair, i, place) for place in sorted(beside | pair.doubtful) if first <= place < last]
    return max(options, key=lambda stand: _explains(pair, stand, beside), default=MISSING)


def _explains(pair: Pair, stand: Stand, beside: set[int]) -> tuple[bool, bool, bool]:
    """A doubtful reading explains a character that is alike or beside; after that likeness does, then a doubtful reading alone."""
    doubted, alike = stand.at in pair.doubtful, stand.kind != "missing"
    return doubted and (alike or stand.at in beside), alike, doubted


def _stand_in(pair: Pair, i: int, place: int) -> Stand:
    character, other = pair.signature.text[i], pair.name.text[place]
    return Stand(place, likeness(character, other), other)


def _likeliness(pair: Pair, stands: Stands) -> tuple[int, int, int]:
    """How likely the differing characters are misread ones: read doubtfully, alike, the others close together."""
    doubted = sum(stand.at in pair.doubtful for stand in stands if stand.kind != "equal")
    alike = sum(stand.kind in ("look_alike", "sound_alike") for stand in stands)
    places = [stand.at for stand in stands if stand.at is not None]
    return doubted, alike, sum(after == before + 1 for before, after in pairwise(places))


def generic(pair: Pair) -> bool:
    """The signature has no word that tells one sender from another."""
    return pair.signature.tells_nobody


def unrelated(pair: Pair) -> Stands:
    """The signature does not stand in the name."""
    places = places_in_order(pair.signature.text, pair.name.text)
    return tuple(MISSING if place < 0 else Stand(place) for place in places)
