"""What the tests of the samples share."""

import pytest

from samples.fonts import missing_packages


@pytest.fixture
def fonts() -> None:
    """For tests that draw: they are left out on a machine without the fonts."""
    if missing_packages():
        pytest.skip(f"specimens are drawn with fonts of {', '.join(missing_packages())}, which are not installed")
