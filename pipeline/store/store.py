"""The store: one object that the edges and the pipeline ask for what was kept, and give what is to be kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, func, or_, select

from pipeline.application import Application
from pipeline.intake.cases import Case
from pipeline.outcome import Review
from pipeline.store import desk_tables as d
from pipeline.store import leases
from pipeline.store import tables as t
from pipeline.store.applications import FILES, NEWEST, kept_application
from pipeline.store.desk import Desk
from pipeline.store.engine import add, add_unless_there, added, make_engine, reading, sqlite_file, writing
from pipeline.store.figures import Figures
from pipeline.store.files import Files, unwritable
from pipeline.store.heads import missing_heads, refresh_head
from pipeline.store.leases import Leases
from pipeline.store.migrate import migrate
from pipeline.store.outbox import Outbox, put
from pipeline.store.past import Pasts
from pipeline.store.people import People
from pipeline.store.purge import Purge
from pipeline.store.queue import Queue
from pipeline.store.readings import Readings
from pipeline.store.records import Run, RunItem, RunOutcome, StoredCase, StoredFile, StoredReview
from pipeline.store.sightings import Sightings

_BATCH = 100
_NEWEST_KEY = select(t.reviews.c.input_key).where(t.reviews.c.case_id == bindparam("case_id")).order_by(t.reviews.c.id.desc()).limit(1)
"""What a case's newest review was made from."""
_VERDICTS = (
    select(d.case_heads.c.application_id, d.case_heads.c.verdict)
    .where(d.case_heads.c.application_id.not_in(select(d.purges.c.application_id)))
    .order_by(d.case_heads.c.case_id)
)
_THESE_APPLICATIONS = (
    select(t.applications).where(t.applications.c.id.in_(bindparam("ids", expanding=True))).order_by(t.applications.c.case_id)
)
_NEWEST_APPLICATION = select(t.applications).where(t.applications.c.id == NEWEST)


