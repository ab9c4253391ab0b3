"""Where to read again at a larger scale: the rows of labels whose values are missing or unsure."""

import math
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import skew_of
from extractors.page import Extraction, Field, Page, Point, TextLine, Zone, line_height
from extractors.pairs import Label, read_labels
from extractors.vocabulary import FieldName

SECOND_LOOK = 0.92
"""A name or number less sure than this is read again at a larger scale."""
WIDTH = 0.72
"""How far a row reaches behind its label, as a share of the page."""
AT_EDGE = 0.3
"""A line that begins or ends nearer to a zone's edge, in its heights, may go on beyond it."""


def with_closer_look(page: Page, zone: Zone, lines: Sequence[TextLine]) -> Page:
    """The page with `lines`, which were read in the zone from close by, in place of those that stand in it.

    What reaches over the zone's edge was seen there in part only, and stays as it was read before.
    """
    stay = [line for line in page.lines if not _lies_in(line, zone)]
    over = [line for line in stay if line.left < zone.right and line.right > zone.left]
    seen = [line for line in lines if not _is_cut(line, zone, page) and not any(_lies_on(line.middle, other) for other in over)]
    return replace(page, lines=(*stay, *seen))


def with_lines_of(page: Page, other: Page) -> Page:
    """The page with those lines of another reading of it that stand where it has none."""
    more = [line for line in other.lines if not any(_lies_on(line.middle, known) or _lies_on(known.middle, line) for known in page.lines)]
    return replace(page, lines=(*page.lines, *more))


def _lies_in(line: TextLine, zone: Zone) -> bool:
    slack = AT_EDGE * line_height(line.polygon)
    across = zone.left <= line.left and line.right <= zone.right
    return across and zone.top - slack <= line.top and line.bottom <= zone.bottom + slack


def _is_cut(line: TextLine, zone: Zone, page: Page) -> bool:
    """Whether the line may go on beyond the zone, where the page does."""
    near = AT_EDGE * line_height(line.polygon)
    return (zone.left > 0 and line.left < zone.left + near) or (zone.right < page.width and line.right > zone.right - near)


def _lies_on(point: Point, line: TextLine) -> bool:
    """Whether a point lies within a line's corners, which go round clockwise."""
    x, y = point
    sides = zip(line.polygon, (*line.polygon[1:], line.polygon[0]), strict=True)
    return all((x1 - x0) * (y - y0) >= (y1 - y0) * (x - x0) for (x0, y0), (x1, y1) in sides)


def is_sure(name: FieldName, extraction: Extraction) -> bool:
    return any(field.name is name and field.confidence >= SECOND_LOOK for field in extraction.fields)


def row_of(name: FieldName, found: Sequence[Label], page: Page, below: float = 0.0) -> list[Zone]:
    """The row in which the field's surest label stands, as far as the page leans, and `below` label heights more under it."""
    mine = sorted((label for label in found if label.field is name), key=lambda label: -label.sureness)
    if not mine:
        return []
    line, length = mine[0].place.line, WIDTH * page.width
    top, bottom = line.top - 0.8 * line.height, line.bottom + (0.8 + below) * line.height
    down = length * math.tan(skew_of(page.lines))
    return [Zone(name, line.left - line.height, top + min(down, 0.0), line.left + length, bottom + max(down, 0.0)).within(page)]


def unsure_rows(page: Page, extraction: Extraction, *names: FieldName) -> tuple[Zone, ...]:
    """Where to look again for those of the named fields that are missing or unsure: the lines of the value, else the row of its label."""
    unsure = [name for name in names if not is_sure(name, extraction)]
    if not unsure:
        return ()
    _, _, found = read_labels(page, extraction.kind)
    read = {field.name: field for field in extraction.fields}
    zones = (zone for name in unsure for zone in (lines_of(read[name], page) if name in read else row_of(name, found, page)))
    return tuple(zone for zone in zones if not zone.is_empty)


def lines_of(field: Field, page: Page) -> list[Zone]:
    """The whole lines, labels in them included, on which a value stands."""
    xs, ys = [x for x, _ in field.polygon], [y for _, y in field.polygon]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    lines = [line for line in page.lines if line.left <= right and line.right >= left and top <= line.middle[1] <= bottom]
    height = min((line.height for line in lines), default=bottom - top)
    left, right = min([left, *(line.left for line in lines)]), max([right, *(line.right for line in lines)])
    return [Zone(field.name, left - height, top - 0.8 * height, right + height, bottom + 0.8 * height).within(page)]
