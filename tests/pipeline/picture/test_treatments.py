"""What is done to labelled pictures before they are read."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.picture.treatments import TREATMENTS, treated


@pytest.fixture(scope="module")
def data() -> bytes:
    """A sheet of 200 x 100 pixels with a dark upper left corner, as a file."""
    sheet, out = Image.new("RGB", (200, 100), (230, 230, 225)), io.BytesIO()
    ImageDraw.Draw(sheet).rectangle((0, 0, 40, 20), fill=(20, 20, 20))
    sheet.save(out, "PNG")
    return out.getvalue()


def worn(data: bytes, name: str) -> Image.Image:
    return Image.open(io.BytesIO(treated(data, name)))


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("turned-90", (100, 200)),
        ("turned-180", (200, 100)),
        ("turned-270", (100, 200)),
        ("jpeg-30", (200, 100)),
        ("jpeg-60", (200, 100)),
        ("half-size", (100, 50)),
        ("four-fifths", (160, 80)),
        ("dark", (200, 100)),
    ],
)
def test_the_size_of_a_worn_picture(data: bytes, name: str, size: tuple[int, int]) -> None:
    assert worn(data, name).size == size


@pytest.mark.parametrize("name", [name for name in TREATMENTS if name.startswith("tilted")])
def test_a_tilted_picture_grows_so_that_nothing_is_cut_off(data: bytes, name: str) -> None:
    width, height = worn(data, name).size
    assert width > 200
    assert height > 100


@pytest.mark.parametrize(("name", "corner"), [("turned-90", (95, 5)), ("turned-180", (195, 95)), ("turned-270", (5, 195))])
def test_pictures_are_turned_clockwise(data: bytes, name: str, corner: tuple[int, int]) -> None:
    pixel = worn(data, name).getpixel(corner)
    assert isinstance(pixel, tuple)
    assert max(pixel) < 60


def test_a_dark_picture_has_less_light_and_less_contrast(data: bytes) -> None:
    before, after = (np.asarray(each.convert("L"), dtype=float) for each in (Image.open(io.BytesIO(data)), worn(data, "dark")))
    assert after.mean() < 0.7 * before.mean()
    assert np.ptp(after) < 0.7 * np.ptp(before)


def test_less_quality_loses_more(data: bytes) -> None:
    before = np.asarray(Image.open(io.BytesIO(data)), dtype=float)
    lost = [np.abs(np.asarray(worn(data, name), dtype=float) - before).mean() for name in ("jpeg-60", "jpeg-30")]
    assert 0 < lost[0] < lost[1]


def test_a_shaken_picture_is_smeared_in_one_direction(data: bytes) -> None:
    edge = np.asarray(worn(data, "shaken").convert("L"), dtype=float)[5, 30:52]
    assert 3 <= ((edge > 25) & (edge < 220)).sum() <= 6  # pixels from dark to light, where the corner's edge was one
