"""The queue: cases found by filters, page by page and counted, in milliseconds over a hundred thousand of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Select, bindparam, func, select

from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.desk_records import CaseHead, CaseState
from pipeline.store.engine import is_sqlite, reading
from pipeline.store.heads import FACETS, LAST_RANK, RANKS, folded
from pipeline.store.leases import case_leases, is_alive

Order = Literal["newest", "oldest"]
_STATE = FACETS.index("state")
_HELD = select(case_leases.c.case_id, case_leases.c.run_id)
FEW = 2000
"""So many cases that hold a text are sorted and counted. Where there are more they are not: the next cases of the queue hold it soon,
and to count them would mean to look into every case.
"""


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
    """How many cases there are by each value of each filter, were it set to that; None where it was not counted.

    `at_least`: there are more than `total`.
    """

    total: int
    by: dict[str, dict[str, int | None]]
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    cases: tuple[CaseHead, ...]
    counts: Counts
    before: Cursor | None
    after: Cursor | None


class _Found(NamedTuple):
    """What the queue needs of a case to sort and to count it."""

    no: int
    rank: int
    application_id: int
    facets: int


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
        with reading(self._engine) as connection:
            looked = _Looked(connection, view)
            cases, before, after = looked.page(size, cursor)
            return QueuePage(tuple(cases), looked.counts(), before, after)

    def next_open(self, view: View, after: Cursor | None, passing_over: Sequence[str], tries: int = 200) -> CaseHead | None:
        """The first case behind a place, or else the first of all, that waits for a person and is not passed over."""
        waiting = replace(view, state=view.state or CaseState.OPEN.value) if view.sample is None else view
        with reading(self._engine) as connection:
            looked = _Looked(connection, waiting)
            for start in dict.fromkeys((after, None)):
                cases, _, _ = looked.page(tries, start)
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
            return sorted(connection.scalars(select(d.case_facets.c.standard).distinct()))

    def _head(self, condition: ColumnElement[bool]) -> CaseHead | None:
        with reading(self._engine) as connection:
            row = connection.execute(_HEADS.where(condition)).one_or_none()
        return _case_head(row) if row else None


class _Looked:
    """One look at the queue: its pages and counts, in one transaction."""

    def __init__(self, connection: Connection, view: View) -> None:
        self._connection, self._view = connection, view
        columns = d.case_facets.c
        facets = connection.execute(select(columns.id, *(columns[facet] for facet in FACETS)))
        self._facets: Mapping[int, tuple[str, ...]] = {row[0]: tuple(row[1:]) for row in facets}
        self._chosen = [number for number, values in self._facets.items() if _fits(values, view)]
        self._few = self._found_few() if view.text or view.claimed is not None else None

    # A page

    def page(self, size: int, cursor: Cursor | None) -> tuple[list[CaseHead], Cursor | None, Cursor | None]:
        """Its cases, and the places of the page before and of that after it, where there are such."""
        backwards = cursor is not None and cursor.backwards
        found = self._walk(size + 1, cursor) if self._few is None else self._sorted(size + 1, cursor)
        more = len(found) > size
        shown = found[:size][::-1] if backwards else found[:size]
        if not shown:
            return [], None, None
        first, last = shown[0], shown[-1]
        before = Cursor(first.rank, first.application_id, True) if (more if backwards else cursor is not None) else None
        after = Cursor(last.rank, last.application_id) if (backwards or more) else None
        return self._heads([each.no for each in shown]), before, after

    def _heads(self, numbers: Sequence[int]) -> list[CaseHead]:
        rows = {row.no: _case_head(row) for row in self._connection.execute(_THESE_HEADS, {"numbers": numbers})}
        return [rows[no] for no in numbers]

    def _walk(self, size: int, cursor: Cursor | None) -> list[_Found]:
        """The next cases behind a place: rank by rank, for within one an index has the order and all that they are found by."""
        view = self._view
        backwards = cursor is not None and cursor.backwards
        downwards = (view.order == "newest") != backwards
        source = (d.case_codes if view.code else d.case_heads).c
        conditions = [*self._narrowing(source), *self._of_chosen(source), *self._in_text(source)]
        found: list[_Found] = []
        for rank in self._ranks(cursor):
            query = select(source.no, source.rank, source.application_id, source.facets).where(source.rank == rank, *conditions)
            number = source.application_id
            if cursor is not None and rank == cursor.rank:
                query = query.where(number < cursor.application_id if downwards else number > cursor.application_id)
            query = query.order_by(number.desc() if downwards else number).limit(size - len(found))
            found += [_Found(*row) for row in self._connection.execute(query)]
            if len(found) == size:
                break
        return found

    def _ranks(self, cursor: Cursor | None) -> list[int]:
        """The ranks in which cases can be that are behind a place, the nearest first."""
        ranks = {RANKS.get(CaseState(self._facets[number][_STATE]), LAST_RANK) for number in self._chosen}
        if cursor is None:
            return sorted(ranks)
        if cursor.backwards:
            return sorted((rank for rank in ranks if rank <= cursor.rank), reverse=True)
        return sorted(rank for rank in ranks if rank >= cursor.rank)

    def _sorted(self, size: int, cursor: Cursor | None) -> list[_Found]:
        assert self._few is not None
        sign = -1 if self._view.order == "newest" else 1
        chosen = set(self._chosen)
        placed = sorted(((each.rank, sign * each.application_id), each) for each in self._few if each.facets in chosen)
        if cursor is not None:
            place = (cursor.rank, sign * cursor.application_id)
            placed = (
                [each for each in placed if each[0] < place][::-1] if cursor.backwards else [each for each in placed if each[0] > place]
            )
        return [each for _, each in placed[:size]]

    def _found_few(self) -> list[_Found] | None:
        """The cases that hold the text or that are named, whatever their facets; None where they are many."""
        heads, view = d.case_heads.c, self._view
        conditions = [*self._narrowing(heads), *self._in_text(heads)]
        if view.claimed is not None:
            conditions.append(heads.case_id.in_(view.claimed))
        if view.code:
            conditions.append(heads.no.in_(select(d.case_codes.c.no).where(d.case_codes.c.code == view.code)))
        query = select(heads.no, heads.rank, heads.application_id, heads.facets).where(*conditions).limit(FEW + 1)
        found = [_Found(*row) for row in self._connection.execute(query)]
        return found if len(found) <= FEW else None

    # Counts

    def counts(self) -> Counts:
        if self._view.text and self._few is None:
            any_of = dict.fromkeys(self._facets, 1)
            known = {facet: dict.fromkeys(_counted(self._facets, self._view, facet, any_of)) for facet in FACETS}
            return Counts(FEW, known | {"code": {}}, at_least=True)
        by_facets = Counter(each.facets for each in self._few) if self._few is not None else self._by_facets()
        by: dict[str, dict[str, int | None]] = {facet: dict(_counted(self._facets, self._view, facet, by_facets)) for facet in FACETS}
        return Counts(sum(by_facets[number] for number in self._chosen), by | {"code": dict(self._by_code())})

    def _by_facets(self) -> Counter[int]:
        """How many cases there are of each combination of facets, chosen or not."""
        source = (d.case_codes if self._view.code else d.case_heads).c
        query = select(source.facets, func.count()).where(*self._narrowing(source)).group_by(source.facets)
        return Counter(dict(self._connection.execute(query).tuples().all()))

    def _by_code(self) -> dict[str, int]:
        """How many cases have each finding; all facets count, the finding that is chosen does not."""
        codes = d.case_codes.c
        query = select(codes.code, func.count()).group_by(codes.code)
        if self._few is not None:
            chosen = set(self._chosen)
            rows = self._connection.execute(query.where(_AMONG), {"numbers": [each.no for each in self._few if each.facets in chosen]})
        else:
            rows = self._connection.execute(query.where(*self._narrowing(codes, by_code=False), *self._of_chosen(codes)))
        return dict(rows.tuples().all())

    # Conditions

    def _narrowing(self, source: Any, *, by_code: bool = True) -> list[ColumnElement[bool]]:
        """What narrows a view besides its facets.

        The index in the order of the queue and the one for counting hold all of it. To read such an index on takes less than to look up
        each case of a large run, so no column is offered to another index (hence the `+ 0`).
        """
        view = self._view
        of_codes = source is d.case_codes.c
        found: list[ColumnElement[bool]] = []
        for column, wanted in ((source.run_id, view.run), (source.person_id, view.person)):
            if wanted is not None:
                found.append(column + 0 == wanted)
        if view.since is not None:
            found.append(source.arrived_at >= _midnight(view.since))
        if view.until is not None:
            found.append(source.arrived_at < _midnight(view.until + timedelta(days=1)))
        if view.sample is not None:
            heads = d.case_heads.c
            drawn = (heads.bucket < view.sample, heads.facets.in_(self._passed()))
            found += [source.no.in_(select(heads.no).where(*drawn))] if of_codes else drawn
        if of_codes and by_code:
            found.append(source.code == view.code)
        return found

    def _of_chosen(self, source: Any) -> list[ColumnElement[bool]]:
        """The facets of a view, where it has any."""
        return [(source.facets + 0).in_(self._chosen)] if any(getattr(self._view, facet) for facet in FACETS) else []

    def _passed(self) -> list[int]:
        return [number for number, values in self._facets.items() if values[_STATE] == CaseState.PASSED]

    def _in_text(self, source: Any) -> list[ColumnElement[bool]]:
        if not self._view.text:
            return []
        heads = d.case_heads.c
        place = func.instr if is_sqlite(self._connection.engine) else func.strpos
        holds = place(heads.search, folded(self._view.text)) > 0
        return [holds] if source is heads else [select(heads.no).where(heads.no == source.no, holds).exists()]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _fits(values: Sequence[str], view: View, but: str = "") -> bool:
    """Whether a combination of facets is one that the view shows; `but`: whatever its value of one facet."""
    return all(facet == but or getattr(view, facet) in ("", value) for facet, value in zip(FACETS, values, strict=True))


def _counted(facets: Mapping[int, Sequence[str]], view: View, facet: str, cases: Mapping[int, int]) -> dict[str, int]:
    """By the values of one facet, with all other facets as they are chosen."""
    counts: Counter[str] = Counter()
    place = FACETS.index(facet)
    for number, values in facets.items():
        if number in cases and _fits(values, view, but=facet):
            counts[values[place]] += cases[number]
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


def _numbers() -> Any:
    # in the statement itself: older SQLite takes no more than 999 parameters
    return bindparam("numbers", expanding=True, literal_execute=True)


_HEADS: Select[Any] = select(*(d.case_heads.c[name] for name in _COLUMNS))
_THESE_HEADS = _HEADS.where(d.case_heads.c.no.in_(_numbers()))
_AMONG = d.case_codes.c.no.in_(_numbers())


def _case_head(row: Any) -> CaseHead:
    values = dict(row._mapping)
    return CaseHead(**{**values, "state": CaseState(values["state"])})
