"""What the chain knows of a case: the application, and what was read from its documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from extractors.page import Polygon
from extractors.vocabulary import DocumentKind, FieldName
from matchers import NameMode
from pipeline.application import Application
from pipeline.sighting import Sighting
from pipeline.standards import Order, Standard


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
    """One document: `index` in the application, the kind recognised and how surely (0-1), its fields, its text by page.

    `unread`: a glance left lines unread, which the text lacks.
    `emblem_red`: share (0-1) of red in the place of the national emblem; None where it was not measured.
    `measures`: what was measured on the picture (docs/documents.md). `cut`: deciding fields that touch the picture's edge.
    `contradicted`: fields of which the QR code on the page says otherwise. `provisional`: its `layout` was never seen for real.
    `several`: the picture shows more than one document. `format`: the file's (jpg, png, pdf, …); `size`: its bytes.
    """

    index: int
    file: str
    declared_kind: DocumentKind | None
    kind: DocumentKind
    kind_confidence: float
    fields: Mapping[FieldName, FieldFact]
    text: str = ""
    emblem_red: float | None = None
    measures: Mapping[str, float] = field(default_factory=dict)
    cut: tuple[FieldName, ...] = ()
    contradicted: tuple[FieldName, ...] = ()
    several: bool = False
    provisional: bool = False
    layout: str = ""
    failed: bool = False
    format: str = ""
    size: int = 0
    unread: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All facts of a case; `on` is the day on which validity is judged, `earlier` the cases of the account's earlier applications.

    `seen`: what stands on the case's documents, in their order. `elsewhere`: other cases with the same files or numbers.
    """

    application: Application
    standard: Standard
    documents: tuple[DocumentFacts, ...]
    on: date
    earlier: tuple[str, ...] = ()
    seen: tuple[Sighting, ...] = ()
    elsewhere: tuple[Sighting, ...] = ()

    @property
    def order(self) -> Order:
        """Whether this would be the account's first signature, or a later one."""
        return "later" if self.application.account.approved_signatures else "first"

    @property
    def mode(self) -> NameMode:
        return NameMode(self.standard.name_mode)

    def of_kind(self, kinds: tuple[DocumentKind, ...]) -> Iterator[DocumentFacts]:
        return (document for document in self.documents if document.kind in kinds)
