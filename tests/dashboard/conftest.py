"""A dashboard of its own for each test, and people at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.site import Site
from tests.dashboard.desk import Visitor, opened


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with opened(tmp_path) as site:
        yield site


@pytest.fixture
def lin(site: Site) -> Visitor:
    return Visitor(site, "lin")


@pytest.fixture
def mei(site: Site) -> Visitor:
    return Visitor(site, "mei")


@pytest.fixture
def rita(site: Site) -> Visitor:
    return Visitor(site, "rita")


@pytest.fixture
def ada(site: Site) -> Visitor:
    return Visitor(site, "ada")


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A dashboard for the tests that change nothing in it."""
    with opened(tmp_path_factory.mktemp("unchanged")) as site:
        yield site


@pytest.fixture(scope="session")
def guest(unchanged: Site) -> Visitor:
    return Visitor(unchanged)


@pytest.fixture(scope="session")
def looker(unchanged: Site) -> Visitor:
    """An admin who only looks."""
    return Visitor(unchanged, "ada")


@pytest.fixture(scope="session")
def reader(unchanged: Site) -> Visitor:
    return Visitor(unchanged, "rita")
