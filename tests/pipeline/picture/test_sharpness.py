"""How sharp, how large and how whole the print of a page is."""

import cv2
import numpy as np
import pytest

from extractors.page import Page
from pipeline.picture.geometry import Image
from pipeline.picture.sharpness import Print, measure_print, sides_at_edge
from tests.factory import box, page, picture

READ = page(("ABCDEFGH", 40, 40), ("ABCDEFGH", 40, 100), width=400, height=200)


def printed(blur: float = 0.0) -> Image:
    sheet = picture(400, 200, (240, 240, 240))
    for top in (40, 100):
        cv2.putText(sheet, "ABCDEFGH", (42, top + 27), cv2.FONT_HERSHEY_DUPLEX, 1.1, (30, 30, 30), 2, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(sheet, (0, 0), blur), dtype=np.uint8) if blur else sheet


def measured(image: Image, read: Page = READ) -> Print:
    found = measure_print(image, read)
    assert found is not None
    return found


def test_blur_makes_print_less_sharp() -> None:
    sharpness = [measured(printed(blur)).sharpness for blur in (0.0, 1.5, 3.0, 5.0)]
    assert sharpness == sorted(sharpness, reverse=True)
    assert sharpness[0] > 0.4 > 0.3 > sharpness[-1]


def test_sharpness_is_told_in_heights_of_the_letters() -> None:
    """A picture twice the size of a blurred one is as blurred."""
    large = np.asarray(cv2.resize(printed(2.0), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    read = page(("ABCDEFGH", 80, 80, 60), ("ABCDEFGH", 80, 200, 60), width=800, height=400)
    assert measured(large, read).sharpness == pytest.approx(measured(printed(2.0)).sharpness, abs=0.03)


def test_the_height_is_that_of_the_middle_line() -> None:
    read = page(("ABC", 40, 20, 12), ("ABC", 40, 60, 20), ("ABC", 40, 100, 60), width=400, height=200)
    assert measured(printed(), read).line_height == 20


@pytest.mark.parametrize(
    ("place", "touched"),
    [
        (box(50, 50, 200, 70), (False, False, False, False)),
        (box(2, 50, 200, 70), (True, False, False, False)),
        (box(50, 2, 200, 22), (False, True, False, False)),
        (box(50, 50, 398, 70), (False, False, True, False)),
        (box(50, 178, 200, 198), (False, False, False, True)),
    ],
)
def test_a_line_at_an_edge(place: tuple[tuple[float, float], ...], touched: tuple[bool, ...]) -> None:
    assert sides_at_edge(place, READ) == touched


def test_the_side_with_most_cut_lines_counts() -> None:
    read = page(("ABC", 0, 40), ("ABC", 1, 100), ("ABCDEFGH", 160, 150), width=400, height=200)
    assert measured(printed(), read).cut_lines == 2


def test_nothing_is_measured_where_nothing_was_read() -> None:
    assert measure_print(printed(), page(("AB", 40, 40))) is None


def test_nothing_is_measured_where_no_ink_is_seen() -> None:
    assert measure_print(picture(400, 200, (240, 240, 240)), READ) is None
