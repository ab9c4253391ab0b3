"""What was taken from a document is kept, and is found again only for the same rules, readers and settings."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.bootstrap import Parts
from pipeline.intake.cases import open_case
from pipeline.intake.documents import Upload
from pipeline.kept_documents import KeptDocuments
from pipeline.read_document import ReadDocument
from pipeline.report import document_facts, document_report
from tests.pipeline.cases import COMPANY, LICENCE, make_parts, write_case


class Counting:
    """A reader that counts how often it is asked."""

    def __init__(self, parts: Parts) -> None:
        self._reader, self.read_documents = parts.documents()._reader, 0

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        self.read_documents += 1
        return self._reader.read(upload, declared_kind, forced=forced)

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        return self._reader.confirm(document, name)

    def read_on(self, document: ReadDocument) -> bool:
        return self._reader.read_on(document)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    opened = make_parts(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def upload(parts: Parts, tmp_path: Path) -> Upload:
    [licence] = open_case(write_case(tmp_path / "inbox", "1", LICENCE), parts.settings).uploads
    return licence


def test_a_document_is_taken_once_and_is_the_same_again(parts: Parts, upload: Upload) -> None:
    reader = Counting(parts)
    first, again = (KeptDocuments(reader, parts.store, "basis").read(upload, DocumentKind.BUSINESS_LICENSE) for _ in range(2))
    assert reader.read_documents == 1
    assert again.fields[FieldName.ENTITY_NAME].value == COMPANY
    assert document_facts(0, again, parts.settings) == document_facts(0, first, parts.settings)
    assert document_report(again) == document_report(first)


def test_nothing_of_a_document_is_forgotten(parts: Parts, upload: Upload) -> None:
    """A field that is added to a document must be kept too, or a review from the store would differ."""
    first, again = (parts.documents().read(upload) for _ in range(2))
    kept_otherwise = {"pages", "kept"}
    for each in fields(ReadDocument):
        if each.name not in kept_otherwise:
            assert getattr(again, each.name) == getattr(first, each.name), each.name


@pytest.mark.parametrize(("basis", "declared"), [("other rules", None), ("basis", DocumentKind.TRADEMARK_CERTIFICATE)])
def test_other_rules_and_another_declared_kind_take_it_anew(parts: Parts, upload: Upload, basis: str, declared: Any) -> None:
    reader = Counting(parts)
    KeptDocuments(reader, parts.store, "basis").read(upload)
    KeptDocuments(reader, parts.store, basis).read(upload, declared)
    assert reader.read_documents == 2


def test_a_document_that_is_to_be_read_afresh_or_as_another_kind_is_not_looked_up(parts: Parts, upload: Upload) -> None:
    reader = Counting(parts)
    kept = KeptDocuments(reader, parts.store, "basis")
    kept.read(upload)
    kept.read(upload, forced=DocumentKind.TRADEMARK_CERTIFICATE)
    KeptDocuments(reader, parts.store, "basis", afresh=True).read(upload)
    assert reader.read_documents == 3


def test_documents_may_be_asked_for_together(parts: Parts, upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Counting(parts)
    kept = KeptDocuments(reader, parts.store, "basis")
    kept.read(upload)
    ahead = kept.ahead([upload.sha256])
    monkeypatch.setattr(parts.store.readings, "of_files", lambda *_: pytest.fail("the store was asked again"))
    assert ahead.read(upload).fields[FieldName.ENTITY_NAME].value == COMPANY
