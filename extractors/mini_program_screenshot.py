"""Settings page of a mini program (小程序): its name, and the subject that owns it."""

from extractors.kind import taken_for
from extractors.page import Extraction, Page, Zone
from extractors.pairs import read_labels
from extractors.screens import owner, plain_value
from extractors.vocabulary import DocumentKind, FieldName

KIND = DocumentKind.MINI_PROGRAM_SCREENSHOT


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """Nothing is read again."""
    return ()


def extract(page: Page) -> Extraction:
    """The fields of a mini program's settings; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    fields = [plain_value(FieldName.ACCOUNT_NAME, found, lines), owner(FieldName.ACCOUNT_SUBJECT, found, lines)]
    return taken_for(KIND, labels, lines, found, fields)
