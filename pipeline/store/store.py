"""The store: one object that the edges and the pipeline ask for what was kept, and give what is to be kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.application import Application
from pipeline.intake.cases import Case
from pipeline.outcome import Review
from pipeline.sighting import Sighting
from pipeline.store import desk_tables as d
from pipeline.store import leases
from pipeline.store import tables as t
from pipeline.store.desk import Desk
from pipeline.store.earlier import EarlierApplications
from pipeline.store.engine import is_sqlite, make_engine, reading, sqlite_file, writing
from pipeline.store.figures import Figures
from pipeline.store.files import Files, unwritable
from pipeline.store.heads import missing_heads, refresh_head
from pipeline.store.leases import Leases
from pipeline.store.migrate import migrate
from pipeline.store.outbox import Outbox
from pipeline.store.people import People
from pipeline.store.purge import Purge
from pipeline.store.queue import Queue
from pipeline.store.records import Run, RunItem, RunOutcome, StoredCase, StoredFile, StoredReview

_BATCH = 100
_MOST_SIGHTINGS = 1000
"""So many sightings in other cases are looked at: a person needs a few, and a popular picture must not slow a review down."""


class Store:
    """Open it with `Store.open`. It may be shared by threads; a forked process gets connections of its own."""

    def __init__(self, engine: Engine, files: Files) -> None:
        self._engine = engine
        self.files = files
        self.leases, self.earlier = Leases(engine), EarlierApplications(engine)
        self.people, self.desk, self.queue = People(engine), Desk(engine), Queue(engine)
        self.figures, self.outbox, self.retention = Figures(engine), Outbox(engine), Purge(engine, files)

    @classmethod
    def open(cls, url: str, data_dir: Path) -> "Store":
        """The store of a data folder; folder and tables are made or upgraded where that is due.

        Raises:
            SetupError: the folder or the database cannot be used, or a newer signmatch made it.
            UsageError: `url` is no address of a database.
        """
        engine = make_engine(url)
        try:
            data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            if database := sqlite_file(url):
                database.parent.mkdir(parents=True, exist_ok=True)
            if migrate(engine, data_dir):
                _index_all(engine)
        except OSError as error:
            raise unwritable(data_dir, error) from error
        return cls(engine, Files(data_dir / "files"))

    def close(self) -> None:
        self._engine.dispose()

    # Cases

    def keep_case(self, case: Case) -> int:
        """Keeps an application and its files, once; the number of the application.

        The files are on the disk before the rows are, so rows never name a file that is not there.

        Raises:
            SetupError: the disk is full; no row and no part of a file is left.
        """
        self._keep_files(case)
        with writing(self._engine, lock=f"case {case.application.case_id}") as connection:
            return _kept_application_id(connection, case)

    def take_up(self, case: Case, *, input_key: str, run_id: int) -> int | None:
        """As `keep_case`, in one step with taking the case up for a run; None where another run has it, or has just reviewed it.

        Raises:
            SetupError: the disk is full; no row and no part of a file is left.
        """
        case_id = case.application.case_id
        self._keep_files(case)
        with writing(self._engine, lock=f"case {case_id}") as connection:
            if not leases.take(connection, case_id, input_key, run_id):
                return None
            # looked at second: whoever held the case until now added its review before it let go
            if connection.scalar(_newest_key(case_id)) == input_key:
                leases.let_go(connection, case_id, input_key)
                return None
            return _kept_application_id(connection, case)

    def _keep_files(self, case: Case) -> None:
        for upload in case.uploads:
            self.files.keep(upload.sha256, upload.data)

    def case(self, case_id: str) -> StoredCase | None:
        """The application of a case that came last; its files are read when they are asked for."""
        with reading(self._engine) as connection:
            newest = _newest_application_id(case_id).scalar_subquery()
            row = connection.execute(select(t.applications).where(t.applications.c.id == newest)).one_or_none()
            if row is None:
                return None
            columns = t.application_files.c
            files = connection.execute(
                select(columns.name, columns.sha256, columns.size, columns.media_type)
                .where(columns.application_id == row.id)
                .order_by(columns.position)
            )
            kept = tuple(StoredFile(*file) for file in files)
        application = Application.model_validate(row.payload)
        return StoredCase(row.id, row.case_id, application, row.fingerprint, row.created_at, kept, self.files)

    def application(self, application_id: int) -> tuple[Application, datetime]:
        """One application by its number, and when it was kept."""
        columns = t.applications.c
        with reading(self._engine) as connection:
            row = connection.execute(select(columns.payload, columns.created_at).where(columns.id == application_id)).one()
        return Application.model_validate(row.payload), row.created_at

    def case_ids(self) -> list[str]:
        """Every case that was kept, sorted."""
        with reading(self._engine) as connection:
            return sorted(connection.scalars(select(t.applications.c.case_id).distinct()))

    # Readings

    def reading(self, sha256: str, page: int, profile: str) -> str | None:
        """What was read on a page (from 1) of a file under a profile: the JSON text that was kept."""
        columns = t.readings.c
        with reading(self._engine) as connection:
            return connection.scalar(
                select(columns.payload).where(columns.file_sha256 == sha256, columns.page == page, columns.profile == profile)
            )

    def keep_reading(self, *, sha256: str, page: int, profile: str, engine: str, version: str, payload: str) -> None:
        """Keeps a reading; one that is there already stays as it is."""
        row = {"file_sha256": sha256, "page": page, "profile": profile, "engine": engine, "version": version, "payload": payload}
        with writing(self._engine) as connection:
            self._add_unless_there(connection, t.readings, row)

    # Sightings

    def compare_sightings(self, seen: Sequence[Sighting]) -> tuple[Sighting, ...]:
        """Keeps what was seen first, so that of two cases reviewed at once at least one finds the other; then tells of other cases."""
        self.keep_sightings(seen)
        return self.sightings_elsewhere(seen)

    def keep_sightings(self, seen: Sequence[Sighting]) -> None:
        """Keeps what was seen on a case's documents; what is there already stays as it is."""
        with writing(self._engine) as connection:
            for sighting in seen:
                self._add_unless_there(connection, t.sightings, asdict(sighting))

    def sightings_elsewhere(self, seen: Sequence[Sighting]) -> tuple[Sighting, ...]:
        """Sightings in other cases of the same files or numbers, as they were kept."""
        columns = t.sightings.c
        same = or_(
            columns.file_sha256.in_({each.file_sha256 for each in seen}), columns.number.in_({each.number for each in seen if each.number})
        )
        cases = {each.case_id for each in seen}
        wanted = select(columns.case_id, columns.account, columns.file_sha256, columns.number, columns.name)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.where(same, columns.case_id.not_in(cases)).order_by(columns.id).limit(_MOST_SIGHTINGS))
            return tuple(Sighting(*row) for row in rows)

    # Reviews

    def add_review(
        self,
        review: Review,
        *,
        application_id: int,
        kind: str,
        input_key: str,
        run_id: int | None = None,
        unless_newest: bool = False,
    ) -> int | None:
        """Adds a review; its number. The case is done with it: a run that had taken it up holds it no longer.

        With `unless_newest` None where the newest review of the case has this key already; the check and the insert are one step.
        With it and `run_id` the case is noted as reviewed by the run, in the same step.
        """
        row = {
            "case_id": review.case_id,
            "application_id": application_id,
            "run_id": run_id,
            "kind": kind,
            "input_key": input_key,
            "verdict": review.verdict.value,
            "standard": review.standard,
            "payload": review.model_dump(mode="json"),
        }
        with writing(self._engine, lock=f"review {review.case_id}") as connection:
            leases.let_go(connection, review.case_id, input_key)
            if unless_newest and connection.scalar(_newest_key(review.case_id)) == input_key:
                return None
            review_id = _added(connection, t.reviews, row)
            if unless_newest and run_id is not None:
                _note(connection, run_id, review.case_id, RunOutcome.REVIEWED, review_id)
            refresh_head(connection, review.case_id)
            return review_id

    def review(self, review_id: int) -> StoredReview | None:
        """One review by its number."""
        return self._one_review(select(t.reviews.c.id).where(t.reviews.c.id == review_id))

    def last_review(self, case_id: str) -> StoredReview | None:
        """The newest review of a case."""
        return self._one_review(_review_ids(case_id))

    def review_with_key(self, case_id: str, input_key: str) -> StoredReview | None:
        """The newest review of a case that was made from the same input."""
        return self._one_review(_review_ids(case_id, input_key))

    def newest_reviews(self, run_id: int | None = None) -> Iterator[StoredReview]:
        """The newest review of each case by case number, one after the other; of a run those that it made or found unchanged."""
        columns = t.reviews.c
        newest = select(func.max(columns.id)).group_by(columns.case_id).order_by(columns.case_id)
        if run_id is not None:
            found = select(t.run_items.c.review_id).where(t.run_items.c.run_id == run_id, t.run_items.c.review_id.is_not(None))
            newest = newest.where(or_(columns.run_id == run_id, columns.id.in_(found)))
        with reading(self._engine) as connection:
            ids = list(connection.scalars(newest))
        # in batches, so that neither all reviews nor a transaction is held while the caller works
        for start in range(0, len(ids), _BATCH):
            yield from self._reviews(ids[start : start + _BATCH])

    def _one_review(self, ids: Select[tuple[int]]) -> StoredReview | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(t.reviews).where(t.reviews.c.id == ids.limit(1).scalar_subquery())).one_or_none()
        return _stored_review(row) if row else None

    def _reviews(self, ids: list[int]) -> list[StoredReview]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.reviews).where(t.reviews.c.id.in_(ids)).order_by(t.reviews.c.case_id)).all()
        return [_stored_review(row) for row in rows]

    # Runs

    def start_run(self, *, inbox: str, standard: str, versions: Mapping[str, str], cases: int | None = None) -> int:
        """Begins a run over so many cases; its number."""
        with writing(self._engine) as connection:
            run_id = _added(connection, t.runs, {"inbox": inbox, "standard": standard, "versions": dict(versions)})
            if cases is not None:
                connection.execute(d.run_sizes.insert().values(run_id=run_id, cases=cases))
            return run_id

    def add_run_item(
        self, *, run_id: int, case_id: str, outcome: RunOutcome | str, review_id: int | None = None, message: str = ""
    ) -> None:
        """Notes what a run did with a case."""
        with writing(self._engine) as connection:
            _note(connection, run_id, case_id, RunOutcome(outcome), review_id, message)

    def end_run(self, *, run_id: int, counts: Mapping[str, int], state: str = "completed") -> None:
        """Ends a run; a second end of the same run changes nothing."""
        with writing(self._engine) as connection:
            self._add_unless_there(connection, t.run_ends, {"run_id": run_id, "counts": dict(counts), "state": state})
            leases.end(connection, run_id)

    def run(self, run_id: int) -> Run | None:
        """One run."""
        return self._one_run(_runs().where(t.runs.c.id == run_id))

    def latest_run(self) -> Run | None:
        """The run that began last."""
        return self._one_run(_runs().order_by(t.runs.c.id.desc()).limit(1))

    def run_items(self, run_id: int) -> list[RunItem]:
        """What a run did so far, in order."""
        columns = t.run_items.c
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.run_items).where(columns.run_id == run_id).order_by(columns.id)).all()
        return [RunItem(row.run_id, row.case_id, RunOutcome(row.outcome), row.review_id, row.message, row.created_at) for row in rows]

    def _one_run(self, query: Select[Any]) -> Run | None:
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Run(row.id, row.started_at, row.inbox, row.standard, row.versions, row.ended_at, row.counts or {}, row.state)

    def _add_unless_there(self, connection: Connection, table: Table, row: dict[str, Any]) -> None:
        insert = sqlite.insert if is_sqlite(self._engine) else postgresql.insert
        connection.execute(insert(table).values(row).on_conflict_do_nothing())


