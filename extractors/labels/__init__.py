"""The labels that documents print, as YAML files in this folder: one a kind of document, and names.yaml for all of them.

    against        words that show it is something else although it looks like this kind
    other_titles   the same for large print alone: in what titles of other documents end, also where their last character was not read
    title_height   least height of a title, in heights of the page's middle line; other documents quote titles in small print
    enough         how many labels make the kind certain once a title was found
    untitled       how certain they make it where no title was found
    sentences      true where a page's sentences tell the kind too, without a title or a label
    halves         what is read of a label's last character where its left half is cut off (尔 of 称)
    order          labels in the order in which they mostly stand below each other
    needs          fields without any of which a page is no evidence, whatever else it prints
    state          labels of the state that a document says it is in, the words in which a state ends that proves something (`in_force`),
                   and words of which it then holds none (`otherwise`); Latin words in capitals
    layouts        the designs of the kind, each with
      provisional  true where no genuine specimen of the design was ever seen
      titles       words that only this kind carries in large print, with the weight (0-1) that one of them gives to the kind
      fields       field name -> the labels that stand before its value
      others       labels of values that no rule reads; they end a value and count as a sign of the kind
      alone        so many of the layout's labels make the kind certain without a title; 0: none do

Labels are written without the spaces that the print puts between their characters.
"""

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field

from extractors.vocabulary import DocumentKind, FieldName

T = TypeVar("T")
FOLDER = Path(__file__).parent


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Layout(_Part):
    """Titles and labels of one design of a kind of document."""

    provisional: bool = False
    titles: dict[str, float] = {}
    fields: dict[FieldName, tuple[str, ...]]
    others: tuple[str, ...] = ()
    alone: int = Field(default=0, ge=0)

    @cached_property
    def labels(self) -> frozenset[str]:
        return frozenset([*self.others, *(label for labels in self.fields.values() for label in labels)])


class State(_Part):
    """What a document says of the state it is in."""

    labels: tuple[str, ...] = ()
    in_force: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


class KindLabels(_Part):
    """Titles and labels of one kind of document, by its layouts."""

    layouts: dict[str, Layout] = Field(min_length=1)
    title_height: float = 0.0
    against: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = ()
    enough: int = Field(ge=1)
    untitled: float = Field(default=0.4, ge=0, lt=1)
    sentences: bool = False
    halves: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    needs: frozenset[FieldName] = frozenset()
    state: State = State()

    @cached_property
    def titles(self) -> dict[str, float]:
        return {word: weight for layout in self.layouts.values() for word, weight in layout.titles.items()}

    @cached_property
    def fields(self) -> dict[FieldName, tuple[str, ...]]:
        """Field names with the labels of all layouts."""
        names = _distinct(name for layout in self.layouts.values() for name in layout.fields)
        return {name: _distinct(label for layout in self.layouts.values() for label in layout.fields.get(name, ())) for name in names}

    @cached_property
    def others(self) -> tuple[str, ...]:
        return _distinct(label for layout in self.layouts.values() for label in layout.others)

    def field_of(self) -> dict[str, FieldName | None]:
        """Every label with the field that it stands before, None for labels of values that no rule reads."""
        known: dict[str, FieldName | None] = dict.fromkeys(self.others)
        for field, labels in self.fields.items():
            known.update(dict.fromkeys(labels, field))
        return known


class Labels(_Part):
    kinds: dict[DocumentKind, KindLabels]
    legal_forms: tuple[str, ...]
    name_endings: tuple[str, ...]
    may_go_on: tuple[str, ...]
    branches: tuple[str, ...]
    no_values: tuple[str, ...]


def _distinct(each: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(each))


@cache
def load_labels() -> Labels:
    """The checked content of this folder. Raises ValueError where it does not fit."""
    kinds = {kind.value: _content(kind.value) for kind in DocumentKind if kind is not DocumentKind.OTHER}
    return Labels.model_validate({**_content("names"), "kinds": kinds})


def _content(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf8"))


def labels_of(kind: DocumentKind) -> KindLabels:
    return load_labels().kinds[kind]
