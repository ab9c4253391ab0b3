"""From an upload to its fields, with readers that read what they are given."""

import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as Pillow

from extractors import registry
from extractors.page import Page, TextLine, Zone
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.errors import EngineError
from pipeline.glance import CLOSE
from pipeline.intake import documents
from pipeline.intake.documents import Upload, open_document_bytes
from pipeline.ocr.engine import Image, PageReading
from pipeline.picture.geometry import cut
from pipeline.picture.shake import steadied
from pipeline.read_document import ReadDocument
from pipeline.reading import DocumentReader, Readers
from pipeline.settings import Settings
from pipeline.store import Store
from tests.factory import FakeReader, WholePages, credit_code, line, page, shaken, sheet
from tests.pipeline.intake.conftest import pdf_file

NAME, MISREAD, CODE = "北京星槎云计算有限公司", "北京星搓云计算有限公司", credit_code()
SIZE = (1000, 1400)
NAME_PLACE = (350, 640, 28)


def licence(name: str = NAME, confidence: float = 0.98, code: str = CODE) -> Page:
    return page(
        ("营业执照", 330, 350, 110),
        (f"统一社会信用代码{code}", 300, 570, 20),
        ("名称", 170, 640, 28),
        line(name, *NAME_PLACE, confidence=confidence),
        ("类型", 170, 700, 28),
        ("有限责任公司", 350, 700, 28),
        ("住所", 170, 760, 28),
        ("北京市样本区星河路106号", 350, 760, 28),
    )


def zone_of(of: Page, name: FieldName) -> Zone:
    best = registry.extract(of)[0]
    return next(zone for zone in registry.wanted(of, best) if zone.field is name)


LARGER = CLOSE / 28
"""By how much a closer look at the licence enlarges it: its middle line is 28 pixels high."""


def seen_larger(lines: Sequence[TextLine], zone: Zone) -> list[TextLine]:
    """The lines of a page as they stand on its zone in a closer look."""
    return [replace(each, polygon=tuple((LARGER * (x - zone.left), LARGER * (y - zone.top)) for x, y in each.polygon)) for each in lines]


@pytest.fixture
def upload(settings: Settings) -> Upload:
    return picture_file(settings)


def picture_file(settings: Settings, *, pages: int = 1, size: tuple[int, int] = SIZE) -> Upload:
    """White paper; of several pages where it is a TIFF file."""
    paper, out = Pillow.new("L", size, 255), io.BytesIO()
    if pages == 1:
        paper.save(out, "PNG")
    else:
        paper.save(out, "TIFF", save_all=True, append_images=[paper] * (pages - 1))
    return open_document_bytes("licence", out.getvalue(), settings)


def read(
    upload: Upload, settings: Settings, first: FakeReader, second: FakeReader | None = None, store: Store | None = None
) -> ReadDocument:
    return DocumentReader(Readers(first, second), store, settings).read(upload)


def test_a_document_has_its_kind_and_fields(upload: Upload, settings: Settings) -> None:
    document = read(upload, settings, FakeReader(licence().lines))
    assert (document.kind, document.kind_confidence) == (DocumentKind.BUSINESS_LICENSE, 1.0)
    assert document.fields[FieldName.ENTITY_NAME].value == NAME
    assert document.fields[FieldName.ENTITY_NAME].read_by == "first"
    assert document.fields[FieldName.CREDIT_CODE].value == CODE
    assert document.field_pages == dict.fromkeys(document.fields, 1)
    assert set(document.kind_scores) == set(registry.known_kinds())


def test_another_paper_has_no_fields(upload: Upload, settings: Settings) -> None:
    document = read(upload, settings, FakeReader(page(("开业大吉", 300, 300, 120), (NAME, 300, 600)).lines))
    assert (document.kind, document.kind_confidence, document.fields) == (DocumentKind.OTHER, 0.0, {})


def test_a_kind_may_be_forced(upload: Upload, settings: Settings) -> None:
    reader = DocumentReader(Readers(FakeReader(page(("名称", 170, 640), (NAME, 350, 640), (CODE, 350, 570)).lines), None), None, settings)
    document = reader.read(upload, forced=DocumentKind.BUSINESS_LICENSE)
    assert document.kind is DocumentKind.BUSINESS_LICENSE
    assert document.fields[FieldName.ENTITY_NAME].value == NAME


