"""商标注册证: the trademark registration certificate, or the office's record of it. A device mark has no words, and yields no mark_text."""

import re
from dataclasses import replace

from extractors.dates import dates_in, end_of_period
from extractors.fields import field
from extractors.kind import NO_EVIDENCE, layout_of, taken_for
from extractors.layout import Placed, reading_order
from extractors.names import name_field
from extractors.page import Extraction, Field, Page, Zone
from extractors.pairs import Label, dated, read_labels, values_of
from extractors.trademark_record import LAYOUT as WEB_RECORD
from extractors.trademark_record import proves_registration, record_fields
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.TRADEMARK_CERTIFICATE

_NUMBER = re.compile(r"^第?\s*([GＧ]?\s*\d{5,9}\s*[A-Z]{0,2})\s*号?$")


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The lines of a mark or registrant that is missing or unsure."""
    return unsure_rows(page, extraction, FieldName.MARK_TEXT, FieldName.REGISTRANT)


def extract(page: Page) -> Extraction:
    """The fields of a trademark certificate; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    if layout_of(lines, found, labels)[0] == WEB_RECORD:
        record = taken_for(KIND, labels, lines, found, record_fields(found, lines))
        return record if proves_registration(labels, found, lines) else replace(record, score=round(record.score * NO_EVIDENCE, 3))
    fields = [_number(lines), _mark(lines, found), _registrant(found, lines), *_dates(found, lines)]
    return taken_for(KIND, labels, lines, found, fields)


def _number(lines: tuple[Placed, ...]) -> Field | None:
    """The number between 第 and 号, above the mark or beside the title."""
    line = _number_line(lines)
    match = _NUMBER.match(line.text) if line else None
    return field(FieldName.TRADEMARK_NUMBER, [line.part(*match.span(1))]) if line and match else None


def _number_line(lines: tuple[Placed, ...]) -> Placed | None:
    return next((line for line in lines if _NUMBER.match(line.text)), None)


def _mark(lines: tuple[Placed, ...], found: list[Label]) -> Field | None:
    """The words between the title and the goods, largest print only: what is small beside it belongs to the form."""
    title = next((line for line in lines if "商标注册证" in "".join(line.text.split())), None)
    goods = next((label.place for label in found if label.text.startswith(("核定", "国际分类"))), None)
    if title is None or goods is None:
        return None
    words = [line for line in lines if title.end[1] + 0.6 * title.height < line.begin[1] < goods.begin[1] - 0.6 * goods.height]
    number = _number_line(lines)
    words = [line for line in words if not _of_number(line, number) and any(char.isalnum() for char in line.text)]
    if not words:
        return None
    tallest = max(line.height for line in words)
    return field(FieldName.MARK_TEXT, reading_order(line for line in words if line.height > _least(line) * tallest), keep_spaces=True)


def _least(line: Placed) -> float:
    """How high a line of the mark is at least, in heights of its highest; a single letter that is smaller is the rest of a watermark."""
    return 0.5 if len(line.text) > 1 else 0.75


def _of_number(line: Placed, number: Placed | None) -> bool:
    """Whether the line is a number, or 第 or 号 beside it."""
    beside = number is not None and abs(line.begin[1] - number.begin[1]) < 0.5 * number.height
    return bool(_NUMBER.match(line.text)) or (beside and line.text in ("第", "号"))


def _registrant(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    return next((name_field(FieldName.REGISTRANT, pair) for pair in values_of(FieldName.REGISTRANT, found, lines, more=1)), None)


def _dates(found: list[Label], lines: tuple[Placed, ...]) -> list[Field]:
    """有效期至 stands before one date; 有效期限 before a period 自…至…."""
    fields = []
    for name in (FieldName.VALID_FROM, FieldName.VALID_TO):
        for pair in values_of(name, found, lines):
            end = end_of_period(pair.text) if name is FieldName.VALID_TO else None
            date = end or next(iter(dates_in(pair.text)), None)
            if date:
                fields.append(dated(name, date, pair))
                break
    return fields
