"""What certificates have in common: the holder's name, the credit code, a period, and the person who answers for it."""

import re
from collections.abc import Iterator, Sequence

from extractors.dates import dates_in, end_of_period
from extractors.fields import field
from extractors.layout import Placed, right_of
from extractors.names import ends_in_legal_form, name_field
from extractors.numbers import is_credit_code, tidy_credit_code
from extractors.page import Field
from extractors.pairs import REACH, Label, dated, is_label_line, values_of
from extractors.vocabulary import FieldName

UNLABELLED = 0.5
"""Factor on the confidence of a name found by its shape, without its label."""
UNCHECKED = 0.6
"""Factor on the confidence of a number whose check digit is wrong or that has none."""
CHECKED = 0.99
"""Least confidence of a number whose check digits are right: a chance reading passes both of a credit code once in 341 times."""

_CODE = re.compile(r"[0-9A-Z]{18}")
_GROUPED = re.compile(r"(?<![0-9A-Z])[0-9A-Z](?:\s{0,2}[0-9A-Z]){17}(?![0-9A-Z])")


def entity_name(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The surest name behind a label, else the uppermost line that reads like a whole name."""
    best: Field | None = None
    for candidate in values_of(FieldName.ENTITY_NAME, found, lines, more=1):
        read = name_field(FieldName.ENTITY_NAME, candidate)
        if read and _is_name(read.value) and (best is None or read.confidence > best.confidence):
            best = read
    return best or _unlabelled_name(lines, found)


def _is_name(value: str) -> bool:
    return len(value) >= 2 and any("一" <= char <= "鿿" for char in value) and not set(value) <= set("*＊ ")


def _unlabelled_name(lines: Sequence[Placed], found: Sequence[Label]) -> Field | None:
    """A line with a label of another field, in it or before it, is no name: 类型 有限责任公司."""
    others = [label for label in found if label.field is not FieldName.ENTITY_NAME]
    for line in lines:
        labelled = is_label_line(line, found) or any(right_of(label.place, [line], REACH * label.place.height) for label in others)
        if not labelled and ends_in_legal_form(line.text) and len(line.text) <= 40:
            return field(FieldName.ENTITY_NAME, [line], UNLABELLED)
    return None


def credit_code(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The 18 characters in one line whose check digits are right; else those nearest to the label."""
    candidates = [
        (is_credit_code(match[0]), match[0], line.part(*match.span()))
        for line in lines
        for match in _CODE.finditer(tidy_credit_code(line.text.replace(" ", "#")))
    ]
    if not any(checked for checked, _, _ in candidates):
        candidates.extend(_grouped_codes(lines))
    if not candidates:
        return None
    checked, value, piece = max(candidates, key=lambda c: (c[0], near_label(FieldName.CREDIT_CODE, c[2], found)))
    return number_field(FieldName.CREDIT_CODE, value, piece, checked)


def _grouped_codes(lines: Sequence[Placed]) -> Iterator[tuple[bool, str, Placed]]:
    """Codes printed in groups (9111 0108 …) within a line; only check digits tell that such groups belong together."""
    for line in lines:
        for match in _GROUPED.finditer(tidy_credit_code(line.text)):
            code = "".join(match[0].split())
            if is_credit_code(code):
                yield True, code, line.part(*match.span())


def number_field(name: FieldName, value: str, piece: Placed, checked: bool) -> Field:
    """A number as a field: nearly certain where its check digits are right."""
    confidences = tuple(each for char, each in zip(piece.text, piece.line.char_confidences, strict=True) if not char.isspace())
    least = min(confidences)
    confidence = max(least, CHECKED) if checked else least * UNCHECKED
    return Field(name, value, round(confidence, 4), piece.line.polygon, confidences)


def near_label(name: FieldName, piece: Placed, found: Sequence[Label]) -> bool:
    """Whether the piece stands in the line of a label of that field, to its right or under it."""
    return any(label.field is name and (label.place.line.polygon == piece.line.polygon or _close(label.place, piece)) for label in found)


def _close(label: Placed, piece: Placed) -> bool:
    across, down = piece.begin[0] - label.end[0], piece.begin[1] - label.end[1]
    return (-label.height < across < 10 * label.height and abs(down) < label.height) or (
        abs(piece.begin[0] - label.begin[0]) < 4 * label.height and 0 < down < 2.5 * label.height
    )


def period(found: Sequence[Label], lines: Sequence[Placed]) -> list[Field]:
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


def legal_representative(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    for candidate in values_of(FieldName.LEGAL_REPRESENTATIVE, found, lines):
        return field(FieldName.LEGAL_REPRESENTATIVE, candidate.value[:1], candidate.label.sureness)
    return None
