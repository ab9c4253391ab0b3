"""What a comparison of a signature with a name says, and the words it says it in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, NamedTuple


class Relation(StrEnum):
    """How a signature stands to a name, the strongest first."""

    IDENTICAL = "identical"
    CONTIGUOUS = "contiguous"
    IN_ORDER = "in_order"
    NEAR = "near"
    GENERIC = "generic"
    UNRELATED = "unrelated"


class NameMode(StrEnum):
    """What a standard takes for an abbreviation: characters that follow each other (strict), or that stand in order (loose)."""

    STRICT = "strict"
    LOOSE = "loose"


class Accepted(StrEnum):
    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


Kind = Literal["equal", "look_alike", "sound_alike", "missing"]


class Aligned(NamedTuple):
    """One character of the signature and where it stands in the name as given.

    `stands_for` is the other character that the name has in its place. A character that is neither equal nor alike is
    `missing`, with a place where the name has another one instead of it. White space and punctuation are left out.
    """

    char: str
    at: int | None
    kind: Kind
    stands_for: str | None = None


class Comparison(NamedTuple):
    """The answer: the relation, a score that orders pairs (0-1), the character diff, and whether a standard accepts it.

    A tuple, as it is made hundreds of thousands of times for a large table.
    """

    signature: str
    name: str
    relation: Relation
    score: float
    alignment: tuple[Aligned, ...]
    accepted: Accepted
    reason: str

    def to_json(self) -> dict[str, Any]:
        return {
            "signature": self.signature,
            "name": self.name,
            "relation": self.relation,
            "score": self.score,
            "alignment": [stand._asdict() for stand in self.alignment],
            "accepted": self.accepted,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class EntityComparison:
    """Whether two full names are one entity. `differing` holds (left character, right character, its place on the right)."""

    same: bool
    near: bool
    reason: str
    differing: tuple[tuple[str | None, str | None, int | None], ...]
