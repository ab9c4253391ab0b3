"""营业执照: the business licence, portrait and landscape, with the old 15-digit registration number or the credit code."""

import re
from dataclasses import replace
from functools import lru_cache

from extractors.certificate import credit_code, entity_name, legal_representative, near_label, number_field, period
from extractors.kind import taken_for
from extractors.layout import Placed
from extractors.number_strips import NUMBERS, strips
from extractors.numbers import is_registration_number
from extractors.page import Extraction, Field, Page, Polygon, Zone
from extractors.pairs import Label, read_labels
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import is_sure, row_of

KIND = DocumentKind.BUSINESS_LICENSE

NAME_BAND, NUMBER_BAND = 3.0, 2.0
"""How far under the title, in its heights, a name or a number may stand whose label was not read."""
LEAST_TITLE = 3
"""Characters of the title that must be read for its place to be known."""
TITLE = re.compile("(?:企业法人|个体工商户|合伙企业|个人独资企业|农民专业合作社法?人?)?[营业执照]{1,4}")

_DIGITS = re.compile(r"(?<![0-9A-Z])[0-9]{15}(?![0-9A-Z])|(?<![0-9A-Z])[0-9]{13}(?![0-9A-Z])")


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """Where to read again at a larger scale: the row of a name or number that is missing or unsure."""
    _, lines, found = read_labels(page, KIND)
    zones = []
    if not is_sure(FieldName.ENTITY_NAME, extraction):
        places = row_of(FieldName.ENTITY_NAME, found, page)
        zones.extend(places or _under_title(lines, page, FieldName.ENTITY_NAME, NAME_BAND))
    if not any(is_sure(name, extraction) for name in NUMBERS):
        places = [zone for name in NUMBERS for zone in row_of(name, found, page, below=1.5)]
        zones.extend(places or _under_title(lines, page, FieldName.CREDIT_CODE, NUMBER_BAND))
    return tuple(zone for zone in zones if not zone.is_empty)


def _under_title(lines: tuple[Placed, ...], page: Page, name: FieldName, heights: float) -> list[Zone]:
    """The band under the title, in which every layout prints its number and then its name."""
    title = title_place(lines)
    if title is None:
        return []
    _, top, _, bottom = title
    return [Zone(name, 0, bottom, page.width, bottom + heights * (bottom - top)).within(page)]


@lru_cache(maxsize=8)  # a glance asks again and again, mostly for the same page
def extract(page: Page) -> Extraction:
    """The fields of a business licence; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    fields = [
        entity_name(found, lines),
        credit_code(found, lines),
        _registration_number(found, lines),
        *period(found, lines),
        legal_representative(found, lines),
    ]
    taken = taken_for(KIND, labels, lines, found, fields, _emblem(lines))
    title = title_place(lines)
    return taken if title is None or any(is_sure(name, taken) for name in NUMBERS) else replace(taken, strips=strips(page, title))


def _registration_number(found: list[Label], lines: tuple[Placed, ...]) -> Field | None:
    """The 15 (before 2007: 13) digits at the label, or anywhere where the check digit is right.

    One in ten numbers has the check digit by chance; under the label of a credit code it may be a piece of that.
    """
    candidates = [
        (near_label(FieldName.REGISTRATION_NUMBER, piece, found), is_registration_number(match[0]), match[0], piece)
        for line in lines
        for match in _DIGITS.finditer(line.text.upper())
        for piece in [line.part(*match.span())]
    ]
    candidates = [candidate for candidate in candidates if candidate[0] or candidate[1]]
    if not candidates:
        return None
    near, checked, value, piece = max(candidates, key=lambda c: (c[0], c[1]))
    alien = not near and any(label.field is FieldName.CREDIT_CODE for label in found)
    return number_field(FieldName.REGISTRATION_NUMBER, value, piece, checked and not alien)


def title_place(lines: tuple[Placed, ...]) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of the title, which is often found in pieces: 营 业 / 执照, of letters about as high."""
    pieces = [line for line in lines if TITLE.fullmatch("".join(line.text.split()))]
    tallest = max((piece.height for piece in pieces), default=0.0)
    high = [piece.line for piece in pieces if piece.height > 0.6 * tallest]
    if sum(len(line.text) for line in high) < LEAST_TITLE:
        return None
    left, right = min(line.left for line in high), max(line.right for line in high)
    return left, min(line.top for line in high), right, max(line.bottom for line in high)


def _emblem(lines: tuple[Placed, ...]) -> Polygon | None:
    """Where the national emblem is printed: above the middle of the title, about one and a half of its heights high."""
    title = title_place(lines)
    if title is None:
        return None
    (from_x, from_y, to_x, to_y), middle = title, (title[0] + title[2]) / 2
    letter = min(to_y - from_y, 0.4 * (to_x - from_x))
    left, right, top, bottom = middle - 0.9 * letter, middle + 0.9 * letter, from_y - 1.6 * letter, from_y - 0.1 * letter
    return (left, top), (right, top), (right, bottom), (left, bottom)
