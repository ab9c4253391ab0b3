"""Names as they are compared: full and half width, case, traditional and simplified, white space and punctuation do not count."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from matchers.tables import lookup


class Folded(NamedTuple):
    """A name without what does not count, and where each of its characters stands in the name as given."""

    text: str
    places: tuple[int, ...]


class _Folding(dict[int, str]):
    """A table for `str.translate` that works out each character when it is first met."""

    def __init__(self, simplified: dict[str, str], case_sensitive: bool) -> None:
        super().__init__()
        self._simplified = simplified
        self._case_sensitive = case_sensitive

    def __missing__(self, code: int) -> str:
        self[code] = folded = "".join(self._fold(chr(code)))
        return folded

    def _fold(self, character: str) -> Iterator[str]:
        for plain in unicodedata.normalize("NFKC", character):
            for cased in plain if self._case_sensitive else plain.casefold():
                if cased.isalnum():
                    yield self._simplified.get(cased, cased)


@cache
def folding(case_sensitive: bool) -> _Folding:
    return _Folding(lookup("simplified.tsv"), case_sensitive)


def normalize(text: str, *, case_sensitive: bool = False) -> str:
    """The text as it is compared with others; folding it once more changes nothing."""
    return unicodedata.normalize("NFC", text).translate(folding(case_sensitive))


def fold(text: str, *, case_sensitive: bool = False) -> Folded:
    """The text as it is compared, with the place of every character in the text as given."""
    folded = normalize(text, case_sensitive=case_sensitive)
    if len(folded) == len(text):
        return Folded(folded, _every_place(len(text)))
    characters: list[str] = []
    places: list[int] = []
    for place, cluster in clusters(text):
        for character in normalize(cluster, case_sensitive=case_sensitive):
            characters.append(character)
            places.append(place)
    return Folded("".join(characters), tuple(places))


@lru_cache(maxsize=256)
def _every_place(length: int) -> tuple[int, ...]:
    return tuple(range(length))


def clusters(text: str) -> Iterator[tuple[int, str]]:
    """A character with the marks that combine with it, and where it stands."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            yield start, text[start:end]
            start = end