class Store:
    """Open it with `Store.open`. It may be shared by threads; a forked process gets connections of its own."""

    def __init__(self, engine: Engine, files: Files) -> None:
        self._engine = engine
        self.files = files
        self.readings, self.sightings, self.pasts, self.leases = Readings(engine), Sightings(engine), Pasts(engine), Leases(engine)
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
        self.files.settle()
        with writing(self._engine, lock=f"case {case.application.case_id}") as connection:
            application_id = kept_application(connection, case)
        self._keep_files(case)  # again: a purge that did not know of this application may have taken one that was there
        self.files.settle()
        return application_id

    def take_up(self, case: Case, *, input_key: str, run_id: int | None) -> int | None:
        """As `keep_case`, in one step with taking the case up for a run; None where another run has it, or it is reviewed already.

        Raises:
            SetupError: the disk is full; no row and no part of a file is left.
        """
        case_id = case.application.case_id
        self._keep_files(case)
        with writing(self._engine, lock=f"case {case_id}", lasting=False) as connection:
            if connection.scalar(_NEWEST_KEY, {"case_id": case_id}) == input_key:
                return None
            if run_id is not None:
                if not leases.take(connection, case_id, input_key, run_id):
                    return None
                # looked at again: whoever held the case until now added its review before it let go
                if connection.scalar(_NEWEST_KEY, {"case_id": case_id}) == input_key:
                    leases.let_go(connection, case_id, input_key)
                    return None
            application_id = kept_application(connection, case)
        self._keep_files(case)  # again, as in keep_case
        return application_id

    def _keep_files(self, case: Case) -> None:
        for upload in case.uploads:
            self.files.keep(upload.sha256, upload.data)

    def case(self, case_id: str) -> StoredCase | None:
        """The application of a case that came last; its files are read when they are asked for."""
        with reading(self._engine) as connection:
            row = connection.execute(_NEWEST_APPLICATION, {"case_id": case_id}).one_or_none()
            if row is None:
                return None
            [case] = self._cases(connection, [row])
        return case

    def reviewed_cases(self) -> Iterator[list[tuple[StoredCase, str]]]:
        """Every case that was reviewed and not purged, by case number, as its newest review saw it; with the verdict. In batches."""
        with reading(self._engine) as connection:
            verdicts: dict[int, str] = dict(connection.execute(_VERDICTS).tuples().all())
        numbers = list(verdicts)
        for start in range(0, len(numbers), _BATCH):
            with reading(self._engine) as connection:
                rows = connection.execute(_THESE_APPLICATIONS, {"ids": numbers[start : start + _BATCH]}).all()
                cases = self._cases(connection, rows)
            yield [(case, verdicts[case.application_id]) for case in cases]

    def _cases(self, connection: Connection, rows: Sequence[Any]) -> list[StoredCase]:
        files: dict[int, list[StoredFile]] = defaultdict(list)
        for number, *file in connection.execute(FILES, {"ids": [row.id for row in rows]}):
            files[number].append(StoredFile(*file))
        return [
            StoredCase(
                row.id,
                row.case_id,
                Application.model_validate(row.payload),
                row.fingerprint,
                row.created_at,
                tuple(files[row.id]),
                self.files,
            )
            for row in rows
        ]

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
        self.files.settle()
        with writing(self._engine, lock=f"review {review.case_id}") as connection:
            leases.let_go(connection, review.case_id, input_key)
            if unless_newest and connection.scalar(_NEWEST_KEY, {"case_id": review.case_id}) == input_key:
                return None
            review_id = added(connection, t.reviews, row)
            if unless_newest and run_id is not None:
                _note(connection, run_id, review.case_id, RunOutcome.REVIEWED, review_id)
            put(connection, "review", review_id)
            refresh_head(connection, review.case_id)
            return review_id

    def review(self, review_id: int) -> StoredReview | None:
        """One review by its number."""
        return self._one_review(select(t.reviews).where(t.reviews.c.id == review_id))

    def last_review(self, case_id: str, input_key: str | None = None) -> StoredReview | None:
        """The newest review of a case; with a key None where it was made from other input."""
        columns = t.reviews.c
        newest = select(columns.id).where(columns.case_id == case_id).order_by(columns.id.desc()).limit(1).scalar_subquery()
        query = select(t.reviews).where(columns.id == newest)
        return self._one_review(query if input_key is None else query.where(columns.input_key == input_key))

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

    def _one_review(self, query: Select[Any]) -> StoredReview | None:
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return _stored_review(row) if row else None

    def _reviews(self, ids: list[int]) -> list[StoredReview]:
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.reviews).where(t.reviews.c.id.in_(ids)).order_by(t.reviews.c.case_id)).all()
        return [_stored_review(row) for row in rows]

    # Runs

    def start_run(self, *, inbox: str, standard: str, versions: Mapping[str, str], cases: int | None = None) -> int:
        """Begins a run over so many cases; its number."""
        with writing(self._engine) as connection:
            run_id = added(connection, t.runs, {"inbox": inbox, "standard": standard, "versions": dict(versions)})
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
            add_unless_there(connection, t.run_ends, [{"run_id": run_id, "counts": dict(counts), "state": state}])
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


def _index_all(engine: Engine) -> None:
    """Puts cases into the index that were reviewed before there was one."""
    with reading(engine) as connection:
        missing = missing_heads(connection)
    for start in range(0, len(missing), _BATCH):
        with writing(engine) as connection:
            for case_id in missing[start : start + _BATCH]:
                refresh_head(connection, case_id)


def _note(connection: Connection, run_id: int, case_id: str, outcome: RunOutcome, review_id: int | None, message: str = "") -> None:
    row = {"run_id": run_id, "case_id": case_id, "outcome": outcome.value, "review_id": review_id, "message": message}
    add(connection, t.run_items, [row])


def _stored_review(row: Any) -> StoredReview:
    review = Review.model_validate(row.payload)
    return StoredReview(row.id, row.case_id, row.application_id, row.run_id, row.kind, row.input_key, review, row.created_at)


def _runs() -> Select[Any]:
    ends = t.run_ends.c
    return select(t.runs, ends.ended_at, ends.counts, ends.state).outerjoin_from(t.runs, t.run_ends)
