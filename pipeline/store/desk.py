"""The reviewers' desk: who works on which case, what people decided, corrected and unmasked. Nothing is overwritten."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, func, select

from pipeline.errors import Conflict
from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.desk_records import Action, Claim, Correction, Decision, ReviewLine, Unmasking
from pipeline.store.engine import reading, writing
from pipeline.store.heads import refresh_head
from pipeline.store.outbox import put
from pipeline.store.tables import now

_CORRECTED = (
    select(t.applications.c.fingerprint, d.corrections.c.position, d.corrections.c.field, d.corrections.c.after)
    .join(d.corrections, d.corrections.c.application_id == t.applications.c.id)
    .where(t.applications.c.fingerprint.in_(bindparam("fingerprints", expanding=True)))
    .order_by(d.corrections.c.id)
)


class Desk:
    """Claims, decisions, corrections and unmaskings of cases."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # Claims

    def claim(self, case_id: str, person_id: int, lasts: timedelta) -> Claim:
        """The claim that stands on a case: a new one of this person, or that of another one who is at work on it."""
        with writing(self._engine, lock=f"claim {case_id}") as connection:
            standing = _standing(connection, [case_id]).get(case_id)
            if standing is None or standing.person_id == person_id:
                _end_claims(connection, case_id)
                began = now()
                row = {"case_id": case_id, "person_id": person_id, "created_at": began, "until": began + lasts}
                connection.execute(d.case_claims.insert().values(row))
                name = connection.scalar(select(d.people.c.name).where(d.people.c.id == person_id))
                standing = Claim(case_id, person_id, name or "", began, began + lasts)
        return standing

    def release(self, case_id: str, person_id: int) -> None:
        """Ends this person's claim on a case, where there is one."""
        with writing(self._engine, lock=f"claim {case_id}") as connection:
            standing = _standing(connection, [case_id]).get(case_id)
            if standing is not None and standing.person_id == person_id:
                _end_claims(connection, case_id)

    def claims(self, case_ids: Sequence[str]) -> dict[str, Claim]:
        """The standing claims on these cases."""
        with reading(self._engine) as connection:
            return _standing(connection, case_ids)

    def claimed_by(self, person_id: int) -> list[Claim]:
        """The cases that a person is at work on."""
        with reading(self._engine) as connection:
            rows = connection.execute(_standing_claims().where(d.case_claims.c.person_id == person_id)).all()
        return [Claim(*row) for row in rows]

    # Decisions

    def decide(
        self,
        case_id: str,
        *,
        version: str,
        person_id: int,
        action: Action,
        reason: str = "",
        text: str = "",
        language: str = "",
        note: str = "",
        second_person: bool = False,
        confidence: float | None = None,
        confirmed: Iterable[tuple[str, str, str]] = (),
    ) -> int:
        """Adds a decision on the newest review of a case; its number.

        Args:
            version: of the case as the person saw it (`CaseHead.version`).
            second_person: an approval is final only when another person had approved before.
            confidence: of the reading on which the machine's verdict rests, 0-1.
            confirmed: kind, layout and file of provisional layouts that a final approval confirms.

        Raises:
            Conflict: the case changed since, another person is at work on it, or approved it alone before.
        """
        with writing(self._engine, lock=f"review {case_id}") as connection:
            head = connection.execute(select(d.case_heads).where(d.case_heads.c.case_id == case_id)).one()
            if f"{head.review_id}-{head.decision_id or 0}" != version:
                raise Conflict("The case changed since you opened it.", "Look at what is new, then decide again.")
            standing = _standing(connection, [case_id]).get(case_id)
            if standing is not None and standing.person_id != person_id:
                raise Conflict(f"{standing.person} is at work on this case.", "Leave it to them, or wait until their claim ends.")
            final = action is not Action.APPROVE or not second_person or self._is_second(connection, head, person_id)
            row = {
                "case_id": case_id,
                "application_id": head.application_id,
                "review_id": head.review_id,
                "person_id": person_id,
                "action": action.value,
                "reason": reason,
                "text": text,
                "language": language,
                "note": note,
                "final": final,
                "verdict": head.verdict,
                "confidence": confidence,
            }
            key = connection.execute(d.decisions.insert().values(row)).inserted_primary_key
            assert key is not None
            codes = connection.scalars(select(d.case_codes.c.code).where(d.case_codes.c.no == head.no)).all()
            if codes:
                connection.execute(d.decision_findings.insert(), [{"decision_id": key[0], "code": code} for code in codes])
            if action is Action.APPROVE and final:
                rows = [{"decision_id": key[0], "kind": kind, "layout": layout, "file_sha256": sha} for kind, layout, sha in confirmed]
                if rows:
                    connection.execute(d.layout_confirmations.insert(), rows)
            _end_claims(connection, case_id)
            put(connection, "decision", key[0])
            refresh_head(connection, case_id)
        return int(key[0])

    def _is_second(self, connection: Connection, head: Any, person_id: int) -> bool:
        """Whether another person's approval of this very review waits for this one."""
        columns = d.decisions.c
        last = connection.execute(select(d.decisions).where(columns.id == head.decision_id)).one_or_none() if head.decision_id else None
        if last is None or last.application_id != head.application_id or last.action != Action.APPROVE or last.final:
            return False
        if last.person_id == person_id:
            raise Conflict("You approved this case already; it waits for a second person.", "Leave it to somebody else.")
        return True

    def decisions(self, case_id: str) -> list[Decision]:
        """Every decision on a case, the oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(_decisions().where(d.decisions.c.case_id == case_id)).all()
        return [_decision(row) for row in rows]

    def decision(self, decision_id: int) -> Decision | None:
        with reading(self._engine) as connection:
            row = connection.execute(_decisions().where(d.decisions.c.id == decision_id)).one_or_none()
        return _decision(row) if row else None

    # Corrections

    def correct(self, *, application_id: int, review_id: int, position: int, field: str, before: str, after: str, person_id: int) -> None:
        """Notes what a person read in a field; the next review of the application takes it for the field's value."""
        row = {
            "application_id": application_id,
            "review_id": review_id,
            "position": position,
            "field": field,
            "before": before,
            "after": after,
            "person_id": person_id,
        }
        with writing(self._engine) as connection:
            connection.execute(d.corrections.insert().values(row))

    def corrections(self, application_id: int) -> list[Correction]:
        """What people corrected in an application, the oldest first."""
        columns = d.corrections.c
        query = select(
            columns.id, columns.position, columns.field, columns.before, columns.after, d.people.c.name, columns.created_at
        ).join(d.people, d.people.c.id == columns.person_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(columns.application_id == application_id).order_by(columns.id)).all()
        return [Correction(*row) for row in rows]

    def corrected(self, fingerprint: str) -> dict[tuple[int, str], str]:
        """The values that stand corrected in the application of this fingerprint, by position and field."""
        return self.corrected_each([fingerprint]).get(fingerprint, {})

    def corrected_each(self, fingerprints: Collection[str]) -> dict[str, dict[tuple[int, str], str]]:
        """The same for several applications, by fingerprint; those without corrections are left out."""
        found: dict[str, dict[tuple[int, str], str]] = defaultdict(dict)
        with reading(self._engine) as connection:
            for fingerprint, position, field, after in connection.execute(_CORRECTED, {"fingerprints": list(fingerprints)}):
                found[fingerprint][position, field] = after
        return found

    # Unmaskings

    def unmask(self, case_id: str, review_id: int, person_id: int) -> None:
        """Notes that a person asked to see the names of legal representatives in a review."""
        with writing(self._engine) as connection:
            connection.execute(d.unmaskings.insert().values(case_id=case_id, review_id=review_id, person_id=person_id))

    def unmaskings(self, case_id: str) -> list[Unmasking]:
        query = select(d.people.c.name, d.unmaskings.c.created_at).join(d.people, d.people.c.id == d.unmaskings.c.person_id)
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(d.unmaskings.c.case_id == case_id).order_by(d.unmaskings.c.id)).all()
        return [Unmasking(*row) for row in rows]

    # History

    def reviews(self, case_id: str) -> list[ReviewLine]:
        """Every review of a case, the oldest first, without what was read."""
        columns = t.reviews.c
        version = columns.payload["versions"]["signmatch"].as_string()
        query = select(
            columns.id, columns.application_id, columns.run_id, columns.kind, columns.verdict, columns.standard, version, columns.created_at
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(columns.case_id == case_id).order_by(columns.id)).all()
        return [
            ReviewLine(row.id, row.application_id, row.run_id, row.kind, row.verdict, row.standard, row[6] or "", row.created_at)
            for row in rows
        ]

    def confirmed_layouts(self, least: int) -> list[tuple[str, str]]:
        """Kind and name of the layouts on which people's approvals of at least so many different files rest."""
        columns = d.layout_confirmations.c
        files = func.count(columns.file_sha256.distinct())
        query = select(columns.kind, columns.layout).where(columns.layout != "").group_by(columns.kind, columns.layout)
        with reading(self._engine) as connection:
            rows = connection.execute(query.having(files >= least).order_by(columns.kind, columns.layout)).all()
        return [(kind, layout) for kind, layout in rows]


