"""A register of known names, searched by the characters that a signature has in common with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from matchers.folding import normalize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MANY = 150_000
"""A character in more names than this says little: it is looked up only where the signature has no rarer one."""
SHORTLIST = 500
CODES = 0x110000


class RegisterRefused(ValueError):
    """A register's file cannot be read; the message says why."""


class Candidate(NamedTuple):
    """A known name and the share of the signature's characters that stand in it in order, rarer ones weighing more."""

    name: str
    score: float


class Register:
    """Known names with an index from characters to names. A million names take some seconds to index, once, when first searched."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names: tuple[str, ...] = tuple(dict.fromkeys(names))

    @classmethod
    def read(cls, path: Path) -> Self:
        """A table with a column `name`, or one name a line."""
        try:
            first, *rows = path.read_text(encoding="utf-8-sig").splitlines() or [""]
        except (OSError, UnicodeDecodeError) as error:
            raise RegisterRefused(f"The register {path} cannot be read: {error}.") from error
        header = first.split("\t")
        if "name" not in header:
            return cls(row.split("\t")[0] for row in (first, *rows) if row)
        column = header.index("name")
        return cls(name for row in rows if len(cells := row.split("\t")) > column and (name := cells[column]))

    @cached_property
    def _folded(self) -> list[str]:
        return [normalize(name) for name in self.names]

    @cached_property
    def _postings(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """The names in which each character stands, one character behind the other; and where each character's names begin."""
        import numpy as np

        lengths = np.fromiter((len(text) for text in self._folded), dtype=np.int64, count=len(self._folded))
        codes = np.frombuffer("".join(self._folded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
        entries = np.unique(codes << 32 | np.repeat(np.arange(len(lengths)), lengths))
        begins = np.searchsorted(entries >> 32, np.arange(CODES + 1))
        return begins, (entries & 0xFFFFFFFF).astype(np.int32)

    def _with(self, character: str) -> NDArray[np.int32]:
        """The names that have a character, in rising order."""
        begins, names = self._postings
        return names[begins[ord(character)] : begins[ord(character) + 1]]

    def holding(self, signature: str) -> list[str]:
        """The names that have every character of a signature, in whatever order."""
        import numpy as np

        lists = sorted((self._with(character) for character in set(normalize(signature))), key=len)
        if not lists:
            return []
        return [self.names[i] for i in reduce(lambda a, b: a[np.isin(a, b, assume_unique=True)], lists)]

    def candidates(self, signature: str, limit: int = 20) -> list[Candidate]:
        """The names nearest to a signature, best first: a misread character costs a name its place but does not hide it."""
        text = normalize(signature)
        return sorted((self._scored(text, i) for i in self._shortlist(text)), key=lambda found: (-found.score, len(found.name)))[:limit]

    def _shortlist(self, text: str) -> Sequence[int]:
        """The names that have most of a text's rarer characters."""
        import numpy as np

        lists = sorted((self._with(character) for character in set(text)), key=len)
        rare = [names for names in lists if len(names) <= MANY] or [names[:MANY] for names in lists[:1]]
        if not rare:
            return []
        found, index = np.unique(np.concatenate(rare), return_inverse=True)
        weights = np.repeat([self._rarity(len(names)) for names in rare], [len(names) for names in rare])
        scores = np.bincount(index, weights=weights, minlength=len(found))
        best = np.argpartition(-scores, SHORTLIST)[:SHORTLIST] if len(found) > SHORTLIST else np.arange(len(found))
        return [int(i) for i in found[best]]

    def _rarity(self, count: int) -> float:
        import math

        return math.log(1 + len(self.names) / max(count, 1))

    def _scored(self, text: str, i: int) -> Candidate:
        from rapidfuzz.distance import LCSseq

        folded = self._folded[i]
        in_order = LCSseq.similarity(text, folded) / len(text)
        together = 0.1 * (text in folded) + 0.05 * folded.startswith(text[:2])
        return Candidate(self.names[i], round(in_order + together - 0.001 * len(folded), 4))
