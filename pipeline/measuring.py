"""What the pixels say of the values that were read: a reader in front of the one that reads."""

import math
from collections.abc import Iterable
from dataclasses import replace

from pydantic import TypeAdapter

from extractors.labels import labels_of
from extractors.page import Field, Point, Polygon, TextLine, line_height
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.agreement import plain
from pipeline.intake.documents import Upload
from pipeline.ocr.engine import PageReader
from pipeline.picture.ends import ink_beside, widened
from pipeline.picture.geometry import cut
from pipeline.picture.glare import Glare, measure_glare
from pipeline.picture.typeface import NameType, measure_type, unread_values
from pipeline.policy import policy
from pipeline.read_document import ReadDocument, ReadPage, ReadsDocuments
from pipeline.reading import CUT

SUSPICIOUS = 0.1
"""From this difference on a type is compared once more with all values of the page: after a glance three genuine licences of 98 differ
by more than the whole page says of them."""
MOST_VALUES = 2
"""So many lines are read for a comparison of type where a glance at the page left them out."""
ENOUGH_READ = 7.0
"""How much of such a line is read, in its heights."""
BESIDE_PROFILE = "beside/1"
GLARE_PROFILE = "glare/1"
TYPE_PROFILE = "type/2"
WIDER_PROFILE = "wider/1"

_BESIDE: TypeAdapter[tuple[float, float]] = TypeAdapter(tuple[float, float])
_GLARE: TypeAdapter[Glare | None] = TypeAdapter(Glare | None)
_LINE: TypeAdapter[TextLine | None] = TypeAdapter(TextLine | None)
_TYPE: TypeAdapter[NameType | None] = TypeAdapter(NameType | None)


class MeasuringReader:
    """Reads as another reader does, and measures on the picture what concerns the deciding values: their ends, type, glare over them.

    What was measured is kept beside the readings of the first reader, on whose lines it rests.
    """

    def __init__(self, reader: ReadsDocuments, first: PageReader) -> None:
        self._reader, self._first = reader, first

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        """All fields of a document, and more measures of its picture. Raises InputRefused, EngineError."""
        document = self._reader.read(upload, declared_kind, forced=forced)
        number = max(document.field_pages.values(), default=1)
        page = document.pages[number - 1]
        if not page.source.text_lines:
            self._measure_glare(document, page)
            self._measure_ends(document, page)
            self._measure_type(document, page)
            document.kept.settle()
        return document

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        return self._reader.confirm(document, name)

    def read_on(self, document: ReadDocument) -> bool:
        return self._reader.read_on(document)

    def _measure_glare(self, document: ReadDocument, page: ReadPage) -> None:
        """A value next to which the picture is burnt out is doubted: nobody knows how it goes on."""
        places = {name: document.fields[name].polygon for name in document.deciding if document.fields[name].polygon}
        profile = f"{GLARE_PROFILE} {_key(places.values())}"
        found = document.kept.measured(
            _GLARE, page.source.number, profile, self._first, lambda: measure_glare(page.image, page.page, tuple(places.values()))
        )
        if found is None:
            return
        document.picture |= {"glare": found.page, "glare_at_value": max(found.values, default=0.0)}
        for name, burnt in zip(places, found.values, strict=True):
            if burnt > policy().thresholds.most_burnt:
                document.fields[name] = replace(document.fields[name], confidence=round(document.fields[name].confidence * CUT, 4))

    def _measure_ends(self, document: ReadDocument, page: ReadPage) -> None:
        """A licence's name is doubted beside which print stands that was not read, unless a wider look finds no more of it there."""
        name = document.fields.get(FieldName.ENTITY_NAME)
        if document.kind is not DocumentKind.BUSINESS_LICENSE or name is None or not name.polygon:
            return
        number, place = page.source.number, name.polygon
        profile = f"{BESIDE_PROFILE} {_key([place])} {len(page.page.lines)}"
        beside = document.kept.measured(_BESIDE, number, profile, self._first, lambda: ink_beside(page.image, page.page, place))
        document.picture["ink_beside_name"] = max(beside)
        if max(beside) <= policy().thresholds.most_ink_beside:
            return
        profile = page.profile(f"{WIDER_PROFILE} {_key([place])}")
        line = document.kept.get(_LINE, number, profile, self._first, lambda: self._first.read_crop(cut(page.legible, widened(place))))
        if line is None or not _is_whole(name.value, line.text):
            document.fields[name.name] = replace(name, confidence=round(name.confidence * CUT, 4))

    def _measure_type(self, document: ReadDocument, page: ReadPage) -> None:
        """Of a business licence, the only kind of which enough genuine ones were measured."""
        name = document.fields.get(FieldName.ENTITY_NAME)
        if document.kind is not DocumentKind.BUSINESS_LICENSE or name is None or not name.polygon:
            return
        # what is compared depends on what else was read
        profile = f"{TYPE_PROFILE} {_key([name.polygon])} {name.value} {len(page.page.lines)}"
        found = document.kept.measured(_TYPE, page.source.number, profile, self._first, lambda: self._type(page, name))
        if found is not None and found.difference > SUSPICIOUS and self._reader.read_on(document):
            self._measure_type(document, page)
        elif found is not None:
            document.picture["name_type"] = found.difference

    def _type(self, page: ReadPage, name: Field) -> NameType | None:
        """The type of the name; where too little was read to compare it with, the values next to it are read."""
        seen = page.page
        found = measure_type(page.image, seen, name.value, name.polygon)
        for place in map(_beginning, unread_values(page.page, name.polygon)[:MOST_VALUES]):
            line = self._first.read_crop(cut(page.legible, place)) if found is None else None
            if line is not None:
                seen = replace(seen, lines=(*seen.lines, replace(line, polygon=place)))
                found = measure_type(page.image, seen, name.value, name.polygon)
        return found


def _is_whole(name: str, wider: str) -> bool:
    """Whether a wider look read nothing beside the name but the end of its label."""
    before, found, behind = plain(wider).partition(plain(name))
    licence = labels_of(DocumentKind.BUSINESS_LICENSE)
    labels = (*licence.fields[FieldName.ENTITY_NAME], *licence.halves)
    return bool(found) and not behind and any(label.endswith(before.rstrip(":")) for label in labels)


def _beginning(place: Polygon) -> Polygon:
    """The beginning of a line, where the words stand that names hold too: 有限责任公司(自然人投资或控股), 深圳市福田区…"""
    start, end, below_end, below_start = place
    share = min(1.0, ENOUGH_READ * line_height(place) / max(math.dist(start, end), 1.0))
    return start, _between(start, end, share), _between(below_start, below_end, share), below_start


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _key(places: Iterable[Polygon]) -> str:
    return " / ".join(" ".join(f"{round(x)},{round(y)}" for x, y in place) for place in places)
