"""The tables of the people who decide: accounts, claims, decisions, corrections, and the index by which cases are found."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from pipeline.store.tables import UtcTime, metadata, now


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _time(name: str = "created_at") -> Column[datetime]:
    return Column(name, UtcTime, nullable=False, default=now)


def _person() -> Column[int]:
    return Column("person_id", ForeignKey("people.id"), nullable=False)


def _case() -> Column[str]:
    return Column("case_id", String(100), nullable=False, index=True)


people = Table("people", metadata, _id(), Column("name", String(100), nullable=False, unique=True), _time())

# The newest state of a person counts: a new password or role is a further row.
person_states = Table(
    "person_states",
    metadata,
    _id(),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    _time(),
)

# A session's cookie and a token are kept as their SHA-256: who reads the database can't use them.
sessions = Table(
    "sessions",
    metadata,
    _id(),
    _person(),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("csrf", String(64), nullable=False),
    _time(),
    Column("until", UtcTime, nullable=False),
)

session_ends = Table("session_ends", metadata, Column("session_id", ForeignKey("sessions.id"), primary_key=True), _time("ended_at"))

login_attempts = Table(
    "login_attempts",
    metadata,
    _id(),
    Column("name", String(100), nullable=False, index=True),
    Column("succeeded", Boolean, nullable=False),
    _time(),
)

tokens = Table(
    "tokens",
    metadata,
    _id(),
    _person(),
    Column("label", String(100), nullable=False),
    Column("secret_hash", String(64), nullable=False, unique=True),
    _time(),
)

token_ends = Table("token_ends", metadata, Column("token_id", ForeignKey("tokens.id"), primary_key=True), _time("ended_at"))

case_claims = Table("case_claims", metadata, _id(), _case(), _person(), _time(), Column("until", UtcTime, nullable=False))

case_claim_ends = Table("case_claim_ends", metadata, Column("claim_id", ForeignKey("case_claims.id"), primary_key=True), _time("ended_at"))

# `final` is false for an approval that waits for a second person. What the machine had said stands beside, for the figures.
decisions = Table(
    "decisions",
    metadata,
    _id(),
    _case(),
    Column("application_id", ForeignKey("applications.id"), nullable=False),
    Column("review_id", ForeignKey("reviews.id"), nullable=False),
    _person(),
    Column("action", String(20), nullable=False),
    Column("reason", String(60), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(5), nullable=False),
    Column("note", Text, nullable=False),
    Column("final", Boolean, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("confidence", Float),
    Column("created_at", UtcTime, nullable=False, default=now, index=True),
    Index("ix_decisions_agreement", "final", "action", "verdict", "confidence"),
)

decision_findings = Table(
    "decision_findings",
    metadata,
    Column("decision_id", ForeignKey("decisions.id"), primary_key=True),
    Column("code", String(60), primary_key=True),
)

corrections = Table(
    "corrections",
    metadata,
    _id(),
    Column("application_id", ForeignKey("applications.id"), nullable=False, index=True),
    Column("review_id", ForeignKey("reviews.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("field", String(40), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    _person(),
    _time(),
)

unmaskings = Table(
    "unmaskings", metadata, _id(), _case(), Column("review_id", ForeignKey("reviews.id"), nullable=False), _person(), _time()
)

# One row for each file of a provisional layout on which a person's approval rests.
layout_confirmations = Table(
    "layout_confirmations",
    metadata,
    _id(),
    Column("decision_id", ForeignKey("decisions.id"), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("layout", String(60), nullable=False),
    Column("file_sha256", String(64), nullable=False),
    _time(),
    Index(None, "kind", "layout"),
)

# A webhook is told of what happens after it was first switched on.
webhook_starts = Table(
    "webhook_starts",
    metadata,
    _id(),
    Column("url", Text, nullable=False),
    Column("review_id", Integer, nullable=False),
    Column("decision_id", Integer, nullable=False),
    _time(),
)

webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    _id(),
    Column("kind", String(20), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("delivered", Boolean, nullable=False),
    Column("answer", Text, nullable=False),
    _time(),
    Index(None, "kind", "subject_id"),
)

# What is still to be told, and when next: a row goes when it was heard or given up. So looking for what is due reads nothing else.
webhook_dues = Table(
    "webhook_dues",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("subject_id", Integer, primary_key=True, autoincrement=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Index(None, "kind", "due_at", "subject_id"),
)

purges = Table(
    "purges", metadata, _id(), _case(), Column("application_id", ForeignKey("applications.id"), nullable=False, unique=True), _time()
)

run_sizes = Table(
    "run_sizes", metadata, Column("run_id", ForeignKey("runs.id"), primary_key=True), Column("cases", Integer, nullable=False)
)

# The combinations of what a case is counted by. A combination is never changed: what stands beside a case is its number alone, so
# that counting a hundred thousand cases reads little.
case_facets = Table(
    "case_facets",
    metadata,
    _id(),
    Column("verdict", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("signature_type", String(30), nullable=False),
    Column("standard", String(60), nullable=False),
    UniqueConstraint("verdict", "state", "signature_type", "standard"),
)

# The index: where each case stands now. The one table whose rows change, for it holds nothing that the others don't say;
# `bucket` (0-9999, at random) draws the sample of passed cases. What finds a case stands whole in an index in the order of the queue,
# and in one in the order in which cases are counted.
case_heads = Table(
    "case_heads",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("case_id", String(100), nullable=False),
    Column("application_id", Integer, nullable=False),
    Column("review_id", Integer, nullable=False),
    Column("decision_id", Integer),
    Column("person_id", Integer),
    Column("run_id", Integer),
    Column("verdict", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("bucket", Integer, nullable=False),
    Column("standard", String(60), nullable=False),
    Column("signature_type", String(30), nullable=False),
    Column("signature", String(100), nullable=False),
    Column("name", Text, nullable=False),
    Column("code", String(60), nullable=False),
    Column("search", Text, nullable=False),
    Column("arrived_at", UtcTime, nullable=False),
    Column("reviewed_at", UtcTime, nullable=False),
    Column("facets", Integer),
    UniqueConstraint("case_id"),
    Index("ix_case_heads_order", "rank", "application_id", "facets", "arrived_at", "run_id", "person_id", "bucket", "no"),
    Index("ix_case_heads_counts", "facets", "arrived_at", "run_id", "person_id", "bucket", "no"),
    Index("ix_case_heads_signature", "signature"),
)

# One row for each code found in a case; the rest stands here a second time, so that counting looks into no other table.
case_codes = Table(
    "case_codes",
    metadata,
    Column("no", ForeignKey("case_heads.no"), primary_key=True),
    Column("code", String(60), primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("application_id", Integer, nullable=False),
    Column("run_id", Integer),
    Column("person_id", Integer),
    Column("arrived_at", UtcTime),
    Column("facets", Integer),
    Index("ix_case_codes_order", "code", "rank", "application_id", "facets", "arrived_at", "run_id", "person_id", "no"),
    Index("ix_case_codes_counts", "code", "facets", "arrived_at", "run_id", "person_id", "no"),
)
