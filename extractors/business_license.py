"""营业执照: the business licence, portrait and landscape, with the old 15-digit registration number or the credit code."""

import re

from extractors.dates import dates_in, end_of_period
from extractors.fields import field
from extractors.kind import kind_score
from extractors.layout import Placed
from extractors.names import ends_in_legal_form, name_field
from extractors.numbers import is_credit_code, is_registration_number, tidy_credit_code
from extractors.page import Extraction, Field, Page, Polygon, Zone
from extractors.pairs import Label, dated, read_labels, values_of
from extractors.vocabulary import DocumentKind, FieldName

KIND = DocumentKind.BUSINESS_LICENSE
UNLABELLED = 0.5
"""Factor on the confidence of a name found by its shape, without its label."""
UNCHECKED = 0.6
"""Factor on the confidence of a number whose check digit is wrong or that has none."""
CHECKED = 0.99
"""Least confidence of a number whose check digits are right: a chance reading passes both of a credit code once in 341 times."""

SECOND_LOOK = 0.9
"""A name or number less sure than this is read again at a larger scale."""
NUMBERS = (FieldName.CREDIT_CODE, FieldName.REGISTRATION_NUMBER)

LEAST_TITLE = 3
"""Characters of the title that must be read for its place to be known."""
TITLE = re.compile("(?:企业法人|个体工商户|合伙企业|个人独资企业|农民专业合作社法?人?)?[营业执照]{1,4}")

_CODE = re.compile(r"[0-9A-Z]{18}")
_DIGITS = re.compile(r"(?<![0-9A-Z])[0-9]{15}(?![0-9A-Z])|(?<![0-9A-Z])[0-9]{13}(?![0-9A-Z])")


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """Where to read again at a larger scale: the row of a name or number that is missing or unsure."""
    _, lines, found = read_labels(page, KIND)
    fields = {each.name: each for each in extraction.fields}
    zones = []
    if not _is_sure(fields.get(FieldName.ENTITY_NAME)):
        zones.extend(_row_of(FieldName.ENTITY_NAME, found, page, 0.0))
    if not any(_is_sure(fields.get(name)) for name in NUMBERS):
        places = [zone for name in NUMBERS for zone in _row_of(name, found, page, 1.5)]
        zones.extend(places or _under_title(lines, page))
    return tuple(zone for zone in zones if not zone.is_empty)


def _is_sure(found: Field | None) -> bool:
    return found is not None and found.confidence >= SECOND_LOOK


def _row_of(name: FieldName, found: list[Label], page: Page, below: float) -> list[Zone]:
    """The row in which the field's surest label stands, and `below` label heights more under it."""
    mine = sorted((label for label in found if label.field is name), key=lambda label: -label.sureness)
    if not mine:
        return []
    line = mine[0].place.line
    box = (line.left - line.height, line.top - 0.8 * line.height, line.left + 0.72 * page.width, line.bottom + (0.8 + below) * line.height)
    return [Zone(name, *box).within(page)]


def _under_title(lines: tuple[Placed, ...], page: Page) -> list[Zone]:
    """The band under the title, in which every layout prints its number."""
    title = _title(lines)
    if title is None:
        return []
    _, top, _, bottom = title
    return [Zone(FieldName.CREDIT_CODE, 0, bottom, page.width, bottom + 2 * (bottom - top)).within(page)]


