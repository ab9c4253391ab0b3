"""Where to read again at a larger scale: the rows of labels whose values are missing or unsure."""

from collections.abc import Sequence

from extractors.page import Extraction, Page, Zone
from extractors.pairs import Label, read_labels
from extractors.vocabulary import FieldName

SECOND_LOOK = 0.9
"""A name or number less sure than this is read again at a larger scale."""
WIDTH = 0.72
"""How far a row reaches behind its label, as a share of the page."""


def is_sure(name: FieldName, extraction: Extraction) -> bool:
    return any(field.name is name and field.confidence >= SECOND_LOOK for field in extraction.fields)


def row_of(name: FieldName, found: Sequence[Label], page: Page, below: float = 0.0) -> list[Zone]:
    """The row in which the field's surest label stands, and `below` label heights more under it."""
    mine = sorted((label for label in found if label.field is name), key=lambda label: -label.sureness)
    if not mine:
        return []
    line = mine[0].place.line
    box = (line.left - line.height, line.top - 0.8 * line.height, line.left + WIDTH * page.width, line.bottom + (0.8 + below) * line.height)
    return [Zone(name, *box).within(page)]


def unsure_rows(page: Page, extraction: Extraction, *names: FieldName) -> tuple[Zone, ...]:
    """The rows of those of the named fields that are missing or unsure."""
    unsure = [name for name in names if not is_sure(name, extraction)]
    if not unsure:
        return ()
    _, _, found = read_labels(page, extraction.kind)
    return tuple(zone for name in unsure for zone in row_of(name, found, page) if not zone.is_empty)
