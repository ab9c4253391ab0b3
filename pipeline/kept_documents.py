"""What was taken from a document, kept beside its readings: nothing is taken from the same readings twice by the same rules.

The fields of a document rest on its readings, the rules, and the settings that count for reading; all of these are in the
key. A changed rule takes the fields anew from the kept readings, another standard finds them here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from pydantic import TypeAdapter

from extractors.page import Field, Page, Polygon, TextLine
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.intake.documents import PageSource, Upload
from pipeline.ocr.kept import KeptReadings
from pipeline.picture.shake import Shake
from pipeline.read_document import ReadDocument, ReadPage, ReadsDocuments
from pipeline.store import Store
from pipeline.store.readings import NewReading

PROFILE = "document/2"
WHOLE = 0
"""Stands for the page where the document as a whole is meant."""


@dataclass(frozen=True, slots=True)
class _KeptPage:
    """The size of the page as it came, how it was turned, its size then, its text, where lines were left unread, how the hand shook."""

    came: tuple[int, int]
    turn: int
    size: tuple[int, int]
    text: tuple[str, ...]
    unread: tuple[Polygon, ...]
    shake: Shake | None


@dataclass(frozen=True, slots=True)
class _KeptDocument:
    pages: tuple[_KeptPage, ...]
    kind: DocumentKind
    kind_confidence: float
    kind_scores: dict[str, float]
    fields: tuple[Field, ...]
    field_pages: dict[FieldName, int]
    picture: dict[str, float]
    cut: tuple[FieldName, ...]
    contradicted: tuple[FieldName, ...]
    several: bool
    confirmed: tuple[FieldName, ...]


_DOCUMENT = TypeAdapter(_KeptDocument)


class KeptDocuments:
    """Gives what was taken from a document before, and has another reader read the others; `basis` is what reading rests on."""

    def __init__(self, reader: ReadsDocuments, store: Store, basis: str, *, afresh: bool = False) -> None:
        self._reader, self._store, self._basis, self._afresh = reader, store, basis, afresh
        self._ahead: dict[tuple[str, str], str] = {}

    def ahead(self, files: Collection[str]) -> "KeptDocuments":
        """The same, which has asked for these files at once."""
        reader = KeptDocuments(self._reader, self._store, self._basis, afresh=self._afresh)
        reader._ahead = self._store.readings.of_files(files, WHOLE)
        return reader

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        """All fields of a document. Raises InputRefused, EngineError."""
        if forced is not None:
            return self._reader.read(upload, declared_kind, forced=forced)
        profile = f"{PROFILE} {sha256(f'{self._basis} {declared_kind}'.encode()).hexdigest()[:16]}"
        if not self._afresh and (kept := self._kept(upload.sha256, profile)):
            return _restored(upload, declared_kind, _DOCUMENT.validate_json(kept), KeptReadings(self._store, upload.sha256))
        document = self._reader.read(upload, declared_kind)
        payload = _DOCUMENT.dump_json(_to_keep(document)).decode()
        self._store.readings.keep([NewReading(upload.sha256, WHOLE, profile, "rules", self._basis, payload)])
        return document

    def _kept(self, file: str, profile: str) -> str | None:
        return self._ahead.get((file, profile)) or self._store.readings.of_files([file], WHOLE).get((file, profile))

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        """Has a field read by the second reader; whether the field changed."""
        return self._reader.confirm(document, name)

    def read_on(self, document: ReadDocument) -> bool:
        """Reads what a glance left unread; whether there was any."""
        return self._reader.read_on(document)


def _to_keep(document: ReadDocument) -> _KeptDocument:
    return _KeptDocument(
        pages=tuple(
            _KeptPage(
                (page.source.width, page.source.height),
                page.turn,
                (page.page.width, page.page.height),
                tuple(line.text for line in page.page.lines),
                page.page.unread,
                page.shake,
            )
            for page in document.pages
        ),
        kind=document.kind,
        kind_confidence=document.kind_confidence,
        kind_scores=document.kind_scores,
        fields=tuple(document.fields.values()),
        field_pages=document.field_pages,
        picture=document.picture,
        cut=tuple(document.cut),
        contradicted=tuple(document.contradicted),
        several=document.several,
        confirmed=tuple(sorted(document.confirmed)),
    )


def _restored(upload: Upload, declared_kind: DocumentKind | None, kept: _KeptDocument, readings: KeptReadings) -> ReadDocument:
    return ReadDocument(
        upload,
        declared_kind,
        [_page(upload, number, page) for number, page in enumerate(kept.pages, start=1)],
        kept.kind,
        kept.kind_confidence,
        kept.kind_scores,
        {field.name: field for field in kept.fields},
        kept.field_pages,
        kept.picture,
        list(kept.cut),
        list(kept.contradicted),
        kept.several,
        set(kept.confirmed),
        readings,
    )


def _page(upload: Upload, number: int, kept: _KeptPage) -> ReadPage:
    lines = tuple(TextLine(text, (), 0.0, (), ()) for text in kept.text)
    return ReadPage(PageSource(upload, number, *kept.came), kept.turn, Page(*kept.size, lines, kept.unread), kept.shake)
