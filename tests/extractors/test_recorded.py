"""What the first reader read on specimens, extracted without reading it again: every field is what is printed."""

import pytest

from extractors import registry
from extractors.page import Field
from extractors.vocabulary import DocumentKind
from tests.record_readings import FROM_INBOX, RECORDED, SPECIMENS, Recording, recordings

READ = recordings()
KNOWN = [name for name, each in READ.items() if each.kind is not DocumentKind.OTHER]
SURE = 0.9


@pytest.fixture(params=KNOWN)
def recording(request: pytest.FixtureRequest) -> Recording:
    return READ[request.param]


def fields_of(recording: Recording) -> dict[str, Field]:
    return {found.name.value: found for found in registry.extract(recording.page)[0].fields}


def test_every_document_of_the_list_is_recorded() -> None:
    assert set(READ) == {*SPECIMENS, *FROM_INBOX}
    assert sum(path.stat().st_size for path in RECORDED.iterdir()) < 400_000


@pytest.mark.parametrize("name", READ)
def test_the_kind_is_recognised(name: str) -> None:
    best = registry.extract(READ[name].page)[0]
    assert (best.kind if best.score >= registry.RECOGNISED else DocumentKind.OTHER) is READ[name].kind


def test_what_is_printed_is_read_and_surely_so(recording: Recording) -> None:
    fields = fields_of(recording)
    assert {name: fields[name].value if name in fields else "" for name in recording.truth} == recording.truth
    assert all(fields[name].confidence >= SURE for name, printed in recording.truth.items() if printed)


@pytest.mark.parametrize("name", sorted(SPECIMENS.keys() & KNOWN))
def test_what_is_not_printed_is_not_read(name: str) -> None:
    """Of a specimen every field is known, so whatever else is read is wrong."""
    assert set(fields_of(READ[name])) <= set(READ[name].truth)


def test_nothing_that_was_read_surely_is_read_again(recording: Recording) -> None:
    assert registry.wanted(recording.page, registry.extract(recording.page)[0]) == ()


def test_a_turned_photo_stands_upright() -> None:
    turned = READ["licence-landscape-photo-turned"]
    assert turned.reading.turn == 90
    assert turned.width < turned.height
    assert turned.page.width > turned.page.height


def test_fields_lie_on_the_page(recording: Recording) -> None:
    for found in fields_of(recording).values():
        assert all(-5 < x < recording.page.width + 5 and -5 < y < recording.page.height + 5 for x, y in found.polygon)
