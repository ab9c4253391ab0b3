"""Screens show what their truth says; the browser itself is started only in the marked tests."""

import html
import os
from datetime import date

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.errors import SetupError
from samples import screens, specimen
from samples.companies import invent
from samples.product import Product, invent_product
from samples.specimens import made_up, on_screen

LAYOUTS = [(kind, layout) for kind in DocumentKind for layout in screens.names(kind)]


@pytest.fixture
def product() -> Product:
    return invent_product(invent(5), 5)


@pytest.mark.parametrize(("kind", "layout"), LAYOUTS)
def test_every_screen_shows_its_truth_and_its_mark(kind: DocumentKind, layout: str) -> None:
    content = on_screen(kind, made_up(layout, 6), 6)
    page, truth = html.unescape(screens.html(layout, content)), screens.truth(layout, content)
    assert set(truth) <= set(FieldName)
    assert bool(truth) == (kind is not DocumentKind.OTHER)
    assert all(printed(name, value) in page for name, value in truth.items())
    assert "样本 SPECIMEN" in page


def printed(name: str, value: str) -> str:
    """A date as a page shows it."""
    return f"{date.fromisoformat(value):%Y年%m月%d日}" if name in (FieldName.VALID_FROM, FieldName.VALID_TO) else value


@pytest.mark.parametrize(("kind", "layout"), LAYOUTS)
def test_no_screen_loads_anything_from_elsewhere(kind: DocumentKind, layout: str) -> None:
    page = screens.html(layout, on_screen(kind, made_up(layout, 6), 6))
    assert not any(word in page for word in ("src=", "url(", "<link", "<script", "@import"))


def test_products_are_made_up_from_their_seed(product: Product) -> None:
    assert product == invent_product(invent(5), 5)
    assert product != invent_product(invent(5), 6)
    assert product.package.startswith("example.")
    assert product.original_id.startswith("gh_00")


def test_a_missing_browser_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: os.PathLike[str]) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="apt-get install chromium"):
        screens.capture("<p>样本", (100, 100))


@pytest.mark.engines
def test_a_screen_is_captured_in_its_size_and_again_the_same() -> None:
    first, second = (specimen("mini_program_screenshot", "mini-settings", 3) for _ in range(2))
    assert first[0].size == tuple(screens.SCALE * side for side in screens.screen("mini-settings").size)
    assert (first[0].tobytes(), first[1]) == (second[0].tobytes(), second[1])
