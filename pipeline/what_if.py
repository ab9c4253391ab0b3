"""Stored cases under another standard: from what the store knows, without reading a picture and without storing anything."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.bootstrap import Parts
from pipeline.outcome import Review
from pipeline.standards import Standard
from pipeline.store.records import StoredCase
from pipeline.work import Background, judged


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A stored case: the verdict of its newest review, and the review that it would have."""

    verdict: str
    then: Review


def under(standard: Standard, parts: Parts) -> Iterator[WhatIf]:
    """Every case that was reviewed and not purged, by case number."""
    other = replace(parts, standard=standard)
    for reviewed in parts.store.reviewed_cases():
        then = _judged([stored for stored, _ in reviewed], other)
        yield from (WhatIf(verdict, review) for (_, verdict), review in zip(reviewed, then, strict=True))


def _judged(stored: list[StoredCase], parts: Parts) -> Iterator[Review]:
    """The reviews of some cases, about which the store is asked together."""
    store, cases = parts.store, [each.case() for each in stored]
    pasts = store.pasts.of(cases)
    corrected = store.desk.corrected_each([case.fingerprint for case in cases])
    elsewhere = store.sightings.around([each.case_id for each in stored])
    reader = parts.documents().ahead({file.sha256 for each in stored for file in each.files})
    for case, past in zip(cases, pasts, strict=True):
        yield judged(case, parts, reader, Background(past, corrected.get(case.fingerprint, {}), elsewhere))
