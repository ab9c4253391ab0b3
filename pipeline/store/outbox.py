"""What a webhook is still to be told: reviews and decisions since it was switched on, each until it was delivered or given up."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import Connection, Engine, Integer, Table, bindparam, delete, func, insert, literal, select, update

from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.engine import reading, writing
from pipeline.store.tables import now

Kind = Literal["review", "decision"]
WAITS = (0, 10, 60, 300, 1800, 7200, 28800)
"""Seconds between two attempts; after the last one a delivery is given up."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to tell: a review or a decision, and which attempt this is (from 1)."""

    kind: Kind
    subject_id: int
    case_id: str
    attempt: int


class Outbox:
    """Deliveries of the webhook: attempts are only ever added; what is still to be told stands in a table of its own until it was."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start(self, url: str) -> None:
        """Notes where the telling begins, once for each address."""
        with writing(self._engine, lock="webhook") as connection:
            if connection.scalar(select(d.webhook_starts.c.id).where(d.webhook_starts.c.url == url)) is None:
                newest = [connection.scalar(select(func.coalesce(func.max(table.c.id), 0))) for table in (t.reviews, d.decisions)]
                connection.execute(d.webhook_starts.insert().values(url=url, review_id=newest[0], decision_id=newest[1]))

    def due(self, url: str, most: int = 50) -> list[Due]:
        """What should be told now, the oldest first."""
        with reading(self._engine) as connection:
            start = connection.execute(select(d.webhook_starts).where(d.webhook_starts.c.url == url)).one()
        return [
            *self._due("review", t.reviews, start.review_id, most),
            *self._due("decision", d.decisions, start.decision_id, most),
        ]

    def note(self, due: Due, *, delivered: bool, answer: str) -> None:
        """Adds an attempt and what came of it; when it is told next, unless it was heard or given up."""
        row = {"kind": due.kind, "subject_id": due.subject_id, "delivered": delivered, "answer": answer[:200]}
        waiting = d.webhook_dues.c
        this = (waiting.kind == due.kind, waiting.subject_id == due.subject_id)
        with writing(self._engine) as connection:
            connection.execute(d.webhook_deliveries.insert().values(row))
            if delivered or due.attempt >= len(WAITS):
                connection.execute(delete(d.webhook_dues).where(*this))
            else:
                again = now() + timedelta(seconds=WAITS[due.attempt])
                connection.execute(update(d.webhook_dues).where(*this).values(attempts=due.attempt, due_at=again))

    def _due(self, kind: Kind, table: Table, start: int, most: int) -> list[Due]:
        waiting = d.webhook_dues.c
        query = (
            select(waiting.subject_id, table.c.case_id, waiting.attempts)
            .join(table, table.c.id == waiting.subject_id)
            .where(waiting.kind == kind, waiting.due_at <= now(), waiting.subject_id > start)
            .order_by(waiting.due_at, waiting.subject_id)
            .limit(most)
        )
        with reading(self._engine) as connection:
            return [Due(kind, number, case_id, attempts + 1) for number, case_id, attempts in connection.execute(query)]


_PUT = insert(d.webhook_dues).from_select(
    ["kind", "subject_id", "attempts", "due_at"],
    select(bindparam("kind"), bindparam("subject_id", type_=Integer), literal(0), bindparam("due_at", type_=t.UtcTime)).where(
        select(d.webhook_starts.c.id).exists()
    ),
)


def put(connection: Connection, kind: Kind, subject_id: int) -> None:
    """Notes that something is to be told, in the transaction that adds it; nothing is before a webhook was first switched on."""
    connection.execute(_PUT, {"kind": kind, "subject_id": subject_id, "due_at": now()})
