"""The table that the calibration benchmark writes is one that the pipeline reads."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.calibration import outcomes, table
from extractors.vocabulary import FieldName
from pipeline import calibration
from pipeline.evaluation import Evaluation
from tests.factory import field


def evaluation(*names: tuple[float, bool]) -> Evaluation:
    result = Evaluation()
    for confidence, right in names:
        result.tallies["entity_name"].add(confidence, right, 0.9, figure="entity_name")
    return result


def test_several_evaluations_count_as_one_and_what_was_not_read_does_not() -> None:
    found = outcomes([evaluation((0.99, True), (0.0, False)), evaluation((0.6, False))])
    assert found == {"entity_name": [(0.99, True), (0.6, False)], "number": [], "valid_to": [], "entity_name_small": []}


def test_the_table_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = outcomes([evaluation(*[(0.995, True)] * 98, (0.3, False))])
    written = table(found, 99, ["turned-90"], date(2026, 11, 23))
    assert "99 genuine business licences, upright and turned-90." in written
    (tmp_path / "calibration.tsv").write_text(written, "utf8")
    monkeypatch.setattr(calibration, "TABLE", tmp_path / "calibration.tsv")
    calibration._steps.cache_clear()
    try:
        assert calibration.probability(field(FieldName.ENTITY_NAME, "星槎", 0.999)) == 0.99
        assert calibration.probability(field(FieldName.ENTITY_NAME, "星槎", 0.4)) == pytest.approx(1 / 3, abs=1e-4)
    finally:
        calibration._steps.cache_clear()
