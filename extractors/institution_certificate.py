"""事业单位法人证书: the certificate of a public institution, with the credit code or the old number 事证第…号."""

import re
from collections.abc import Sequence

from extractors.certificate import credit_code, entity_name, legal_representative, period
from extractors.fields import field
from extractors.kind import taken_for
from extractors.layout import Placed
from extractors.page import Extraction, Field, Page, Zone
from extractors.pairs import read_labels
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.INSTITUTION_CERTIFICATE

_NUMBER = re.compile(r"事证第\s*[0-9]{9,15}\s*号")


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The row of a name that is missing or unsure."""
    return unsure_rows(page, extraction, FieldName.ENTITY_NAME)


def extract(page: Page) -> Extraction:
    """The fields of an institution certificate; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    fields = [
        entity_name(found, lines),
        credit_code(found, lines),
        _old_number(lines),
        *period(found, lines),
        legal_representative(found, lines),
    ]
    return taken_for(KIND, labels, lines, found, fields)


def _old_number(lines: Sequence[Placed]) -> Field | None:
    """事证第…号, as it is printed."""
    for line in lines:
        match = _NUMBER.search(line.text)
        if match:
            return field(FieldName.REGISTRATION_NUMBER, [line.part(*match.span())])
    return None
