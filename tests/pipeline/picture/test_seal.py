"""A ring of red is a seal, pale or photographed at an angle; a solid disc and a grey ring are none."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extractors.page import Page
from pipeline.chain.picture import LEAST_CLOSED
from pipeline.picture.geometry import Image
from pipeline.picture.seal import find_seal
from tests.factory import page, picture

PAPER, RED, PALE, GREY = (232, 242, 246), (60, 40, 210), (205, 205, 232), (120, 120, 120)
LICENCE = page(("营业执照", 330, 100, 60), ("名称", 100, 300), ("登记机关", 500, 1150), ("2024年06月01日", 600, 1250))


def paper() -> Image:
    return picture(1000, 1400, PAPER)


def ring(colour: tuple[int, int, int], *, wide: int = 90, high: int = 90, at: tuple[int, int] = (760, 1180)) -> Image:
    sheet = paper()
    cv2.ellipse(sheet, at, (wide, high), 0, 0, 360, colour, 8)
    cv2.putText(sheet, "*", (at[0] - 20, at[1] + 25), cv2.FONT_HERSHEY_SIMPLEX, 2, colour, 8)
    return sheet


def closed(image: Image, read: Page = LICENCE) -> float:
    found = find_seal(image, read)
    return found.closed if found else 0.0


@pytest.mark.parametrize("sheet", [ring(RED), ring(PALE), ring(RED, wide=78), ring(RED, high=78)], ids=["red", "pale", "narrow", "flat"])
def test_a_red_ring_is_a_seal(sheet: Image) -> None:
    assert closed(sheet) >= LEAST_CLOSED


def test_a_seal_is_told_where_it_is() -> None:
    found = find_seal(ring(RED), LICENCE)
    assert found is not None
    assert (found.x, found.y) == (pytest.approx(0.76, abs=0.02), pytest.approx(1180 / 1400, abs=0.02))


def test_a_seal_on_tinted_paper_in_uneven_light_is_found() -> None:
    light = np.linspace(0.6, 1.0, 1000)[None, :, None]
    assert closed(np.asarray(ring(RED) * light, dtype=np.uint8)) >= LEAST_CLOSED


@pytest.mark.parametrize("sheet", [paper(), ring(GREY), ring(RED, at=(500, 200))], ids=["empty", "grey", "in the head of the page"])
def test_no_seal(sheet: Image) -> None:
    assert closed(sheet) < LEAST_CLOSED


def test_a_solid_disc_is_no_seal() -> None:
    disc = paper()
    cv2.circle(disc, (760, 1180), 80, RED, -1)
    assert closed(disc) < LEAST_CLOSED


def test_a_seal_beside_lines_that_nobody_read_is_found() -> None:
    """A glance reads the upper lines of a licence alone; where the others stand it knows."""
    glanced = replace(LICENCE, lines=LICENCE.lines[:2], unread=tuple(line.polygon for line in LICENCE.lines[2:]))
    assert closed(ring(RED), glanced) == closed(ring(RED)) >= LEAST_CLOSED


def test_a_page_without_print_is_looked_at_whole() -> None:
    assert closed(ring(RED), Page(1000, 1400, ())) >= LEAST_CLOSED
