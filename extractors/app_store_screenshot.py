"""Back ends of app stores: the app's name, its package, and its developer where the store shows one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.fields import field
from extractors.kind import taken_for
from extractors.layout import Placed
from extractors.page import Extraction, Field, Page, Zone
from extractors.pairs import Label, read_labels
from extractors.screens import owner, plain_value, values_around
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.APP_STORE_SCREENSHOT
SEVERAL = 0.5
"""Factor on the confidence of a name where the page lists several apps."""
HEADLESS = 0.5
"""Factor on the confidence of a package that begins with no domain's last part (com., cn.): its beginning may lie under a light."""

_TOP = r"(?:com|cn|net|org|io|me|app|co|id|tv|cc|dev|top|xyz|tech|edu|gov|example)"
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+")
_LISTED = re.compile(rf"{_TOP}(?:\.[A-Za-z][A-Za-z0-9_-]*)+")
_WHOLE = re.compile(rf"(?:{_TOP}|[a-z]{{2}})\.", re.IGNORECASE)  # a country has two letters


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The lines of a name or developer that is missing or unsure."""
    return unsure_rows(page, extraction, FieldName.APP_NAME, FieldName.DEVELOPER)


def extract(page: Page) -> Extraction:
    """The fields of an app store's page; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    listed = _listed(lines)
    fields = [
        plain_value(FieldName.APP_NAME, found, lines) or _name_above(listed, lines),
        _package(found, lines) or next((field(FieldName.PACKAGE_NAME, [line]) for line in listed), None),
        owner(FieldName.DEVELOPER, found, lines),
    ]
    return taken_for(KIND, labels, lines, found, fields)


def _package(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The first identifier like com.example.app behind its label."""
    for pair in values_around(FieldName.PACKAGE_NAME, found, lines):
        match = _PACKAGE.search(pair.value[0].text)
        if match:
            sureness = 1.0 if _WHOLE.match(match[0]) else HEADLESS
            return field(FieldName.PACKAGE_NAME, [pair.value[0].part(*match.span())], sureness)
    return None


def _listed(lines: Sequence[Placed]) -> list[Placed]:
    """Lines that are an identifier and nothing else, as Google's console prints one under the name of each app."""
    return [line for line in lines if _LISTED.fullmatch(line.text.strip())]


def _name_above(listed: Sequence[Placed], lines: Sequence[Placed]) -> Field | None:
    """The line that stands close above an identifier and begins where it begins."""
    for package in listed:
        above = [line for line in lines if _stands_on(line, package)]
        if above:
            name = field(FieldName.APP_NAME, [max(above, key=lambda line: line.begin[1])], keep_spaces=True)
            several = len({line.text.strip().lower() for line in listed}) > 1
            return replace(name, confidence=round(name.confidence * SEVERAL, 4)) if name and several else name
    return None


def _stands_on(line: Placed, package: Placed) -> bool:
    step = package.begin[1] - line.begin[1]
    return 0.6 * package.height < step < 2.2 * package.height and abs(line.begin[0] - package.begin[0]) < package.height
