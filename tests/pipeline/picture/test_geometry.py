"""Pages are turned, lines are cut out of them, and every point can be found again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.page import Polygon
from pipeline.picture.geometry import Image, cut, turned, turned_back, within, within_area, zoomed
from tests.factory import box, paint, picture

RED = (0, 0, 255)
TURNS = [0, 90, 180, 270]


@pytest.mark.parametrize(("degrees", "spot"), [(0, (0, 0)), (90, (0, -1)), (180, (-1, -1)), (270, (-1, 0))])
def test_a_page_is_turned_clockwise(degrees: int, spot: tuple[int, int]) -> None:
    page = picture(60, 40)
    page[0, 0] = RED
    upright = turned(page, degrees)
    assert upright.shape[:2] == ((40, 60) if degrees in (0, 180) else (60, 40))
    assert tuple(upright[spot]) == RED


@pytest.mark.parametrize("degrees", TURNS)
def test_turning_back_gives_the_page_as_it_came(degrees: int) -> None:
    page = np.random.default_rng(1).integers(0, 255, (40, 60, 3), dtype=np.uint8)
    assert np.array_equal(turned(turned(page, degrees), -degrees % 360), page)


@given(
    st.sampled_from(TURNS),
    st.integers(1, 60),
    st.integers(1, 60),
    st.integers(0, 10),
    st.integers(0, 10),
    st.integers(2, 9),
    st.integers(2, 9),
)
def test_a_box_found_on_the_upright_page_is_the_same_box_on_the_page_as_it_came(
    degrees: int, right_room: int, lower_room: int, left: int, top: int, width: int, height: int
) -> None:
    size = (left + width + right_room, top + height + lower_room)
    page = picture(*size)
    paint(page, left, top, left + width, top + height, RED)
    back = turned_back(box_of_red(turned(page, degrees)), degrees, *size)
    assert sides(back) == (left, top, left + width, top + height)


@given(
    st.sampled_from(TURNS),
    st.lists(st.tuples(st.floats(0, 3000), st.floats(0, 2000)), min_size=1, max_size=4),
)
def test_a_point_turned_and_turned_back_is_where_it_was(degrees: int, points: list[tuple[float, float]]) -> None:
    width, height = (3000, 2000) if degrees in (0, 180) else (2000, 3000)
    back = turned_back(turned_back(tuple(points), degrees, width, height), -degrees % 360, 3000, 2000)
    assert np.allclose(np.array(back), np.array(points))


def test_a_line_laid_askew_is_cut_out_straight() -> None:
    page = picture(400, 400)
    rhombus = np.array([(100, 200), (200, 100), (230, 130), (130, 230)])
    rows, columns = np.mgrid[0:400, 0:400]
    page[(rows + columns >= 300) & (rows + columns <= 360) & (rows - columns <= 100) & (rows - columns >= -100)] = RED
    line = cut(page, tuple((float(x), float(y)) for x, y in rhombus))
    assert line.shape[:2] == (43, 142)
    assert np.all(np.abs(line[2:-2, 2:-2].astype(int) - RED) < 40)


def test_a_margin_is_cut_around_as_a_share_of_the_height() -> None:
    page = picture(100, 60)
    paint(page, 20, 20, 80, 40, RED)
    line = cut(page, box(20, 20, 80, 40), margin=0.5)
    assert line.shape[:2] == (40, 80)
    assert sides(box_of_red(line)) == (10, 10, 70, 30)


def test_a_margin_beyond_the_page_repeats_its_edge() -> None:
    assert np.all(cut(picture(60, 20, RED), box(0, 0, 60, 20), margin=1.0) == RED)


def test_a_polygon_without_area_gives_a_pixel() -> None:
    assert cut(picture(), box(10, 10, 10, 10)).shape == (1, 1, 3)


@pytest.mark.parametrize(("side", "shape", "factor"), [(100, (40, 60), 1.0), (60, (40, 60), 1.0), (30, (20, 30), 2.0), (1, (1, 1), 60.0)])
def test_a_page_is_made_smaller_but_never_larger(side: int, shape: tuple[int, int], factor: float) -> None:
    small, by = within(picture(60, 40), side)
    assert (small.shape[:2], by) == (shape, factor)


def test_a_zone_is_made_larger() -> None:
    page = picture(60, 40)
    paint(page, 20, 10, 30, 20, RED)
    larger, scale = zoomed(page, (20, 10, 30, 20), 2.0)
    assert (larger.shape[:2], scale) == ((20, 20), 2.0)
    assert np.all(larger == RED)


def box_of_red(image: Image) -> Polygon:
    rows, columns = np.nonzero(image[:, :, 0] < 128)
    return box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)


def sides(polygon: Polygon) -> tuple[float, float, float, float]:
    xs, ys = zip(*polygon, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@given(st.integers(1, 300), st.integers(1, 300), st.integers(100, 90_000))
def test_a_picture_within_an_area_keeps_its_shape_and_is_never_enlarged(width: int, height: int, area: int) -> None:
    small, by = within_area(picture(width, height), area)
    assert by >= 1
    assert small.shape[0] * small.shape[1] <= max(1.02 * area, area + width + height)
    assert small.shape[1] * by == pytest.approx(width, abs=by + 1)
