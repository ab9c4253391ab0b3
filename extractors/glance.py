"""A glance at a licence: of the lines found on it, those are read that its name, number and end of validity need.

The title first; then, from it downwards, the beginnings of the lines in which labels stand; then the rows of the labels that
matter, and what may hold the number. Running text, such as the scope of business, is not read. A glance either finds all of it
surely or is not enough, and then the page is read as a whole: so it saves time and loses nothing.
"""

from collections.abc import Callable, Iterator, Sequence
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
from extractors.zones import SECOND_LOOK, is_sure, row_of, with_closer_look

LARGE = 1.3
"""Titles are printed in letters at least so many times as high as the middle line's."""
LONGEST_PIECE = 3
"""So many labels' first characters may be found as one strip that runs down."""
LONGEST_TITLE = 12.0
"""No title is longer, in its heights."""
END_OF_TITLE = "照"
"""Two of them in large print are two licences on one picture."""
NUMBER = (6.0, 26.0)
"""How long a line that holds a number may be, in its heights."""
LONG_LABEL = 5.0
"""A line that begins with a label and is longer, in its heights, holds the value too."""
FEWEST = 6
"""A licence has more lines."""
Closer = Callable[[Zone], tuple[TextLine, ...]]
"""Reads what stands in a zone of the page, at a scale of its own."""

CERTAIN = 0.9
"""From this score on the kind is certain (policy.yaml, kind_sure)."""
SOUGHT = (FieldName.ENTITY_NAME, FieldName.VALID_TO)
"""What is read behind its label; the number is known by its shape."""

_KIND = labels_of(business_license.KIND)
_LABELS = _KIND.field_of()
_WORDS = frozenset(_LABELS)
_HEADS = frozenset(word[0] for word, field in _LABELS.items() if field is FieldName.ENTITY_NAME and len(word) == 2)
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
    heads = _heads(sheet, title)
    name = _find_name(sheet, heads)
    _value(sheet, FieldName.ENTITY_NAME)
    _find_period(sheet, heads, name)
    _value(sheet, FieldName.VALID_TO)
    _number(sheet, title)
    _be_sure_of_kind(sheet, heads)
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
    """The page with what is read in the zone from close by, unless that says less, or something else where the page was sure."""
    from_close_by = with_closer_look(page, zone, closer(zone))
    before, after = ({field.name: field for field in business_license.extract(each).fields} for each in (page, from_close_by))
    for name, field in before.items():
        other = after.get(name)
        sure = field.confidence >= SECOND_LOOK
        if sure and (other is None or other.value != field.value or other.confidence < SECOND_LOOK):
            return page
    known, seen = (fields[zone.field].confidence if zone.field in fields else 0.0 for fields in (before, after))
    return from_close_by if seen >= known else page


def _page(sheet: Sheet) -> Page:
    return sheet.page(_label_alone)


def _label_alone(beginning: TextLine) -> TextLine | None:
    """The label that a line begins with; its value, of which only a part was read, is left out."""
    label = label_at_begin(beginning.text, _WORDS)
    if label:
        return beginning.span(0, label[1])
    return beginning.span(0, 1) if beginning.text[0] in _TAILS else None


def _title(sheet: Sheet) -> float | None:
    """Reads the large lines; the height on the page at which the title stands, if it is among them, once."""
    if len(sheet.lines) < FEWEST:
        return None
    middle = median(line.height for line in sheet.lines)
    large = [line for line in sheet.lines if line.height >= LARGE * middle and line.ratio <= LONGEST_TITLE]
    for line in large:
        sheet.read(line)
    lines = place(_page(sheet))
    box = business_license.title_place(lines)
    if box is None or sum(line.text.count(END_OF_TITLE) for line in lines) > 1:
        return None
    left, top, right, bottom = box
    return sheet.level(((left + right) / 2, (top + bottom) / 2))[1]


