"""Keeps the index of cases up to date: one row a case with its newest review and decision, and one for each code found."""

import random
import unicodedata
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.desk_records import Action, CaseState
from pipeline.store.engine import add, add_unless_there, added

RANKS = {CaseState.OPEN: 0, CaseState.PROPOSED: 0, CaseState.WAITING: 1}
"""What needs a person stands first in the queue; all other states have rank LAST_RANK."""
LAST_RANK = 2
BUCKETS = 10_000
FACETS = ("verdict", "state", "signature_type", "standard")
_SHARED = ("facets", "rank", "application_id", "run_id", "person_id", "arrived_at")
"""What stands beside each code too."""
_HIDDEN = {"legal_representative"}
_LONGEST_SEARCH = 1000

_REVIEW, _HEAD, _DECISION, _OF_RUN = t.reviews.c, d.case_heads.c, d.decisions.c, t.reviews.alias("of_run").c
_NEWEST_REVIEW = select(_REVIEW.id).where(_REVIEW.case_id == bindparam("case_id")).order_by(_REVIEW.id.desc()).limit(1)
_NEWEST_RUN = (
    select(_OF_RUN.run_id).where(_OF_RUN.case_id == bindparam("case_id"), _OF_RUN.run_id.is_not(None)).order_by(_OF_RUN.id.desc()).limit(1)
)
_NEWEST_DECISION = select(func.max(_DECISION.id)).where(
    _DECISION.case_id == _REVIEW.case_id, _DECISION.application_id == _REVIEW.application_id
)
_NOW = (
    select(
        t.reviews,
        t.applications.c.payload.label("application"),
        t.applications.c.created_at.label("arrived_at"),
        _DECISION.id.label("decision_id"),
        _DECISION.person_id,
        _DECISION.action,
        _DECISION.final,
        _NEWEST_RUN.scalar_subquery().label("newest_run_id"),
        _HEAD.no,
    )
    .join(t.applications, t.applications.c.id == _REVIEW.application_id)
    .outerjoin(d.case_heads, _HEAD.case_id == _REVIEW.case_id)
    .outerjoin(d.decisions, _DECISION.id == _NEWEST_DECISION.correlate(t.reviews).scalar_subquery())
    .where(_REVIEW.id == _NEWEST_REVIEW.scalar_subquery())
)
"""A case's newest review with its application, the newest decision on that application, and the row that the case has in the index."""

_COMBINATION = select(d.case_facets.c.id).where(*(d.case_facets.c[facet] == bindparam(facet) for facet in FACETS))
_CHANGED = update(d.case_heads).where(_HEAD.no == bindparam("this"))
_FORGOTTEN = delete(d.case_codes).where(d.case_codes.c.no == bindparam("this"))


def refresh_head(connection: Connection, case_id: str) -> None:
    """Writes where a case stands now; call it in the transaction that added a review or a decision."""
    now = connection.execute(_NOW, {"case_id": case_id}).one()
    row = _row(now)
    row["facets"] = _combination(connection, {facet: row[facet] for facet in FACETS})
    heads = d.case_heads
    if now.no is None:
        no = added(connection, heads, {**row, "bucket": random.randrange(BUCKETS)})
    else:
        no = now.no
        connection.execute(_CHANGED, {"this": no, **row})
        connection.execute(_FORGOTTEN, {"this": no})
    shared = {name: row[name] for name in _SHARED}
    codes = sorted({finding["code"] for finding in now.payload.get("findings", ())})
    add(connection, d.case_codes, [{"no": no, "code": code, **shared} for code in codes])


def _combination(connection: Connection, facets: dict[str, str]) -> int:
    """The number of a combination of facets; a new one is added."""
    known = connection.scalar(_COMBINATION, facets)
    if known is None:
        add_unless_there(connection, d.case_facets, [facets])
        known = connection.scalar(_COMBINATION, facets)
    assert known is not None
    return int(known)


def missing_heads(connection: Connection) -> list[str]:
    """Cases that were reviewed before there was an index."""
    reviewed = select(t.reviews.c.case_id).distinct()
    return list(connection.scalars(reviewed.where(t.reviews.c.case_id.not_in(select(d.case_heads.c.case_id)))))


def state_of(verdict: str, decision: Any) -> CaseState:
    """Where a case stands, from the machine's verdict and the newest decision on this application, where there is one."""
    if decision is None:
        return CaseState.PASSED if verdict == "pass" else CaseState.OPEN
    if decision.action == Action.REQUEST_DOCUMENT:
        return CaseState.WAITING
    if decision.action == Action.REJECT:
        return CaseState.REJECTED
    return CaseState.APPROVED if decision.final else CaseState.PROPOSED


def folded(text: str) -> str:
    """Text as it is searched: width and case do not count."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\0", "")


def _row(now: Any) -> dict[str, Any]:
    state = state_of(now.verdict, now if now.decision_id is not None else None)
    name = _name(now.payload)
    return {
        "case_id": now.case_id,
        "application_id": now.application_id,
        "review_id": now.id,
        "decision_id": now.decision_id,
        "person_id": now.person_id,
        "run_id": now.newest_run_id,
        "verdict": now.verdict,
        "state": state.value,
        "rank": RANKS.get(state, LAST_RANK),
        "standard": now.standard,
        "signature_type": now.application.get("signature_type", ""),
        "signature": now.payload["signature"],
        "name": name,
        "code": next((each["code"] for each in now.payload.get("findings", ()) if each["severity"] != "note"), ""),
        "search": _search(now, now.application, name),
        "arrived_at": now.arrived_at,
        "reviewed_at": now.created_at,
    }


def _name(payload: dict[str, Any]) -> str:
    links = {link["name"]: link for link in payload.get("links", ())}
    return str(links.get("named_by", {}).get("right") or links.get("is_account_holder", {}).get("left") or "")


def _search(review: Any, application: dict[str, Any], name: str) -> str:
    read = [
        reading["value"]
        for document in review.payload.get("documents", ())
        for field, reading in document["fields"].items()
        if field not in _HIDDEN
    ]
    words = [review.case_id, review.payload["signature"], application.get("account", {}).get("name", ""), name, *read]
    return folded("\n".join(dict.fromkeys(word for word in words if word)))[:_LONGEST_SEARCH]
