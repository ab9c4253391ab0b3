"""The tables, for SQLite and PostgreSQL. A row is added and never changed; what changes is a further row.

A change here needs a migration in migrations/versions and its number in REVISION.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

REVISION = "0007"


def now() -> datetime:
    return datetime.now(UTC)


class UtcTime(TypeDecorator[datetime]):
    """A time with its zone, UTC; SQLite keeps no zone, so it is put back when a time is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _created_at(name: str = "created_at") -> Column[datetime]:
    return Column(name, UtcTime, nullable=False, default=now)


applications = Table(
    "applications",
    metadata,
    _id(),
    Column("case_id", String(100), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("payload", JSON, nullable=False),
    _created_at(),
    UniqueConstraint("case_id", "fingerprint"),
)

# An applicant may go back to an earlier version: the last arrival tells which application of a case is the newest.
application_arrivals = Table(
    "application_arrivals",
    metadata,
    _id(),
    Column("case_id", String(100), nullable=False, index=True),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    _created_at(),
)

application_files = Table(
    "application_files",
    metadata,
    Column("application_id", ForeignKey("applications.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", String(50), nullable=False),
)

# `profile` says how a page was read and which part of it; `payload` is JSON that the readers write and read themselves.
readings = Table(
    "readings",
    metadata,
    _id(),
    Column("file_sha256", String(64), nullable=False),
    Column("page", Integer, nullable=False),
    Column("profile", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("payload", Text, nullable=False),
    _created_at(),
    UniqueConstraint("file_sha256", "page", "profile"),
)

runs = Table(
    "runs",
    metadata,
    _id(),
    Column("started_at", UtcTime, nullable=False, default=now),
    Column("inbox", Text, nullable=False),
    Column("standard", Text, nullable=False),
    Column("versions", JSON, nullable=False),
)

run_ends = Table(
    "run_ends",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("ended_at", UtcTime, nullable=False, default=now),
    Column("counts", JSON, nullable=False),
    Column("state", String(20), nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    _id(),
    Column("case_id", String(100), nullable=False),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("run_id", ForeignKey("runs.id"), index=True),
    Column("kind", String(20), nullable=False),
    Column("input_key", Text, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("standard", Text, nullable=False),
    Column("payload", JSON, nullable=False),
    _created_at(),
    Index(None, "case_id", "input_key"),
    Index(None, "verdict", "created_at"),
)

run_items = Table(
    "run_items",
    metadata,
    _id(),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("case_id", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("review_id", ForeignKey("reviews.id")),
    Column("message", Text, nullable=False, default=""),
    _created_at(),
    Index(None, "run_id", "outcome", "created_at"),
)

# Which account came with which file, number and name: what one case shows of another. Empty where it was not read surely.
sightings = Table(
    "sightings",
    metadata,
    _id(),
    Column("case_id", String(100), nullable=False),
    Column("account", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False, index=True),
    Column("number", String(50), nullable=False, index=True),
    Column("name", Text, nullable=False),
    _created_at(),
    UniqueConstraint("case_id", "account", "file_sha256", "number", "name"),
)
