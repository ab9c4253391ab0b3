"""From what was read to what is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.calibration import probability
from pipeline.intake.documents import open_document
from pipeline.read_document import ReadDocument
from pipeline.reading import DocumentReader, Readers
from pipeline.report import EMBLEM_RED, document_facts, document_report, probability_of
from pipeline.settings import Settings
from tests.factory import box, field
from tests.pipeline.cases import COMPANY, LICENCE, RecordedReader, write_case

SETTINGS = Settings()


@pytest.fixture
def document(tmp_path: Path) -> ReadDocument:
    file = write_case(tmp_path) / f"{LICENCE}.jpg"
    return DocumentReader(Readers(RecordedReader(), None), None, SETTINGS).read(open_document(file, SETTINGS), DocumentKind.OTHER)


def test_the_chain_learns_kind_fields_text_and_colour(document: ReadDocument) -> None:
    facts = document_facts(3, document, SETTINGS)
    assert (facts.index, facts.file, facts.declared_kind, facts.kind) == (
        3,
        f"{LICENCE}.jpg",
        DocumentKind.OTHER,
        DocumentKind.BUSINESS_LICENSE,
    )
    name = facts.fields[FieldName.ENTITY_NAME]
    assert (name.value, name.sure, name.agreed, name.page) == (COMPANY, True, False, 1)
    assert len(name.char_confidences) == len(COMPANY)
    assert COMPANY in facts.text
    assert not facts.failed
    assert facts.emblem_red == document.picture[EMBLEM_RED] > 0.03


def test_a_field_is_sure_from_the_threshold_on(document: ReadDocument) -> None:
    confidence = probability(document.fields[FieldName.ENTITY_NAME])
    for threshold, sure in ((confidence, True), (confidence + 0.0001, False)):
        facts = document_facts(0, document, Settings(sure_confidence=threshold))
        assert facts.fields[FieldName.ENTITY_NAME].sure is sure


def test_what_two_readers_agree_on_is_as_sure_as_that_made_it() -> None:
    alone = replace(field(FieldName.ENTITY_NAME, COMPANY, 0.95, read_by="first"), polygon=box(0, 0, 200, 16))
    assert probability_of(alone) < 0.92 < probability_of(replace(alone, read_by="first+second"))


@pytest.mark.parametrize(
    ("trusted", "provisional"),
    [
        ("", True),
        ("business_license", False),
        ("icp_screenshot", True),
        ("business_license/new", False),
        ("business_license/old", True),
    ],
)
def test_a_layout_that_was_never_seen_for_real_is_unsure_unless_trusted(document: ReadDocument, trusted: str, provisional: bool) -> None:
    document.fields = {name: replace(field, provisional=True, layout="new") for name, field in document.fields.items()}
    facts = document_facts(0, document, Settings(trusted_layouts=trusted))
    assert facts.provisional is provisional
    assert facts.fields[FieldName.ENTITY_NAME].sure is not provisional


def test_the_chain_learns_what_the_qr_code_contradicts(document: ReadDocument) -> None:
    document.contradicted = [FieldName.CREDIT_CODE]
    assert document_facts(0, document, SETTINGS).contradicted == (FieldName.CREDIT_CODE,)


def test_the_report_has_everything_that_was_read(document: ReadDocument) -> None:
    report = document_report(document)
    assert (report.file, report.kind, report.pages, len(report.sha256)) == (f"{LICENCE}.jpg", DocumentKind.BUSINESS_LICENSE, 1, 64)
    assert set(report.fields) == set(document.fields)
    assert report.kind_scores[DocumentKind.BUSINESS_LICENSE] == report.kind_confidence
    reading = report.fields[FieldName.ENTITY_NAME]
    assert (reading.read_by, reading.page) == ("recorded", 1)
    assert all(0 <= x <= 1480 and 0 <= y <= 1046 for x, y in reading.polygon)
