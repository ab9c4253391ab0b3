"""What a webhook is still to be told: reviews and decisions since it was switched on, each until it was delivered or given up."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import Engine, Table, func, select

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
    """Deliveries of the webhook; attempts are added, none is changed."""

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
        """Adds an attempt and what came of it."""
        row = {"kind": due.kind, "subject_id": due.subject_id, "delivered": delivered, "answer": answer[:200]}
        with writing(self._engine) as connection:
            connection.execute(d.webhook_deliveries.insert().values(row))

    def _due(self, kind: Kind, table: Table, start: int, most: int) -> list[Due]:
        tries = d.webhook_deliveries.c
        attempts = (
            select(tries.subject_id, func.count().label("count"), func.max(tries.created_at).label("last"))
            .where(tries.kind == kind)
            .group_by(tries.subject_id)
            .subquery()
        )
        settled = select(tries.subject_id).where(tries.kind == kind, tries.delivered)
        query = (
            select(table.c.id, table.c.case_id, attempts.c.count, attempts.c.last)
            .outerjoin(attempts, attempts.c.subject_id == table.c.id)
            .where(table.c.id > start, table.c.id.not_in(settled), func.coalesce(attempts.c.count, 0) < len(WAITS))
            .order_by(table.c.id)
            .limit(most)
        )
        moment = now()
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [
            Due(kind, number, case_id, (count or 0) + 1)
            for number, case_id, count, last in rows
            if last is None or last + timedelta(seconds=WAITS[count]) <= moment
        ]
