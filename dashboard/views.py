"""What the queue shows, as it stands in the address: a link is a view."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator

from dashboard.render import query
from pipeline.store import Cursor, View
from pipeline.store.heads import BUCKETS

PAGE_SIZE = 50


class Filters(BaseModel):
    """The parameters of the queue's address."""

    model_config = ConfigDict(extra="ignore")

    verdict: Annotated[str, Field(max_length=60)] = ""
    state: Annotated[str, Field(max_length=60)] = ""
    type: Annotated[str, Field(max_length=60)] = ""
    standard: Annotated[str, Field(max_length=60)] = ""
    code: Annotated[str, Field(max_length=60)] = ""
    run: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    person: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    since: date | None = None
    until: date | None = None
    q: Annotated[str, Field(max_length=100)] = ""
    mine: bool = False
    sample: bool = False
    order: Literal["newest", "oldest"] = "newest"
    at: Annotated[str, Field(pattern=r"^[ab]\d{1,2}-\d{1,10}$")] | None = None

    @field_validator("run", "person", "since", "until", "at", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("mine", "sample", mode="before")
    @classmethod
    def _empty_is_false(cls, value: object) -> object:
        return False if value == "" else value

    def view(self, claimed: tuple[str, ...], sample_share: float) -> View:
        """The view that the store understands."""
        return View(
            verdict=self.verdict,
            state=self.state,
            signature_type=self.type,
            standard=self.standard,
            code=self.code,
            run=self.run,
            person=self.person,
            since=self.since,
            until=self.until,
            text=self.q.strip().replace("\0", ""),
            claimed=claimed if self.mine else None,
            sample=round(sample_share * BUCKETS) if self.sample else None,
            order=self.order,
        )

    @property
    def cursor(self) -> Cursor | None:
        if self.at is None:
            return None
        rank, _, number = self.at[1:].partition("-")
        return Cursor(int(rank), min(int(number), 2**31 - 1), backwards=self.at[0] == "b")

    def address(self, **changes: object) -> str:
        """The address of this view with some parameters changed; a changed filter begins at the first page."""
        kept = self.model_dump(mode="json", exclude_defaults=True) | {"at": None} | changes
        return query(**{name: "1" if value is True else value for name, value in kept.items() if value is not False})


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: how many cases it would show, where they were counted, and the address that chooses it, or lets it go."""

    value: str
    count: int | None
    chosen: bool
    address: str


def choices(filters: Filters, name: str, counts: dict[str, int | None]) -> list[Choice]:
    """The values of a filter, the most frequent first, the chosen one even where nothing has it."""
    chosen = getattr(filters, name)
    values = counts if chosen in counts or not chosen else {chosen: None, **counts}
    ordered = sorted(values.items(), key=lambda item: (-(item[1] or 0), item[0]))
    return [Choice(value, count, value == chosen, filters.address(**{name: "" if value == chosen else value})) for value, count in ordered]


def place(cursor: Cursor | None) -> str | None:
    return f"{'b' if cursor.backwards else 'a'}{cursor.rank}-{cursor.application_id}" if cursor else None


InAddress = Annotated[Filters, Query()]
