"""The labels that documents print, read from labels.yaml and checked when loaded."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from extractors.vocabulary import DocumentKind, FieldName


class KindLabels(BaseModel):
    """Titles and labels of one kind of document; see the head of labels.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: dict[str, float]
    title_height: float = 0.0
    against: tuple[str, ...] = ()
    fields: dict[FieldName, tuple[str, ...]]
    others: tuple[str, ...] = ()
    enough: int = Field(ge=1)

    def field_of(self) -> dict[str, FieldName | None]:
        """Every label with the field that it stands before, None for labels of values that no rule reads."""
        known: dict[str, FieldName | None] = dict.fromkeys(self.others)
        for field, labels in self.fields.items():
            known.update(dict.fromkeys(labels, field))
        return known


class Labels(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[DocumentKind, KindLabels]
    legal_forms: tuple[str, ...]
    name_endings: tuple[str, ...]


@cache
def load_labels() -> Labels:
    """The checked content of labels.yaml. Raises ValueError where it does not fit."""
    content = yaml.safe_load(Path(__file__).with_name("labels.yaml").read_text("utf8"))
    return Labels(legal_forms=content.pop("legal_forms"), name_endings=content.pop("name_endings"), kinds=content)


def labels_of(kind: DocumentKind) -> KindLabels:
    return load_labels().kinds[kind]
