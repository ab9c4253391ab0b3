"""A name in the type of the values below it is told from one that was set anew: on drawn licences, whose lines are known unread."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from PIL import Image

from extractors.page import Page, Polygon, TextLine, even_line
from pipeline.chain.picture import MOST_DIFFERENT
from pipeline.picture.typeface import NameType, measure_type, unread_values
from samples import wear
from samples.altered import set_anew
from samples.companies import invent
from samples.fonts import missing_packages
from samples.licence import licence
from tests.factory import box, line, page, picture

pytestmark = pytest.mark.drawing

LAYOUTS = ("portrait-2014", "portrait-2015", "landscape-2019", "landscape-close")
COMPANY = invent(7, name="苏州砚溪狐云计算有限公司")

needs_fonts = pytest.mark.skipif(bool(missing_packages()), reason="specimens are drawn with fonts that are not installed")


def drawn(layout: str) -> tuple[Image.Image, Page]:
    """A licence, and its lines as a reader that never errs would read them."""
    sheet, _ = licence(layout, COMPANY, 3)
    lines = [
        even_line(text, rectangle(left - 2, top - 2, left + len(text) * (size + spacing) + 2, top + size + 2), 0.99)
        for text, left, top, size, spacing in sheet.texts
        if text.strip()
    ]
    return sheet.image, Page(sheet.image.width, sheet.image.height, tuple(lines))


def rectangle(left: float, top: float, right: float, bottom: float) -> Polygon:
    return (left, top), (right, top), (right, bottom), (left, bottom)


def name_on(read: Page) -> TextLine:
    return next(line for line in read.lines if line.text == COMPANY.name)


def measured(picture: Image.Image, read: Page) -> NameType | None:
    return measure_type(np.ascontiguousarray(np.asarray(picture)[:, :, ::-1]), read, COMPANY.name, name_on(read).polygon)


def difference(picture: Image.Image, read: Page) -> float:
    found = measured(picture, read)
    assert found is not None
    return found.difference


@needs_fonts
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_of_the_same_printer_is_like_the_rest(layout: str) -> None:
    assert difference(*drawn(layout)) < MOST_DIFFERENT


@needs_fonts
@pytest.mark.parametrize(
    "step", [{"blur": {"radius": 1.2}}, {"noise": {"strength": 15}}, {"jpeg": {"quality": 35}}, {"dim": {"light": 0.4}}]
)
def test_wear_makes_no_other_type_of_it(step: wear.Step) -> None:
    image, read = drawn("portrait-2015")
    assert difference(wear.apply(image, [step], 1), read) < MOST_DIFFERENT


@needs_fonts
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_red_seal_over_a_name_is_no_other_type(layout: str) -> None:
    """In grey its ring and letters are ink: such a name differed by 0.22."""
    image, read = drawn(layout)
    x, y = name_on(read).middle
    seal = {"x": x / image.width, "y": y / image.height, "name": COMPANY.name, "diameter": 0.16}
    assert difference(wear.apply(image, [{"seal_over": seal}], 1), read) < MOST_DIFFERENT


@needs_fonts
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_light_face_differs_too_though_not_always_enough(layout: str) -> None:
    """Of names set anew in it on real licences two thirds are told: docs/documents.md."""
    image, read = drawn(layout)
    assert difference(set_anew(image, name_on(read).polygon, COMPANY.name, "hei"), read) > difference(image, read) + 0.05


@needs_fonts
@pytest.mark.parametrize("style", ["hei-bold", "kai"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_set_anew_in_other_type_differs_and_wear_does_not_hide_it(layout: str, style: str) -> None:
    image, read = drawn(layout)
    altered = set_anew(image, name_on(read).polygon, COMPANY.name, style)
    assert difference(altered, read) > MOST_DIFFERENT
    assert difference(wear.apply(altered, [{"blur": {"radius": 0.8}}, {"jpeg": {"quality": 75}}], 1), read) > MOST_DIFFERENT


@needs_fonts
def test_labels_are_no_measure_of_a_name() -> None:
    """Labels are in another type than all values: 公司类型 says nothing of 公司 in the name."""
    image, read = drawn("portrait-2015")
    name = name_on(read)
    labelled = line("有限公司计算", name.left - 300, name.bottom + 60, name.height)
    only_labels = Page(read.width, read.height, (name, labelled))
    assert measured(image, only_labels) is None


@needs_fonts
def test_a_name_read_in_one_line_with_its_label_is_found_in_it() -> None:
    image, read = drawn("portrait-2015")
    name = name_on(read)
    size = name.height - 4
    joined = even_line("名称" + name.text, rectangle(name.left - 2 * size, name.top, name.right, name.bottom), 0.99)
    lines = tuple(joined if each is name else each for each in read.lines)
    found = measure_type(
        np.ascontiguousarray(np.asarray(image)[:, :, ::-1]), Page(read.width, read.height, lines), COMPANY.name, name.polygon
    )
    assert found is not None
    assert found.difference < MOST_DIFFERENT


def test_a_name_that_shares_no_character_with_the_rest_is_not_measured() -> None:
    read = page(("星槎堂", 100, 40), ("个体工商户", 100, 100))
    assert measure_type(picture(400, 200, (240, 240, 240)), read, "星槎堂", read.lines[0].polygon) is None


def test_a_page_without_any_ink_is_no_other_type() -> None:
    read = page(("星槎有限公司", 100, 40), ("有限责任公司", 100, 100))
    found = measure_type(picture(400, 200, (240, 240, 240)), read, "星槎有限公司", read.lines[0].polygon)
    assert found is None


def test_noise_is_no_reason_to_fail() -> None:
    read = page(("星槎有限公司", 100, 40), ("有限责任公司", 100, 100), ("星槎有限公司", -40, 170))
    noise = np.frombuffer(Random(1).randbytes(400 * 200 * 3), dtype=np.uint8).reshape(200, 400, 3)
    for each in read.lines:
        found = measure_type(noise, read, "星槎有限公司", each.polygon)
        assert found is None or found.likeness <= 1


def test_values_next_to_the_name_that_nobody_read_are_worth_reading() -> None:
    """A glance at a page reads labels and the name; what is to be compared with the name stands right below it."""
    name, kind, address = box(350, 640, 658, 668), box(350, 700, 518, 728), box(345, 760, 720, 788)
    small, beside, far = box(350, 800, 600, 812), box(60, 700, 200, 728), box(350, 1100, 700, 1128)
    read = replace(page(("星槎有限公司", 350, 640)), unread=(far, address, small, beside, kind))
    assert unread_values(read, name) == [kind, address]
