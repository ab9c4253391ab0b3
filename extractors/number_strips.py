"""The last look for a licence's number: strips laid over the place where it is printed.

Where the 副本 of the form lies over the label, detectors take both for one crooked line and lose the number. A strip of
a line's height laid at the right place holds it; many are laid, and check digits tell which of them did.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from extractors.layout import place
from extractors.numbers import is_credit_code, is_registration_number, tidy_credit_code
from extractors.page import Field, Page, Polygon, TextLine
from extractors.vocabulary import FieldName

NUMBERS = (FieldName.CREDIT_CODE, FieldName.REGISTRATION_NUMBER)
CHECKED = 0.99
"""A number less sure than this failed its check digits."""
HEIGHTS = (0.9, 1.2)
"""Heights of strips, in heights of the page's middle line."""
STEP = 0.25
"""How far each strip lies below the one before it, as a share of its height."""
STARTS = (0.5, 0.75)
"""Where strips begin, as a share of the title's width; the number stands right of the title's middle."""
APART = 4
"""Strips so many places apart have no line in common."""
LEAST_AGREEING = 2
"""So many strips must hold the same number: chance passes the check digits of one in 341."""

_CODE = re.compile(r"[0-9A-Z]{18}")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{15}(?![0-9])")


def strips(page: Page, title: tuple[float, float, float, float]) -> tuple[Polygon, ...]:
    """Strips between the title (left, top, right, bottom) and what is printed about one title height under it, in pixels."""
    lines = place(page)
    letter = median([line.height for line in lines])
    left, top, right, bottom = title
    end, right_edge = bottom + 1.3 * (bottom - top), min(page.width - 1.0, right + 0.3 * (right - left))
    found: list[Polygon] = []
    for height in (share * letter for share in HEIGHTS):
        for start in (left + share * (right - left) for share in STARTS):
            y = bottom - 0.2 * (bottom - top)
            while y + height < min(end, page.height):
                found.append(((start, y), (right_edge, y), (right_edge, y + height), (start, y + height)))
                y += STEP * height
    return tuple(found)


def spread(strips: Sequence[Polygon]) -> Iterator[Polygon]:
    """The strips in an order that comes to every part of the page early: each fourth first, then those between."""
    for start in range(APART):
        yield from strips[start::APART]


def number_in(lines: Sequence[TextLine]) -> Field | None:
    """The number that several strips hold, where its check digits are right; its place is that of the surest strip."""
    read = [found for line in lines for found in _numbers(line)]
    counts = Counter((name, value) for name, value, _ in read)
    if not counts:
        return None
    (name, value), count = counts.most_common(1)[0]
    if count < LEAST_AGREEING:
        return None
    surest = max(
        (piece for other, number, piece in read if (other, number) == (name, value)), key=lambda piece: min(piece.char_confidences)
    )
    return Field(name, value, round(1 - 0.5**count, 4), surest.polygon, surest.char_confidences)


def _numbers(line: TextLine) -> list[tuple[FieldName, str, TextLine]]:
    code = tidy_credit_code(line.text)
    codes = [(FieldName.CREDIT_CODE, m[0], line.span(*m.span())) for m in _CODE.finditer(code) if is_credit_code(m[0])]
    numbers = [
        (FieldName.REGISTRATION_NUMBER, m[0], line.span(*m.span())) for m in _NUMBER.finditer(line.text) if is_registration_number(m[0])
    ]
    return [*codes, *numbers]
