"""A glance at a licence: of the lines found on it, those are read that its name, number and end of validity need.

The title first; then, from it downwards, the beginnings of the lines in which labels stand; then the rows of the labels that
matter, and what may hold the number. Running text, such as the scope of business, is not read. A glance either finds all of it
surely or is not enough, and then the page is read as a whole: so it saves time and loses nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from extractors import business_license
from extractors.labels import labels_of
from extractors.layout import place
from extractors.number_strips import CHECKED, NUMBERS
from extractors.page import Extraction, Page, Polygon, TextLine, Zone
from extractors.pairs import COLUMN_GAP, REACH, Label, label_at_begin, read_labels
from extractors.registry import RECOGNISED
from extractors.sheet import BETWEEN, CHARACTER, NEXT_ROW, Found, Reads, Sheet, values
from extractors.vocabulary import FieldName
from extractors.zones import SECOND_LOOK, is_sure, row_of

LARGE = 1.3
"""Titles are printed in letters at least so many times as high as the middle line's."""
LONGEST_TITLE = 12.0
"""No title is longer, in its heights."""
NUMBER = (6.0, 26.0)
"""How long a line that holds a number may be, in its heights."""
LONG_LABEL = 5.0
"""A line that begins with a label and is longer, in its heights, holds the value too."""
FEWEST = 6
"""A licence has more lines."""
Closer = Callable[[Zone], tuple[TextLine, ...]]
"""Reads what stands in a zone of the page, at a scale of its own."""

SOUGHT = (FieldName.ENTITY_NAME, FieldName.VALID_TO)
"""What is read behind its label; the number is known by its shape."""

_LABELS = labels_of(business_license.KIND).field_of()
_WORDS = frozenset(_LABELS)
_TAILS = frozenset(word[1] for word, field in _LABELS.items() if field is FieldName.ENTITY_NAME and len(word) == 2)


def glance(width: int, height: int, places: Sequence[Polygon], read: Reads, closer: Closer) -> Page | None:
    """What was read of an upright page (`width` x `height` pixels) on which lines stand at `places`.

    None where that is not enough: the page is no licence, or its name, number or end of validity is missing or unsure even from
    close by.
    """
    sheet = Sheet(width, height, places, read)
    title = _title(sheet)
    if title is None:
        return None
    _labels(sheet, title)
    for field in SOUGHT:
        _value(sheet, field)
    _number(sheet, title)
    page = _page(sheet)
    for zone in _doubtful(page):
        page = _closer(page, zone, closer)
    return page if _is_enough(business_license.extract(page)) else None


def _is_enough(taken: Extraction) -> bool:
    """Whether it is one licence whose name and number are sure, and whose end of validity is, if it has one."""
    until = next((field.confidence for field in taken.fields if field.name is FieldName.VALID_TO), 1.0)
    known = is_sure(FieldName.ENTITY_NAME, taken) and _has_number(taken) and until >= SECOND_LOOK
    return known and taken.score >= RECOGNISED and not taken.several


def _doubtful(page: Page) -> tuple[Zone, ...]:
    """Where a name, number or end of validity stands that is missing or not sure yet."""
    taken = business_license.extract(page)
    zones = business_license.wanted(page, taken)
    if is_sure(FieldName.VALID_TO, taken):
        return zones
    _, _, found = read_labels(page, business_license.KIND)
    return (*zones, *row_of(FieldName.VALID_TO, found, page, below=1.0))


def _closer(page: Page, zone: Zone, closer: Closer) -> Page:
    """The page with what is read in the zone from close by, unless that says less."""
    others = [line for line in page.lines if not zone.holds(line)]
    from_close_by = replace(page, lines=(*others, *closer(zone)))
    before, after = ({field.name: field.confidence for field in business_license.extract(each).fields} for each in (page, from_close_by))
    kept = all(after.get(name, 0.0) >= SECOND_LOOK for name, confidence in before.items() if confidence >= SECOND_LOOK)
    return from_close_by if kept and after.get(zone.field, 0.0) >= before.get(zone.field, 0.0) else page


def _page(sheet: Sheet) -> Page:
    return sheet.page(_label_alone)


def _label_alone(beginning: TextLine) -> TextLine | None:
    """The label that a line begins with; its value, of which only a part was read, is left out."""
    label = label_at_begin(beginning.text, _WORDS)
    if label:
        return beginning.span(0, label[1])
    return beginning.span(0, 1) if beginning.text[0] in _TAILS else None


