"""How hard pictures are is told by their print; specimens are drawn as hard as real licences were measured."""

import numpy as np
import pytest

from benchmarks.hardness import SHARES, figures, table
from benchmarks.specimens.plan import Plan, drawn, wears
from extractors.vocabulary import DocumentKind
from pipeline.picture.geometry import Image
from samples.fonts import missing_packages
from samples.specimens import draw_names
from tests.factory import page, picture

REAL_PAPER = (178, 221)
"""The middle half of 125 real licences: docs/samples.md."""
PHOTOGRAPHED = ("rotate", "turn-90", "turn-180", "photo", "glare", "margins-cut", "noise", "watermark")


def stripes(ink: int, paper: int) -> Image:
    """Print as upright strokes: a third of the pixels are ink."""
    sheet = picture(400, 100, (paper, paper, paper))
    sheet[30:60, 40:160:12] = sheet[30:60, 41:160:12] = sheet[30:60, 42:160:12] = sheet[30:60, 43:160:12] = ink
    return sheet


def test_contrast_and_paper_are_told_in_grey_levels() -> None:
    found = figures(stripes(60, 200), page(("ABCD", 40, 30), width=400, height=100))
    assert found is not None
    assert found["contrast"] == pytest.approx(140, abs=3)
    assert found["paper"] == pytest.approx(200, abs=3)
    assert found["line_height"] == 30


def test_a_page_without_print_has_no_figures() -> None:
    assert figures(stripes(200, 200), page(width=400, height=100)) is None


def test_the_table_has_a_row_for_each_figure_and_group() -> None:
    row = {"line_height": 26.0, "sharpness": 0.43, "contrast": 112.0, "paper": 194.0}
    shown = table({"real licences": [row], "specimens": [row, row]})
    assert shown.row_count == 8
    assert len(shown.columns) == 3 + len(SHARES)


@pytest.mark.skipif(bool(missing_packages()), reason="specimens are drawn with fonts that are not installed")
def test_photographed_specimens_have_the_paper_of_real_pictures() -> None:
    """They were drawn on paper of 245 once, where real pictures have 194: too easy for the readers, and glare could not be seen."""
    papers = []
    for number, wear in enumerate(PHOTOGRAPHED):
        layouts = draw_names(DocumentKind.BUSINESS_LICENSE)
        image, _ = drawn(Plan(DocumentKind.BUSINESS_LICENSE, layouts[number % len(layouts)], wear, number))
        papers.append(float(np.median(np.asarray(image.convert("L")))))
    low, high = REAL_PAPER
    assert low <= float(np.median(papers)) <= high


def test_only_what_is_drawn_for_a_purpose_is_left_unlit() -> None:
    unlit = {name for name, worn in wears().items() if not any("exposure" in step for step in worn.steps)}
    assert unlit == {"clean", "screen", "shadow", "dim", "grey_copy"}
