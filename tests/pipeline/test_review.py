"""One application reviewed: read, judged, read again where it is in doubt, judged once more."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.page import TextLine, even_line
from extractors.vocabulary import FieldName
from pipeline.bootstrap import Parts
from pipeline.chain import ChainResult
from pipeline.intake.cases import open_case
from pipeline.ocr.engine import Image, PageReading
from pipeline.outcome import Link, LinkState, Review, Severity, Verdict
from pipeline.review import review, verdict_of
from tests.pipeline.cases import COMPANY, ENGINE_ERROR, LICENCE, TRADEMARK, FailingReader, RecordedReader, make_parts, recorded, write_case


class DoubtfulReader(RecordedReader):
    """Reads the recordings, but is unsure of every line with a text in it."""

    def __init__(self, text: str, reads: str | None = None, confidence: float = 0.6) -> None:
        super().__init__()
        self._text, self._reads, self._confidence = text, reads or text, confidence

    def read_page(self, image: Image) -> PageReading:
        reading = super().read_page(image)
        return replace(reading, lines=tuple(self._doubted(line) for line in reading.lines))

    def _doubted(self, line: TextLine) -> TextLine:
        if self._text not in line.text:
            return line
        return even_line(line.text.replace(self._text, self._reads), line.polygon, self._confidence)


class SecondReader:
    """Reads one text on every crop."""

    name = "second"

    def __init__(self, text: str) -> None:
        self._text = text
        self.crops = 0

    def version(self) -> str:
        return self._text

    def read_crop(self, image: Image) -> TextLine | None:
        self.crops += 1
        return even_line(self._text, ((0, 0), (100, 0), (100, 20), (0, 20)), 0.9) if self._text else None


Judge = Callable[..., Review]


@pytest.fixture
def judge(tmp_path: Path) -> Iterator[Judge]:
    opened: list[Parts] = []

    def judge(*documents: str, first: Any = None, second: Any = None, on: date = date(2024, 6, 1), **application: Any) -> Review:
        parts = make_parts(tmp_path / "data", first, second)
        opened.append(parts)
        case = open_case(write_case(tmp_path / "inbox", "1", *documents, **application), parts.settings)
        return review(case, parts.reader(), parts.standard, parts.settings, on, parts.versions)

    yield judge
    for parts in opened:
        parts.close()


def codes(answer: Review) -> list[str]:
    return [finding.code for finding in answer.findings if finding.severity is not Severity.NOTE]


def test_a_review_tells_what_it_rests_on(judge: Judge) -> None:
    answer = judge()
    assert (answer.verdict, answer.standard) == (Verdict.PASS, "tencent-intl-2024")
    assert answer.settings == {"sure_confidence": 0.92, "trusted_layouts": "", "judged_on": "2024-06-01"}
    assert answer.timings.keys() >= {"decode", "extract", "chain", "store"}
    assert {"signmatch", "rules", "recorded"} <= answer.versions.keys()
    [document] = answer.documents
    assert document.fields[FieldName.ENTITY_NAME].value == COMPANY
    assert len(document.sha256) == 64


def test_without_a_second_reader_the_review_says_so_and_goes_on(judge: Judge) -> None:
    answer = judge()
    assert [(finding.code, finding.severity) for finding in answer.findings] == [("SECOND_READER_MISSING", Severity.NOTE)]
    assert judge(second=SecondReader("")).findings == ()


def test_an_unsure_name_that_the_second_reader_reads_alike_passes(judge: Judge) -> None:
    unsure = DoubtfulReader("榴屿", confidence=0.85)
    assert codes(judge(first=unsure)) == ["NAME_UNSURE"]
    second = SecondReader(COMPANY)
    answer = judge(first=unsure, second=second)
    assert answer.verdict is Verdict.PASS
    assert answer.documents[0].fields[FieldName.ENTITY_NAME].read_by == "recorded+second"
    assert second.crops == 1


def test_an_unsure_name_that_the_second_reader_reads_otherwise_does_not(judge: Judge) -> None:
    answer = judge(first=DoubtfulReader("榴屿", confidence=0.85), second=SecondReader("上海檐鹊餐饮管理有限公司"))
    assert codes(answer) == ["NAME_UNSURE"]


def test_a_near_miss_is_rejected_when_the_second_reader_reads_it_too(judge: Judge) -> None:
    """The chain asks, and is followed again."""
    misread = COMPANY.replace("榴屿", "榴与")
    sure = DoubtfulReader("榴屿", "榴与", confidence=0.99)
    alone = judge(first=sure, second=SecondReader(COMPANY))
    assert alone.verdict is Verdict.NEEDS_REVIEW
    both = judge(first=sure, second=SecondReader(misread))
    assert both.verdict is Verdict.REJECT
    assert "ACCOUNT_MISMATCH" in codes(both)


def test_the_second_reading_is_kept(judge: Judge) -> None:
    unsure, second = DoubtfulReader("榴屿", confidence=0.85), SecondReader(COMPANY)
    for _ in range(2):
        assert judge(first=unsure, second=second).verdict is Verdict.PASS
    assert second.crops == 1


def test_what_the_second_reader_was_not_asked_about_it_does_not_read(judge: Judge) -> None:
    second = SecondReader(COMPANY)
    judge(second=second)
    assert second.crops == 0


def test_a_document_that_fails_does_not_stop_the_others(judge: Judge) -> None:
    answer = judge(LICENCE, TRADEMARK, first=FailingReader(ENGINE_ERROR))
    assert codes(answer) == ["READING_FAILED", "READING_FAILED"]
    assert [document.file for document in answer.documents] == [f"{LICENCE}.jpg", f"{TRADEMARK}.jpg"]
    assert answer.verdict is Verdict.NEEDS_REVIEW


def test_validity_is_judged_on_the_given_day(judge: Judge) -> None:
    mark = recorded()[TRADEMARK].truth
    asked = {"signature": mark["mark_text"], "signature_type": "trademark", "account": {"name": mark["registrant"]}}
    last = date.fromisoformat(mark["valid_to"])
    assert judge(TRADEMARK, on=last, **asked).verdict is Verdict.PASS
    assert codes(judge(TRADEMARK, on=date(last.year + 1, 1, 1), **asked)) == ["CERTIFICATE_EXPIRED"]


@pytest.mark.parametrize(
    ("states", "severities", "verdict"),
    [
        ([LinkState.ESTABLISHED], [], Verdict.PASS),
        ([LinkState.ESTABLISHED], [Severity.NOTE], Verdict.PASS),
        ([LinkState.ESTABLISHED], [Severity.REVIEW], Verdict.NEEDS_REVIEW),
        ([LinkState.ESTABLISHED], [Severity.REVIEW, Severity.REJECT], Verdict.REJECT),
        ([LinkState.ESTABLISHED, LinkState.CLAIMED], [], Verdict.NEEDS_REVIEW),
        ([LinkState.OPEN], [Severity.NOTE], Verdict.NEEDS_REVIEW),
        ([LinkState.BROKEN], [], Verdict.NEEDS_REVIEW),
        ([], [], Verdict.NEEDS_REVIEW),
    ],
)
def test_the_verdict_follows_from_links_and_findings(states: list[LinkState], severities: list[Severity], verdict: Verdict) -> None:
    result = ChainResult(links=[Link(name=str(number), state=state) for number, state in enumerate(states)])
    assert verdict_of(result, severities) is verdict