@pytest.mark.parametrize(("turn", "size"), [(0, SIZE), (90, SIZE[::-1]), (180, SIZE), (270, SIZE[::-1])])
def test_a_turned_page_has_the_size_of_the_upright_one(turn: int, size: tuple[int, int], settings: Settings) -> None:
    document = read(picture_file(settings, size=size), settings, FakeReader(licence().lines, turn=turn))
    (read_page,) = document.pages
    assert (read_page.page.width, read_page.page.height) == SIZE
    assert read_page.image.shape[:2] == SIZE[::-1]


# The second look


def test_a_doubtful_name_is_looked_at_again_from_close_by(upload: Upload, settings: Settings) -> None:
    doubtful = licence(confidence=0.6)
    zone = zone_of(doubtful, FieldName.ENTITY_NAME)
    again = seen_larger(licence(confidence=0.97).lines[2:4], zone)
    first = FakeReader(doubtful.lines, again)
    name = read(upload, settings, first).fields[FieldName.ENTITY_NAME]
    assert (name.value, name.confidence) == (NAME, 0.97)
    assert name.polygon == line(NAME, *NAME_PLACE).polygon
    assert first.pictures[1].shape[:2] == (round(LARGER * (zone.bottom - zone.top)), round(LARGER * (zone.right - zone.left)))


def test_a_second_look_that_is_less_sure_changes_nothing(upload: Upload, settings: Settings) -> None:
    doubtful = licence(confidence=0.6)
    again = seen_larger(licence(confidence=0.5).lines[2:4], zone_of(doubtful, FieldName.ENTITY_NAME))
    assert read(upload, settings, FakeReader(doubtful.lines, again)).fields[FieldName.ENTITY_NAME].confidence == 0.6


@pytest.mark.parametrize(
    ("first_look", "second_look", "expected"),
    [((MISREAD, 0.6), (NAME, 0.98), (NAME, 0.98 * 0.7)), ((NAME, 0.8), (MISREAD, 0.5), (NAME, 0.8 * 0.75))],
)
def test_two_looks_that_differ_leave_the_surer_one_in_doubt(
    first_look: tuple[str, float], second_look: tuple[str, float], expected: tuple[str, float], upload: Upload, settings: Settings
) -> None:
    doubtful = licence(*first_look)
    again = seen_larger(licence(*second_look).lines[2:4], zone_of(doubtful, FieldName.ENTITY_NAME))
    name = read(upload, settings, FakeReader(doubtful.lines, again)).fields[FieldName.ENTITY_NAME]
    assert (name.value, name.confidence) == (expected[0], pytest.approx(expected[1]))


def test_a_second_look_that_sees_nothing_changes_nothing(upload: Upload, settings: Settings) -> None:
    assert read(upload, settings, FakeReader(licence(confidence=0.6).lines, [])).fields[FieldName.ENTITY_NAME].confidence == 0.6


def test_one_disagreement_counts_once_however_many_zones_are_looked_at(upload: Upload, settings: Settings) -> None:
    doubtful = licence(MISREAD, 0.6, code=CODE[:-1] + "V")
    name_zone, code_zone = (zone_of(doubtful, name) for name in (FieldName.ENTITY_NAME, FieldName.CREDIT_CODE))
    looks = [seen_larger(licence(confidence=0.98).lines[2:4], name_zone), seen_larger(licence().lines[1:2], code_zone)]
    document = read(upload, settings, FakeReader(doubtful.lines, *looks))
    assert document.fields[FieldName.ENTITY_NAME].value == NAME
    assert document.fields[FieldName.ENTITY_NAME].confidence == pytest.approx(0.98 * 0.7)


