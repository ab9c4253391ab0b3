"""`signmatch batch INBOX`: reviews every case below a folder, with a progress bar and a table."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import Full, settings_for
from cli.output import printable
from pipeline.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from flows.events import BatchSummary, Event
    from flows.workers import Work
    from pipeline.intake.inbox import Passed
    from pipeline.settings import Settings
    from pipeline.work import CaseResult

INTERRUPTED = 130  # what shells give for a command that Ctrl-C ended
LONG_RUN, MOST_ROWS, MOST_LEFT_ALONE = 60, 40, 10
PIPE_WIDTH = 160
COLOURS = {"pass": "green", "reject": "red", "needs_review": "yellow", "refused": "magenta", "failed": "magenta"}


def batch_command(
    inbox: Annotated[Path, typer.Argument(help="The folder that holds the cases.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")] = False,
    full: Full = False,
) -> None:
    """Review every case below INBOX that is new or changed."""
    run_and_show(inbox, as_json, full=full)


def run_and_show(inbox: Path, as_json: bool, work: "Work | None" = None, *, full: bool = False) -> None:
    """Runs the batch, prints what came of it, and leaves with the exit code that says it; a test puts in its own `work`."""
    # imported here, so that `signmatch --help` stays fast
    from flows.batch import run_batch
    from flows.events import BatchInterrupted
    from pipeline import logs
    from pipeline.work import review_case

    settings = settings_for(full)
    logs.configure(settings.log_format, settings.log_level)
    try:
        with _display() as display:
            summary = run_batch(inbox, settings, on_event=display.show, work=work or review_case)
    except (BatchInterrupted, KeyboardInterrupt) as stopped:
        typer.echo(str(stopped) or "Stopped; the same command goes on from here.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        typer.echo(json.dumps(document(summary), ensure_ascii=False))
    else:
        print_summary(summary, settings)
    raise typer.Exit(ExitCode.ALL_PASS if summary.all_pass else ExitCode.FLAGGED)


def document(summary: "BatchSummary") -> dict[str, Any]:
    """The run as `--json` prints it."""
    return {
        "run_id": summary.run_id,
        "inbox": str(summary.inbox),
        "standard": summary.standard,
        "seconds": round(summary.seconds, 3),
        "scheduler_seconds": round(summary.scheduler_seconds, 3),
        "counts": summary.counts,
        "timings": {stage: round(seconds, 3) for stage, seconds in summary.timings.items()},
        "left_alone": [{"path": str(each.path), "reason": each.reason} for each in summary.passed],
        "cases": [_case_document(result) for result in summary.results],
    }


def _case_document(result: "CaseResult") -> dict[str, Any]:
    return {
        "case_id": result.case_id,
        "path": str(result.path),
        "outcome": result.outcome,
        "verdict": result.verdict or None,
        "review_id": result.review_id,
        "signature": result.signature,
        "name": result.name,
        "relation": result.relation,
        "reason": result.reason,
        "code": result.code,
        "seconds": result.seconds,
        "timings": result.timings or {},
    }


def print_summary(summary: "BatchSummary", settings: "Settings") -> None:
    """The table, and below it what a person wants to know next."""
    console = _console()
    shown, left_out = rows(summary.results)
    if shown:
        console.print(table(shown))
    for line in (*left_out, *_closing_lines(summary, settings)):
        console.print(line, soft_wrap=True)  # commands are copied from here: the terminal may break them, we must not


def rows(results: "tuple[CaseResult, ...]") -> "tuple[tuple[CaseResult, ...], list[str]]":
    """The cases that the table shows, and what it says about those that it leaves out."""
    if len(results) <= LONG_RUN:
        return results, []
    flagged = tuple(result for result in results if result.verdict != "pass")
    if len(flagged) <= MOST_ROWS:
        return flagged, [f"The table shows the {len(flagged)} flagged cases of {len(results)}."]
    return flagged[:MOST_ROWS], [
        f"The table shows the first {MOST_ROWS} of {len(flagged)} flagged cases; the export has all {len(results)}."
    ]


def table(results: "tuple[CaseResult, ...]") -> "Table":
    """One row a case."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for heading, least in (("case", 8), ("signature", 8), ("certificate name", 12), ("relation", 8)):
        made.add_column(heading, overflow="fold", min_width=least)
    made.add_column("verdict", no_wrap=True)
    made.add_column("reason", overflow="fold", ratio=1, min_width=20)
    for result in results:
        verdict = result.verdict or result.outcome.value
        cells = [printable(text) for text in (result.case_id, result.signature, result.name, result.relation)]
        made.add_row(*cells, Text(verdict, COLOURS.get(verdict, "")), printable(result.reason))
    return made


