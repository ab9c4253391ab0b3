"""How a signature stands to a name. This package knows names only: no documents, no pictures."""

from matchers.compare import compare, compare_mark
from matchers.comparison import Accepted, Aligned, Comparison, EntityComparison, NameMode, Relation
from matchers.entities import compare_entities
from matchers.folding import normalize
from matchers.generic import is_generic
from matchers.pair import DOUBTFUL
from matchers.register import Register, RegisterRefused

__all__ = [
    "DOUBTFUL",
    "Accepted",
    "Aligned",
    "Comparison",
    "EntityComparison",
    "NameMode",
    "Register",
    "RegisterRefused",
    "Relation",
    "compare",
    "compare_entities",
    "compare_mark",
    "is_generic",
    "normalize",
]
