"""A signature and a name made ready to be compared."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from matchers.company_name import CompanyName
from matchers.folding import Folded, fold
from matchers.words import is_spaced

DOUBTFUL = 0.9
"""A character read with less confidence than this may be another one."""


class Pair(NamedTuple):
    """Both texts folded. `doubtful` has the places in the folded name that were not read surely.

    `message` is what was left out of the signature: the word behind the name for what is sent. `only_whole` is true for a mark:
    a strict standard knows no abbreviation of it.
    """

    signature: Folded
    name: Folded
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
        text, places = self.name
        if place <= 0 or place >= len(text) or not (is_spaced(text[place - 1]) and is_spaced(text[place])):
            return True
        return places[place] > places[place - 1] + 1


@lru_cache(maxsize=131072)
def _fold(text: str, case_sensitive: bool) -> Folded:
    return fold(text, case_sensitive=case_sensitive)


def make_pair(
    signature: str,
    name: str,
    take_apart: Callable[[str], CompanyName],
    *,
    case_sensitive: bool,
    confidences: Sequence[float] | None,
    threshold: float,
) -> Pair:
    folded = _fold(name, case_sensitive)
    doubtful: frozenset[int] = frozenset()
    if confidences is not None:
        if len(confidences) != len(name):
            raise ValueError(f"{len(confidences)} confidences for the {len(name)} characters of the name")
        doubtful = frozenset(i for i, place in enumerate(folded.places) if confidences[place] < threshold)
    return Pair(_fold(signature, case_sensitive), folded, name, take_apart, doubtful)
