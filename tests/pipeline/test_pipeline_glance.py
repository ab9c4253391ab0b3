"""A glance at a picture, and the whole page where that is not enough."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from extractors.page import Page, TextLine, Zone
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.glance import CLOSE, LARGEST, LEAST_LETTERS, glance_at, read_closely
from pipeline.ocr.engine import Image, PageReading
from pipeline.reading import DocumentReader, Readers
from pipeline.settings import Settings
from tests.extractors.test_business_license import NAME, PORTRAIT, without
from tests.extractors.test_sheet import Reader
from tests.factory import FakeReader, line, picture
from tests.pipeline.test_reading import picture_file

SIZE = (PORTRAIT.width, PORTRAIT.height)


@dataclass
class Lines:
    """The lines of a page, found."""

    of: Page
    letters: float
    turn: int = 0

    @property
    def places(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        return tuple(each.polygon for each in self.of.lines)

    def read(self, index: int, share: float = 1.0) -> TextLine | None:
        return Reader(self.of)(index, share)


@dataclass
class GlancingReader(FakeReader):
    """Finds the lines of a page, and reads the page as a whole where it is asked to."""

    of: Page
    letters: float = 20.0
    name: str = "glancing"
    wholes: int = 0
    parts: list[tuple[int, int]] = field(default_factory=list)

    def find_lines(self, image: Image) -> Lines:  # type: ignore[override]
        return Lines(self.of, self.letters)

    def read_page(self, image: Image) -> PageReading:
        self.wholes += 1
        return PageReading(0, self.of.lines)

    def read_part(self, image: Image) -> tuple[TextLine, ...]:
        self.parts.append((image.shape[1], image.shape[0]))
        return (line("样本", 10, 20, 10),)

    def read_crop(self, image: Image) -> TextLine | None:
        return None


def test_a_glance_gives_lines_and_what_it_left_unread() -> None:
    reading = glance_at(GlancingReader(PORTRAIT), picture(*SIZE))
    assert reading is not None
    assert NAME in [each.text for each in reading.lines]
    assert reading.unread


def test_small_print_is_not_glanced_at() -> None:
    assert glance_at(GlancingReader(PORTRAIT, letters=LEAST_LETTERS - 0.1), picture(*SIZE)) is None


def test_a_reader_of_whole_pages_is_not_asked_for_a_glance() -> None:
    assert glance_at(FakeReader(), picture(*SIZE)) is None


@pytest.mark.parametrize(("letters", "scale"), [(CLOSE / 4, LARGEST), (CLOSE, 1.0), (2 * CLOSE, 0.5)])
def test_a_closer_look_brings_letters_to_one_height(letters: float, scale: float) -> None:
    reader = GlancingReader(PORTRAIT)
    (read,) = read_closely(reader, picture(*SIZE), Zone(FieldName.ENTITY_NAME, 100, 200, 500, 300), letters)
    assert reader.parts == [(round(400 * scale), round(100 * scale))]
    assert (read.left, read.top) == (100 + 10 / scale, 200 + 20 / scale)


def read(reader: GlancingReader, settings: Settings, forced: DocumentKind | None = None) -> int:
    """How many whole pages were read for a document."""
    upload = picture_file(settings, size=SIZE)
    document = DocumentReader(Readers(reader, None), None, settings).read(upload, forced=forced)
    assert document.kind is (forced or DocumentKind.BUSINESS_LICENSE)
    return reader.wholes


def test_the_whole_page_is_read_only_where_a_glance_is_not_enough(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert read(GlancingReader(PORTRAIT), settings) == 0
    assert read(GlancingReader(without(PORTRAIT, NAME)), settings) > 0


def test_the_whole_page_is_read_where_that_is_wanted_or_another_kind_is(tmp_path: Path) -> None:
    assert read(GlancingReader(PORTRAIT), Settings(data_dir=tmp_path, full_reading=True)) == 1
    assert read(GlancingReader(PORTRAIT), Settings(data_dir=tmp_path), DocumentKind.INSTITUTION_CERTIFICATE) >= 1
