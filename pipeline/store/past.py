"""What the store knows of applications when they are reviewed: since when they are here, and which came earlier for the same signature."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine, bindparam, func, or_, select

from pipeline.application import Application
from pipeline.intake.cases import Case
from pipeline.store import tables as t
from pipeline.store.applications import FILES
from pipeline.store.desk_tables import case_heads
from pipeline.store.engine import reading
from pipeline.store.records import StoredFile

MOST = 20
"""So many earlier applications are given, the newest; a person needs no more."""


@dataclass(frozen=True, slots=True)
class EarlierApplication:
    """An application as it came, and the verdict of its newest review; empty where it was never reviewed."""

    case_id: str
    application: Application
    files: tuple[StoredFile, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Past:
    """Number and time of an application, None where it was not kept; earlier ones of its account and signature, the oldest first."""

    application_id: int | None
    kept_at: datetime | None
    earlier: tuple[EarlierApplication, ...]


_among = partial(bindparam, expanding=True)

_COLUMNS, _REVIEW = t.applications.c, t.reviews.c
_SIGNATURE, _ACCOUNT = _COLUMNS.payload["signature"].as_string(), _COLUMNS.payload["account"]["name"].as_string()
_KEPT = select(_COLUMNS.case_id, _COLUMNS.fingerprint, _COLUMNS.id, _COLUMNS.created_at).where(_COLUMNS.case_id.in_(_among("cases")))
# the index of cases finds those with the signature; the case itself may have come before in another form
_ALIKE = (
    select(_COLUMNS.id, _SIGNATURE, _ACCOUNT)
    .where(
        or_(
            _COLUMNS.case_id.in_(_among("cases")),
            _COLUMNS.case_id.in_(select(case_heads.c.case_id).where(case_heads.c.signature.in_(_among("signatures")))),
        ),
        _ACCOUNT.in_(_among("accounts")),
    )
    .order_by(_COLUMNS.id)
)
_THESE = select(_COLUMNS.id, _COLUMNS.case_id, _COLUMNS.payload).where(_COLUMNS.id.in_(_among("ids")))
_NEWEST_REVIEWS = select(func.max(_REVIEW.id)).where(_REVIEW.application_id.in_(_among("ids"))).group_by(_REVIEW.application_id)
_VERDICTS = select(_REVIEW.application_id, _REVIEW.verdict).where(_REVIEW.id.in_(_NEWEST_REVIEWS))


class Pasts:
    """Asked before a review."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, cases: Sequence[Case]) -> list[Past]:
        """The past of each case. Earlier is what was kept before it, or at all where it was not kept.

        An application without the account's verified name has none: nobody knows whose it is.
        """
        with reading(self._engine) as connection:
            rows = connection.execute(_KEPT, {"cases": [each.application.case_id for each in cases]})
            kept = {(row.case_id, row.fingerprint): (int(row.id), row.created_at) for row in rows}
            own = [kept.get((each.application.case_id, each.fingerprint), (None, None)) for each in cases]
            alike = _alike(connection, [each.application for each in cases])
            before = [
                [other for other in alike[_key(case.application)] if number is None or other < number][-MOST:]
                for case, (number, _) in zip(cases, own, strict=True)
            ]
            earlier = _applications(connection, {number for numbers in before for number in numbers})
        return [
            Past(number, kept_at, tuple(earlier[other] for other in numbers))
            for (number, kept_at), numbers in zip(own, before, strict=True)
        ]


def _key(application: Application) -> tuple[str, str]:
    return application.signature, application.account.name


def _alike(connection: Connection, applications: Iterable[Application]) -> dict[tuple[str, str], list[int]]:
    """The numbers of all applications by signature and account, where one of these has both; the oldest first."""
    named = [each for each in applications if each.account.name]
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    if named:
        asked = {
            "cases": [each.case_id for each in named],
            "signatures": list({each.signature for each in named}),
            "accounts": list({each.account.name for each in named}),
        }
        for number, signature, account in connection.execute(_ALIKE, asked):
            found[signature, account].append(number)
    return found


def _applications(connection: Connection, ids: set[int]) -> dict[int, EarlierApplication]:
    if not ids:
        return {}
    asked = {"ids": sorted(ids)}
    files: dict[int, list[StoredFile]] = defaultdict(list)
    for number, *file in connection.execute(FILES, asked):
        files[number].append(StoredFile(*file))
    verdicts: dict[int, str] = dict(connection.execute(_VERDICTS, asked).tuples().all())
    return {
        row.id: EarlierApplication(row.case_id, Application.model_validate(row.payload), tuple(files[row.id]), verdicts.get(row.id, ""))
        for row in connection.execute(_THESE, asked)
    }
