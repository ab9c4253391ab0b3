"""What a person read takes the place of what the readers read, and the case is reviewed by it."""

from pathlib import Path

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.bootstrap import Parts
from pipeline.correction import KIND
from pipeline.intake.cases import open_case
from pipeline.single import review_again, review_anew
from pipeline.store import Role, StoredReview
from pipeline.work import input_key
from tests.pipeline.cases import COMPANY, make_parts, write_case


def corrected(parts: Parts, review: StoredReview, field: str, after: str) -> StoredReview:
    person = parts.store.people.named("lin") or parts.store.people.add("lin", Role.REVIEWER, "hash")
    parts.store.desk.correct(
        application_id=review.application_id, review_id=review.id, position=0, field=field, before="?", after=after, person_id=person.id
    )
    return review_again("1", parts)


def test_a_corrected_field_changes_the_verdict_and_stays_where_it_was(tmp_path: Path) -> None:
    parts = make_parts(tmp_path / "data")
    first = review_anew(open_case(write_case(tmp_path / "inbox", signature="全然不同"), parts.settings), parts)
    read = first.review.documents[0].fields[FieldName.ENTITY_NAME]
    assert first.review.verdict == "reject"
    again = corrected(parts, first, FieldName.ENTITY_NAME, COMPANY.replace("榴屿", "全然不同"))
    field = again.review.documents[0].fields[FieldName.ENTITY_NAME]
    assert (field.value, field.confidence, field.polygon) == (COMPANY.replace("榴屿", "全然不同"), 1.0, read.polygon)
    assert field.read_by.endswith("+person")
    assert "SIGNATURE_CERTIFICATE_MISMATCH" not in [finding.code for finding in again.review.findings]


def test_a_correction_back_gives_the_first_verdict_again(tmp_path: Path) -> None:
    parts = make_parts(tmp_path / "data")
    first = review_anew(open_case(write_case(tmp_path / "inbox"), parts.settings), parts)
    assert corrected(parts, first, FieldName.ENTITY_NAME, "另一家有限公司").review.verdict != first.review.verdict
    assert corrected(parts, first, FieldName.ENTITY_NAME, COMPANY).review.verdict == first.review.verdict


def test_an_empty_correction_says_that_the_field_is_not_there(tmp_path: Path) -> None:
    parts = make_parts(tmp_path / "data")
    first = review_anew(open_case(write_case(tmp_path / "inbox"), parts.settings), parts)
    assert FieldName.ENTITY_NAME not in corrected(parts, first, FieldName.ENTITY_NAME, "").review.documents[0].fields


def test_a_document_is_read_as_the_kind_that_a_person_says_it_is(tmp_path: Path) -> None:
    parts = make_parts(tmp_path / "data")
    first = review_anew(open_case(write_case(tmp_path / "inbox"), parts.settings), parts)
    assert first.review.verdict == "pass"
    as_trademark = corrected(parts, first, KIND, DocumentKind.TRADEMARK_CERTIFICATE)
    [document] = as_trademark.review.documents
    assert (document.kind, document.kind_confidence) == (DocumentKind.TRADEMARK_CERTIFICATE, 1.0)
    assert "CERTIFICATE_WRONG_KIND" in [finding.code for finding in as_trademark.review.findings]
    no_evidence = corrected(parts, first, KIND, DocumentKind.OTHER)
    [document] = no_evidence.review.documents
    assert (document.kind, document.fields) == (DocumentKind.OTHER, {})
    assert no_evidence.review.verdict != "pass"
    assert corrected(parts, first, KIND, "").review.model_copy(update={"timings": {}}) == first.review.model_copy(update={"timings": {}})


def test_what_a_person_reads_counts_in_the_kind_that_a_person_says(tmp_path: Path) -> None:
    parts = make_parts(tmp_path / "data")
    first = review_anew(open_case(write_case(tmp_path / "inbox"), parts.settings), parts)
    corrected(parts, first, FieldName.MARK_TEXT, "榴屿文化")
    again = corrected(parts, first, KIND, DocumentKind.TRADEMARK_CERTIFICATE)
    assert again.review.documents[0].fields[FieldName.MARK_TEXT].value == "榴屿文化"


def test_a_correction_is_part_of_what_a_review_rests_on(tmp_path: Path) -> None:
    parts = make_parts(tmp_path / "data")
    case = open_case(write_case(tmp_path / "inbox"), parts.settings)
    key = input_key(case.fingerprint, parts)
    first = review_anew(case, parts)
    corrected(parts, first, FieldName.ENTITY_NAME, "另一家有限公司")
    assert input_key(case.fingerprint, parts) != key
