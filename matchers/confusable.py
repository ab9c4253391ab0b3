"""Characters that look alike or sound alike: a reader, or a person who types, takes one for the other."""

from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from matchers.comparison import Kind
from matchers.tables import lookup, table

LOOK_ALIKE = 1.2
"""Of 3: strokes, parts and corners weigh 1 each. One pair of random characters in sixty reaches it."""

LATIN_LOOK_ALIKES = ("0o", "1li", "5s", "8b", "2z", "9gq", "uv", "cg", "工i", "口o", "丁t", "二z", "三e", "卜t", "一l")


class Glyph(NamedTuple):
    """How a character is written."""

    strokes: str
    parts: frozenset[str]
    corners: str


@cache
def _glyphs() -> dict[str, Glyph]:
    return {character: Glyph(strokes, frozenset(parts), corners) for character, strokes, parts, corners in table("glyphs.tsv", 4)}


@cache
def _syllables() -> dict[str, str]:
    return lookup("syllables.tsv")


def syllables(character: str) -> frozenset[str]:
    """The Mandarin readings of a character, without tones."""
    return frozenset(_syllables().get(character, "").split())


def likeness(one: str, other: str) -> Kind:
    """How one character can be taken for another: by its looks, by its sound, or not at all (`missing`)."""
    if look_alike(one, other):
        return "look_alike"
    return "missing" if syllables(one).isdisjoint(syllables(other)) else "sound_alike"


def look_alike(one: str, other: str) -> bool:
    if any(one in group and other in group for group in LATIN_LOOK_ALIKES):
        return True
    left, right = _glyphs().get(one), _glyphs().get(other)
    return left is not None and right is not None and _similarity(one, left, other, right) >= LOOK_ALIKE


def _similarity(one: str, left: Glyph, other: str, right: Glyph) -> float:
    """Strokes written alike, parts in common, corners alike."""
    strokes = Levenshtein.normalized_similarity(left.strokes, right.strokes)
    inside = other in left.parts or one in right.parts
    parts = 1.0 if inside else len(left.parts & right.parts) / len(left.parts | right.parts)
    corners = sum(a == b for a, b in zip(left.corners, right.corners, strict=False)) / len(left.corners)
    return strokes + parts + corners
