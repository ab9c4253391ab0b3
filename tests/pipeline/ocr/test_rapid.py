"""The first reader on a sample picture, upright and turned."""

import resource
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.page import TextLine
from pipeline.intake.documents import open_document, open_pages
from pipeline.ocr.engine import Image, PageReading
from pipeline.ocr.rapid_version import rapid_version
from pipeline.picture.geometry import cut, turned, within
from pipeline.settings import Settings
from samples.data import INBOX
from tests.factory import picture

if TYPE_CHECKING:
    from pipeline.ocr.rapid import RapidReader

pytestmark = pytest.mark.engines

NAME, CODE = "北京星槎云计算有限公司", "统一社会信用代码"


@pytest.fixture(scope="module")
def reader() -> "RapidReader":
    from pipeline.ocr.rapid import RapidReader

    return RapidReader()


@pytest.fixture(scope="module")
def licence() -> Image:
    """A sample licence, made smaller so that it is read faster."""
    settings = Settings(data_dir=Path("/nonexistent"))
    (page,) = open_pages(open_document(INBOX / "c01-full-name" / "licence.jpg", settings), settings)
    return within(np.ascontiguousarray(page.image), 1100)[0]


@pytest.fixture(scope="module")
def upright(reader: "RapidReader", licence: Image) -> PageReading:
    return reader.read_page(licence)


def line_of(reading: PageReading, text: str) -> TextLine:
    return next(line for line in reading.lines if text in line.text)


def test_a_page_is_read(upright: PageReading) -> None:
    assert upright.turn == 0
    name = line_of(upright, NAME)
    assert name.confidence > 0.9
    assert len(name.text) == len(name.char_confidences) == len(name.char_positions)
    assert list(name.char_positions) == sorted(name.char_positions)
    assert line_of(upright, CODE).top < name.top


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_turned_upright_and_reads_the_same(
    reader: "RapidReader", licence: Image, upright: PageReading, degrees: int
) -> None:
    reading = reader.read_page(turned(licence, degrees))
    assert reading.turn == -degrees % 360
    for text in (NAME, CODE):
        there, here = line_of(reading, text), line_of(upright, text)
        assert there.text == here.text
        assert np.allclose(there.polygon, here.polygon, atol=8)


def test_a_line_is_read_from_its_crop(reader: "RapidReader", licence: Image, upright: PageReading) -> None:
    name = line_of(upright, NAME)
    read = reader.read_crop(cut(licence, name.polygon, 0.1))
    assert read is not None
    assert read.text == name.text


def test_an_empty_page_has_no_lines(reader: "RapidReader") -> None:
    assert reader.read_page(picture(400, 300)) == PageReading(0, ())


@pytest.mark.parametrize("size", [(1, 1), (400, 1), (1, 400)])
def test_a_strip_takes_little_memory(reader: "RapidReader", size: tuple[int, int]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reader.read_page(picture(*size)).lines == ()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000  # kilobytes


def test_a_line_is_found_on_a_strip(reader: "RapidReader", licence: Image, upright: PageReading) -> None:
    name = line_of(upright, NAME)
    top, bottom = int(name.top) - 4, int(name.bottom) + 4
    (again,) = [line for line in reader.read_page(np.ascontiguousarray(licence[top:bottom])).lines if NAME in line.text]
    assert np.allclose(again.polygon, [(x, y - top) for x, y in name.polygon], atol=8)


def test_a_crop_without_text_is_nothing(reader: "RapidReader") -> None:
    assert reader.read_crop(picture(200, 30)) is None


def test_text_that_runs_down_begins_at_its_upper_end(reader: "RapidReader", licence: Image, upright: PageReading) -> None:
    """A line turned on a page of upright lines: its polygon begins where its text begins."""
    name = line_of(upright, NAME)
    sideways = turned(cut(licence, name.polygon, 0.2), 90)
    page = licence.copy()
    page[-sideways.shape[0] - 40 : -40, 20 : 20 + sideways.shape[1]] = sideways
    found = [line for line in reader.read_page(page).lines if line.left < 60 and line.height > 2 * line.width]
    for line in found:
        assert line.polygon[1][1] > line.polygon[0][1]
        assert line.polygon[0][0] > line.polygon[3][0]
    assert found


def test_confidences_are_shares(upright: PageReading) -> None:
    assert all(0.5 <= line.confidence <= 1 and set(map(type, line.char_confidences)) == {float} for line in upright.lines)


def test_the_version_names_models_and_runtime(reader: "RapidReader") -> None:
    assert reader.version() == rapid_version()
    assert "PP-OCRv6" in reader.version()


@pytest.fixture
def searched(reader: "RapidReader", monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The longer sides of the pictures on which lines are looked for."""
    sides: list[int] = []
    find = reader._find

    def noted(image: Image, finder: Any) -> list[NDArray[np.float32]]:
        sides.append(max(image.shape[:2]))
        return find(image, finder)

    monkeypatch.setattr(reader, "_find", noted)
    return sides


def test_lines_of_a_large_page_are_looked_for_on_a_smaller_one(
    reader: "RapidReader", licence: Image, upright: PageReading, searched: list[int]
) -> None:
    large = np.asarray(cv2.resize(licence, None, fx=1.8, fy=1.8, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    name = line_of(reader.read_page(large), NAME)
    assert searched == [1280]
    assert name.right == pytest.approx(1.8 * line_of(upright, NAME).right, abs=12)


@pytest.mark.parametrize(("height", "sides"), [(800, [1280, 1900]), (1200, [1280, 1610]), (1900, [1280])])
def test_small_letters_are_looked_for_on_a_larger_picture_as_far_as_memory_goes(
    reader: "RapidReader", licence: Image, searched: list[int], height: int, sides: list[int]
) -> None:
    page = np.full((height, 1900, 3), 255, dtype=np.uint8)
    small = within(licence, 600)[0]
    page[: small.shape[0], : small.shape[1]] = small
    reader.read_page(page)
    assert searched[: len(sides)] == pytest.approx(sides, abs=3)
    assert searched[len(sides) :] in ([], searched[: len(sides)])


def test_found_lines_are_read_when_they_are_asked_for(reader: "RapidReader", licence: Image, upright: PageReading) -> None:
    found = reader.find_lines(licence)
    read = [line for index in range(len(found.places)) if (line := found.read(index))]
    assert found.turn == 0
    assert found.letters > 11
    assert NAME in "".join(line.text for line in read)
    assert len(read) > 0.8 * len(upright.lines)


def test_the_beginning_of_a_line_is_the_beginning_of_what_it_says(reader: "RapidReader", licence: Image) -> None:
    found = reader.find_lines(licence)
    longest = max(range(len(found.places)), key=lambda index: found.places[index][1][0] - found.places[index][0][0])
    whole, beginning = found.read(longest), found.read(longest, 0.4)
    assert whole is not None
    assert beginning is not None
    assert 0 < len(beginning.text) < len(whole.text)
    assert whole.text.startswith(beginning.text[:-1])
    assert beginning.right < whole.right


def test_a_part_of_a_page_is_read_at_its_own_size(reader: "RapidReader", licence: Image, upright: PageReading) -> None:
    line = max(upright.lines, key=lambda each: len(each.text))
    part = licence[round(line.top) - 20 : round(line.bottom) + 20]
    assert line.text in {each.text for each in reader.read_part(np.ascontiguousarray(part))}
