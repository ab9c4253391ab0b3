"""Wear is seeded: the same seed gives the same picture."""

from typing import Any

import pytest
from PIL import Image, ImageDraw

from samples import wear

PARAMETERS: dict[str, dict[str, Any]] = {
    "blur": {"radius": 2},
    "noise": {"strength": 5},
    "jpeg": {"quality": 40},
    "low_resolution": {"longer_side": 50},
    "rotate": {"degrees": 2},
    "turn": {"degrees": 90},
    "perspective": {},
    "shadow": {},
    "glare": {"x": 0.5, "y": 0.5},
    "exposure": {},
    "grey_copy": {},
    "seal_over": {"x": 0.5, "y": 0.5, "name": "样本"},
    "watermark": {"text": "仅供样本使用", "size": 0.1},
    "crop": {"left": 0.1, "bottom": 0.8},
    "screen": {},
    "moire": {},
    "motion": {"length": 5},
    "dim": {},
}


@pytest.fixture
def page() -> Image.Image:
    picture = Image.new("RGB", (160, 120), (250, 246, 238))
    ImageDraw.Draw(picture).rectangle((40, 30, 90, 70), fill=(180, 20, 30))
    return picture


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("name", sorted(wear.EFFECTS))
def test_every_effect_is_repeatable_and_does_something(page: Image.Image, name: str) -> None:
    first, second = (wear.apply(page, [{name: PARAMETERS[name]}], seed=3) for _ in range(2))
    assert first.tobytes() == second.tobytes()
    assert (first.size, first.tobytes()) != (page.size, page.tobytes())
    assert first.mode == "RGB"


@pytest.mark.parametrize("name", ["noise", "perspective", "shadow", "screen", "moire", "motion"])
def test_another_seed_gives_another_picture(page: Image.Image, name: str) -> None:
    first, second = (wear.apply(page, [{name: PARAMETERS[name]}], seed) for seed in (1, 2))
    assert first.tobytes() != second.tobytes()


def test_steps_follow_each_other(page: Image.Image) -> None:
    worn = wear.apply(page, [{"crop": {"right": 0.5}}, {"turn": {"degrees": 90}}], seed=1)
    assert worn.size == (120, 80)


def test_an_unknown_effect_is_named(page: Image.Image) -> None:
    with pytest.raises(ValueError, match="no wear is called fold"):
        wear.check({"fold": {}})


def test_exposure_greys_paper_and_ink() -> None:
    sheet = Image.new("RGB", (40, 20), "white")
    sheet.paste((0, 0, 0), (0, 0, 20, 20))
    exposed = wear.apply(sheet, [{"exposure": {"light": 0.8, "contrast": 0.75}}], seed=1)
    assert (exposed.getpixel((30, 10)), exposed.getpixel((10, 10))) == ((204, 204, 204), (51, 51, 51))
