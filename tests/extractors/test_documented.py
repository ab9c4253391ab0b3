"""Every field, kind and layout is on the page that explains it."""

from pathlib import Path

import pytest

from extractors.labels import labels_of
from extractors.registry import known_kinds
from extractors.vocabulary import DocumentKind, FieldName

DOCS = Path(__file__).parents[2] / "docs"
FIELDS, DOCUMENTS = (DOCS / name for name in ("fields.md", "documents.md"))


def rows(page: Path, name: str) -> list[str]:
    return [line for line in page.read_text("utf8").splitlines() if line.startswith("|") and f"`{name}`" in line]


@pytest.mark.parametrize("name", FieldName)
def test_every_field_is_explained(name: FieldName) -> None:
    assert [row for row in rows(FIELDS, name) if row.startswith(f"| `{name}` |")]


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_is_explained(kind: DocumentKind) -> None:
    assert [row for row in rows(DOCUMENTS, kind) if row.startswith(f"| `{kind}` |")]


@pytest.mark.parametrize("kind", known_kinds())
def test_every_layout_is_explained_and_says_whether_it_is_provisional(kind: DocumentKind) -> None:
    for name, layout in labels_of(kind).layouts.items():
        written = f"`{name}` (provisional)" if layout.provisional else f"`{name}` |"
        assert [row for row in rows(DOCUMENTS, name) if written in row]


@pytest.mark.parametrize("kind", known_kinds())
def test_every_kind_that_gives_a_field_is_named_with_it(kind: DocumentKind) -> None:
    text = FIELDS.read_text("utf8")
    assert kind in text
    for field in {field for layout in labels_of(kind).layouts.values() for field in layout.fields}:
        assert rows(FIELDS, field)
