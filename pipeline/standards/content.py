"""Words by category of what they are about: content.tsv. A pack says which categories it refuses."""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "content.tsv"


@cache
def categories() -> dict[str, tuple[str, ...]]:
    """Category → its words, as the table has them."""
    found: dict[str, list[str]] = {}
    for line in TABLE.read_text("utf8").splitlines():
        if line and not line.startswith("#"):
            category, _, words = line.partition("\t")
            found.setdefault(category, []).extend(words.split())
    return {category: tuple(words) for category, words in found.items()}
