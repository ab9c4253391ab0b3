"""The queue: cases found by filters, page by page and counted, in milliseconds over a hundred thousand of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Engine, Select, func, select

from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.desk_records import CaseHead, CaseState
from pipeline.store.engine import is_sqlite, reading
from pipeline.store.heads import LAST_RANK, folded
from pipeline.store.leases import case_leases, is_alive

Order = Literal["newest", "oldest"]
FACETS = ("verdict", "state", "signature_type", "standard")
_HELD = select(case_leases.c.case_id, case_leases.c.run_id)
MOST_HITS = 2000
"""So many cases that hold a text are counted; whoever finds more types more."""


@dataclass(frozen=True, slots=True)
class View:
    """What the queue shows: an empty filter lets everything through.

    `person` decided the case; `claimed` keeps to these cases; `sample` (0-10000) keeps to that many in 10,000 of the cases
    that the machine passed and nobody looked at.
    """

    verdict: str = ""
    state: str = ""
    signature_type: str = ""
    standard: str = ""
    code: str = ""
    run: int | None = None
    person: int | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""
    claimed: tuple[str, ...] | None = None
    sample: int | None = None
    order: Order = "newest"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the queue, in front of or behind which a page lies."""

    rank: int
    application_id: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases there are by each value of each filter, were it set to that; `at_least`: there are more than were counted."""

    total: int
    by: dict[str, dict[str, int]] = field(default_factory=dict)
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    cases: tuple[CaseHead, ...]
    counts: Counts
    before: Cursor | None
    after: Cursor | None


class Queue:
    """Finds cases in the index."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def head(self, no: int) -> CaseHead | None:
        """One case by its number."""
        return self._head(d.case_heads.c.no == no)

    def head_of(self, case_id: str) -> CaseHead | None:
        return self._head(d.case_heads.c.case_id == case_id)

    def page(self, view: View, size: int, cursor: Cursor | None = None) -> QueuePage:
        """A page of the queue with its counts."""
        if view.claimed == ():
            return QueuePage((), Counts(0, {facet: {} for facet in (*FACETS, "code")}), None, None)
        with reading(self._engine) as connection:
            hits = self._hits(connection, view) if view.text else None
            cases, before, after = self._cases(connection, view, size, cursor, hits)
            return QueuePage(tuple(cases), self._counts(connection, view, hits), before, after)

    def next_open(self, view: View, after: Cursor | None, passing_over: Sequence[str], tries: int = 200) -> CaseHead | None:
        """The first case behind a place, or else the first of all, that waits for a person and is not passed over."""
        waiting = replace(view, state=view.state or CaseState.OPEN.value) if view.sample is None else view
        with reading(self._engine) as connection:
            hits = self._hits(connection, waiting) if view.text else None
            for start in dict.fromkeys((after, None)):
                cases, _, _ = self._cases(connection, waiting, tries, start, hits)
                free = next((case for case in cases if case.case_id not in passing_over), None)
                if free is not None:
                    return free
        return None

    def unreviewed(self) -> list[str]:
        """Cases whose newest application has no review and is not purged, the oldest first: whoever took them in was ended before.

        Those that a living run has taken up are left to it.
        """
        arrived, later = t.application_arrivals.c, t.application_arrivals.alias("later").c
        reviewed = select(t.reviews.c.id).where(
            t.reviews.c.case_id == arrived.case_id, t.reviews.c.application_id == arrived.application_id
        )
        query = (
            select(arrived.case_id)
            .where(~reviewed.exists(), ~select(later.id).where(later.case_id == arrived.case_id, later.id > arrived.id).exists())
            .where(arrived.application_id.not_in(select(d.purges.c.application_id)))
            .order_by(arrived.id)
        )
        with reading(self._engine) as connection:
            held = {case_id for case_id, run_id in connection.execute(_HELD) if is_alive(connection, run_id)}
            return [case_id for case_id in connection.scalars(query) if case_id not in held]

    def standards(self) -> list[str]:
        with reading(self._engine) as connection:
            return sorted(connection.scalars(select(d.case_heads.c.standard).distinct()))

    def _head(self, condition: ColumnElement[bool]) -> CaseHead | None:
        with reading(self._engine) as connection:
            row = connection.execute(_heads().where(condition)).one_or_none()
        return _case_head(row) if row else None

    # A page: ranks one after the other, for within one an index has the order

    def _cases(
        self, connection: Connection, view: View, size: int, cursor: Cursor | None, hits: Sequence[Any] | None
    ) -> tuple[list[CaseHead], Cursor | None, Cursor | None]:
        backwards = cursor is not None and cursor.backwards
        found = self._of_hits(connection, view, size, cursor, hits) if hits is not None else self._of_ranks(connection, view, size, cursor)
        more = len(found) > size
        cases = found[:size][::-1] if backwards else found[:size]
        if not cases:
            return [], None, None
        first, last = cases[0], cases[-1]
        before = Cursor(first.rank, first.application_id, True) if (more if backwards else cursor is not None) else None
        after = Cursor(last.rank, last.application_id) if (backwards or more) else None
        return cases, before, after

    def _of_ranks(self, connection: Connection, view: View, size: int, cursor: Cursor | None) -> list[CaseHead]:
        backwards = cursor is not None and cursor.backwards
        ranks = range(LAST_RANK, -1, -1) if backwards else range(LAST_RANK + 1)
        downwards = (view.order == "newest") != backwards
        source = d.case_codes if view.code else d.case_heads
        found: list[CaseHead] = []
        for rank in ranks:
            if cursor is not None and (rank > cursor.rank if backwards else rank < cursor.rank):
                continue
            query = _heads(by_code=bool(view.code)).where(source.c.rank == rank, *self._conditions(view, facets=True))
            number = source.c.application_id
            if cursor is not None and rank == cursor.rank:
                query = query.where(number < cursor.application_id if downwards else number > cursor.application_id)
            query = query.order_by(number.desc() if downwards else number).limit(size + 1 - len(found))
            found += [_case_head(row) for row in connection.execute(query)]
            if len(found) > size:
                break
        return found

    def _of_hits(self, connection: Connection, view: View, size: int, cursor: Cursor | None, hits: Sequence[Any]) -> list[CaseHead]:
        sign = -1 if view.order == "newest" else 1
        wanted = sorted((rank, sign * number, no) for no, rank, number, *facets in hits if _chosen(facets, view))
        if cursor is not None:
            place = (cursor.rank, sign * cursor.application_id)
            wanted = [hit for hit in wanted if hit[:2] < place][::-1] if cursor.backwards else [hit for hit in wanted if hit[:2] > place]
        numbers = [no for _, _, no in wanted[: size + 1]]
        if not numbers:
            return []
        rows = {row.no: _case_head(row) for row in connection.execute(_heads().where(d.case_heads.c.no.in_(numbers)))}
        return [rows[no] for no in numbers]

    def _hits(self, connection: Connection, view: View) -> Sequence[Any]:
        """The newest cases that hold the text, whatever their facets: one scan serves page and counts."""
        heads = d.case_heads.c
        columns = (heads.no, heads.rank, heads.application_id, *(heads[facet] for facet in FACETS))
        query = select(*columns).select_from(_source(bool(view.code))).where(*self._conditions(view), self._holds(view.text))
        return connection.execute(query.limit(MOST_HITS + 1)).all()

    # Counts

    def _counts(self, connection: Connection, view: View, hits: Sequence[Any] | None) -> Counts:
        if hits is not None:
            cube: Counter[tuple[str, ...]] = Counter(hit[3:] for hit in hits)
            codes: dict[str, int] = {}
        else:
            cube = self._cube(connection, view)
            codes = self._codes(connection, view)
        by = {facet: _counted(cube, view, facet) for facet in FACETS} | {"code": codes}
        chosen = Counter({key: count for key, count in cube.items() if _chosen(key, view)})
        return Counts(chosen.total(), by, at_least=hits is not None and len(hits) > MOST_HITS)

    def _cube(self, connection: Connection, view: View) -> Counter[tuple[str, ...]]:
        """How many cases there are of each verdict, state, type and standard."""
        source = d.case_codes if view.code else d.case_heads
        columns = [source.c[facet] for facet in FACETS]
        joined = _source(True) if view.code and _needs_heads(view) else source
        query = select(*columns, func.count()).select_from(joined).where(*self._conditions(view, counting=True)).group_by(*columns)
        return Counter({tuple(row[:4]): row[4] for row in connection.execute(query)})

    def _codes(self, connection: Connection, view: View) -> dict[str, int]:
        """How many cases have each finding; all facets count, the finding that is chosen does not."""
        codes = d.case_codes.c
        query = select(codes.code, func.count()).where(*_facets(view, codes), *_narrowing(view, codes, counting=True)).group_by(codes.code)
        if _needs_heads(view):
            query = query.where(codes.no.in_(select(d.case_heads.c.no).where(*_among(view))))
        return {row[0]: row[1] for row in connection.execute(query)}

    # Conditions

    @staticmethod
    def _conditions(view: View, *, facets: bool = False, counting: bool = False) -> list[ColumnElement[bool]]:
        source = (d.case_codes if view.code else d.case_heads).c
        found = _facets(view, source) if facets else []
        if view.code:
            found.append(d.case_codes.c.code == view.code)
        return [*found, *_narrowing(view, source, counting=counting), *_among(view)]

    def _holds(self, text: str) -> ColumnElement[bool]:
        place = func.instr if is_sqlite(self._engine) else func.strpos
        return place(d.case_heads.c.search, folded(text)) > 0


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _facets(view: View, columns: Any) -> list[ColumnElement[bool]]:
    return [columns[facet] == getattr(view, facet) for facet in FACETS if getattr(view, facet)]


