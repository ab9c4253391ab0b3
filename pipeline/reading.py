"""From an upload to its fields: pages are read, taken for a kind, looked at again where it pays, and confirmed where asked.

Every engine's reading goes through `KeptReadings`; fields are computed anew each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import structlog
from pydantic import TypeAdapter

from extractors import registry
from extractors.deciding import DECIDING
from extractors.number_strips import CHECKED, NUMBERS, number_in, spread
from extractors.page import Extraction, Field, Page, Polygon, TextLine, Zone, line_height
from extractors.qr_text import read_qr
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import SECOND_LOOK, with_closer_look, with_lines_of
from matchers.company_name import take_apart
from pipeline.agreement import confirmed
from pipeline.calibration import probability
from pipeline.errors import EngineError
from pipeline.glance import CLOSE, GLANCED, glance_at, moved, read_closely
from pipeline.intake.documents import PageSource, Upload, open_pages
from pipeline.ocr.engine import CropReader, PageReader, PageReading
from pipeline.ocr.kept import KeptReadings
from pipeline.picture.colour import red_share
from pipeline.picture.geometry import cut
from pipeline.picture.ink import print_alone
from pipeline.picture.qr import QrReader
from pipeline.picture.seal import Seal, find_seal
from pipeline.picture.shake import Shake, find_shake
from pipeline.picture.sharpness import Print, measure_print, sides_at_edge
from pipeline.read_document import ReadDocument, ReadPage
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.witness import contradicted, witnessed

GLANCE_PROFILE = "glance/8"
"""To be raised when what a glance reads changes: extractors/glance.py, extractors/sheet.py, the labels of licences."""
PAGE_PROFILE = "page/3"
ZONE_PROFILE = "zone/5"
CROP_PROFILE = "crop/1"
STRIPS_PROFILE = "strips/3"
PRINT_ALONE_PROFILE = "print-alone/2"
COLOUR_PROFILE = "colour/1"
QR_PROFILE = "qr/1"
PRINT_PROFILE = "print/2"
SEAL_PROFILE = "seal/2"
SHAKE_PROFILE = "shake/1"
CROP_MARGIN = 0.1
"""What is cut around a field for the second reader, as a share of the field's height."""
CUT = 0.5
"""Factor on the confidence of a value of which nobody knows how it goes on: it reaches the picture's left or right edge, or is a name that
names nobody."""
ALONE, AS_IT_CAME = 0.9, 0.7
"""Factors on the confidence of what the print alone says where the page says otherwise, and of what a shaken picture says that was not
steadied. Of worn licences and specimens of which one of both was right, the page was in 31 of 34 and 13 of 16 cases."""

SEALED = {
    DocumentKind.BUSINESS_LICENSE,
    DocumentKind.ORGANIZATION_CODE_CERTIFICATE,
    DocumentKind.SOCIAL_CREDIT_CODE_CERTIFICATE,
    DocumentKind.INSTITUTION_CERTIFICATE,
    DocumentKind.TRADEMARK_CERTIFICATE,
    DocumentKind.AUTHORIZATION_LETTER,
}
"""Kinds that somebody has sealed in red."""

log = structlog.get_logger()

