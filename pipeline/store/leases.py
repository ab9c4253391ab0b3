"""Which run has taken up which case, so that runs over one inbox share the work instead of doubling it.

A run is alive until its lease ends, which it renews; on the machine where it runs, a killed one is known to be dead at once.
These rows steer work and are no record: a case's row goes in the transaction that adds its review.
"""

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Engine, ForeignKey, String, Table, Text, bindparam, delete, func, insert, select

from pipeline.store import tables as t
from pipeline.store.engine import is_sqlite, reading, writing
from pipeline.store.processes import surely_ended, this_process
from pipeline.store.tables import UtcTime, metadata, now

run_leases = Table(
    "run_leases",
    metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("process", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
)

case_leases = Table(
    "case_leases",
    metadata,
    Column("case_id", String(100), primary_key=True),
    Column("input_key", String(100), primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
)

_THIS = (case_leases.c.case_id == bindparam("of_case"), case_leases.c.input_key == bindparam("from_input"))
_HOLDER, _LET_GO, _TAKEN = select(case_leases.c.run_id).where(*_THIS), delete(case_leases).where(*_THIS), insert(case_leases)


class Leases:
    """Signs of life of the runs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hold(self, run_id: int, seconds: float) -> None:
        """This process says that it works on a run, and will for so many seconds at least."""
        with writing(self._engine) as connection:
            connection.execute(delete(run_leases).where(run_leases.c.run_id == run_id))
            until = _clock(connection) + timedelta(seconds=seconds)
            connection.execute(run_leases.insert().values(run_id=run_id, process=this_process(), until=until))

    def living_runs(self) -> list[int]:
        """The runs that go on now."""
        with reading(self._engine) as connection:
            return [run_id for run_id in connection.scalars(select(run_leases.c.run_id)) if is_alive(connection, run_id)]


def take(connection: Connection, case_id: str, input_key: str, run_id: int) -> bool:
    """Takes up a case for a run, unless another living run has it. Hold the lock of the case."""
    this = {"of_case": case_id, "from_input": input_key}
    holder = connection.scalar(_HOLDER, this)
    if holder == run_id:
        return True
    if holder is not None:
        if is_alive(connection, holder):
            return False
        connection.execute(_LET_GO, this)
    connection.execute(_TAKEN, {"case_id": case_id, "input_key": input_key, "run_id": run_id})
    return True


def let_go(connection: Connection, case_id: str, input_key: str) -> None:
    """Ends the lease of a case, whoever holds it: call it in the transaction that makes the case done."""
    connection.execute(_LET_GO, {"of_case": case_id, "from_input": input_key})


def end(connection: Connection, run_id: int) -> None:
    """Ends all leases of a run."""
    for table in (case_leases, run_leases):
        connection.execute(delete(table).where(table.c.run_id == run_id))


def is_alive(connection: Connection, run_id: int) -> bool:
    """Whether a run still works: it has not ended, its lease is not over, its process is not known to be gone."""
    row = connection.execute(select(run_leases).where(run_leases.c.run_id == run_id)).one_or_none()
    if row is None or row.until <= _clock(connection) or surely_ended(row.process):
        return False
    return connection.scalar(select(t.run_ends.c.run_id).where(t.run_ends.c.run_id == run_id)) is None


def _clock(connection: Connection) -> datetime:
    """The time of the database, which is one for all machines that share it."""
    if is_sqlite(connection.engine):
        return now()
    found = connection.scalar(select(func.clock_timestamp()))
    assert isinstance(found, datetime)
    return found
