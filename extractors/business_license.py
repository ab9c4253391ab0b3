"""营业执照: the business licence, portrait and landscape, with the old 15-digit registration number or the credit code."""

import re

from extractors.dates import dates_in, end_of_period
from extractors.fields import around, field
from extractors.kind import kind_score
from extractors.labels import labels_of, load_labels
from extractors.layout import Placed, place
from extractors.numbers import is_credit_code, is_registration_number, tidy_credit_code
from extractors.page import Extraction, Field, Page, Polygon
from extractors.pairs import Label, Pair, find_labels, pair
from extractors.vocabulary import DocumentKind, FieldName

KIND = DocumentKind.BUSINESS_LICENSE
UNLABELLED = 0.5
"""Factor on the confidence of a name found by its shape, without its label."""
UNFINISHED = 0.8
"""Factor on the confidence of a name that ends in no word that names end in."""
UNCHECKED = 0.6
"""Factor on the confidence of a number whose check digit is wrong or that has none."""
CHECKED = 0.99
"""Least confidence of a number whose check digits are right: a chance reading passes both of a credit code once in 341 times."""

_CODE = re.compile(r"[0-9A-Z]{18}")
_DIGITS = re.compile(r"(?<![0-9A-Z])[0-9]{15}(?![0-9A-Z])|(?<![0-9A-Z])[0-9]{13}(?![0-9A-Z])")


def extract(page: Page) -> Extraction:
    """The fields of a business licence; see docs/fields.md."""
    labels = labels_of(KIND)
    lines = place(page)
    found = find_labels(lines, labels.field_of())
    fields = [
        _entity_name(found, lines),
        _credit_code(found, lines),
        _registration_number(found, lines),
        *_period(found, lines),
        _legal_representative(found, lines),
    ]
    return Extraction(KIND, kind_score(lines, found, labels), tuple(f for f in fields if f), _emblem(lines))


def _pairs(name: FieldName, found: list[Label], lines: tuple[Placed, ...], more: int = 0) -> list[Pair]:
    """The pairs of a field that have a value, the surest label first."""
    mine = sorted((label for label in found if label.field is name), key=lambda label: -label.sureness)
    return [p for p in (pair(label, found, lines, more) for label in mine) if p.value]


def _entity_name(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    best: Field | None = None
    for candidate in _pairs(FieldName.ENTITY_NAME, found, lines, more=1):
        pieces = list(candidate.value)
        if len(pieces) > 1 and is_finished("".join(p.text for p in pieces[:-1])):
            pieces = pieces[:-1]
        sureness = candidate.label.sureness * (1.0 if is_finished("".join(p.text for p in pieces)) else UNFINISHED)
        read = field(FieldName.ENTITY_NAME, pieces, sureness)
        if read and _is_name(read.value) and (best is None or read.confidence > best.confidence):
            best = read
    return best or _unlabelled_name(lines, found)


def _is_name(value: str) -> bool:
    return len(value) >= 2 and any("一" <= char <= "鿿" for char in value) and not set(value) <= set("*＊ ")


def is_finished(name: str) -> bool:
    """Whether a name ends in a word that entities' names end in (公司, 厂, 店 …)."""
    plain = "".join(name.split()).replace("）", ")")
    return plain.endswith(load_labels().name_endings)


def _unlabelled_name(lines: tuple[Placed, ...], found: list[Label]) -> Field | None:
    """The uppermost line that reads like a whole name, where the label was not read."""
    taken = {id(label.place.line) for label in found}
    for line in lines:
        if id(line.line) not in taken and 6 <= len(line.text) <= 40 and is_finished(line.text) and "局" not in line.text:
            return field(FieldName.ENTITY_NAME, [line], UNLABELLED)
    return None


def _credit_code(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    """The first 18 characters in one line whose check digits are right; else those nearest to the label."""
    candidates = []
    for line in lines:
        plain = tidy_credit_code(line.text.replace(" ", "#"))
        for match in _CODE.finditer(plain):
            candidates.append((is_credit_code(match[0]), match[0], line.part(*match.span())))
    if not candidates:
        return None
    checked, value, piece = max(candidates, key=lambda c: (c[0], _near_label(FieldName.CREDIT_CODE, c[2], found)))
    return _number(FieldName.CREDIT_CODE, value, piece, checked)


def _registration_number(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    candidates = []
    for line in lines:
        for match in _DIGITS.finditer(line.text.upper()):
            candidates.append((is_registration_number(match[0]), match[0], line.part(*match.span())))
    labelled = [c for c in candidates if c[0] or _near_label(FieldName.REGISTRATION_NUMBER, c[2], found)]
    if not labelled:
        return None
    checked, value, piece = max(labelled, key=lambda c: (_near_label(FieldName.REGISTRATION_NUMBER, c[2], found), c[0]))
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
    for candidate in _pairs(FieldName.VALID_TO, found, lines, more=1):
        text = candidate.text
        end = end_of_period(text)
        if end is None:
            continue
        fields = [_dated(FieldName.VALID_TO, end.value, candidate, end.start, end.end)]
        first = next((f for f in dates_in(text) if f.start < end.start), None)
        if first:
            fields.append(_dated(FieldName.VALID_FROM, first.value, candidate, first.start, first.end))
        return fields
    return []


def _dated(name: FieldName, value: str, source: Pair, start: int, end: int) -> Field:
    confidences = [c for piece in source.value for c in piece.line.char_confidences][start:end]
    return Field(name, value, round(min(confidences, default=0.0) * source.label.sureness, 4), around([p.line.polygon for p in source.value]))


def _legal_representative(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    for candidate in _pairs(FieldName.LEGAL_REPRESENTATIVE, found, lines):
        return field(FieldName.LEGAL_REPRESENTATIVE, candidate.value[:1], candidate.label.sureness)
    return None


def _emblem(lines: tuple[Placed, ...]) -> Polygon | None:
    """Where the national emblem is printed: above the middle of the title, about one and a half of its heights high."""
    titles = [line for line in lines if "".join(line.text.split()).endswith("执照")]
    if not titles:
        return None
    title = max(titles, key=lambda line: line.height).line
    middle, height = title.middle[0], title.height
    left, right, top, bottom = middle - 0.9 * height, middle + 0.9 * height, title.top - 1.6 * height, title.top - 0.1 * height
    return (left, top), (right, top), (right, bottom), (left, bottom)
