"""What is no evidence is recognised as such by its print alone: the lines of a specimen are known without reading it."""

import pytest

from extractors import registry
from extractors.page import Page, even_line
from extractors.vocabulary import DocumentKind
from samples.layout import layouts
from samples.specimens import TABLES, draw, made_up

OTHERS = tuple(layouts(TABLES[DocumentKind.OTHER]))


def printed(layout: str, seed: int) -> Page:
    """The page as a reader that never errs would read it."""
    sheet, _ = draw(DocumentKind.OTHER, layout, made_up(layout, seed), seed)
    lines = [
        even_line(text, ((left, top), (right, top), (right, top + size), (left, top + size)), 0.99)
        for text, left, top, size, spacing in sheet.texts
        if text.strip()
        for right in [left + len(text) * (size + spacing)]
    ]
    return Page(sheet.image.width, sheet.image.height, tuple(lines))


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("layout", OTHERS)
def test_what_is_no_evidence_is_not_taken_for_any(layout: str, seed: int) -> None:
    best = registry.extract(printed(layout, seed))[0]
    assert best.score < registry.RECOGNISED, (best.kind, best.score)


def test_the_offices_own_papers_of_a_mark_are_among_them() -> None:
    """The gazette names a registrant and a number, and is no certificate."""
    assert {"trademark-gazette", "acceptance-notice"} <= set(OTHERS)
