"""Counts over what was stored: verdicts, people's agreement with the machine, how long decisions take, runs."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Float, Select, String, case, cast, column, extract, func, select, values

from pipeline.outcome import Verdict
from pipeline.stages import Stage
from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.desk_records import Action, RunLine
from pipeline.store.engine import is_sqlite, reading
from pipeline.store.tables import now

_ANSWERS = (Action.APPROVE.value, Action.REJECT.value)
TIMED = 500
"""So many reviews tell where the time of a run goes; to look into those of a large run would take seconds."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of final decisions: how many there were, and how many said what the machine had said or hinted at."""

    key: str
    decisions: int
    agreed: int

    @property
    def share(self) -> float:
        return self.agreed / self.decisions if self.decisions else 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How long cases waited for a decision, in seconds; None where there was none."""

    decisions: int
    median: float | None
    slow: float | None
    """Nine in ten were faster."""


@dataclass(frozen=True, slots=True)
class StageTimes:
    """Seconds by stage, summed over so many reviews."""

    cases: int
    seconds: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


class Figures:
    """What the figures page and the runs page show."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def verdicts(self) -> dict[str, int]:
        """Cases by the verdict of their newest review."""
        return self._cases_by(d.case_facets.c.verdict)

    def states(self) -> dict[str, int]:
        return self._cases_by(d.case_facets.c.state)

    def _cases_by(self, facet: ColumnElement[str], *conditions: ColumnElement[bool]) -> dict[str, int]:
        """Cases by a facet: counted by the number of their combination, so that an index is read and no text of a case."""
        number = d.case_heads.c.facets
        cases = select(number, func.count().label("count")).where(*conditions).group_by(number).subquery()
        query = select(facet, func.sum(cases.c.count)).join(cases, cases.c.facets == d.case_facets.c.id).group_by(facet)
        return {value: int(count) for value, count in self._counted(query).items()}

    def verdicts_by_day(self, days: int) -> dict[date, dict[str, int]]:
        """Reviews by day and verdict over the last days; a day without any is there too."""
        first = _start(now() - timedelta(days=days - 1))
        begins = [first + timedelta(days=n) for n in range(days)]
        asked = [(begin, begin + timedelta(days=1), verdict.value) for begin in begins for verdict in Verdict]
        day = values(column("begin", t.UtcTime), column("end", t.UtcTime), column("verdict", String), name="day").data(asked).cte()
        columns = t.reviews.c
        # an index has the times of each verdict in order: to look into it for each day is cheaper than to tell each time its day
        counted = select(func.count()).where(
            columns.verdict == day.c.verdict, columns.created_at >= day.c.begin, columns.created_at < day.c.end
        )
        found: dict[date, dict[str, int]] = {begin.date(): {} for begin in begins}
        with reading(self._engine) as connection:
            for begin, verdict, count in connection.execute(select(day.c.begin, day.c.verdict, counted.scalar_subquery())):
                if count:
                    found[begin.date()][verdict] = count
        return found

    def agreement_by_verdict(self) -> list[Agreement]:
        columns = d.decisions.c
        query = select(columns.verdict, columns.action, func.count()).where(columns.final, columns.action.in_(_ANSWERS))
        with reading(self._engine) as connection:
            rows = [tuple(row) for row in connection.execute(query.group_by(columns.verdict, columns.action))]
        return _agreements((verdict, action == _said(verdict), count) for verdict, action, count in rows)

    def agreement_by_finding(self) -> list[Agreement]:
        """Of the decisions on cases with a finding, how many were rejections: what the finding hinted at."""
        columns = d.decisions.c
        code = d.decision_findings.c.code
        query = (
            select(code, columns.action, func.count())
            .join(d.decisions, columns.id == d.decision_findings.c.decision_id)
            .where(columns.final, columns.action.in_(_ANSWERS))
        )
        with reading(self._engine) as connection:
            rows = [tuple(row) for row in connection.execute(query.group_by(code, columns.action))]
        return _agreements((found, action == Action.REJECT, count) for found, action, count in rows)

    def agreement_by_confidence(self, edges: Sequence[float]) -> list[Agreement]:
        """By the confidence of the reading on which the verdict rested, in bands that begin at the edges."""
        columns = d.decisions.c
        first, *others = sorted(edges)
        band = case(*((columns.confidence >= edge, edge) for edge in reversed(others)), else_=first)
        answered = (columns.final, columns.action.in_(_ANSWERS), columns.confidence.is_not(None))
        banded = select(columns.verdict, columns.action, band.label("band")).where(*answered).subquery()
        query = select(*banded.c, func.count()).group_by(*banded.c)
        with reading(self._engine) as connection:
            rows = [tuple(row) for row in connection.execute(query)]
        return _agreements((f"{edge:g}", action == _said(verdict), count) for verdict, action, edge, count in rows)

    def pace(self, days: int) -> Pace:
        """From the arrival of an application to its first decision, over the decisions of the last days."""
        columns = d.decisions.c
        query = (
            select(self._seconds(t.applications.c.created_at, columns.created_at))
            .join(t.applications, t.applications.c.id == columns.application_id)
            .where(columns.created_at > now() - timedelta(days=days))
        )
        with reading(self._engine) as connection:
            waits = sorted(connection.scalars(query))
        if not waits:
            return Pace(0, None, None)
        return Pace(len(waits), waits[len(waits) // 2], waits[len(waits) * 9 // 10])

    def _seconds(self, since: ColumnElement[datetime], until: ColumnElement[datetime]) -> ColumnElement[float]:
        if is_sqlite(self._engine):
            return (func.julianday(until) - func.julianday(since)) * 86400.0
        return cast(extract("epoch", until - since), Float)

    def decided_by_person(self, days: int) -> dict[str, int]:
        columns = d.decisions.c
        query = select(d.people.c.name, func.count()).join(d.people, d.people.c.id == columns.person_id)
        return self._counted(query.where(columns.created_at > now() - timedelta(days=days)).group_by(d.people.c.name))

    def sampled(self, buckets: int) -> tuple[int, int, int]:
        """Of the cases that the machine passed and the sample drew: how many wait, how many people approved, how many they did not."""
        facets = d.case_facets.c
        passed = d.case_heads.c.facets.in_(select(facets.id).where(facets.verdict == Verdict.PASS.value))
        states = self._cases_by(facets.state, passed, d.case_heads.c.bucket < buckets)
        return states.get("passed", 0), states.get("approved", 0), states.get("rejected", 0) + states.get("waiting", 0)

    # Runs

    def runs(self, size: int, before: int | None = None) -> list[RunLine]:
        """The newest runs, with what is done of each."""
        query = _runs().order_by(t.runs.c.id.desc()).limit(size)
        with reading(self._engine) as connection:
            rows = connection.execute(query if before is None else query.where(t.runs.c.id < before)).all()
        return list(self._run_lines(rows))

    def run(self, run_id: int) -> RunLine | None:
        with reading(self._engine) as connection:
            rows = connection.execute(_runs().where(t.runs.c.id == run_id)).all()
        return next(self._run_lines(rows), None)

    def stages(self, run_id: int) -> StageTimes:
        """Where the time of a run goes: seconds by stage over its newest reviews, the longest first."""
        reviews = t.reviews.c
        newest = select(reviews.payload).where(reviews.run_id == run_id).order_by(reviews.id.desc()).limit(TIMED).subquery()
        timings = newest.c.payload["timings"]
        with reading(self._engine) as connection:
            cases, *sums = connection.execute(select(func.count(), *(func.sum(timings[stage.value].as_float()) for stage in Stage))).one()
        seconds = {stage.value: total for stage, total in zip(Stage, sums, strict=True) if total}
        return StageTimes(cases, dict(sorted(seconds.items(), key=lambda pair: -pair[1])))

    def _run_lines(self, rows: Sequence[Any]) -> Iterator[RunLine]:
        items = t.run_items.c
        query = select(items.run_id, items.outcome, func.count(), func.max(items.created_at)).group_by(items.run_id, items.outcome)
        outcomes: dict[int, dict[str, int]] = defaultdict(dict)
        last: dict[int, datetime] = {}
        with reading(self._engine) as connection:
            for run_id, outcome, count, at in connection.execute(query.where(items.run_id.in_([row.id for row in rows]))):
                outcomes[run_id][outcome] = count
                last[run_id] = max(at, last.get(run_id, at))
        for row in rows:
            done = outcomes[row.id]
            cases = row.cases if row.cases is not None else (row.counts or {}).get("cases")
            yield RunLine(row.id, row.started_at, row.ended_at, row.state, row.inbox, row.standard, cases, done, last.get(row.id))

    def _counted(self, query: Select[Any]) -> dict[str, int]:
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


def _runs() -> Select[Any]:
    runs, ends = t.runs.c, t.run_ends.c
    columns = (runs.id, runs.started_at, runs.inbox, runs.standard, ends.ended_at, ends.counts, ends.state, d.run_sizes.c.cases)
    return select(*columns).select_from(
        t.runs.outerjoin(t.run_ends, ends.run_id == runs.id).outerjoin(d.run_sizes, d.run_sizes.c.run_id == runs.id)
    )


def _said(verdict: str) -> str:
    """The action that says what the machine said; a verdict that a person must look is no answer, and approval agrees with pass only."""
    return Action.APPROVE.value if verdict == "pass" else Action.REJECT.value


def _agreements(rows: Any) -> list[Agreement]:
    """From (key, agreed, count) to one line a key, the most frequent first."""
    totals: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    for key, same, count in rows:
        totals[key] += count
        agreed[key] += count if same else 0
    return [Agreement(key, count, agreed[key]) for key, count in totals.most_common()]


def _start(when: datetime) -> datetime:
    return when.replace(hour=0, minute=0, second=0, microsecond=0)