def test_a_number_that_checks_is_sure_though_the_first_look_read_another_one(upload: Upload, settings: Settings) -> None:
    misread = licence(code=CODE[:-1] + "V")
    again = seen_larger(licence().lines[1:2], zone_of(misread, FieldName.CREDIT_CODE))
    first = FakeReader(misread.lines, again)
    code = read(upload, settings, first).fields[FieldName.CREDIT_CODE]
    assert (code.value, code.confidence) == (CODE, 0.99)
    assert len(first.pictures) == 2


# The second reader


def doubtful_after_all() -> FakeReader:
    """A first reader that doubts the name at both looks."""
    return FakeReader(licence(confidence=0.8).lines, [])


def test_a_second_reader_confirms_a_doubtful_name(upload: Upload, settings: Settings) -> None:
    second = FakeReader(line(NAME, 0, 0), name="second")
    name = read(upload, settings, doubtful_after_all(), second).fields[FieldName.ENTITY_NAME]
    assert (name.value, name.confidence, name.read_by) == (NAME, pytest.approx(0.92), "first+second")
    height, width = second.pictures[0].shape[:2]
    assert (width, height) == (pytest.approx(28 * len(NAME) + 5.6, abs=1), pytest.approx(28 + 5.6, abs=1))


def test_a_sure_name_is_not_read_by_the_second_reader(upload: Upload, settings: Settings) -> None:
    second = FakeReader(name="second")
    read(upload, settings, FakeReader(licence().lines), second)
    assert second.pictures == []


def test_a_sure_name_is_confirmed_where_the_chain_asks(upload: Upload, settings: Settings) -> None:
    second = FakeReader(line(NAME, 0, 0), name="second")
    reader = DocumentReader(Readers(FakeReader(licence().lines), second), None, settings)
    document = reader.read(upload)
    assert reader.confirm(document, FieldName.ENTITY_NAME)
    assert document.fields[FieldName.ENTITY_NAME].confidence == pytest.approx(0.992)
    assert not reader.confirm(document, FieldName.ENTITY_NAME)
    assert len(second.pictures) == 1


def test_a_second_reader_that_reads_otherwise_takes_nothing_away(upload: Upload, settings: Settings) -> None:
    name = read(upload, settings, doubtful_after_all(), FakeReader(line("完全不同", 0, 0), name="second")).fields[FieldName.ENTITY_NAME]
    assert (name.value, name.confidence, name.read_by) == (NAME, 0.8, "first")


@pytest.mark.parametrize("name", [FieldName.ENTITY_NAME, FieldName.DOMAIN])
def test_without_a_second_reader_or_a_field_nothing_is_confirmed(name: FieldName, upload: Upload, settings: Settings) -> None:
    reader = DocumentReader(Readers(FakeReader(licence().lines), None), None, settings)
    assert not reader.confirm(reader.read(upload), name)


class Failing(FakeReader):
    """A second reader whose program takes too long."""

    def read_crop(self, image: Image) -> TextLine | None:
        raise EngineError("tesseract failed to read a line: timeout")


def test_a_second_reader_that_fails_confirms_nothing_and_stops_nothing(upload: Upload, settings: Settings) -> None:
    reader = DocumentReader(Readers(doubtful_after_all(), Failing(name="second")), None, settings)
    document = reader.read(upload)
    assert document.fields[FieldName.ENTITY_NAME].confidence == 0.8
    assert not reader.confirm(document, FieldName.ENTITY_NAME)


# What is kept


def test_a_document_is_read_once(upload: Upload, settings: Settings, store: Store) -> None:
    first, second = doubtful_after_all(), FakeReader(line(NAME, 0, 0), name="second")
    documents = [read(upload, settings, first, second, store) for _ in range(2)]
    assert (len(first.pictures), len(second.pictures)) == (2, 1)
    assert [each.read_anew for each in documents] == [True, False]
    assert documents[0].fields == documents[1].fields


def test_afresh_reads_again(upload: Upload, settings: Settings, store: Store) -> None:
    first = FakeReader(licence().lines, licence("北京星槎云科技有限公司").lines)
    readers = Readers(first, None)
    DocumentReader(readers, store, settings).read(upload)
    again = DocumentReader(readers, store, settings, afresh=True).read(upload)
    assert again.fields[FieldName.ENTITY_NAME].value == "北京星槎云科技有限公司"