def _standing_claims() -> Select[Any]:
    """Claims that did not end and are not over."""
    columns = d.case_claims.c
    return (
        select(columns.case_id, columns.person_id, d.people.c.name, columns.created_at, columns.until)
        .join(d.people, d.people.c.id == columns.person_id)
        .outerjoin(d.case_claim_ends, d.case_claim_ends.c.claim_id == columns.id)
        .where(d.case_claim_ends.c.claim_id.is_(None), columns.until > now())
        .order_by(columns.id)
    )


def _standing(connection: Connection, case_ids: Sequence[str]) -> dict[str, Claim]:
    rows = connection.execute(_standing_claims().where(d.case_claims.c.case_id.in_(case_ids))).all()
    return {row.case_id: Claim(*row) for row in rows}


def _end_claims(connection: Connection, case_id: str) -> None:
    columns = d.case_claims.c
    ended = select(d.case_claim_ends.c.claim_id)
    for number in connection.scalars(select(columns.id).where(columns.case_id == case_id, columns.id.not_in(ended))).all():
        connection.execute(d.case_claim_ends.insert().values(claim_id=number))


def _decisions() -> Select[Any]:
    return select(d.decisions, d.people.c.name).join(d.people, d.people.c.id == d.decisions.c.person_id).order_by(d.decisions.c.id)


def _decision(row: Any) -> Decision:
    return Decision(
        id=row.id,
        case_id=row.case_id,
        application_id=row.application_id,
        review_id=row.review_id,
        person_id=row.person_id,
        person=row.name,
        action=Action(row.action),
        reason=row.reason,
        text=row.text,
        language=row.language,
        note=row.note,
        final=row.final,
        created_at=row.created_at,
    )
