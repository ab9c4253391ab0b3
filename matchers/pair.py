"""A signature and a name made ready to be compared."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from matchers.company_name import CompanyName, split_place, split_trade
from matchers.folding import fold
from matchers.generic import tells_nobody, without_message
from matchers.words import has_latin, is_spaced

DOUBTFUL = 0.9
"""A character read with less confidence than this may be another one."""


class Text:
    """A text folded, with its places in the text as given; what is worked out of it once is kept."""

    def __init__(self, given: str, text: str, places: tuple[int, ...]) -> None:
        self.given = given
        self.text = text
        self.places = places

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset(self.text)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is nothing but characters: no Latin letters that may spell others, no word behind it for what is sent."""
        return bool(self.text) and not has_latin(self.text) and without_message(self.text) == self.text

    @cached_property
    def tells_nobody(self) -> bool:
        return tells_nobody(self.text)

    @cached_property
    def brand(self) -> str:
        """What of a signature is distinctive, or all behind its place."""
        rest = split_place(self.text)[1]
        return split_trade(rest)[0] or rest


class Pair(NamedTuple):
    """Both texts folded. `doubtful` has the places in the folded name that were not read surely.

    `message` is what was left out of the signature: the word behind the name for what is sent. `only_whole` is true for a mark:
    a strict standard knows no abbreviation of it.
    """

    signature: Text
    name: Text
    raw_name: str
    take_apart: Callable[[str], CompanyName]
    doubtful: frozenset[int] = frozenset()
    message: str = ""
    only_whole: bool = False

    @property
    def parts(self) -> CompanyName:
        """The name taken apart, as a company's name or as a mark."""
        return self.take_apart(self.raw_name)

    def starts_word(self, place: int) -> bool:
        """Whether no word of the name is cut before this place: `in` does not stand in `Beijing`."""
        text, places = self.name.text, self.name.places
        if place <= 0 or place >= len(text) or not (is_spaced(text[place - 1]) and is_spaced(text[place])):
            return True
        return places[place] > places[place - 1] + 1


@lru_cache(maxsize=131072)
def plain_text(given: str) -> Text:
    return Text(given, *fold(given))


@lru_cache(maxsize=16384)
def cased_text(given: str) -> Text:
    return Text(given, *fold(given, case_sensitive=True))


def make_pair(
    signature: str,
    name: str,
    take_apart: Callable[[str], CompanyName],
    *,
    case_sensitive: bool,
    confidences: Sequence[float] | None,
    threshold: float,
) -> Pair:
    made = cased_text if case_sensitive else plain_text
    folded = made(name)
    doubtful: frozenset[int] = frozenset()
    if confidences is not None:
        if len(confidences) != len(name):
            raise ValueError(f"{len(confidences)} confidences for the {len(name)} characters of the name")
        doubtful = frozenset(i for i, place in enumerate(folded.places) if confidences[place] < threshold)
    return Pair(made(signature), folded, name, take_apart, doubtful)
