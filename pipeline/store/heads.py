"""Keeps the index of cases up to date: one row a case with its newest review and decision, and one for each code found."""

import random
import unicodedata
from typing import Any

from sqlalchemy import Connection, delete, select, update

from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.desk_records import Action, CaseState

RANKS = {CaseState.OPEN: 0, CaseState.PROPOSED: 0, CaseState.WAITING: 1}
"""What needs a person stands first in the queue; all other states have rank LAST_RANK."""
LAST_RANK = 2
BUCKETS = 10_000
_HIDDEN = {"legal_representative"}
_LONGEST_SEARCH = 1000


def refresh_head(connection: Connection, case_id: str) -> None:
    """Writes where a case stands now; call it in the transaction that added a review or a decision."""
    review = connection.execute(select(t.reviews).where(t.reviews.c.case_id == case_id).order_by(t.reviews.c.id.desc()).limit(1)).one()
    row = _row(connection, review)
    heads = d.case_heads
    no = connection.scalar(select(heads.c.no).where(heads.c.case_id == case_id))
    if no is None:
        key = connection.execute(heads.insert().values({**row, "bucket": random.randrange(BUCKETS)})).inserted_primary_key
        assert key is not None
        no = key[0]
    else:
        connection.execute(update(heads).where(heads.c.no == no).values(row))
        connection.execute(delete(d.case_codes).where(d.case_codes.c.no == no))
    shared = {name: row[name] for name in ("verdict", "state", "signature_type", "standard", "rank", "application_id")}
    codes = sorted({finding["code"] for finding in review.payload.get("findings", ())})
    if codes:
        connection.execute(d.case_codes.insert(), [{"no": no, "code": code, **shared} for code in codes])


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


def _row(connection: Connection, review: Any) -> dict[str, Any]:
    application = connection.execute(select(t.applications).where(t.applications.c.id == review.application_id)).one()
    newest = select(d.decisions).where(d.decisions.c.case_id == review.case_id, d.decisions.c.application_id == review.application_id)
    decision = connection.execute(newest.order_by(d.decisions.c.id.desc()).limit(1)).one_or_none()
    in_run = select(t.reviews.c.run_id).where(t.reviews.c.case_id == review.case_id, t.reviews.c.run_id.is_not(None))
    state = state_of(review.verdict, decision)
    name = _name(review.payload)
    return {
        "case_id": review.case_id,
        "application_id": review.application_id,
        "review_id": review.id,
        "decision_id": decision.id if decision else None,
        "person_id": decision.person_id if decision else None,
        "run_id": connection.scalar(in_run.order_by(t.reviews.c.id.desc()).limit(1)),
        "verdict": review.verdict,
        "state": state.value,
        "rank": RANKS.get(state, LAST_RANK),
        "standard": review.standard,
        "signature_type": application.payload.get("signature_type", ""),
        "signature": review.payload["signature"],
        "name": name,
        "code": next((each["code"] for each in review.payload.get("findings", ()) if each["severity"] != "note"), ""),
        "search": _search(review, application.payload, name),
        "arrived_at": application.created_at,
        "reviewed_at": review.created_at,
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
