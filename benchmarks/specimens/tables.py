"""The figures of a run, as tables and as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table

from benchmarks.specimens.measure import Outcome


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Of some specimens: how many are legible and exact, whose kind is right, and how many are surely wrong."""
    legible = [outcome for outcome in outcomes if outcome.legible]
    exact = [outcome for outcome in legible if outcome.exact]
    return {
        "specimens": len(outcomes),
        "legible": len(legible),
        "exact": len(exact),
        "exact_share": _share(len(exact), len(legible)),
        "sure_share": _share(sum(outcome.sure for outcome in exact), len(exact)),
        "kind_share": _share(sum(outcome.kind_right for outcome in legible), len(legible)),
        "sure_and_wrong": sum(bool(outcome.wrong) for outcome in outcomes),
    }


def to_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """All figures by kind, by layout and by wear, and every specimen that was not read right."""
    groups = {name: {key: figures(members) for key, members in _by(outcomes, name).items()} for name in ("kind", "layout", "wear")}
    return {**groups, "missed": [outcome.to_json() for outcome in outcomes if outcome.missed]}


def tables(outcomes: Sequence[Outcome]) -> Iterable[Table]:
    for name in ("kind", "layout", "wear"):
        yield _figures_table(name, {key: figures(members) for key, members in _by(outcomes, name).items()})
    yield _wrong_table(outcomes)


def _by(outcomes: Sequence[Outcome], name: str) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        key = f"{outcome.plan.kind} {outcome.plan.layout}" if name == "layout" else str(getattr(outcome.plan, name))
        groups.setdefault(key, []).append(outcome)
    return dict(sorted(groups.items()))


def _figures_table(title: str, rows: dict[str, dict[str, Any]]) -> Table:
    table = Table(title, "specimens", "legible", "exact", "of these sure", "kind right", "sure and wrong")
    for name, row in rows.items():
        shares = [_percent(row[key]) for key in ("exact_share", "sure_share", "kind_share")]
        table.add_row(name, str(row["specimens"]), str(row["legible"]), *shares, str(row["sure_and_wrong"]))
    return table


def _wrong_table(outcomes: Sequence[Outcome]) -> Table:
    table = Table("sure and wrong", "layout", "wear", "seed", "printed", "read", "confidence")
    for outcome in outcomes:
        for name, reading in outcome.wrong.items():
            plan = outcome.plan
            table.add_row(name, plan.layout, plan.wear, str(plan.seed), reading.printed, reading.read, f"{reading.confidence:.3f}")
    return table


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
