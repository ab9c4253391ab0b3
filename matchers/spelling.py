"""A signature in Latin letters against a name in characters or in words: pinyin, initials, and both scripts side by side."""

import re
from collections.abc import Callable, Iterator

from matchers.alignment import MISSING, Stand, Stands, run_of
from matchers.company_name import latin_core
from matchers.confusable import syllables
from matchers.generic import is_generic
from matchers.pair import Pair
from matchers.words import LATIN

Heads = Callable[[str, str], list[str]]
"""What a character can stand for at the head of some letters."""

TWO_SCRIPTS = re.compile(r"([a-z0-9]+)([^a-z0-9]{2,})|([^a-z0-9]{2,})([a-z0-9]+)")
SHORTEST_INITIALS = 2
SHORTEST_PINYIN_INITIALS = 3
SMALL_WORDS = frozenset(("of", "and", "the", "for", "dan"))


def initials(pair: Pair) -> Stands | None:
    """The letters of the signature are the first letters of the words of the name."""
    letters = pair.signature.text
    if len(letters) < SHORTEST_INITIALS or not letters.isascii() or not pair.name.text.isascii():
        return None
    words = latin_core(pair.raw_name)
    for chosen in (words, [word for word in words if word not in SMALL_WORDS]):
        if letters == "".join(word[0] for word in chosen):
            return tuple(_word_starts(pair.name.text, chosen))
    return None


def _word_starts(text: str, words: list[str]) -> Iterator[Stand]:
    place = 0
    for word in words:
        place = text.find(word, place)
        yield Stand(place)
        place += len(word)


def pinyin(pair: Pair) -> Stands | None:
    """The signature is how characters of the name are read, in Latin letters."""
    return _read(pair, lambda letters, character: [reading for reading in syllables(character) if letters.startswith(reading)])


def pinyin_initials(pair: Pair) -> Stands | None:
    """The letters of the signature are the first letters of how characters of the name are read."""
    if len(pair.signature.text) < SHORTEST_PINYIN_INITIALS:
        return None
    return _read(pair, lambda letters, character: [letters[0]] if any(r[0] == letters[0] for r in syllables(character)) else [])


def _read(pair: Pair, heads: Heads) -> Stands | None:
    """The signature read off the name, from the distinctive part on, of which two characters must be read."""
    letters, name, parts = pair.signature.text, pair.name.text, pair.parts
    start = name.find(parts.distinctive[0]) if parts.distinctive else -1
    if start < 0 or not LATIN.fullmatch(letters):
        return None
    for begin in {start, max(name.find(parts.core), 0)}:
        read = _read_from(letters, name[begin:], heads)
        if read and len(read) > 1 and begin + len(read) > start + 1:
            characters = [(begin + i, length) for i, length in enumerate(read)]
            return tuple(Stand(at, "sound_alike", name[at]) for at, length in characters for _ in range(length))
    return None


def _read_from(letters: str, name: str, heads: Heads) -> list[int] | None:
    """How many letters each character takes until none is left."""
    if not letters:
        return []
    for head in heads(letters, name[0]) if name else ():
        rest = _read_from(letters[len(head) :], name[1:], heads)
        if rest is not None:
            return [len(head), *rest]
    return None


def in_two_scripts(pair: Pair) -> Stands | None:
    """One part of the signature stands in the name, the other part is in another script and does not."""
    match = TWO_SCRIPTS.fullmatch(pair.signature.text)
    if not match:
        return None
    latin_first, han_behind, han_first, latin_behind = match.groups()
    characters = han_behind or han_first
    start = pair.name.text.find(characters)
    if start < 0 or is_generic(characters):
        return None
    run = run_of(start, len(characters))
    return (MISSING,) * len(latin_first or "") + run + (MISSING,) * len(latin_behind or "")
