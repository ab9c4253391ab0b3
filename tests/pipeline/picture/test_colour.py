"""An emblem printed in red is red, a photocopied one is not, whatever stamps lie elsewhere."""

import cv2
import numpy as np
import pytest

from pipeline.picture.colour import red_share
from pipeline.picture.geometry import Image
from tests.factory import box, paint, picture

PAPER = (232, 242, 246)
EMBLEM_RED, STAMP_RED, GREY, GOLD = (40, 40, 200), (60, 40, 210), (90, 90, 90), (60, 170, 210)
PLACE = box(150, 20, 250, 120)
LEAST = 0.05


def licence(emblem: tuple[int, int, int], stamp: tuple[int, int, int] | None = None) -> Image:
    """A page with a disc for an emblem and perhaps a round stamp at the bottom."""
    page = picture(400, 560, PAPER)
    cv2.circle(page, (200, 70), 40, emblem, -1)
    cv2.circle(page, (200, 70), 20, GOLD, -1)
    if stamp:
        cv2.circle(page, (300, 450), 70, stamp, 6)
    return page


def grey(page: Image) -> Image:
    """A photocopy without colour."""
    return np.repeat(page.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)


def measured(page: Image, place: tuple[tuple[float, float], ...] = PLACE) -> float:
    share = red_share(page, place)
    assert share is not None
    return share


def test_an_emblem_in_colour_is_red() -> None:
    assert measured(licence(EMBLEM_RED)) > LEAST


def test_a_photocopy_has_no_red() -> None:
    assert measured(grey(licence(EMBLEM_RED))) == 0


def test_a_red_stamp_elsewhere_makes_no_original_of_a_photocopy() -> None:
    page = grey(licence(EMBLEM_RED))
    cv2.circle(page, (300, 450), 70, STAMP_RED, 6)
    assert measured(page) == 0


def test_a_grey_emblem_is_not_red() -> None:
    assert measured(licence(GREY, STAMP_RED)) == 0


@pytest.mark.parametrize("tint", [(0, 0, 40), (0, 30, 30), (-40, 0, 0)])
def test_the_light_of_a_warm_lamp_is_not_red(tint: tuple[int, int, int]) -> None:
    warm = np.clip(grey(licence(EMBLEM_RED)).astype(int) - 40 + tint, 0, 255).astype(np.uint8)
    assert measured(warm) == 0


def test_the_share_is_that_of_the_box() -> None:
    page = picture(400, 560, PAPER)
    paint(page, 150, 20, 250, 45, EMBLEM_RED)
    assert measured(page) == 0.25


@pytest.mark.parametrize("place", [box(150, -90, 250, 10), box(500, 20, 600, 120), box(150, -200, 250, -100), box(10, 10, 10, 10)])
def test_an_emblem_beyond_the_edge_is_not_measured(place: tuple[tuple[float, float], ...]) -> None:
    assert red_share(licence(EMBLEM_RED), place) is None


def test_half_an_emblem_is_measured() -> None:
    assert measured(licence(EMBLEM_RED), box(150, -50, 250, 50)) > 0
