"""组织机构代码证: the certificate that gave an organization its nine-character code, until the credit code replaced it."""

import re
from collections.abc import Sequence

from extractors.certificate import entity_name, legal_representative, near_label, number_field, period
from extractors.dates import dates_in, end_of_period
from extractors.fields import field
from extractors.kind import taken_for
from extractors.layout import Placed
from extractors.numbers import is_organization_code
from extractors.page import Extraction, Field, Page, Zone
from extractors.pairs import Label, dated, read_labels, unlabelled, values_of
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.ORGANIZATION_CODE_CERTIFICATE

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{8}[-—–－][0-9X](?![0-9A-Z])")


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The rows of a name or code that is missing or unsure."""
    return unsure_rows(page, extraction, FieldName.ENTITY_NAME, FieldName.ORGANIZATION_CODE)


def extract(page: Page) -> Extraction:
    """The fields of an organization code certificate; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    fields = [
        entity_name(found, lines),
        _code(found, lines),
        _registration(found, lines),
        *(period(found, lines) or _unlabelled_period(lines)),
        legal_representative(found, lines),
    ]
    return taken_for(KIND, labels, lines, found, fields)


def _code(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The eight characters, hyphen and check character; those that check go before those at the label."""
    candidates = [
        (is_organization_code(match[0][:8] + match[0][9]), near_label(FieldName.ORGANIZATION_CODE, piece, found), piece)
        for line in lines
        for match in _CODE.finditer(line.text.upper())
        for piece in [line.part(*match.span())]
    ]
    candidates = [candidate for candidate in candidates if candidate[0] or candidate[1]]
    if not candidates:
        return None
    checked, _, piece = max(candidates, key=lambda each: each[:2])
    code = piece.text.upper()
    return number_field(FieldName.ORGANIZATION_CODE, f"{code[:8]}-{code[9]}", piece, checked)


def _registration(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    for candidate in values_of(FieldName.REGISTRATION_NUMBER, found, lines):
        return field(FieldName.REGISTRATION_NUMBER, candidate.value[:1], candidate.label.sureness)
    return None


def _unlabelled_period(lines: Sequence[Placed]) -> list[Field]:
    """The first line that holds a whole period: its label is often read in pieces."""
    for line in lines:
        dates, end = dates_in(line.text), end_of_period(line.text)
        if end and len(dates) == 2:
            source = unlabelled([line])
            return [dated(FieldName.VALID_TO, end, source), dated(FieldName.VALID_FROM, dates[0], source)]
    return []
