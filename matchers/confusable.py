"""Characters that look alike or sound alike."""

from functools import cache

from matchers.comparison import Kind
from matchers.tables import table


@cache
def _syllables() -> dict[str, frozenset[str]]:
    return {character: frozenset(readings.split()) for character, readings in table("syllables.tsv", 2)}


def syllables(character: str) -> frozenset[str]:
    """The Mandarin readings of a character, without tones."""
    return _syllables().get(character, frozenset())


def sound_alike(one: str, other: str) -> bool:
    return not syllables(one).isdisjoint(syllables(other))


def look_alike(one: str, other: str) -> bool:
    return False


def likeness(one: str, other: str) -> Kind:
    """How one character can be taken for another: by its looks, by its sound, or not at all."""
    if look_alike(one, other):
        return "look_alike"
    return "sound_alike" if sound_alike(one, other) else "missing"
