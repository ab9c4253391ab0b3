"""How well specimens are read: `python -m benchmarks.specimens [--kind KIND] [--count 20] [--seed 1] [--json]`."""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.specimens.measure import Outcome, read_all
from benchmarks.specimens.plan import Plan, plans, wears
from benchmarks.specimens.tables import tables, to_json
from extractors.deciding import DECIDING
from extractors.vocabulary import DocumentKind

COUNT = 20
"""Specimens of a kind: with two processes all kinds take some six minutes; `--count 200` takes an hour."""


def main() -> None:
    wanted = _arguments()
    kinds = wanted.kind or tuple(DECIDING)
    planned = [plan for kind in kinds for plan in plans(kind, wanted.count, wanted.seed, wanted.wear)]
    outcomes = _read_with_progress(planned, wanted.processes, wanted.keep)
    if wanted.json:
        print(json.dumps({"seed": wanted.seed, "count": wanted.count, **to_json(outcomes)}, ensure_ascii=False, indent=1))
        return
    for table in tables(outcomes):
        Console(width=150).print(table)


def _read_with_progress(planned: list[Plan], processes: int, keep: Path | None) -> list[Outcome]:
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=len(planned))
        return read_all(planned, processes, keep, lambda _: progress.advance(task))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.specimens", description="How well specimens are read.")
    parser.add_argument("--kind", action="append", type=DocumentKind, choices=list(DECIDING), help="only this kind; may be repeated")
    parser.add_argument("--wear", choices=list(wears()), help="only this wear")
    parser.add_argument("--count", type=int, default=COUNT, help="specimens of a kind (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="plans other specimens (%(default)s)")
    parser.add_argument("--processes", type=int, default=2, help="that read at the same time (%(default)s)")
    parser.add_argument("--keep", type=Path, help="a folder for the readings, so that a second run reads only what is new")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    return parser.parse_args()


if __name__ == "__main__":
    main()