# Several pages


class Pages(WholePages):
    """A reader of several pages, each of which has a turn of its own."""

    name = "first"

    def __init__(self, *readings: PageReading) -> None:
        self._readings = iter(readings)

    def version(self) -> str:
        return "1"

    def read_page(self, image: Image) -> PageReading:
        return next(self._readings)

    def read_crop(self, image: Image) -> TextLine | None:
        return None


def read_pages(settings: Settings, *pages: Page) -> ReadDocument:
    readers = Readers(Pages(*(PageReading(0, each.lines) for each in pages)), None)
    return DocumentReader(readers, None, settings).read(picture_file(settings, pages=len(pages)))


EMPTY = page(("第一页", 100, 100), ("共二页", 100, 200))
CERTIFICATE = page(
    ("商标注册证", 430, 390, 46), ("核定使用商品", 80, 800), ("注册人", 80, 960), (NAME, 300, 960), ("有效期至2029年06月20日", 80, 1240)
)


def test_the_page_that_looks_most_like_its_kind_gives_the_fields(settings: Settings) -> None:
    document = read_pages(settings, EMPTY, licence(), EMPTY)
    assert document.kind is DocumentKind.BUSINESS_LICENSE
    assert document.field_pages[FieldName.ENTITY_NAME] == 2


def test_of_two_equal_pages_the_first_counts(settings: Settings) -> None:
    document = read_pages(settings, licence(), licence("上海檐鹊餐饮管理有限公司"))
    assert document.fields[FieldName.ENTITY_NAME].value == NAME


def test_what_was_measured_on_a_page_that_does_not_count_is_forgotten(settings: Settings) -> None:
    half_a_licence = page(("营业执照", 330, 350, 110), ("名称", 170, 640), (NAME, 350, 640), (CODE, 350, 570), ("云", 10, 10))
    document = read_pages(settings, half_a_licence, CERTIFICATE)
    assert document.kind is DocumentKind.TRADEMARK_CERTIFICATE
    assert "emblem_red" not in document.picture
    assert document.contradicted == []
    assert read_pages(settings, half_a_licence, EMPTY).picture["emblem_red"] == 0.0


def test_print_and_seal_are_measured(settings: Settings) -> None:
    """White paper bears no print that could be sharp, and no seal."""
    assert read_pages(settings, licence()).picture == {"emblem_red": 0.0, "seal_closed": 0.0}


def test_a_name_that_touches_the_edge_of_the_picture_is_cut(settings: Settings) -> None:
    beyond = SIZE[0] - 2 - max(line.right for line in licence().lines if line.text == NAME)
    moved = [replace(each, polygon=tuple((x + beyond, y) for x, y in each.polygon)) for each in licence().lines]
    assert read_pages(settings, page(*moved)).cut == [FieldName.ENTITY_NAME]
    assert read_pages(settings, licence()).cut == []


# PDF


def test_a_text_layer_needs_no_reader(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "text_lines", lambda *_: licence(confidence=0.5).lines)
    upload = open_document_bytes("licence.pdf", pdf_file("", media_box="0 0 360 504"), settings)
    first, second = FakeReader(), FakeReader(name="second")
    document = read(upload, settings, first, second)
    name = document.fields[FieldName.ENTITY_NAME]
    assert (document.kind, name.value, name.read_by) == (DocumentKind.BUSINESS_LICENSE, NAME, "pdf")
    assert (first.pictures, second.pictures) == ([], [])


def watermarked(settings: Settings) -> Upload:
    """White paper with print and something lighter over it."""
    paper = Pillow.new("L", SIZE, 235)
    paper.paste(30, (100, 100, 300, 300))
    paper.paste(180, (400, 400, 800, 800))
    out = io.BytesIO()
    paper.save(out, "PNG")
    return open_document_bytes("licence", out.getvalue(), settings)


