"""What the chain knows of a case: the application, and what was read from its documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from extractors.page import Polygon
from extractors.vocabulary import DocumentKind, FieldName
from matchers import NameMode
from pipeline.application import Application
from pipeline.standards import Standard


@dataclass(frozen=True, slots=True)
class FieldFact:
    """A field as it was read, with what its reading is worth: `sure` at the threshold of the settings, `agreed` by two readers.

    A field of a layout of which no genuine specimen was ever seen is never sure, unless the settings trust its kind.
    """

    name: FieldName
    value: str
    confidence: float
    char_confidences: tuple[float, ...]
    sure: bool
    agreed: bool
    page: int
    polygon: Polygon
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document: `index` in the application, the kind recognised and how surely (0-1), its fields, its whole text by page.

    `emblem_red`: share (0-1) of red in the place of the national emblem; None where it was not measured.
    `contradicted`: fields of which the QR code on the page says otherwise. `provisional`: its layout was never seen for real.
    """

    index: int
    file: str
    declared_kind: DocumentKind | None
    kind: DocumentKind
    kind_confidence: float
    fields: Mapping[FieldName, FieldFact]
    text: str = ""
    emblem_red: float | None = None
    contradicted: tuple[FieldName, ...] = ()
    provisional: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All facts of a case; `on` is the day on which validity is judged."""

    application: Application
    standard: Standard
    documents: tuple[DocumentFacts, ...]
    on: date
    notes: tuple[str, ...] = field(default=())

    @property
    def mode(self) -> NameMode:
        return NameMode(self.standard.name_mode)

    def of_kind(self, kinds: tuple[DocumentKind, ...]) -> Iterator[DocumentFacts]:
        return (document for document in self.documents if document.kind in kinds)
