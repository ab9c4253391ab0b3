"""Fields that a person read for the machine: they take the place of what the readers read, and rest on that person's word."""

from collections.abc import Mapping

from extractors.page import Field
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.intake.cases import Case
from pipeline.intake.documents import Upload
from pipeline.reading import ReadDocument, ReadsDocuments

PERSON = "person"

Corrections = Mapping[tuple[str, FieldName], str]
"""The file's SHA-256 and the field → what a person read there; an empty text says that the field is not there."""


class CorrectedReader:
    """Reads as another reader does, and puts in what people corrected."""

    def __init__(self, reader: ReadsDocuments, corrections: Corrections) -> None:
        self._reader, self._corrections = reader, corrections

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        document = self._reader.read(upload, declared_kind, forced=forced)
        for (sha256, name), value in self._corrections.items():
            if sha256 == upload.sha256:
                correct(document, name, value)
        return document

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        return self._reader.confirm(document, name)

    def read_on(self, document: ReadDocument) -> bool:
        return self._reader.read_on(document)


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
    return {
        (case.uploads[position].sha256, FieldName(field)): value
        for (position, field), value in corrected.items()
        if position < len(case.uploads)
    }
