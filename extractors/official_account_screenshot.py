"""Settings page of an official account (公众号): its name, and the subject that owns it."""

from extractors.kind import taken_for
from extractors.page import Extraction, Page, Zone
from extractors.pairs import read_labels
from extractors.screens import account
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.OFFICIAL_ACCOUNT_SCREENSHOT


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The lines of a name or subject that is missing or unsure."""
    return unsure_rows(page, extraction, FieldName.ACCOUNT_NAME, FieldName.ACCOUNT_SUBJECT)


def extract(page: Page) -> Extraction:
    """The fields of an official account's settings; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    return taken_for(KIND, labels, lines, found, account(found, lines))
