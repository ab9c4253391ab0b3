"""What was read once is not read again, unless it is asked for."""

import pytest
from pydantic import TypeAdapter

from extractors.page import TextLine
from pipeline.ocr.engine import PageReading
from pipeline.ocr.kept import KeptReadings
from pipeline.store import Store
from tests.factory import FakeReader, line, picture

PAGE: TypeAdapter[PageReading] = TypeAdapter(PageReading)
LINE: TypeAdapter[TextLine | None] = TypeAdapter(TextLine | None)
SHA = "0" * 64
FIRST, SECOND = [line("星槎", 10, 20, confidence=0.7)], [line("岚鹭", 10, 20)]


def read(kept: KeptReadings, reader: FakeReader, page: int = 1, profile: str = "page/1") -> str:
    return kept.get(PAGE, page, profile, reader, lambda: reader.read_page(picture())).lines[0].text


def test_a_page_is_read_once(store: Store) -> None:
    reader = FakeReader(FIRST, SECOND)
    kept = KeptReadings(store, SHA)
    assert (read(kept, reader), kept.read_anew) == ("星槎", True)
    again = KeptReadings(store, SHA)
    assert (read(again, reader), again.read_anew) == ("星槎", False)
    assert len(reader.pictures) == 1


def test_a_kept_reading_is_the_reading_itself(store: Store) -> None:
    reader = FakeReader(FIRST, turn=90)
    readings = [KeptReadings(store, SHA).get(PAGE, 1, "page/1", reader, lambda: reader.read_page(picture())) for _ in range(2)]
    assert readings[0] == readings[1] == PageReading(90, tuple(FIRST))


def test_afresh_reads_again(store: Store) -> None:
    reader = FakeReader(FIRST, SECOND)
    read(KeptReadings(store, SHA), reader)
    assert read(KeptReadings(store, SHA, afresh=True), reader) == "岚鹭"


def test_that_nothing_was_read_is_kept_too(store: Store) -> None:
    reader = FakeReader(None)
    for _ in range(2):
        assert KeptReadings(store, SHA).get(LINE, 1, "crop/1", reader, lambda: reader.read_crop(picture())) is None


@pytest.mark.parametrize(("page", "profile", "name"), [(2, "page/1", "first"), (1, "page/2", "first"), (1, "page/1", "second")])
def test_another_page_profile_or_reader_is_another_reading(store: Store, page: int, profile: str, name: str) -> None:
    read(KeptReadings(store, SHA), FakeReader(FIRST))
    assert read(KeptReadings(store, SHA), FakeReader(SECOND, name=name), page, profile) == "岚鹭"


def test_another_file_is_another_reading(store: Store) -> None:
    read(KeptReadings(store, SHA), FakeReader(FIRST))
    assert read(KeptReadings(store, "1" * 64), FakeReader(SECOND)) == "岚鹭"


def test_without_a_store_a_file_is_read_each_time_that_it_comes() -> None:
    reader = FakeReader(FIRST, SECOND)
    assert [read(KeptReadings(None, SHA), reader) for _ in range(2)] == ["星槎", "岚鹭"]


@pytest.mark.parametrize("afresh", [False, True])
def test_while_a_file_is_at_hand_nothing_on_it_is_read_twice(store: Store, afresh: bool) -> None:
    reader, kept = FakeReader(FIRST, SECOND), KeptReadings(store, SHA, afresh=afresh)
    assert [read(kept, reader), read(kept, reader)] == ["星槎", "星槎"]


def test_a_reading_that_failed_is_not_kept(store: Store) -> None:
    with pytest.raises(IndexError):
        read(KeptReadings(store, SHA), FakeReader())
    assert read(KeptReadings(store, SHA), FakeReader(FIRST)) == "星槎"
