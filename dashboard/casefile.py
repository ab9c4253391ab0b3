"""Everything that the page of a case shows, gathered from the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from dashboard.diff import Cell, aligned, cells
from dashboard.overlay import Sheet, sheet
from dashboard.pictures import PageSize
from dashboard.site import Site
from extractors.vocabulary import FieldName
from pipeline.correction import KIND
from pipeline.outcome import DocumentReport, Evidence, LinkState, Review
from pipeline.settings import Language
from pipeline.store import CaseHead, Claim, Decision, StoredCase, StoredReview
from pipeline.telling import worded


@dataclass
class CaseFile:
    """A case with its newest review, in the language of the page; names are masked unless `unmasked`."""

    site: Site
    head: CaseHead
    stored: StoredCase
    newest: StoredReview
    language: Language
    unmasked: bool = False

    @cached_property
    def review(self) -> Review:
        told = worded(self.newest.review, self.language)
        return told if self.unmasked else told.masked()

    @cached_property
    def claim(self) -> Claim | None:
        return self.site.store.desk.claims([self.head.case_id]).get(self.head.case_id)

    @cached_property
    def decision(self) -> Decision | None:
        """The decision that stands on this application."""
        return self.site.store.desk.decision(self.head.decision_id) if self.head.decision_id else None

    @cached_property
    def purged_at(self) -> datetime | None:
        return self.site.store.retention.purged_at(self.head.application_id)

    @property
    def due(self) -> datetime:
        return self.head.arrived_at + timedelta(hours=self.site.settings.due_hours)

    # Names

    @cached_property
    def compared(self) -> tuple[list[Cell], str] | None:
        """The signature above the name that decided, and why the matchers say so; None where no name was read."""
        link = next((link for link in self.review.links if link.name == "named_by" and link.right), None)
        if link is None or self.purged_at:
            return None
        comparison = aligned(self.review.signature, link.right, self.stored.application.signature_type)
        return cells(comparison), comparison.reason

    # Documents

    @property
    def documents(self) -> Sequence[DocumentReport]:
        return self.review.documents

    def pages(self, position: int) -> tuple[PageSize, ...]:
        return self.site.pictures.pages(self.stored, position) if position < len(self.stored.files) else ()

    def sheet(self, position: int, number: int, turn: int | None) -> Sheet | None:
        """A page of a document with its outlines; None where there is no picture any more."""
        size = next((size for size in self.pages(position) if size.number == number), None)
        return sheet(size, self.documents[position], self.deciding, turn) if size and position < len(self.documents) else None

    @cached_property
    def deciding(self) -> set[str]:
        """The fields to which findings point, or else those that the links compare."""
        pointed = {each.field.value for finding in self.review.findings for each in finding.evidence if each.field}
        sides = {side for link in self.review.links for side in (link.left, link.right)}
        compared = {name.value for document in self.documents for name, reading in document.fields.items() if reading.value in sides}
        return pointed or compared

    def opening(self) -> tuple[int, int]:
        """The document and page to look at first: where the gravest finding points, or else where a deciding field stands."""
        for finding in self.review.findings:
            for each in finding.evidence:
                if each.document:
                    return self.position(each), each.page or 1
        for position, document in enumerate(self.documents):
            for name, reading in document.fields.items():
                if name.value in self.deciding:
                    return position, reading.page
        return 0, 1

    def position(self, evidence: Evidence) -> int:
        """Which document a finding means."""
        return next((n for n, document in enumerate(self.documents) if document.file == evidence.document), 0)

    @cached_property
    def kinds_said(self) -> dict[int, str]:
        """Who said of what kind a document is, by its position; where nobody did, or left it to the machine again, it is not there."""
        said: dict[int, str] = {}
        for each in self.site.store.desk.corrections(self.head.application_id):
            if each.field == KIND:
                said.pop(each.position, None)
                said |= {each.position: each.person} if each.after else {}
        return said

    @property
    def masked_names(self) -> bool:
        return any(FieldName.LEGAL_REPRESENTATIVE in document.fields for document in self.documents)

    @property
    def open_links(self) -> bool:
        return any(link.state is not LinkState.ESTABLISHED for link in self.review.links)


def confidence_of(review: Review) -> float | None:
    """The least confidence of the readings on which a verdict rests: those that findings point to, else those that links compare."""
    pointed = [each.confidence for finding in review.findings for each in finding.evidence if each.confidence is not None]
    sides = {side for link in review.links for side in (link.left, link.right) if side}
    compared = [reading.confidence for document in review.documents for reading in document.fields.values() if reading.value in sides]
    return min(pointed or compared, default=None)


def provisional_files(review: Review) -> list[tuple[str, str, str]]:
    """Kind, layout and file of the documents in layouts of which no genuine specimen was checked."""
    files = {each.document for finding in review.findings if finding.code == "LAYOUT_PROVISIONAL" for each in finding.evidence}
    return [
        (document.kind.value, document.layout, document.sha256) for document in review.documents if document.file in files and document.kind
    ]
