"""The signature set above the certificate's name, character by character, as the matchers aligned them."""

from collections.abc import Iterator
from typing import NamedTuple

from matchers import compare, compare_mark
from matchers.comparison import Aligned, Comparison
from pipeline.application import SignatureType

ENTITY_TYPES = {SignatureType.COMPANY, SignatureType.GOVERNMENT}


class Cell(NamedTuple):
    """One column: a character of the signature above one of the name; `kind` is equal, look_alike, sound_alike, missing or extra."""

    above: str
    below: str
    kind: str


def aligned(signature: str, name: str, signature_type: SignatureType) -> Comparison:
    """The comparison as the chain made it, for its alignment and its reason."""
    return compare(signature, name) if signature_type in ENTITY_TYPES else compare_mark(signature, name)


def cells(comparison: Comparison) -> list[Cell]:
    """All columns, in the order of the name; what stands in another order is missing at its place."""
    return list(_cells(comparison.alignment, comparison.name))


def _cells(alignment: tuple[Aligned, ...], name: str) -> Iterator[Cell]:
    place = 0
    for stand in alignment:
        if stand.at is None or stand.at < place:
            yield Cell(stand.char, "", "missing")
            continue
        yield from (Cell("", char, "extra") for char in name[place : stand.at])
        yield Cell(stand.char, name[stand.at], stand.kind)
        place = stand.at + 1
    yield from (Cell("", char, "extra") for char in name[place:])