def test_a_page_whose_name_is_doubtful_is_read_without_its_watermark(settings: Settings, store: Store) -> None:
    nameless = replace(licence(), lines=tuple(each for each in licence().lines if each.text not in (NAME, "名称")))
    first = FakeReader(nameless.lines, *[()] * len(registry.wanted(nameless, registry.extract(nameless)[0])), licence().lines)
    document = read(watermarked(settings), settings, first, store=store)
    assert document.fields[FieldName.ENTITY_NAME].value == NAME
    assert first.pictures[-1].max() == 255
    assert not read(watermarked(settings), settings, FakeReader(), store=store).read_anew


def test_a_page_that_is_hardly_of_a_kind_is_read_without_its_watermark(settings: Settings) -> None:
    covered = page(("名称", 170, 640), (NAME, 350, 640), ("类型", 170, 700), ("有限责任公司", 350, 700))
    assert 0.25 <= registry.extract(covered)[0].score < registry.RECOGNISED
    document = read(watermarked(settings), settings, FakeReader(covered.lines, licence().lines))
    assert (document.kind, document.fields[FieldName.ENTITY_NAME].value) == (DocumentKind.BUSINESS_LICENSE, NAME)


def test_the_print_alone_does_not_outvote_a_page_that_is_nearly_as_sure(settings: Settings) -> None:
    """A thin character (霁) lost its strokes with the watermark, and was read as another one (需) a little surer."""
    page_read = licence(NAME, 0.91)
    looks = [()] * len(registry.wanted(page_read, registry.extract(page_read)[0]))
    document = read(watermarked(settings), settings, FakeReader(page_read.lines, *looks, licence(MISREAD, 0.96).lines))
    name = document.fields[FieldName.ENTITY_NAME]
    assert (name.value, name.confidence) == (NAME, pytest.approx(0.91 * (1 - 0.9 * 0.96 / 2), abs=0.001))


def test_a_page_that_a_hand_shook_is_read_steadied_whatever_is_read_on_it(settings: Settings, store: Store) -> None:
    out, taken = io.BytesIO(), shaken(sheet(), 6, 20)
    Pillow.fromarray(taken[..., ::-1]).save(out, "PNG")
    upload = open_document_bytes("licence", out.getvalue(), settings)
    first, second = FakeReader(*[licence(confidence=0.6).lines] * 5), FakeReader(None, name="second")
    document = read(upload, settings, first, second, store)
    (read_page,) = document.pages
    assert read_page.shake
    assert document.picture["shake"] == read_page.shake.length
    assert np.array_equal(read_page.image, taken)
    assert np.array_equal(first.pictures[0], steadied(taken, read_page.shake))
    assert np.array_equal(first.pictures[-1], taken), "where a deciding field stays in doubt the picture as it came is asked too"
    assert not np.array_equal(second.pictures[0], cut(taken, document.fields[FieldName.ENTITY_NAME].polygon, 0.1))
    assert not read(upload, settings, FakeReader(), FakeReader(name="second"), store).read_anew


@pytest.mark.parametrize(("left", "confidence"), [(660, 0.98), (692, 0.49)])
def test_a_value_that_reaches_the_edge_of_the_picture_is_doubtful(left: int, confidence: float, upload: Upload, settings: Settings) -> None:
    """Nobody knows how it goes on beyond it."""
    others = [each for each in licence().lines if each.text not in (NAME, "名称")]
    document = read(upload, settings, FakeReader([*others, line("名称", 590, 640, 28), line(NAME, left, 640, 28)]))
    assert document.fields[FieldName.ENTITY_NAME].confidence == pytest.approx(confidence, abs=0.01)


@pytest.mark.parametrize(("name", "confidence"), [("网络科技有限公司", 0.49), ("北京市网络科技有限公司", 0.98)])
def test_a_name_without_a_word_of_its_own_is_doubtful(name: str, confidence: float, upload: Upload, settings: Settings) -> None:
    """A licence under glare: 网络科技有限公司 was surely read of 杭州未鲸网络科技有限公司."""
    others = [each for each in licence().lines if each.text != NAME]
    document = read(upload, settings, FakeReader([*others, line(name, 350, 640, 28)]))
    assert document.fields[FieldName.ENTITY_NAME].value == name
    assert document.fields[FieldName.ENTITY_NAME].confidence == pytest.approx(confidence, abs=0.01)
