"""ICP filing of a website: the ministry's page, old and new, and the back ends of filing providers."""

import re
from dataclasses import replace

from extractors.fields import field
from extractors.kind import taken_for
from extractors.layout import Placed
from extractors.page import Extraction, Field, Page, Zone
from extractors.pairs import Label, read_labels
from extractors.screens import plain_value, subject, values_around
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.ICP_SCREENSHOT
HOLDERS = 0.6
"""Factor on the confidence of a number without -1, -2 …: it is the holder's, and that of the site was not read."""

_ICP_NUMBER = re.compile(r"[一-鿿]\s*I{1,2}CP\s*[备证]\s*\d{6,10}\s*号(?:\s*[-－—–﹣]\s*\d+[AXK]?)?")
_DASH = re.compile("[－—–﹣]")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9一-鿿](?:[A-Za-z0-9一-鿿-]{0,61}[A-Za-z0-9一-鿿])?\.)+(?:[A-Za-z]{2,}|[一-鿿]{2,})(?![A-Za-z0-9])")


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The lines of what decides and is missing or unsure."""
    return unsure_rows(page, extraction, FieldName.SITE_NAME, FieldName.ICP_HOLDER, FieldName.DOMAIN)


def extract(page: Page) -> Extraction:
    """The fields of an ICP filing; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    fields = [
        plain_value(FieldName.SITE_NAME, found, lines),
        _domain(found, lines),
        _icp_number(lines),
        subject(FieldName.ICP_HOLDER, found, lines),
    ]
    return taken_for(KIND, labels, lines, found, fields)


def _domain(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    """The first domain in a labelled value, without www."""
    for pair in values_around(FieldName.DOMAIN, found, lines):
        for piece in pair.value:
            match = _DOMAIN.search(piece.text)
            if match:
                start = match.start() + (4 if match[0].lower().startswith("www.") else 0)
                return field(FieldName.DOMAIN, [piece.part(start, match.end())])
    return None


def _icp_number(lines: tuple[Placed, ...]) -> Field | None:
    """The site's number (…号-1) where one is shown, else the subject's."""
    pieces = [line.part(*match.span()) for line in lines for match in _ICP_NUMBER.finditer(line.text)]
    read = [each for piece in pieces if (each := field(FieldName.ICP_NUMBER, [piece]))]
    plain = [replace(each, value=_DASH.sub("-", each.value).replace("IICP", "ICP")) for each in read]
    best = max(plain, key=lambda each: "-" in each.value, default=None)
    return best if best is None or "-" in best.value else replace(best, confidence=round(best.confidence * HOLDERS, 4))
