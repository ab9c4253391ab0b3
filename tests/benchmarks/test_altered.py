"""Names set anew on licences: what is altered, what is counted, and who is told of."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from benchmarks import altered
from benchmarks.altered import GENUINE, STYLES, differences, most_different, table, variants
from extractors.page import Page
from extractors.vocabulary import FieldName
from pipeline.chain.picture import MOST_DIFFERENT
from pipeline.intake.documents import PageSource, open_document_bytes
from pipeline.picture.geometry import Image as Picture
from pipeline.picture.typeface import NameType
from pipeline.read_document import ReadDocument, ReadPage
from pipeline.settings import Settings
from samples.fonts import missing_packages
from tests.factory import field, line, page, picture

NAME = "北京星槎云计算有限公司"
BLANK = picture(600, 200)
LINES = page(("名称", 20, 60), (NAME, 120, 60), ("类型", 20, 120), ("有限责任公司", 120, 120), width=600, height=200)

needs_fonts = pytest.mark.skipif(bool(missing_packages()), reason="names are set anew in fonts that are not installed")


def licence(file: str, *, named: bool = True) -> ReadDocument:
    stored = BytesIO()
    Image.fromarray(BLANK).save(stored, "PNG")
    upload = open_document_bytes(file, stored.getvalue(), Settings())
    read = ReadDocument(upload, None, [ReadPage(PageSource(upload, 1, 600, 200), 0, LINES)])
    if named:
        read.fields[FieldName.ENTITY_NAME] = field(FieldName.ENTITY_NAME, NAME)
        read.field_pages[FieldName.ENTITY_NAME] = 1
    return read


@needs_fonts
def test_a_name_set_anew_stands_in_place_of_the_one_printed() -> None:
    name = field(FieldName.ENTITY_NAME, NAME)
    at = line(NAME, 120, 60).polygon
    name = type(name)(name.name, name.value, name.confidence, at)
    (_, as_printed, lines), (style, anew, others) = variants(BLANK, LINES, name, ["kai"])
    assert as_printed is BLANK
    assert lines is LINES
    assert style == "kai"
    assert [each.text for each in others.lines] == ["名称", "类型", "有限责任公司", NAME], "the line that was covered is another now"
    changed = np.abs(anew.astype(int) - BLANK).max(axis=2) > 60
    assert changed[60:90, 120:450].any()
    assert not changed[110:].any()


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were measured, in this order."""
    asked: list[str] = []

    def vary(image: Picture, read: Page, name: object, styles: Sequence[str]) -> list[tuple[str, Picture, Page]]:
        return [(style, image, read) for style in (GENUINE, *styles)]

    def measure(image: Picture, read: Page, name: str, place: object) -> NameType:
        asked.append(name)
        return NameType(1.0, 0.0, 6)

    monkeypatch.setattr(altered, "variants", vary)
    monkeypatch.setattr(altered, "measure_type", measure)
    return asked


def test_every_so_manieth_name_is_set_anew(measured: list[str]) -> None:
    found = differences([licence("a.png"), licence("b.png", named=False), licence("c.png"), licence("d.png")], every=4)
    assert [file for _, file in found[GENUINE]] == ["a.png", "c.png", "d.png"]
    assert all([file for _, file in found[style]] == ["a.png"] for style in STYLES)
    assert len(measured) == 3 + len(STYLES)


def test_the_table_counts_what_a_person_would_be_told_of() -> None:
    told, quiet = MOST_DIFFERENT + 0.1, MOST_DIFFERENT
    shown = table({GENUINE: [(quiet, "a.png"), (told, "b.png")], "kai": [(told, "a.png")], "hei": []})
    columns = [list(column.cells) for column in shown.columns]
    assert columns[0] == [GENUINE, "kai", "hei"]
    assert columns[1:4] == [["2", "1", "0"], ["1", "1", "0"], ["50%", "100%", "0%"]]


def test_those_that_differ_most_as_they_were_printed_are_named() -> None:
    assert most_different({GENUINE: [(0.02, "a.png"), (0.3, "b.png"), (0.1, "c.png")]}, 2) == "b.png 0.3, c.png 0.1"
    assert most_different({GENUINE: []}) == ""
