"""What reading leaves: a document with its pages, its kind and its fields."""

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Protocol

import numpy as np

from extractors.deciding import DECIDING
from extractors.page import Field, Page
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.intake.documents import PageSource, Upload
from pipeline.ocr.engine import Image, PageReading
from pipeline.ocr.kept import KeptReadings
from pipeline.picture.geometry import turned
from pipeline.picture.shake import Shake, steadied

STEADIED = " steadied"
"""Follows the profile of whatever was read on a steadied picture."""


@dataclass
class ReadPage:
    """One page with its reading; the picture is decoded only when something new must be read on it.

    `turn`: by how many degrees the page was turned to stand upright. `shake`: how the hand shook that took the picture.
    `alone`: the page read without what lies over its print, once that was asked for.
    """

    source: PageSource
    turn: int = 0
    page: Page = field(default_factory=partial(Page, 0, 0, ()))
    shake: Shake | None = None
    alone: PageReading | None = None

    @cached_property
    def image(self) -> Image:
        """The upright picture as it came."""
        return turned(np.ascontiguousarray(self.source.image), self.turn)

    @cached_property
    def lying(self) -> Image:
        """The picture as it lies, steadied where the hand shook."""
        picture = np.ascontiguousarray(self.source.image)
        return picture if self.shake is None else steadied(picture, self.shake)

    @cached_property
    def legible(self) -> Image:
        """The upright picture, steadied where the hand shook: what is read."""
        return self.image if self.shake is None else turned(self.lying, self.turn)

    def profile(self, name: str) -> str:
        """The profile of what is read on it."""
        return name if self.shake is None else name + STEADIED


@dataclass
class ReadDocument:
    """A document as it was read: its kind, the scores of all kinds, and its fields with the page (from 1) each stands on.

    `picture`: what was measured on the page that gave the kind (docs/documents.md). `cut`: deciding fields that touch its edge.
    `contradicted`: fields of which the QR code on the page says otherwise. `confirmed`: fields that the second reader has read.
    `several`: a page shows more than one document. `kept`: the readings of its file.
    """

    upload: Upload
    declared_kind: DocumentKind | None
    pages: list[ReadPage]
    kind: DocumentKind = DocumentKind.OTHER
    kind_confidence: float = 0.0
    kind_scores: dict[str, float] = field(default_factory=dict)
    fields: dict[FieldName, Field] = field(default_factory=dict)
    field_pages: dict[FieldName, int] = field(default_factory=dict)
    picture: dict[str, float] = field(default_factory=dict)
    cut: list[FieldName] = field(default_factory=list)
    contradicted: list[FieldName] = field(default_factory=list)
    several: bool = False
    confirmed: set[FieldName] = field(default_factory=set)
    kept: KeptReadings = field(default_factory=partial(KeptReadings, None, ""))

    @property
    def read_anew(self) -> bool:
        """Whether anything had to be read."""
        return self.kept.read_anew

    @property
    def deciding(self) -> list[FieldName]:
        """The fields read on which a verdict rests: the second reader reads them too where the first is unsure."""
        return [name for name in DECIDING[self.kind] if name in self.fields]


class ReadsDocuments(Protocol):
    """What a review has its documents read by: `DocumentReader`, and whatever stands in front of it or in its place."""

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        """All fields of a document. Raises InputRefused, EngineError."""

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        """Has a field read by the second reader; whether the field changed."""

    def read_on(self, document: ReadDocument) -> bool:
        """Reads what a glance left unread, of which the text is then known; whether there was any. Raises EngineError."""
