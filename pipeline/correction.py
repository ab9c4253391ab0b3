"""Kinds and fields that a person read for the machine: they take the place of what the readers read, and rest on that person's word."""

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.page import Field
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.intake.cases import Case
from pipeline.intake.documents import Upload
from pipeline.read_document import ReadDocument, ReadsDocuments

PERSON = "person"

KIND = "kind"
"""Stands for a field's name where a person said of what kind a document is; an empty value leaves it to the machine again."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people said of files, which are named by their SHA-256: of what kind one is, and what stands in a field.

    An empty text says that the field is not there.
    """

    kinds: Mapping[str, DocumentKind]
    fields: Mapping[tuple[str, FieldName], str]


class CorrectedReader:
    """Reads as another reader does, and puts in what people corrected."""

    def __init__(self, reader: ReadsDocuments, corrections: Corrections) -> None:
        self._reader, self._corrections = reader, corrections

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        kind = self._corrections.kinds.get(upload.sha256)
        document = self._reader.read(upload, declared_kind, forced=kind or forced)
        if kind:
            take_for(document, kind)
        for (sha256, name), value in self._corrections.fields.items():
            if sha256 == upload.sha256:
                correct(document, name, value)
        return document

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        return self._reader.confirm(document, name)

    def read_on(self, document: ReadDocument) -> bool:
        return self._reader.read_on(document)


def take_for(document: ReadDocument, kind: DocumentKind) -> None:
    """Says that a document is surely of a kind, as which it was read; one that is no evidence has no fields."""
    document.kind, document.kind_confidence = kind, 1.0
    if kind is DocumentKind.OTHER:
        document.fields, document.field_pages, document.cut, document.contradicted = {}, {}, [], []


def correct(document: ReadDocument, name: FieldName, value: str) -> None:
    """Gives a field the value that a person read; no reader is asked about it again."""
    document.confirmed.add(name)
    document.contradicted = [each for each in document.contradicted if each is not name]
    before = document.fields.pop(name, None)
    if not value:
        return
    read_by = f"{before.read_by}+{PERSON}" if before else f"+{PERSON}"
    polygon = before.polygon if before else ()
    document.fields[name] = Field(name, value, 1.0, polygon, (1.0,) * len(value), read_by)
    document.field_pages.setdefault(name, 1)


def corrections_of(case: Case, corrected: Mapping[tuple[int, str], str]) -> Corrections:
    """Corrections by position in the application (from 0), as they concern its files."""
    said = {(case.uploads[position].sha256, name): value for (position, name), value in corrected.items() if position < len(case.uploads)}
    return Corrections(
        {sha256: DocumentKind(value) for (sha256, name), value in said.items() if name == KIND and value},
        {(sha256, FieldName(name)): value for (sha256, name), value in said.items() if name != KIND},
    )
