"""Where a picture is burnt out: a lamp's reflection over print, and no white paper."""

import cv2
import numpy as np

from pipeline.picture.geometry import Image
from pipeline.picture.glare import Glare, measure_glare
from tests.factory import box, page, picture

READ = page(("ABCDEFGH", 60, 60), ("ABCDEFGH", 60, 120), width=600, height=300)
VALUE = READ.lines[0].polygon
PAPER = (205, 210, 212)


def printed(paper: tuple[int, int, int] = PAPER, lamp: tuple[int, int] | None = None, strength: float = 1.0) -> Image:
    sheet = picture(600, 300, paper)
    for top in (60, 120):
        cv2.putText(sheet, "ABCDEFGH", (62, top + 27), cv2.FONT_HERSHEY_DUPLEX, 1.1, (30, 30, 30), 2, cv2.LINE_AA)
    if lamp:
        light = np.zeros(sheet.shape[:2], np.float32)
        cv2.circle(light, lamp, 30, strength, -1)
        light = np.asarray(cv2.GaussianBlur(light, (0, 0), 6), dtype=np.float32)
        sheet = np.asarray(sheet + (255 - sheet) * light[..., None], dtype=np.uint8)
    return sheet


def measured(image: Image) -> Glare:
    found = measure_glare(image, READ, [VALUE])
    assert found is not None
    return found


def test_an_evenly_lit_page_is_nowhere_burnt_out() -> None:
    assert measured(printed()) == Glare(0.0, (0.0,))


def test_a_lamp_over_a_value_is_seen_there() -> None:
    found = measured(printed(lamp=(180, 75)))
    assert found.page > 0.01
    assert found.values[0] > 0.8


def test_a_lamp_beside_a_value_may_hide_how_it_goes_on() -> None:
    assert measured(printed(lamp=(335, 75))).values[0] > 0.8


def test_a_lamp_elsewhere_leaves_the_value_alone() -> None:
    found = measured(printed(lamp=(180, 130)))
    assert found.page > 0.01
    assert found.values == (0.0,)


def test_light_through_which_ink_is_seen_hides_nothing() -> None:
    assert measured(printed(lamp=(180, 75), strength=0.7)) == Glare(0.0, (0.0,))


def test_paper_that_is_white_of_itself_says_nothing_of_glare() -> None:
    assert measure_glare(printed(paper=(252, 252, 252)), READ, [VALUE]) is None


def test_where_nothing_was_read_nothing_is_measured() -> None:
    assert measure_glare(printed(), page(width=600, height=300), []) is None


def test_a_value_beyond_the_picture_is_no_reason_to_fail() -> None:
    assert measure_glare(printed(), READ, [box(700, 400, 800, 430), box(-90, -40, -10, -10)]) == Glare(0.0, (0.0, 0.0))
