"""What the store gives back: plain values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from pipeline.application import Application
from pipeline.intake.cases import Case
from pipeline.intake.documents import Upload
from pipeline.outcome import Review
from pipeline.store.files import Files


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An upload without its bytes."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class StoredCase:
    """An application that was kept, with its files in order."""

    application_id: int
    case_id: str
    application: Application
    fingerprint: str
    created_at: datetime
    files: tuple[StoredFile, ...]
    folder: Files

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The uploads; their bytes are read when they are asked for."""
        return tuple(
            Upload(file.name, file.sha256, file.media_type, file.size, partial(self.folder.read, file.sha256)) for file in self.files
        )

    def case(self) -> Case:
        """The case as intake opened it."""
        return Case(self.application, self.uploads, self.fingerprint)


@dataclass(frozen=True, slots=True)
class StoredReview:
    """A review that was kept. `kind` is batch, single or rerun."""

    id: int
    case_id: str
    application_id: int
    run_id: int | None
    kind: str
    input_key: str
    review: Review
    created_at: datetime


class RunOutcome(StrEnum):
    """What a run did with a case."""

    REVIEWED = "reviewed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """One batch; `ended_at`, `counts` and `state` are empty while it goes on, and stay so when it is killed."""

    id: int
    started_at: datetime
    inbox: str
    standard: str
    versions: Mapping[str, str]
    ended_at: datetime | None
    counts: Mapping[str, int]
    state: str | None


@dataclass(frozen=True, slots=True)
class RunItem:
    """One case of a run; `message` says why it was refused or failed."""

    run_id: int
    case_id: str
    outcome: RunOutcome
    review_id: int | None
    message: str
    created_at: datetime