_PAGE: TypeAdapter[PageReading] = TypeAdapter(PageReading)
_GLANCE: TypeAdapter[PageReading | None] = TypeAdapter(PageReading | None)
_LINES: TypeAdapter[tuple[TextLine, ...]] = TypeAdapter(tuple[TextLine, ...])
_LINE: TypeAdapter[TextLine | None] = TypeAdapter(TextLine | None)
_TEXTS: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[str, ...])
_SHARE: TypeAdapter[float | None] = TypeAdapter(float | None)
_PRINT: TypeAdapter[Print | None] = TypeAdapter(Print | None)
_SEAL: TypeAdapter[Seal | None] = TypeAdapter(Seal | None)
_SHAKE: TypeAdapter[Shake | None] = TypeAdapter(Shake | None)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads: the first reader reads pages, the second one, where there is one, confirms single fields, `qr` QR codes."""

    first: PageReader
    second: CropReader | None
    qr: QrReader = field(default_factory=QrReader)


class DocumentReader:
    """Reads documents with the given readers and keeps what was read."""

    def __init__(self, readers: Readers, store: Store | None, settings: Settings, *, afresh: bool = False) -> None:
        self._readers, self._store, self._settings, self._afresh = readers, store, settings, afresh

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        """All fields of a document, taken for the kind `forced` or for the likeliest one.

        Raises:
            InputRefused: the file can't be opened.
            EngineError: reading failed.
        """
        kept = KeptReadings(self._store, upload.sha256, afresh=self._afresh)
        pages = [self._page(source, kept, forced) for source in open_pages(upload, self._settings)]
        document = ReadDocument(upload, declared_kind, pages, kept=kept)
        for number, read_page in enumerate(pages, start=1):
            self._take(document, number, read_page, forced)
        self._measure_page(document, pages[max(document.field_pages.values(), default=1) - 1])
        for name in document.deciding:
            if probability(document.fields[name]) < self._settings.sure_confidence:
                self.confirm(document, name)
        kept.settle()
        return document

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        """Has the second reader read a field's place; whether the field changed. Its kept reading is used again.

        Where the second reader fails, the field stays as the first one read it.
        """
        reader, current = self._readers.second, document.fields.get(name)
        if reader is None or current is None or name in document.confirmed or "pdf" in current.read_by:
            return False
        document.confirmed.add(name)
        number = document.field_pages[name]
        page = document.pages[number - 1]
        profile = page.profile(f"{CROP_PROFILE} {_key(current.polygon)}")
        try:
            line = document.kept.get(
                _LINE, number, profile, reader, lambda: reader.read_crop(cut(page.legible, current.polygon, CROP_MARGIN))
            )
        except EngineError as error:
            log.warning("second reading failed", file_sha256=document.upload.sha256, field=name, error=error.message)
            return False
        document.fields[name] = confirmed(current, line, reader.name)
        return True

    def read_on(self, document: ReadDocument) -> bool:
        """Reads the pages as a whole of which a glance left lines unread; the fields stay. Whether there was such a page.

        Raises:
            EngineError: reading failed.
        """
        left = [read_page for read_page in document.pages if read_page.page.unread]
        for read_page in left:
            read_page.page = replace(read_page.page, lines=self._whole(read_page, document.kept).lines, unread=())
        return bool(left)

    def _whole(self, read_page: ReadPage, kept: KeptReadings) -> PageReading:
        first = self._readers.first
        return kept.get(_PAGE, read_page.source.number, read_page.profile(PAGE_PROFILE), first, lambda: first.read_page(read_page.lying))

    def _page(self, source: PageSource, kept: KeptReadings, forced: DocumentKind | None) -> ReadPage:
        if source.text_lines:
            return ReadPage(source, 0, Page(source.width, source.height, source.text_lines))
        first, number = self._readers.first, source.number
        read_page = ReadPage(source, shake=kept.measured(_SHAKE, number, SHAKE_PROFILE, first, lambda: find_shake(source.image)))
        reading = None
        if not self._settings.full_reading and forced in (None, GLANCED):
            reading = kept.get(_GLANCE, number, read_page.profile(GLANCE_PROFILE), first, lambda: glance_at(first, read_page.lying))
        reading = reading or self._whole(read_page, kept)
        width, height = (source.height, source.width) if reading.turn in (90, 270) else (source.width, source.height)
        read_page.turn, read_page.page = reading.turn, Page(width, height, reading.lines, reading.unread)
        return read_page

    def _take(self, document: ReadDocument, number: int, read_page: ReadPage, forced: DocumentKind | None) -> None:
        """Adds what the page says to the document: the page that looks most like its kind gives kind and fields."""
        best, tried = _taken(read_page.page, forced)
        # a page with signs of a kind is read without what lies over the print before it counts as of none
        if registry.SIGNS <= best.score < registry.RECOGNISED and (page := self._print_alone(read_page, document.kept)):
            read_page.page = page
            best, tried = _taken(page, forced)
        for extraction in tried:
            known = document.kind_scores.get(extraction.kind, 0.0)
            document.kind_scores[extraction.kind] = max(known, extraction.score)
        if (best.score < registry.RECOGNISED and not forced) or (best.score <= document.kind_confidence and document.fields):
            return
        document.kind, document.kind_confidence = best.kind, best.score
        document.several = best.several or any(each.score >= registry.RECOGNISED for each in tried if each.kind is not best.kind)
        document.fields, document.field_pages, document.picture, document.contradicted = {}, {}, {}, []
        reader_name = "pdf" if read_page.source.text_lines else self._readers.first.name
        for found in self._looked_again(read_page, best, document.kept):
            document.fields[found.name] = replace(found, read_by=reader_name)
            document.field_pages[found.name] = number
        self._measure(document, read_page, best)
        if best.kind is DocumentKind.BUSINESS_LICENSE:
            self._witness(document, read_page)

    def _looked_again(self, read_page: ReadPage, extraction: Extraction, kept: KeptReadings) -> Sequence[Field]:
        """The extraction's fields; those that its extractor wants read again are read at a larger scale, and the surer reading stands."""
        at_first = {found.name: found for found in extraction.fields}
        fields = dict(at_first)
        if read_page.source.text_lines:
            return list(fields.values())
        for zone in registry.wanted(read_page.page, extraction):
            page = with_closer_look(read_page.page, zone, self._zone(read_page, zone, kept))
            again = registry.extract_as(page, extraction.kind)
            for found in again.fields:
                if found != at_first.get(found.name):
                    fields[found.name] = _surer(fields.get(found.name), found)
        if extraction.strips and not any(name in fields and fields[name].confidence >= CHECKED for name in NUMBERS):
            number = number_in(self._strips(read_page, extraction.strips, kept))
            fields |= {number.name: number} if number else {}
        doubtful = [name for name in DECIDING[extraction.kind] if name not in fields or fields[name].confidence < SECOND_LOOK]
        if doubtful and (other := self._otherwise(read_page, kept)):
            again = registry.extract_as(other, extraction.kind)
            weight = AS_IT_CAME if read_page.shake else ALONE
            fields |= {found.name: _surer(fields.get(found.name), found, weight) for found in again.fields if found.name in doubtful}
            # labels in grey go with the watermark
            if any(name not in fields for name in doubtful):
                again = registry.extract_as(with_lines_of(other, read_page.page), extraction.kind)
                fields = {found.name: found for found in again.fields if found.name in doubtful} | fields
        return list(fields.values())

    def _otherwise(self, read_page: ReadPage, kept: KeptReadings) -> Page | None:
        """The page read once more on another picture: as it came where it was steadied, elsewhere without what lies over the print."""
        if read_page.shake is None:
            return self._print_alone(read_page, kept)
        as_it_came = self._whole(replace(read_page, shake=None), kept)
        return replace(read_page.page, lines=as_it_came.lines) if as_it_came.turn == read_page.turn else None

    def _print_alone(self, read_page: ReadPage, kept: KeptReadings) -> Page | None:
        """The page read once more without what lies over the print in a lighter tone, such as a watermark."""
        if read_page.source.text_lines:
            return None
        first = self._readers.first

        def read() -> PageReading:
            picture = print_alone(read_page.legible)
            return PageReading(0, ()) if picture is None else first.read_page(picture)

        if read_page.alone is None:
            read_page.alone = kept.get(_PAGE, read_page.source.number, read_page.profile(PRINT_ALONE_PROFILE), first, read)
        alone = read_page.alone
        return replace(read_page.page, lines=alone.lines) if alone.lines and alone.turn == 0 else None

    def _strips(self, read_page: ReadPage, strips: Sequence[Polygon], kept: KeptReadings) -> tuple[TextLine, ...]:
        """What stands on strips, in pixels of the page, until enough of them agree; strips without text are left out."""
        first = self._readers.first

        def read() -> tuple[TextLine, ...]:
            lines: list[TextLine] = []
            for strip in spread(strips):
                line = first.read_crop(cut(read_page.legible, strip))
                if line is not None:
                    lines.append(moved(line, *strip[0]))
                    found = number_in(lines)
                    if found and found.confidence >= CHECKED:
                        break
            return tuple(lines)

        profile = read_page.profile(f"{STRIPS_PROFILE} {len(strips)} {_key(strips[0])} {_key(strips[-1])}")
        return kept.get(_LINES, read_page.source.number, profile, first, read)

    def _zone(self, read_page: ReadPage, zone: Zone, kept: KeptReadings) -> tuple[TextLine, ...]:
        first, page = self._readers.first, read_page.page
        letters = median([line_height(line.polygon) for line in page.lines] or [CLOSE])
        profile = read_page.profile(f"{ZONE_PROFILE} {zone.left} {zone.top} {zone.right} {zone.bottom}")
        return kept.get(_LINES, read_page.source.number, profile, first, lambda: read_closely(first, read_page.legible, zone, letters))

    def _witness(self, document: ReadDocument, read_page: ReadPage) -> None:
        """Lets the QR code on the page say what it knows of the fields."""
        reader = self._readers.qr
        texts = document.kept.measured(
            _TEXTS, read_page.source.number, read_page.profile(QR_PROFILE), reader, lambda: reader.read(read_page.legible)
        )
        said = read_qr(texts)
        document.contradicted = contradicted(document.fields, said, self._settings.sure_confidence)
        document.fields = witnessed(document.fields, said, reader.name)

    def _measure(self, document: ReadDocument, read_page: ReadPage, extraction: Extraction) -> None:
        emblem = extraction.emblem
        if emblem is None:
            return
        profile = f"{COLOUR_PROFILE} {_key(emblem)}"
        share = document.kept.measured(
            _SHARE, read_page.source.number, profile, self._readers.first, lambda: red_share(read_page.image, emblem)
        )
        if share is not None:
            document.picture["emblem_red"] = share

    def _measure_page(self, document: ReadDocument, read_page: ReadPage) -> None:
        """Shake, sharpness, height and edges of the print, and the seal; nothing of a page whose text came with the file."""
        if read_page.source.text_lines:
            return
        page, number, first = read_page.page, read_page.source.number, self._readers.first
        if read_page.shake is not None:
            document.picture["shake"] = read_page.shake.length
        # a glance and the whole page are measured on other lines
        lines = f"{len(page.lines)}+{len(page.unread)}"
        found = document.kept.measured(_PRINT, number, f"{PRINT_PROFILE} {lines}", first, lambda: measure_print(read_page.image, page))
        if found is not None:
            document.picture |= {"sharpness": found.sharpness, "line_height": found.line_height, "cut_lines": found.cut_lines}
        document.cut = [name for name in document.deciding if any(sides_at_edge(document.fields[name].polygon, page))]
        for name, field_read in document.fields.items():
            left, _, right, _ = sides_at_edge(field_read.polygon, page)
            if left or right or (name is FieldName.ENTITY_NAME and not _tells_somebody(field_read.value)):
                document.fields[name] = replace(field_read, confidence=round(field_read.confidence * CUT, 4))
        if document.kind in SEALED:
            seal = document.kept.measured(_SEAL, number, f"{SEAL_PROFILE} {lines}", first, lambda: find_seal(read_page.image, page))
            document.picture |= {"seal_closed": seal.closed, "seal_x": seal.x, "seal_y": seal.y} if seal else {"seal_closed": 0.0}


