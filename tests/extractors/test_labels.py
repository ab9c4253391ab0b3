"""labels.yaml fits what the extractors take it for."""

import pytest

from extractors import registry
from extractors.labels import labels_of, load_labels
from extractors.vocabulary import DocumentKind


def test_every_extractor_has_its_labels() -> None:
    assert set(load_labels().kinds) == set(registry.known_kinds())


@pytest.mark.parametrize("kind", registry.known_kinds())
def test_labels_are_written_without_spaces(kind: DocumentKind) -> None:
    labels = labels_of(kind)
    for text in (*labels.titles, *labels.against, *labels.field_of()):
        assert text == "".join(text.split()) != ""


@pytest.mark.parametrize("kind", registry.known_kinds())
def test_no_label_stands_before_two_values(kind: DocumentKind) -> None:
    labels = labels_of(kind)
    texts = [*labels.others, *(text for field in labels.fields.values() for text in field)]
    assert sorted(texts) == sorted(set(texts))


@pytest.mark.parametrize("kind", registry.known_kinds())
def test_weights_are_shares(kind: DocumentKind) -> None:
    labels = labels_of(kind)
    assert all(0 < weight < 1 for weight in labels.titles.values())
    assert len(labels.field_of()) >= labels.enough


def test_names_end_in_words_without_spaces_and_with_half_width_brackets() -> None:
    for ending in (*load_labels().legal_forms, *load_labels().name_endings):
        assert not set(ending) & set(" 　（）")
