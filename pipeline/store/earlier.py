"""Earlier applications of one account for one signature."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, or_, select

from pipeline.application import Application
from pipeline.store import tables as t
from pipeline.store.desk_tables import case_heads
from pipeline.store.engine import reading
from pipeline.store.records import StoredFile

MOST = 20
"""So many are given, the newest; a person needs no more."""


@dataclass(frozen=True, slots=True)
class EarlierApplication:
    """An application as it came, and the verdict of its newest review; empty where it was never reviewed."""

    case_id: str
    application: Application
    files: tuple[StoredFile, ...]
    verdict: str


class EarlierApplications:
    """Asked for before a review."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def before(self, application: Application, application_id: int | None) -> tuple[EarlierApplication, ...]:
        """Those of the same account and signature that were kept before the application of that number, or at all; the oldest first.

        An application without the account's verified name has none: nobody knows whose it is.
        """
        if not application.account.name:
            return ()
        columns = t.applications.c
        # the index of cases finds those with the signature; the case itself may have come before in another form
        of_signature = select(case_heads.c.case_id).where(case_heads.c.signature == application.signature)
        query = select(t.applications).where(or_(columns.case_id == application.case_id, columns.case_id.in_(of_signature)))
        if application_id is not None:
            query = query.where(columns.id < application_id)
        with reading(self._engine) as connection:
            rows = [
                (row, Application.model_validate(row.payload))
                for row in connection.execute(query.order_by(columns.id.desc()).limit(MOST * 5))
            ]
            same = [(row, other) for row, other in rows if _same(other, application)][:MOST]
            return tuple(
                EarlierApplication(row.case_id, other, _files(connection, row.id), _verdict(connection, row.id))
                for row, other in same[::-1]
            )


def _same(one: Application, other: Application) -> bool:
    return (one.account.name, one.signature) == (other.account.name, other.signature)


def _files(connection: Connection, application_id: int) -> tuple[StoredFile, ...]:
    columns = t.application_files.c
    wanted = select(columns.name, columns.sha256, columns.size, columns.media_type).where(columns.application_id == application_id)
    return tuple(StoredFile(*row) for row in connection.execute(wanted.order_by(columns.position)))


def _verdict(connection: Connection, application_id: int) -> str:
    columns = t.reviews.c
    newest = select(columns.verdict).where(columns.application_id == application_id).order_by(columns.id.desc()).limit(1)
    return connection.scalar(newest) or ""