def _taken(page: Page, forced: DocumentKind | None) -> tuple[Extraction, tuple[Extraction, ...]]:
    """The page taken for the kind `forced`, or for the likeliest one; and for every kind. No extractor knows papers of no kind."""
    tried = registry.extract(page)
    return (tried[0] if forced in (None, DocumentKind.OTHER) else registry.extract_as(page, forced)), tried


def _tells_somebody(name: str) -> bool:
    """Whether a name has a place or a word of its own; one of trade and legal form alone (网络科技有限公司) was read in part.

    Of 6,648 companies 25 have such a name.
    """
    parts = take_apart(name)
    return parts.has_own_word or bool(parts.places)


def _surer(one: Field | None, other: Field, weight: float = 1.0) -> Field:
    """The surer of two readings of a field; less sure where they differ, unless it is a number whose check digits are right.

    `weight`: what the other one counts where they differ.
    """
    if one is None or one.value == other.value:
        return other if one is None or other.confidence > one.confidence else one
    if other.name not in NUMBERS:  # they have digits of their own that speak for them
        other = replace(other, confidence=round(other.confidence * weight, 4))
    better, worse = (one, other) if one.confidence >= other.confidence else (other, one)
    if better.name in NUMBERS and better.confidence >= CHECKED > worse.confidence:
        return better
    return replace(better, confidence=round(better.confidence * (1 - worse.confidence / 2), 4))


def _key(polygon: Polygon) -> str:
    return " ".join(f"{round(x)},{round(y)}" for x, y in polygon)
