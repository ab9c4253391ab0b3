"""Applications as rows: found, and added once. The functions here run within a transaction of the store."""

from sqlalchemy import Connection, bindparam, select

from pipeline.intake.cases import Case
from pipeline.store import tables as t
from pipeline.store.engine import add, added

_ARRIVED = t.application_arrivals.c
NEWEST = (
    select(_ARRIVED.application_id).where(_ARRIVED.case_id == bindparam("case_id")).order_by(_ARRIVED.id.desc()).limit(1).scalar_subquery()
)
"""The number of the application of a case that came last."""

_FILE = t.application_files.c
FILES = (
    select(_FILE.application_id, _FILE.name, _FILE.sha256, _FILE.size, _FILE.media_type)
    .where(_FILE.application_id.in_(bindparam("ids", expanding=True)))
    .order_by(_FILE.application_id, _FILE.position)
)
"""The files of applications, in order, with the number of the application first."""

_SAME = (
    select(t.applications.c.id)
    .where(t.applications.c.case_id == bindparam("case_id"), t.applications.c.fingerprint == bindparam("fingerprint"))
    .scalar_subquery()
)
_SAME_AND_NEWEST = select(_SAME, NEWEST)


def kept_application(connection: Connection, case: Case) -> int:
    """The number of a case's application, added where it is new, and arrived where it is not the newest."""
    case_id = case.application.case_id
    same, newest = connection.execute(_SAME_AND_NEWEST, {"case_id": case_id, "fingerprint": case.fingerprint}).one()
    application_id = int(same) if same is not None else _add(connection, case)
    if application_id != newest:
        add(connection, t.application_arrivals, [{"case_id": case_id, "application_id": application_id}])
    return application_id


def _add(connection: Connection, case: Case) -> int:
    payload = case.application.model_dump(mode="json")
    row = {"case_id": case.application.case_id, "fingerprint": case.fingerprint, "payload": payload}
    application_id = added(connection, t.applications, row)
    files = [
        {"application_id": application_id, "position": n, "name": u.name, "sha256": u.sha256, "size": u.size, "media_type": u.media_type}
        for n, u in enumerate(case.uploads)
    ]
    add(connection, t.application_files, files)
    return application_id
