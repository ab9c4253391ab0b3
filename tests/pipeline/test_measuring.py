"""What the pixels say of the values that were read, on pictures whose lines are given."""

import io
from collections.abc import Sequence

import pytest
from PIL import Image, ImageDraw

from extractors import registry
from extractors.page import TextLine
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.intake.documents import Upload, open_document_bytes, open_pages
from pipeline.measuring import MeasuringReader
from pipeline.ocr.kept import KeptReadings
from pipeline.read_document import ReadDocument, ReadPage
from pipeline.reading import CUT
from pipeline.settings import Settings
from pipeline.store import Store
from tests.factory import FakeReader, line, page

PAPER, LIGHT = (200, 205, 208), (255, 255, 255)
NAME = "北京星槎云计算有限公司"
LICENCE = page(
    ("营业执照", 330, 350, 110),
    ("名称", 170, 640, 28),
    (NAME, 350, 640, 28),
    ("类型", 170, 700, 28),
    ("有限责任公司", 350, 700, 28),
    ("住所", 170, 760, 28),
    ("北京市样本区星河路106号", 350, 760, 28),
)


def photo(settings: Settings, *lamps: tuple[int, int, int, int], ink: bool = True, missed: Sequence[TextLine] = ()) -> Upload:
    """A licence's picture on which every character is a pattern of its own, boxes that a lamp burnt out, and lines that nobody reads."""
    picture, out = Image.new("RGB", (LICENCE.width, LICENCE.height), PAPER), io.BytesIO()
    draw = ImageDraw.Draw(picture)
    for printed in (*LICENCE.lines, *missed) if ink else ():
        side = printed.height
        for index, character in enumerate(printed.text):
            left, top = printed.left + index * side, printed.top
            for bit in range(9):
                if ord(character) >> bit & 1:
                    x, y = left + (bit % 3 + 0.15) * side / 3, top + (bit // 3 + 0.15) * side / 3
                    draw.rectangle((x, y, x + side / 4, y + side / 4), fill=(40, 40, 40))
    for lamp in lamps:
        draw.rectangle(lamp, fill=LIGHT)
    picture.save(out, "PNG")
    return open_document_bytes("licence", out.getvalue(), settings)


class Reader:
    """Reads the licence's lines in every picture."""

    def __init__(self, settings: Settings, store: Store | None) -> None:
        self._settings, self._store = settings, store

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        best = registry.extract(LICENCE)[0]
        document = ReadDocument(upload, declared_kind, [ReadPage(next(open_pages(upload, self._settings)), 0, LICENCE)], best.kind)
        document.fields = {found.name: found for found in best.fields}
        document.field_pages = dict.fromkeys(document.fields, 1)
        document.kept = KeptReadings(self._store, upload.sha256)
        return document

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        return False

    def read_on(self, document: ReadDocument) -> bool:
        return False


def read(upload: Upload, settings: Settings, store: Store | None = None) -> ReadDocument:
    return MeasuringReader(Reader(settings, store), FakeReader(LICENCE.lines)).read(upload)


def test_a_licence_is_measured_for_type_and_glare(settings: Settings) -> None:
    document = read(photo(settings), settings)
    assert document.kind is DocumentKind.BUSINESS_LICENSE
    assert (document.picture["glare"], document.picture["glare_at_value"]) == (0.0, 0.0)
    assert document.picture["name_type"] < 0.05


def test_a_value_that_ends_in_glare_is_doubted(settings: Settings) -> None:
    well, beset = read(photo(settings), settings), read(photo(settings, (655, 630, 720, 680)), settings)
    assert beset.picture["glare_at_value"] > 0.9
    before, after = (each.fields[FieldName.ENTITY_NAME].confidence for each in (well, beset))
    assert after == pytest.approx(CUT * before)
    assert beset.fields[FieldName.ENTITY_NAME].value == NAME


def test_glare_elsewhere_leaves_the_value_as_sure_as_it_was(settings: Settings) -> None:
    well, lit = read(photo(settings), settings), read(photo(settings, (600, 700, 680, 740)), settings)
    assert lit.picture["glare"] > 0
    assert lit.fields[FieldName.ENTITY_NAME] == well.fields[FieldName.ENTITY_NAME]


def test_what_was_measured_is_kept(settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = photo(settings, (655, 630, 720, 680))
    first = read(upload, settings, store)
    monkeypatch.setattr("pipeline.measuring.measure_glare", lambda *_: pytest.fail("measured again"))
    monkeypatch.setattr("pipeline.measuring.measure_type", lambda *_: pytest.fail("measured again"))
    monkeypatch.setattr("pipeline.measuring.ink_beside", lambda *_: pytest.fail("measured again"))
    again = read(upload, settings, store)
    assert (again.picture, again.fields) == (first.picture, first.fields)
    assert first.read_anew
    assert not again.read_anew


BEFORE = line("称", 320, 640, 28)


def wider(settings: Settings, *read_there: str) -> tuple[ReadDocument, FakeReader]:
    """The licence on which a character stands unread before the name, and what a wider look at the name reads."""
    first = FakeReader(*(line(text, 0, 0) for text in read_there))
    return MeasuringReader(Reader(settings, None), first).read(photo(settings, missed=[BEFORE])), first


def test_a_name_beside_which_nothing_stands_is_looked_at_no_wider(settings: Settings) -> None:
    assert read(photo(settings), settings).picture["ink_beside_name"] == 0.0


def test_a_name_that_goes_on_where_nothing_was_read_is_doubted(settings: Settings) -> None:
    sure = read(photo(settings), settings).fields[FieldName.ENTITY_NAME].confidence
    document, _ = wider(settings, "东" + NAME)
    assert document.picture["ink_beside_name"] > 0.5
    assert document.fields[FieldName.ENTITY_NAME].value == NAME
    assert document.fields[FieldName.ENTITY_NAME].confidence == pytest.approx(CUT * sure)


@pytest.mark.parametrize("label", ["称", "名 称：", "尔", ""])
def test_the_end_of_a_label_beside_a_name_is_no_part_of_it(settings: Settings, label: str) -> None:
    sure = read(photo(settings), settings).fields[FieldName.ENTITY_NAME]
    document, first = wider(settings, label + NAME)
    assert len(first.pictures) == 1
    assert document.fields[FieldName.ENTITY_NAME] == sure


def test_where_no_character_can_be_compared_the_type_is_not_told(settings: Settings) -> None:
    assert "name_type" not in read(photo(settings, ink=False), settings).picture
