"""Plots as SVG, made here: bars and lines as plain numbers, coloured by the style sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

VERDICTS = ("pass", "needs_review", "reject")
WIDTH, HEIGHT, FOOT = 720, 160, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a bar, in units of the picture; `kind` is its class of colour, `label` what it says when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...] = ()


def shares(counts: Mapping[str, int], words: Mapping[str, str], width: int = WIDTH, height: int = 22) -> Chart:
    """One lying bar, cut by shares; `words` for the verdicts."""
    total = sum(counts.values()) or 1
    x, bars = 0.0, []
    for kind in VERDICTS:
        part = width * counts.get(kind, 0) / total
        if part:
            bars.append(Bar(round(x, 2), 0, round(part, 2), height, kind, f"{words[kind]}: {counts[kind]} ({counts[kind] / total:.1%})"))
        x += part
    return Chart(width, height, tuple(bars))


def days(counts: Mapping[date, Mapping[str, int]], words: Mapping[str, str]) -> Chart:
    """A standing bar a day, stacked by verdict; `words` for the verdicts."""
    most = max((sum(by.values()) for by in counts.values()), default=0) or 1
    step, room = WIDTH / max(len(counts), 1), HEIGHT - FOOT
    bars, ticks = [], []
    for place, (day, by) in enumerate(sorted(counts.items())):
        y = float(room)
        for kind in VERDICTS:
            height = room * by.get(kind, 0) / most
            y -= height
            if height:
                label = f"{day}: {words[kind]} {by[kind]}"
                bars.append(Bar(round(place * step + 1, 2), round(y, 2), round(step - 2, 2), round(height, 2), kind, label))
        if place % 7 == 0:
            ticks.append((round(place * step + 1, 2), f"{day:%m-%d}"))
    return Chart(WIDTH, HEIGHT, tuple(bars), tuple(ticks))


def progress(done: int, total: int | None, width: int = 160, height: int = 8) -> Chart:
    """How much of a whole is done."""
    share = min(done / total, 1.0) if total else 0.0
    return Chart(width, height, (Bar(0, 0, round(width * share, 2), height, "done", f"{done} / {total if total is not None else '?'}"),))


def share_bars(values: Sequence[float], width: int = 160, height: int = 8) -> list[Chart]:
    """A small bar for each share (0-1), for a table."""
    return [Chart(width, height, (Bar(0, 0, round(width * value, 2), height, "done", f"{value:.1%}"),)) for value in values]
