"""Signatures that identify nobody by themselves."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from matchers.company_name import latin_trades, places, trades
from matchers.folding import normalize
from matchers.tables import table, words


@lru_cache(maxsize=65536)
def is_generic(signature: str) -> bool:
    """Nothing in the signature tells one sender from another: only service words, words of the trade, places, legal forms."""
    text = normalize(signature)
    if not text:
        return True
    if text.isascii():
        return text in services() or text in latin_trades() or _is_filler(text)
    return any({"place", "trade"} - set(kinds) for kinds in _kinds(text))


def _is_filler(text: str) -> bool:
    """aabb, xxx: letters that somebody typed to fill the field."""
    return text.isalpha() and len(text) >= 3 and (len(set(text)) == 1 or (len(text) % 2 == 0 and text[::2] == text[1::2]))


def _kinds(text: str) -> Iterator[tuple[str, ...]]:
    """Every way to cut a text into known words, as the kinds of the words."""
    if not text:
        yield ()
    for end in range(1, len(text) + 1):
        for kind, rest in product(vocabulary().get(text[:end], ()), _kinds(text[end:]) if text[:end] in vocabulary() else ()):
            yield (kind, *rest)


@cache
def services() -> frozenset[str]:
    return words("services.txt")


@cache
def vocabulary() -> dict[str, frozenset[str]]:
    """The words that identify nobody alone, with their kinds: service, place, trade, weak (of the trade), form."""
    kinds: dict[str, set[str]] = {}
    for known, kind in ((services(), "service"), (places(), "place"), ((f for f, _ in table("forms.tsv", 2)), "form")):
        for word in known:
            kinds.setdefault(word, set()).add(kind)
    for word, weight in trades().items():
        kinds.setdefault(word, set()).add(weight)
    return {word: frozenset(found) for word, found in kinds.items()}
