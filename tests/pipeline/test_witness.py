"""The QR code as a witness: it makes sure what it repeats, and never replaces what was read."""

from extractors.vocabulary import FieldName
from pipeline.witness import WITNESSED, contradicted, witnessed
from tests.factory import field

NAME, OTHER = "星槎（北京）云计算有限公司", "北京岚鹭有限公司"


def heard(confidence: float, said: str) -> tuple[str, float, str | None, str]:
    """Value, confidence, what stands beside it and who read it, after the QR code has spoken."""
    fields = {FieldName.ENTITY_NAME: field(FieldName.ENTITY_NAME, NAME, confidence)}
    after = witnessed(fields, {FieldName.ENTITY_NAME: said}, "qr")[FieldName.ENTITY_NAME]
    return after.value, after.confidence, after.repaired, after.read_by


def test_a_doubtful_reading_that_is_repeated_is_sure() -> None:
    assert heard(0.6, "星槎(北京)云计算有限公司") == (NAME, WITNESSED, None, "first+qr")


def test_a_sure_reading_stays_as_sure() -> None:
    assert heard(0.999, NAME) == (NAME, 0.999, None, "first+qr")


def test_another_value_stands_beside_a_doubtful_reading() -> None:
    assert heard(0.6, OTHER) == (NAME, 0.6, OTHER, "first")


def test_another_value_changes_nothing_about_a_certain_reading() -> None:
    assert heard(0.999, OTHER) == (NAME, 0.999, None, "first")


def test_fields_of_which_nothing_is_said_stay_and_none_is_added() -> None:
    fields = {FieldName.ENTITY_NAME: field(FieldName.ENTITY_NAME, NAME)}
    assert witnessed(fields, {FieldName.CREDIT_CODE: "91110000600037341L"}, "qr") == fields


def test_only_sure_readings_are_contradicted() -> None:
    said = {FieldName.ENTITY_NAME: OTHER, FieldName.CREDIT_CODE: "1"}
    assert contradicted({FieldName.ENTITY_NAME: field(FieldName.ENTITY_NAME, NAME, 0.95)}, said, 0.9) == [FieldName.ENTITY_NAME]
    assert contradicted({FieldName.ENTITY_NAME: field(FieldName.ENTITY_NAME, NAME, 0.85)}, said, 0.9) == []
    assert contradicted({FieldName.ENTITY_NAME: field(FieldName.ENTITY_NAME, OTHER, 0.95)}, said, 0.9) == []
