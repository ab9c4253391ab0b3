"""ICP filing of a website: the ministry's page, old and new, and the back ends of filing providers."""

import re

from extractors.fields import field
from extractors.kind import kind_score
from extractors.layout import Placed
from extractors.names import name_field
from extractors.page import Extraction, Field, Page, Zone
from extractors.pairs import Label, Pair, pair_below, read_labels, values_of
from extractors.vocabulary import DocumentKind, FieldName

KIND = DocumentKind.ICP_SCREENSHOT

_ICP_NUMBER = re.compile(r"[一-鿿]\s*ICP\s*[备证]\s*\d{6,10}\s*号(?:\s*-\s*\d+[AXK]?)?")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9一-鿿](?:[A-Za-z0-9一-鿿-]{0,61}[A-Za-z0-9一-鿿])?\.)+(?:[A-Za-z]{2,}|[一-鿿]{2,})")


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """Nothing is read again."""
    return ()


def extract(page: Page) -> Extraction:
    """The fields of an ICP filing; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    fields = [_site_name(found, lines), _domain(found, lines), _icp_number(lines), _holder(found, lines)]
    return Extraction(KIND, kind_score(lines, found, labels), tuple(f for f in fields if f))


def _values(name: FieldName, found: list[Label], lines: tuple[Placed, ...], more: int = 0) -> list[Pair]:
    """Values to the right of their labels; where there are none, those under them, as in the list of the old page."""
    beside = values_of(name, found, lines, more)
    under = (pair_below(label, found, lines) for label in found if label.field is name)
    return beside or [pair for pair in under if pair.value]


def _site_name(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    return next((field(FieldName.SITE_NAME, pair.value[:1], keep_spaces=True) for pair in _values(FieldName.SITE_NAME, found, lines)), None)


def _domain(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    """The first domain in a labelled value, without www."""
    for pair in _values(FieldName.DOMAIN, found, lines):
        for piece in pair.value:
            match = _DOMAIN.search(piece.text)
            if match:
                start = match.start() + (4 if match[0].lower().startswith("www.") else 0)
                return field(FieldName.DOMAIN, [piece.part(start, match.end())])
    return None


def _icp_number(lines: tuple[Placed, ...]) -> Field | None:
    """The site's number (…号-1) where one is shown, else the subject's."""
    found = [(match[0], line.part(*match.span())) for line in lines for match in _ICP_NUMBER.finditer(line.text)]
    if not found:
        return None
    _, piece = max(found, key=lambda each: "-" in each[0])
    return field(FieldName.ICP_NUMBER, [piece])


def _holder(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    return next((name_field(FieldName.ICP_HOLDER, pair) for pair in _values(FieldName.ICP_HOLDER, found, lines, more=1)), None)
