"""What the store gives back about people and what they did: plain values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may do: look; look and decide; all of it and look after people."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def covers(self, other: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(other)


class Action(StrEnum):
    """A person's answer to a case."""

    APPROVE = "approve"
    REJECT = "reject"
    REQUEST_DOCUMENT = "request_document"


class CaseState(StrEnum):
    """Where a case stands.

    `open`: flagged, nobody decided. `proposed`: approved against the machine, a second person is asked.
    `waiting`: for another document of the applicant. `passed`: by the machine alone.
    """

    OPEN = "open"
    PROPOSED = "proposed"
    WAITING = "waiting"
    PASSED = "passed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    role: Role
    active: bool
    password_hash: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A person who is logged in; `csrf` must come back with every form."""

    id: int
    person: Person
    csrf: str


@dataclass(frozen=True, slots=True)
class Token:
    """A key of the API, without its secret."""

    id: int
    person_id: int
    label: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A person who is at work on a case until a time."""

    case_id: str
    person_id: int
    person: str
    created_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's answer on top of a review; not `final` where a second person is asked."""

    id: int
    case_id: str
    application_id: int
    review_id: int
    person_id: int
    person: str
    action: Action
    reason: str
    text: str
    language: str
    note: str
    final: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """A field that a person read for the machine: of the document at `position`, counted from 0."""

    id: int
    position: int
    field: str
    before: str
    after: str
    person: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Unmasking:
    person: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review without what was read: for the history of a case."""

    id: int
    application_id: int
    run_id: int | None
    kind: str
    verdict: str
    standard: str
    version: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CaseHead:
    """Where a case stands now. `name` is the certificate's name that decided, `code` the gravest finding."""

    no: int
    case_id: str
    application_id: int
    review_id: int
    decision_id: int | None
    run_id: int | None
    verdict: str
    state: CaseState
    rank: int
    standard: str
    signature_type: str
    signature: str
    name: str
    code: str
    arrived_at: datetime
    reviewed_at: datetime

    @property
    def version(self) -> str:
        """Changes whenever somebody, or the machine, said something new about the case."""
        return f"{self.review_id}-{self.decision_id or 0}"


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run for a list: how many cases it has, as far as is known, and how many of each outcome are done."""

    id: int
    started_at: datetime
    ended_at: datetime | None
    state: str | None
    inbox: str
    standard: str
    cases: int | None
    outcomes: Mapping[str, int]
    last_at: datetime | None

    @property
    def done(self) -> int:
        return sum(self.outcomes.values())

    @property
    def seconds(self) -> float:
        """From the start to the end, or to the last case that was done."""
        end = self.ended_at or self.last_at
        return (end - self.started_at).total_seconds() if end else 0.0
