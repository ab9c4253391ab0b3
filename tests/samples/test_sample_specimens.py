"""Specimens say what their truth says, and nothing goes without its mark."""

from pathlib import Path

import pdfplumber
import pytest
import zxingcpp

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.errors import SetupError
from samples import fonts as sample_fonts
from samples import specimen
from samples.companies import invent
from samples.layout import layouts
from samples.licence import licence
from samples.pdf import searchable_pdf
from samples.specimens import TABLES, draw_names

pytestmark = pytest.mark.drawing

LAYOUTS = [(kind, layout) for kind, table in TABLES.items() for layout in layouts(table)]


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize(("kind", "layout"), LAYOUTS)
def test_every_layout_is_drawn_with_its_truth(kind: DocumentKind, layout: str) -> None:
    picture, truth = specimen(kind, layout, seed=5)
    assert picture.size == layouts(TABLES[kind])[layout].size
    assert set(truth) <= set(FieldName)
    assert bool(truth) == (kind is not DocumentKind.OTHER)


def test_every_kind_has_at_least_two_layouts() -> None:
    assert {kind: len(draw_names(kind)) for kind in DocumentKind if len(draw_names(kind)) < 2} == {}


@pytest.mark.usefixtures("fonts")
def test_the_same_seed_gives_the_same_specimen() -> None:
    first, second = (specimen("trademark_certificate", "electronic", 9, [{"shadow": {}}]) for _ in range(2))
    assert (first[0].tobytes(), first[1]) == (second[0].tobytes(), second[1])


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("layout", ["portrait-2015", "landscape-2019"])
def test_the_qr_code_carries_the_credit_code(layout: str) -> None:
    picture, truth = specimen("business_license", layout, seed=6)
    (barcode,) = zxingcpp.read_barcodes(picture)
    assert barcode.text == f"http://www.gsxt.gov.cn/index.html?uniscid={truth['credit_code']}"


@pytest.mark.usefixtures("fonts")
def test_a_long_term_is_printed_with_and_without_its_beginning() -> None:
    company = invent(3, valid_to=None)
    printed = set()
    for seed in range(6):
        sheet, truth = licence("portrait-2015", company, seed)
        (term,) = [placed.text for placed in sheet.texts if "长期" in placed.text]
        assert truth["valid_to"] == "长期"
        assert ("valid_from" in truth) == ("至" in term)
        printed.add(term)
    assert len(printed) == 2


@pytest.mark.usefixtures("fonts")
def test_every_sheet_is_marked_as_a_specimen() -> None:
    sheet, _ = licence("portrait-2014", invent(3), seed=3)
    assert "样本 SPECIMEN" in [placed.text for placed in sheet.texts]


@pytest.mark.usefixtures("fonts")
def test_a_pdf_has_the_printed_text(tmp_path: Path) -> None:
    sheet, truth = licence("landscape-2019", invent(4), seed=4)
    (tmp_path / "licence.pdf").write_bytes(searchable_pdf(sheet, quality=60))
    with pdfplumber.open(tmp_path / "licence.pdf") as document:
        (page,) = document.pages
        text = page.extract_text()
    assert truth["entity_name"] in text
    assert truth["credit_code"] in text


def test_missing_fonts_are_named_with_their_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    face = sample_fonts.Face(package="fonts-nowhere", family="Nowhere", files=(tmp_path / "nowhere.ttc",))
    monkeypatch.setattr(sample_fonts, "faces", lambda: {"song": face})
    with pytest.raises(SetupError, match="apt-get install fonts-nowhere"):
        sample_fonts.font.__wrapped__("song", 20)
