"""Lines know their place, and pieces of lines know theirs."""

import pytest

from extractors.page import Zone, even_line, line_height
from extractors.vocabulary import FieldName
from tests.factory import box, line, page


def test_a_line_has_sides() -> None:
    each = line("星槎云", 100, 200, height=30)
    assert (each.left, each.top, each.right, each.bottom) == (100, 200, 190, 230)
    assert (each.width, each.height, each.middle) == (90, 30, (145, 215))


def test_a_span_keeps_characters_confidences_and_place_in_step() -> None:
    piece = line("星槎云计算", 100, 200).span(1, 3)
    assert (piece.text, piece.left, piece.right) == ("槎云", 130, 190)
    assert piece.char_confidences == (0.98, 0.98)
    assert piece.char_positions == pytest.approx((0.25, 0.75))


def test_a_span_of_everything_is_the_line_itself() -> None:
    each = line("星槎云", 100, 200)
    assert each.span(0, 3) is each


def test_an_empty_span_is_sure_of_nothing() -> None:
    assert line("星槎云", 100, 200).span(1, 1).confidence == 0


def test_a_line_without_details_is_evenly_spaced() -> None:
    each = even_line("ABCD", box(0, 0, 80, 20), 0.7)
    assert each.char_confidences == (0.7,) * 4
    assert each.char_positions == (0.125, 0.375, 0.625, 0.875)


def test_a_zone_is_cut_at_the_edges_of_the_page() -> None:
    zone = Zone(FieldName.ENTITY_NAME, -20.4, 30.6, 5000, 70.2).within(page(width=1000, height=60))
    assert (zone.left, zone.top, zone.right, zone.bottom) == (0, 31, 1000, 60)


def test_the_height_of_a_line_does_not_depend_on_how_it_leans() -> None:
    assert line_height(box(0, 0, 200, 20, turn=7)) == pytest.approx(20)