def _title(sheet: Sheet) -> float | None:
    """Reads the large lines; the height on the page at which the title stands, if it is among them."""
    if len(sheet.lines) < FEWEST:
        return None
    middle = median(line.height for line in sheet.lines)
    large = [line for line in sheet.lines if line.height >= LARGE * middle and line.ratio <= LONGEST_TITLE]
    for line in large:
        sheet.read(line)
    box = business_license.title_place(place(_page(sheet)))
    if box is None:
        return None
    left, top, right, bottom = box
    return sheet.level(((left + right) / 2, (top + bottom) / 2))[1]


def _labels(sheet: Sheet, title: float) -> None:
    """Begins the lines under the title in which labels may stand, down to the row of the period."""
    under = sorted((line for line in sheet.lines if line.y > title and not line.whole), key=lambda line: line.y)
    behind, end = values(under), float("inf")
    for line in (line for line in under if line not in behind):
        if line.y > end:
            return
        sheet.begin(line)
        if line.text_line and _is_cut(line.text_line.text):
            sheet.read(line)
        label = label_at_begin(line.text_line.text, _WORDS) if line.text_line else None
        if label and _LABELS[label[0]] is FieldName.VALID_TO:
            end = min(end, line.y + NEXT_ROW * line.height)


def _is_cut(beginning: str) -> bool:
    """Whether the beginning of a line ends within a label that matters."""
    return len(beginning) > 1 and any(word.startswith(beginning) for word, field in _LABELS.items() if field in SOUGHT)


def _value(sheet: Sheet, field: FieldName) -> None:
    """Reads the row of the field's labels, and what stands under it unless that was enough."""
    labels = _labels_of(sheet, field)
    for rows in (_row, _under):
        for label in labels:
            for line in rows(sheet, label):
                sheet.read(line)
        if not labels or is_sure(field, _extraction(sheet)):
            return


def _extraction(sheet: Sheet) -> Extraction:
    return business_license.extract(_page(sheet))


def _labels_of(sheet: Sheet, field: FieldName) -> list[Label]:
    _, _, found = read_labels(_page(sheet), business_license.KIND)
    return [label for label in found if label.field is field]


def _row(sheet: Sheet, label: Label) -> Iterator[Found]:
    """The label's own line, and the value right of it to where the next column begins."""
    height = label.place.height
    left, y = sheet.level(label.place.line.polygon[0])[0], sheet.level(label.place.line.middle)[1]
    right = sheet.level(label.place.line.polygon[1])[0]
    row = [line for line in sheet.lines if abs(line.y - y) < 0.6 * max(height, min(line.height, 1.5 * height)) and line.right > left]
    own = [line for line in row if line.left < left + height]
    yield from own
    end = max((line.right for line in own if line.ratio > LONG_LABEL), default=None)
    for line in sorted((line for line in row if line not in own), key=lambda line: line.left):
        if line.left > (right + REACH * height if end is None else end + COLUMN_GAP * height):
            return
        yield line
        end = line.right if end is not None or line.ratio > CHARACTER else None


def _under(sheet: Sheet, label: Label) -> Iterator[Found]:
    """The next line of the value."""
    height = label.place.height
    (left, _), (right, _) = (sheet.level(corner) for corner in label.place.line.polygon[:2])
    y = sheet.level(label.place.line.middle)[1]
    for line in sheet.lines:
        if not line.begun and 0.5 * height < line.y - y < NEXT_ROW * height and left - height < line.left < right + BETWEEN * height:
            yield line


def _number(sheet: Sheet, title: float) -> None:
    """Reads what may hold the number, above the name and nearest to the title first, until a number's check digits are right."""
    names = [sheet.level(label.place.line.polygon[3])[1] for label in _labels_of(sheet, FieldName.ENTITY_NAME)]
    least, most = NUMBER
    above = [line for line in sheet.lines if line.y < min(names, default=title) and least <= line.ratio < most and not line.whole]
    for line in sorted(above, key=lambda line: abs(line.y - title)):
        if _has_number(_extraction(sheet)):
            return
        sheet.read(line)


def _has_number(taken: Extraction) -> bool:
    return any(field.name in NUMBERS and field.confidence >= CHECKED for field in taken.fields)
