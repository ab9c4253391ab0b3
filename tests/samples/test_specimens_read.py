"""Specimens of every kind are read by the real readers: what they are sure of is right, and few names are missed.

The full count (200 a kind) belongs to `python -m benchmarks.specimens`; so many as here are read in about three minutes.
"""

import pytest

from benchmarks.specimens.measure import Outcome, read_all
from benchmarks.specimens.plan import plans
from extractors.deciding import DECIDING
from extractors.vocabulary import DocumentKind

COUNT = 6
"""Specimens of a kind."""
MISSED = 3
"""So many of all specimens may be missed: those on which a watermark crosses the very name."""

KINDS = [kind for kind in DECIDING if kind is not DocumentKind.OTHER]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return read_all([plan for kind in KINDS for plan in plans(kind, COUNT, seed=1)], processes=2, keep=None, done=lambda _: None)


@pytest.mark.engines
@pytest.mark.usefixtures("fonts")
def test_specimens_are_read_and_nothing_is_surely_wrong(outcomes: list[Outcome]) -> None:
    missed = [each for each in outcomes if each.legible and not (each.exact and each.kind_right)]
    assert [(each.plan, each.wrong) for each in outcomes if each.wrong] == []
    assert len(missed) <= MISSED, [(each.plan, each.fields) for each in missed]
