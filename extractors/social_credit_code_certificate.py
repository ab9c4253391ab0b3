"""统一社会信用代码证书: what organs of state, mass organizations and villages have in the place of a licence."""

from extractors.certificate import credit_code, entity_name, legal_representative, period
from extractors.kind import taken_for
from extractors.page import Extraction, Page, Zone
from extractors.pairs import read_labels
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.SOCIAL_CREDIT_CODE_CERTIFICATE


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The rows of a name or code that is missing or unsure."""
    return unsure_rows(page, extraction, FieldName.ENTITY_NAME, FieldName.CREDIT_CODE)


def extract(page: Page) -> Extraction:
    """The fields of a social credit code certificate; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    fields = [entity_name(found, lines), credit_code(found, lines), *period(found, lines), legal_representative(found, lines)]
    return taken_for(KIND, labels, lines, found, fields)
