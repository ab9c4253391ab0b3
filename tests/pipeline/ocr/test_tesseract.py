"""The second reader reads single lines, and says why where it cannot."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytesseract
import pytest

from pipeline.errors import EngineError
from pipeline.intake.documents import open_document, open_pages
from pipeline.ocr.engine import Image
from pipeline.ocr.tesseract import TesseractReader
from pipeline.picture.geometry import cut
from pipeline.settings import Settings
from samples.data import INBOX
from tests.factory import picture
from tests.record_readings import recordings


@pytest.fixture(autouse=True)
def same_program_afterwards() -> Iterator[None]:
    """pytesseract has one program for the whole process."""
    before = pytesseract.pytesseract.tesseract_cmd
    yield
    pytesseract.pytesseract.tesseract_cmd = before


def program(folder: Path, script: str) -> str:
    """A program that stands for tesseract."""
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_missing_program_is_named() -> None:
    assert TesseractReader("/nonexistent/tesseract").missing == "the tesseract program is not installed"


def test_a_missing_language_is_named(tmp_path: Path) -> None:
    reader = TesseractReader(program(tmp_path, 'echo "List of available languages (2):"; echo eng; echo osd'))
    assert reader.missing == "tesseract lacks the language chi_sim"


def test_a_program_with_both_languages_is_not_missing(tmp_path: Path) -> None:
    assert TesseractReader(program(tmp_path, "echo List; echo chi_sim; echo eng")).missing == ""


def test_a_program_that_does_not_run_is_missing(tmp_path: Path) -> None:
    assert TesseractReader(program(tmp_path, "exit 3")).missing == "the tesseract program is not installed"


def test_a_failure_on_a_line_is_an_error_of_the_engine(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="tesseract failed to read a line"):
        TesseractReader(program(tmp_path, 'case "$1" in --version) echo tesseract 5.3.0;; *) exit 3;; esac')).read_crop(picture())


@pytest.fixture
def reader() -> TesseractReader:
    reader = TesseractReader()
    if reader.missing:
        pytest.skip(reader.missing)
    return reader


@pytest.fixture(scope="module")
def name_line() -> Image:
    """The first line of the name on a sample licence."""
    settings = Settings(data_dir=Path("/nonexistent"))
    (page,) = open_pages(open_document(INBOX / "c08-two-line-name" / "licence.jpg", settings), settings)
    line = next(each for each in recordings()["licence-name-in-two-lines"].reading.lines if each.text.startswith("成都霁舸"))
    return cut(np.ascontiguousarray(page.image), line.polygon, 0.1)


@pytest.mark.engines
def test_a_line_is_read(reader: TesseractReader, name_line: Image) -> None:
    read = reader.read_crop(name_line)
    assert read is not None
    assert "人工智能应用技术" in read.text
    assert len(read.text) == len(read.char_confidences) == len(read.char_positions)
    assert 0 < read.confidence <= 1
    height, width = name_line.shape[:2]
    assert read.polygon == ((0, 0), (width, 0), (width, height), (0, height))


@pytest.mark.engines
def test_a_crop_without_text_is_nothing(reader: TesseractReader) -> None:
    assert reader.read_crop(picture(200, 30)) is None


@pytest.mark.engines
@pytest.mark.parametrize("size", [(1, 1), (300, 2), (2, 300)])
def test_on_odd_crops_it_is_sure_of_nothing(reader: TesseractReader, size: tuple[int, int]) -> None:
    read = reader.read_crop(picture(*size))
    assert read is None or read.confidence < 0.5


@pytest.mark.engines
def test_the_version_is_the_program_s(reader: TesseractReader) -> None:
    assert reader.version()[0].isdigit()