def _narrowing(view: View, columns: Any, *, counting: bool) -> list[ColumnElement[bool]]:
    """What stands in both tables. To count, one index is read from end to end: looking up each case of a large run would take longer."""
    found: list[ColumnElement[bool]] = []
    for column, wanted in ((columns.run_id, view.run), (columns.person_id, view.person)):
        if wanted is not None:
            found.append((column + 0 if counting else column) == wanted)
    if view.since is not None:
        found.append(columns.arrived_at >= _midnight(view.since))
    if view.until is not None:
        found.append(columns.arrived_at < _midnight(view.until + timedelta(days=1)))
    return found


def _needs_heads(view: View) -> bool:
    return view.claimed is not None or view.sample is not None


def _among(view: View) -> list[ColumnElement[bool]]:
    """What stands in the row of a case alone."""
    heads = d.case_heads.c
    found: list[ColumnElement[bool]] = []
    if view.claimed is not None:
        found.append(heads.case_id.in_(view.claimed))
    if view.sample is not None:
        found += [heads.state == CaseState.PASSED.value, heads.bucket < view.sample]
    return found


def _chosen(key: Sequence[str], view: View, but: str = "") -> bool:
    return all(facet == but or not getattr(view, facet) or getattr(view, facet) == value for facet, value in zip(FACETS, key, strict=True))


def _counted(cube: Counter[tuple[str, ...]], view: View, facet: str) -> dict[str, int]:
    """By the values of one facet, with all other facets as they are chosen."""
    counts: Counter[str] = Counter()
    place = FACETS.index(facet)
    for key, count in cube.items():
        if _chosen(key, view, but=facet):
            counts[key[place]] += count
    return dict(counts)


_COLUMNS = (
    "no",
    "case_id",
    "application_id",
    "review_id",
    "decision_id",
    "run_id",
    "verdict",
    "state",
    "rank",
    "standard",
    "signature_type",
    "signature",
    "name",
    "code",
    "arrived_at",
    "reviewed_at",
)


def _source(by_code: bool) -> Any:
    return d.case_codes.join(d.case_heads, d.case_heads.c.no == d.case_codes.c.no) if by_code else d.case_heads


def _heads(by_code: bool = False) -> Select[Any]:
    return select(*(d.case_heads.c[name] for name in _COLUMNS)).select_from(_source(by_code))


def _case_head(row: Any) -> CaseHead:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return CaseHead(**{**values, "state": CaseState(values["state"])})
