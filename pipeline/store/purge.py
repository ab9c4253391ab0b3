"""Retention: files and personal fields of old cases are removed on purpose; verdicts, findings' codes and decisions stay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, case, delete, func, select, update

from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.engine import reading, writing
from pipeline.store.files import Files
from pipeline.store.heads import refresh_head

_KEPT_OF_APPLICATION = ("case_id", "signature_type", "purpose", "developed_by", "international", "submitted_at")
_KEPT_OF_REVIEW = ("case_id", "signature", "verdict", "standard", "versions", "settings", "timings")
GONE = "—"
_ASIDE = ".purged-"


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge removed; `shared` files stay, for another case still uses them."""

    applications: int
    files: int
    shared: int


class Purge:
    """Removes what may not be kept any longer."""

    def __init__(self, engine: Engine, files: Files) -> None:
        self._engine, self._files = engine, files

    def due(self, before: datetime) -> list[int]:
        """The applications on which nothing happened since a moment, and that were not purged yet."""
        with reading(self._engine) as connection:
            query = select(t.applications.c.id).where(
                _last_touched() < before, t.applications.c.id.not_in(select(d.purges.c.application_id))
            )
            return list(connection.scalars(query.order_by(t.applications.c.id)))

    def purge(self, before: datetime) -> Purged:
        """Purges every application on which nothing happened since a moment."""
        self._finish()
        applications = self.due(before)
        removed = shared = 0
        for application_id in applications:
            with writing(self._engine, lock="purge") as connection:
                gone, kept = _purge(connection, application_id)
            for sha256 in gone:
                self._remove(sha256)
            removed, shared = removed + len(gone), shared + kept
        return Purged(len(applications), removed, shared)

    def _remove(self, sha256: str) -> None:
        """Removes a file unless somebody brought it in just now.

        Who brings a file in looks for it once more when its rows are there. So it is put aside first, and the rows are looked at
        then: either they are seen here, or the file is seen to be missing there.
        """
        file = self._files.path(sha256)
        aside = file.with_name(f"{_ASIDE}{sha256}")
        try:
            file.rename(aside)
        except FileNotFoundError:
            return
        self._settle(aside)

    def _finish(self) -> None:
        """Does what a purge that was killed left undone."""
        for aside in self._files.folder.glob(f"*/{_ASIDE}*"):
            self._settle(aside)

    def _settle(self, aside: Path) -> None:
        sha256 = aside.name.removeprefix(_ASIDE)
        files = t.application_files.c
        used = select(files.application_id).where(files.sha256 == sha256, files.application_id.not_in(select(d.purges.c.application_id)))
        with reading(self._engine) as connection:
            in_use = connection.execute(used.limit(1)).first() is not None
        if in_use:
            aside.replace(self._files.path(sha256))
        else:
            aside.unlink(missing_ok=True)

    def purged_at(self, application_id: int) -> datetime | None:
        """When the files of an application were removed; None where they were not."""
        with reading(self._engine) as connection:
            return connection.scalar(select(d.purges.c.created_at).where(d.purges.c.application_id == application_id))


def _last_touched() -> Any:
    """When an application was last reviewed or decided, or else came in; a re-run or an answer keeps it alive."""
    number = t.applications.c.id
    moments = [
        func.coalesce(
            select(func.max(table.c.created_at)).where(table.c.application_id == number).correlate(t.applications).scalar_subquery(),
            t.applications.c.created_at,
        )
        for table in (t.application_arrivals, t.reviews, d.decisions)
    ]
    return _greatest(*moments)


def _greatest(*moments: Any) -> Any:
    first, *rest = moments
    for other in rest:
        first = case((first >= other, first), else_=other)
    return first


def _purge(connection: Connection, application_id: int) -> tuple[list[str], int]:
    """Removes in the database what is personal; the files that nobody else uses, and how many others do."""
    row = connection.execute(select(t.applications).where(t.applications.c.id == application_id)).one()
    purged = select(d.purges.c.application_id)
    files = set(connection.scalars(select(t.application_files.c.sha256).where(t.application_files.c.application_id == application_id)))
    used = set(
        connection.scalars(
            select(t.application_files.c.sha256).where(
                t.application_files.c.sha256.in_(files),
                t.application_files.c.application_id != application_id,
                t.application_files.c.application_id.not_in(purged),
            )
        )
    )
    gone = sorted(files - used)
    connection.execute(delete(t.readings).where(t.readings.c.file_sha256.in_(gone)))
    connection.execute(delete(t.sightings).where(t.sightings.c.case_id == row.case_id, t.sightings.c.file_sha256.in_(files)))
    # with a fingerprint of its own: the same application handed in once more is a new one, with its names and files
    bare = {"payload": _bare_application(row.payload), "fingerprint": f"purged {application_id}"}
    connection.execute(update(t.applications).where(t.applications.c.id == application_id).values(bare))
    reviews = connection.execute(select(t.reviews.c.id, t.reviews.c.payload).where(t.reviews.c.application_id == application_id)).all()
    for number, payload in reviews:
        connection.execute(update(t.reviews).where(t.reviews.c.id == number).values(payload=_bare_review(payload)))
    connection.execute(update(d.decisions).where(d.decisions.c.application_id == application_id).values(text="", note=""))
    connection.execute(update(d.corrections).where(d.corrections.c.application_id == application_id).values(before=GONE, after=GONE))
    connection.execute(update(t.application_files).where(t.application_files.c.application_id == application_id).values(name=GONE))
    connection.execute(d.purges.insert().values(case_id=row.case_id, application_id=application_id))
    if reviews:
        refresh_head(connection, row.case_id)
    return gone, len(files) - len(gone)


def _bare_application(payload: dict[str, Any]) -> dict[str, Any]:
    """The application without names and free text; the signature itself is what goes out in every SMS."""
    kept = {name: payload[name] for name in (*_KEPT_OF_APPLICATION, "signature") if name in payload}
    documents = [{**each, "file": f"{number}"} for number, each in enumerate(payload.get("documents", ()), start=1)]
    account = payload.get("account", {})
    return {**kept, "account": {"kind": account.get("kind", "organization"), "name": "", "approved_signatures": []}, "documents": documents}


def _bare_review(payload: dict[str, Any]) -> dict[str, Any]:
    """The review without anything that was read or said about a name: what is not named here goes."""
    return {name: payload[name] for name in _KEPT_OF_REVIEW if name in payload} | {
        "findings": [
            {"code": finding["code"], "severity": finding["severity"], "message": finding["code"]}
            for finding in payload.get("findings", ())
        ],
        "links": [{**link, "left": GONE, "right": GONE} for link in payload.get("links", ())],
        "documents": list(_bare_documents(payload.get("documents", ()))),
    }


def _bare_documents(documents: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, document in enumerate(documents, start=1):
        fields = {name: {**reading, "value": GONE, "repaired": None} for name, reading in document["fields"].items()}
        yield {**document, "file": f"{number}", "fields": fields}