def _heads(sheet: Sheet, title: float) -> list[Found]:
    """The lines under the title with which rows begin, as far as places tell, from top to bottom."""
    under = sorted((line for line in sheet.lines if line.y > title and not line.whole), key=lambda line: line.y)
    behind = values(under)
    return [line for line in under if line not in behind]


def _find_name(sheet: Sheet, heads: Sequence[Found]) -> int:
    """Reads one head after the other until the name's label is among them; how many were read.

    They are read whole: what stands between title and name is the number, and the name's own line is wanted too.
    """
    for count, head in enumerate(heads, start=1):
        field = _begin(sheet, head) if head.ratio > NUMBER[1] else _read(sheet, head)
        if field is FieldName.ENTITY_NAME or (head.text_line and _is_piece(head.text_line.text)):
            return count
    return len(heads)


def _is_piece(text: str) -> bool:
    """Whether it begins with a character of a name's label that was found without the other: 名, 名类 (one over the other), 称…"""
    return text[0] in _TAILS or (text[0] in _HEADS and len(text) <= LONGEST_PIECE)


def _find_period(sheet: Sheet, heads: Sequence[Found], name: int) -> None:
    """Begins heads until the period's label is among them, each where the order of labels makes it likely after the one before."""
    rank = {word: place for place, word in enumerate(_KIND.order)}
    period = next(place for word, place in rank.items() if _LABELS[word] is FieldName.VALID_TO)
    likely, left = name - 1 + period, list(range(name, len(heads)))
    while left:
        at = min(left, key=lambda each: (abs(each - likely), each))
        left.remove(at)
        if _begin(sheet, heads[at]) is FieldName.VALID_TO:
            return
        line = heads[at].text_line
        label = label_at_begin(line.text, _WORDS) if line else None
        if label and label[0] in rank:
            likely = at + period - rank[label[0]]


def _begin(sheet: Sheet, head: Found) -> FieldName | None:
    """Begins a line; the field whose label it begins with, if that is sought."""
    sheet.begin(head)
    if head.text_line and _is_cut(head.text_line.text):
        sheet.read(head)
    return _field_of(head)


def _read(sheet: Sheet, head: Found) -> FieldName | None:
    sheet.read(head)
    return _field_of(head)


def _field_of(head: Found) -> FieldName | None:
    label = label_at_begin(head.text_line.text, _WORDS) if head.text_line else None
    return _LABELS[label[0]] if label else None


def _be_sure_of_kind(sheet: Sheet, heads: Sequence[Found]) -> None:
    """Begins further lines until enough labels are known for the kind to be certain."""
    for head in heads:
        if head.begun:
            continue
        if _extraction(sheet).score >= CERTAIN:
            return
        sheet.begin(head)


def _is_cut(beginning: str) -> bool:
    """Whether the beginning of a line ends within a label that matters."""
    return len(beginning) > 1 and any(word.startswith(beginning) for word, field in _LABELS.items() if field in SOUGHT)


def _value(sheet: Sheet, field: FieldName) -> None:
    """Reads the row of the field's labels, and what stands under it unless that was enough; names that look whole may go on."""
    labels = _labels_of(sheet, field)
    for rows in (_row, _under):
        for label in labels:
            for line in rows(sheet, label):
                sheet.read(line)
        if field is not FieldName.ENTITY_NAME and is_sure(field, _extraction(sheet)):
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
    """The next line of the value: nothing stands before it in its own row."""
    height = label.place.height
    (left, _), (right, _) = (sheet.level(corner) for corner in label.place.line.polygon[:2])
    y = sheet.level(label.place.line.middle)[1]
    for line in sheet.lines:
        below = 0.5 * height < line.y - y < NEXT_ROW * height and left - height < line.left < right + BETWEEN * height
        labelled = any(other.in_row_of(line) and left - height < other.left < line.left for other in sheet.lines)
        if below and not labelled and not line.begun:
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
