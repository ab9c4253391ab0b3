"""Pictures that a shaking hand smeared, and what they were before."""

import cv2
import numpy as np
import pytest

from pipeline.ocr.engine import Image
from pipeline.picture.shake import Shake, find_shake, steadied
from tests.factory import shaken, sheet


def difference(one: Image, other: Image) -> float:
    """Root of the mean square, in grey levels."""
    return float(np.sqrt(((one.astype(float) - other.astype(float)) ** 2).mean()))


@pytest.mark.parametrize("length", [4, 6, 9])
@pytest.mark.parametrize("degrees", [0, 20, 65, 90, 145])
def test_a_shake_is_found_with_its_length_and_direction(length: int, degrees: int) -> None:
    found = find_shake(shaken(sheet(), length, degrees))
    assert found is not None
    assert abs(found.length - length) <= 1
    assert min(abs(found.degrees - degrees), 180 - abs(found.degrees - degrees)) <= 10


def test_a_sharp_page_was_not_shaken() -> None:
    assert find_shake(sheet()) is None
    assert find_shake(shaken(sheet(), 0, 0)) is None


def test_a_page_out_of_focus_was_not_shaken() -> None:
    assert find_shake(cv2.GaussianBlur(sheet(), (0, 0), 1.5)) is None


@pytest.mark.parametrize("size", [(1, 1), (40, 300), (700, 600)])
def test_nothing_is_found_on_an_empty_sheet(size: tuple[int, int]) -> None:
    assert find_shake(np.full((*size, 3), 230, dtype=np.uint8)) is None


@pytest.mark.parametrize("height", [400, 1200])
def test_a_steadied_page_is_closer_to_what_it_was(height: int) -> None:
    """Whether it is worked on at once or in bands."""
    before = sheet(height, letters=48)
    after = shaken(before, 5, 30)
    assert difference(steadied(after, Shake(5, 30)), before) < 0.7 * difference(after, before)


def test_bands_leave_no_seams() -> None:
    page = shaken(sheet(1200), 5, 30)
    whole, lower = steadied(page, Shake(5, 30)), steadied(page[300:], Shake(5, 30))
    assert difference(whole[400:1100], lower[100:800]) < 0.5


def test_paper_without_print_stays_as_it_is() -> None:
    paper = np.full((60, 80, 3), (231, 229, 224), dtype=np.uint8)
    assert difference(steadied(paper, Shake(6, 45)), paper) < 1
