"""The print without what lies over it."""

import numpy as np

from pipeline.ocr.engine import Image
from pipeline.picture.ink import print_alone

PAPER, WATERMARK, INK = 235, 180, 30


def page(*tones: int) -> Image:
    """Paper with a band of ten rows of each tone."""
    image = np.full((200, 100, 3), PAPER, dtype=np.uint8)
    for at, tone in enumerate(tones):
        image[20 * at + 20 : 20 * at + 30] = tone
    return image


def test_a_watermark_goes_and_the_print_stays() -> None:
    alone = print_alone(page(INK, WATERMARK))
    assert alone is not None
    assert alone[25, 50, 0] < 40
    assert alone[45, 50, 0] == 255
    assert alone[100, 50, 0] == 255


def test_letters_a_little_lighter_than_the_ink_stay_dark() -> None:
    alone = print_alone(page(INK, 60, WATERMARK))
    assert alone is not None
    assert alone[45, 50, 0] < 120


def test_a_page_without_a_watermark_is_left_alone() -> None:
    assert print_alone(page(INK)) is None
    assert print_alone(page()) is None