def left_alone(passed: "Sequence[Passed]") -> list[str]:
    """What is said of entries of the inbox that are no cases, or not yet."""
    lines = [f"Left alone: {printable(str(each.path))} {each.reason}." for each in passed[:MOST_LEFT_ALONE]]
    more = len(passed) - MOST_LEFT_ALONE
    return [*lines, *([f"Left alone: {more} more."] if more > 0 else [])]


def _closing_lines(summary: "BatchSummary", settings: "Settings") -> Iterator[str]:
    counts = summary.counts
    verdicts = ", ".join(f"{counts[name]} {name}" for name in COLOURS if counts[name])
    yield f"{counts['cases']} cases in {summary.seconds:.1f} s: {verdicts}."
    if counts["unchanged"]:
        yield f"{counts['unchanged']} of them were reviewed before and have not changed."
    if summary.timings:
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in summary.timings.items())
        yield f"Seconds by stage, all processes together: {stages}. Starting the scheduler took {summary.scheduler_seconds:.1f} s."
    folder = _shown(settings.data_dir)
    command = f"SIGNMATCH_DATA_DIR={folder} signmatch" if "SIGNMATCH_DATA_DIR" in os.environ else "signmatch"
    yield f"Results: {folder} (run {summary.run_id})"
    yield f"All of them:  {command} export --format jsonl --run {summary.run_id}"
    yield f"One of them:  {command} rerun {printable(next(iter(summary.results)).case_id)}"


def _shown(folder: Path) -> Path:
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def _console() -> "Console":
    from rich.console import Console

    # a pipe has no width; what reads from it is better served by long lines than by broken ones
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Console(width=width, markup=False, highlight=False, emoji=False)


class Display:
    """What a run shows while it goes on, on standard error: a bar on a terminal, a few lines elsewhere."""

    def __init__(self, console: "Console") -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._console = console
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[counts]}"),
            console=console,
        )
        self._task = self._bar.add_task("Starting", total=None, rate="", counts="")
        self._counts: Counter[str] = Counter()
        self._reading: dict[Path, None] = {}

    def show(self, event: "Event") -> None:
        """Takes up an event of the run; calls come one at a time."""
        from flows.events import CaseFinished, CaseStarted, RunStarted, SchedulerStarting

        match event:
            case SchedulerStarting():
                self._say("Starting the scheduler…", total=None)
            case RunStarted(total=total, scheduler_seconds=seconds, passed=passed):
                self._console.print(f"The scheduler was ready after {seconds:.1f} s.")
                for line in left_alone(passed):
                    self._console.print(line)
                self._say(f"Reviewing {total} cases" if not self._console.is_terminal else "Reviewing", total=total)
            case CaseStarted(path=path):
                self._reading[path] = None
            case CaseFinished(path=path, result=result):
                self._reading.pop(path, None)
                if result is not None:
                    self._finish(result)

    def _say(self, what: str, total: int | None) -> None:
        self._bar.reset(self._task, description=what, total=total)
        if not self._console.is_terminal:
            self._console.print(what)

    def _finish(self, result: "CaseResult") -> None:
        self._counts[result.verdict or result.outcome.value] += 1
        counts = "  ".join(f"{name} {self._counts[name]}" for name in COLOURS if self._counts[name])
        self._bar.update(self._task, advance=1, counts=counts, rate=self._rate())

    def _rate(self) -> str:
        elapsed = self._bar.tasks[0].elapsed
        return f"{sum(self._counts.values()) / elapsed:.1f}/s" if elapsed else ""

    def __rich__(self) -> "RenderableType":
        from rich.console import Group
        from rich.text import Text

        names = ", ".join(printable(path.name) for path in tuple(self._reading))
        return Group(self._bar, Text(f"reading {names}" if names else "", style="dim", no_wrap=True, overflow="ellipsis"))


@contextmanager
def _display() -> Iterator[Display]:
    from rich.console import Console
    from rich.live import Live

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    display = Display(console)
    if not console.is_terminal:
        yield display
        return
    with Live(display, console=console, transient=True, refresh_per_second=5):
        yield display
