"""Signatures that identify nobody by themselves."""

from functools import cache, lru_cache

from matchers.folding import normalize
from matchers.lexicon import latin_trades, places, services, trades
from matchers.tables import table

Kinds = frozenset[str]
TELLING = "trade"
"""A word that says what the trade is: 银行, not 科技."""


def is_generic(signature: str) -> bool:
    """The signature has no word that tells one sender from another."""
    return tells_nobody(normalize(signature))


@lru_cache(maxsize=65536)
def tells_nobody(text: str) -> bool:
    """Whether a folded text is made of words that tell nobody, or of letters that somebody typed to fill the field."""
    if text.isascii():
        return not text or text in services() or text in latin_trades() or _is_filler(text)
    cuts = kinds_of(text)
    return bool(cuts) and not any({"place", TELLING} <= kinds for kinds in cuts)


@lru_cache(maxsize=65536)
def kinds_of(text: str) -> frozenset[Kinds]:
    """Every way to cut a folded text into words that tell nobody, as the kinds of its words; empty where there is none."""
    ways: dict[int, set[Kinds]] = {0: {frozenset()}}
    for start, first in enumerate(text):
        if before := ways.get(start):
            for end in range(start + 1, min(start + longest_words().get(first, 0), len(text)) + 1):
                for kind in vocabulary().get(text[start:end], ()):
                    ways.setdefault(end, set()).update(kinds | {kind} for kinds in before)
    return frozenset(ways.get(len(text), ()))


@cache
def longest_words() -> dict[str, int]:
    """How long the longest word that tells nobody is, by its first character."""
    longest: dict[str, int] = {}
    for word in vocabulary():
        longest[word[0]] = max(len(word), longest.get(word[0], 0))
    return longest


def _is_filler(text: str) -> bool:
    """aabb, xxx: letters that somebody typed to fill the field."""
    return text.isalpha() and len(text) >= 3 and (len(set(text)) == 1 or (len(text) % 2 == 0 and text[::2] == text[1::2]))


def without_message(text: str) -> str:
    """A folded signature without the words for what is sent, behind the name: 腾讯云 of 腾讯云会议通知."""
    if text[-1:] not in _message_ends():
        return text
    start = next((i for i in range(2, len(text) - 1) if services().get(text[i:]) == "message"), len(text))
    return text[:start]


@cache
def _message_ends() -> frozenset[str]:
    return frozenset(word[-1] for word, kind in services().items() if kind == "message")


@cache
def vocabulary() -> dict[str, Kinds]:
    """The words that tell nobody alone, with their kinds: service, place, trade, weak (word of the trade), form."""
    kinds: dict[str, set[str]] = {}
    known_places = (name for name, place in places().items() if place.known)
    for words, kind in ((services(), "service"), (known_places, "place"), ((form for form, _ in table("forms.tsv", 2)), "form")):
        for word in words:
            kinds.setdefault(word, set()).add(kind)
    for word, weight in trades().items():
        kinds.setdefault(word, set()).add(weight)
    return {word: frozenset(found) for word, found in kinds.items() if not word.isascii()}