def _index_all(engine: Engine) -> None:
    """Puts cases into the index that were reviewed before there was one."""
    with reading(engine) as connection:
        missing = missing_heads(connection)
    for start in range(0, len(missing), _BATCH):
        with writing(engine) as connection:
            for case_id in missing[start : start + _BATCH]:
                refresh_head(connection, case_id)


def _added(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Adds a row; its number."""
    key = connection.execute(table.insert().values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _note(connection: Connection, run_id: int, case_id: str, outcome: RunOutcome, review_id: int | None, message: str = "") -> None:
    row = {"run_id": run_id, "case_id": case_id, "outcome": outcome.value, "review_id": review_id, "message": message}
    connection.execute(t.run_items.insert().values(row))


def _kept_application_id(connection: Connection, case: Case) -> int:
    """The number of a case's application, added where it is new, and arrived where it is not the newest."""
    case_id = case.application.case_id
    application_id = _application_id(connection, case) or _add_application(connection, case)
    if application_id != connection.scalar(_newest_application_id(case_id)):
        connection.execute(t.application_arrivals.insert().values(case_id=case_id, application_id=application_id))
    return application_id


def _application_id(connection: Connection, case: Case) -> int | None:
    columns = t.applications.c
    same = select(columns.id).where(columns.case_id == case.application.case_id, columns.fingerprint == case.fingerprint)
    return connection.scalar(same)


def _add_application(connection: Connection, case: Case) -> int:
    payload = case.application.model_dump(mode="json")
    row = {"case_id": case.application.case_id, "fingerprint": case.fingerprint, "payload": payload}
    application_id = _added(connection, t.applications, row)
    files = [
        {"application_id": application_id, "position": n, "name": u.name, "sha256": u.sha256, "size": u.size, "media_type": u.media_type}
        for n, u in enumerate(case.uploads)
    ]
    if files:
        connection.execute(t.application_files.insert(), files)
    return application_id


def _newest_application_id(case_id: str) -> Select[tuple[int]]:
    columns = t.application_arrivals.c
    return select(columns.application_id).where(columns.case_id == case_id).order_by(columns.id.desc()).limit(1)


def _review_ids(case_id: str, input_key: str | None = None) -> Select[tuple[int]]:
    """The numbers of a case's reviews, newest first; with a key those of the same input."""
    columns = t.reviews.c
    ids = select(columns.id).where(columns.case_id == case_id).order_by(columns.id.desc())
    return ids if input_key is None else ids.where(columns.input_key == input_key)


def _newest_key(case_id: str) -> Select[tuple[str]]:
    """The key of a case's newest review."""
    columns = t.reviews.c
    return select(columns.input_key).where(columns.case_id == case_id).order_by(columns.id.desc()).limit(1)


def _stored_review(row: Any) -> StoredReview:
    review = Review.model_validate(row.payload)
    return StoredReview(row.id, row.case_id, row.application_id, row.run_id, row.kind, row.input_key, review, row.created_at)


def _runs() -> Select[Any]:
    ends = t.run_ends.c
    return select(t.runs, ends.ended_at, ends.counts, ends.state).outerjoin_from(t.runs, t.run_ends)