def extract(page: Page) -> Extraction:
    """The fields of a business licence; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    fields = [
        _entity_name(found, lines),
        _credit_code(found, lines),
        _registration_number(found, lines),
        *_period(found, lines),
        _legal_representative(found, lines),
    ]
    return Extraction(KIND, kind_score(lines, found, labels), tuple(f for f in fields if f), _emblem(lines))


def _entity_name(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    best: Field | None = None
    for candidate in values_of(FieldName.ENTITY_NAME, found, lines, more=1):
        read = name_field(FieldName.ENTITY_NAME, candidate)
        if read and _is_name(read.value) and (best is None or read.confidence > best.confidence):
            best = read
    return best or _unlabelled_name(lines, found)


def _is_name(value: str) -> bool:
    return len(value) >= 2 and any("一" <= char <= "鿿" for char in value) and not set(value) <= set("*＊ ")


def _unlabelled_name(lines: tuple[Placed, ...], found: list[Label]) -> Field | None:
    """The uppermost line that reads like a whole name, where the label was not read."""
    taken = {id(label.place.line) for label in found}
    for line in lines:
        if id(line.line) not in taken and ends_in_legal_form(line.text) and len(line.text) <= 40:
            return field(FieldName.ENTITY_NAME, [line], UNLABELLED)
    return None


def _credit_code(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    """The 18 characters in one line whose check digits are right; else those nearest to the label."""
    candidates = [
        (is_credit_code(match[0]), match[0], line.part(*match.span()))
        for line in lines
        for match in _CODE.finditer(tidy_credit_code(line.text.replace(" ", "#")))
    ]
    if not candidates:
        return None
    checked, value, piece = max(candidates, key=lambda c: (c[0], _near_label(FieldName.CREDIT_CODE, c[2], found)))
    return _number(FieldName.CREDIT_CODE, value, piece, checked)


def _registration_number(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    """The 15 (before 2007: 13) digits at the label, or anywhere where the check digit is right."""
    candidates = [
        (_near_label(FieldName.REGISTRATION_NUMBER, piece, found), is_registration_number(match[0]), match[0], piece)
        for line in lines
        for match in _DIGITS.finditer(line.text.upper())
        for piece in [line.part(*match.span())]
    ]
    candidates = [candidate for candidate in candidates if candidate[0] or candidate[1]]
    if not candidates:
        return None
    _, checked, value, piece = max(candidates, key=lambda c: (c[0], c[1]))
    return _number(FieldName.REGISTRATION_NUMBER, value, piece, checked)


def _near_label(name: FieldName, piece: Placed, found: list[Label]) -> bool:
    return any(label.field is name and (label.place.line.polygon == piece.line.polygon or _close(label.place, piece)) for label in found)


def _close(label: Placed, piece: Placed) -> bool:
    """In the label's row to its right, or in the line under it."""
    across, down = piece.begin[0] - label.end[0], piece.begin[1] - label.end[1]
    return (-label.height < across < 10 * label.height and abs(down) < label.height) or (
        abs(piece.begin[0] - label.begin[0]) < 4 * label.height and 0 < down < 2.5 * label.height
    )


def _number(name: FieldName, value: str, piece: Placed, checked: bool) -> Field:
    confidences = piece.line.char_confidences
    least = min(confidences)
    confidence = max(least, CHECKED) if checked else least * UNCHECKED
    return Field(name, value, round(confidence, 4), piece.line.polygon, confidences)


def _period(found: list[Label], lines: tuple[Placed, ...]) -> list[Field]:
    """The end of the period, and its beginning where one is printed with it."""
    for candidate in values_of(FieldName.VALID_TO, found, lines, more=1):
        text = candidate.text
        end = end_of_period(text)
        if end is None:
            continue
        fields = [dated(FieldName.VALID_TO, end, candidate)]
        first = next((f for f in dates_in(text) if f.start < end.start), None)
        if first:
            fields.append(dated(FieldName.VALID_FROM, first, candidate))
        return fields
    return []


def _legal_representative(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    for candidate in values_of(FieldName.LEGAL_REPRESENTATIVE, found, lines):
        return field(FieldName.LEGAL_REPRESENTATIVE, candidate.value[:1], candidate.label.sureness)
    return None


def _title(lines: tuple[Placed, ...]) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of the title, which is often found in pieces: 营 业 / 执照, of letters about as high."""
    pieces = [line for line in lines if TITLE.fullmatch("".join(line.text.split()))]
    tallest = max((piece.height for piece in pieces), default=0.0)
    high = [piece.line for piece in pieces if piece.height > 0.6 * tallest]
    if sum(len(line.text) for line in high) < LEAST_TITLE:
        return None
    left, right = min(line.left for line in high), max(line.right for line in high)
    return left, min(line.top for line in high), right, max(line.bottom for line in high)


def _emblem(lines: tuple[Placed, ...]) -> Polygon | None:
    """Where the national emblem is printed: above the middle of the title, about one and a half of its heights high."""
    title = _title(lines)
    if title is None:
        return None
    (from_x, from_y, to_x, to_y), middle = title, (title[0] + title[2]) / 2
    letter = min(to_y - from_y, 0.4 * (to_x - from_x))
    left, right, top, bottom = middle - 0.9 * letter, middle + 0.9 * letter, from_y - 1.6 * letter, from_y - 0.1 * letter
    return (left, top), (right, top), (right, bottom), (left, bottom)
