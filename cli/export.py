"""export: the newest review of every case, for other programs."""

import csv
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import print_json
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.outcome import Review

COLUMNS = ("case_id", "signature", "verdict", "standard", "name", "relation", "findings", "message")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with in a spreadsheet; Chinese ones take the full-width signs too."""


class ExportFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"


def export_command(
    form: Annotated[ExportFormat, typer.Option("--format", help="jsonl: whole reviews; csv: one row a case.")] = ExportFormat.JSONL,
    run: Annotated[int | None, typer.Option(help="Only the cases of this run.")] = None,
    unmask: Annotated[bool, typer.Option(help="Show the names of legal representatives.")] = False,
) -> None:
    """Writes one review a case, the newest, to standard output."""
    from pipeline.settings import load_settings
    from pipeline.store import Store

    settings = load_settings()
    store = Store.open(settings.database_url, settings.data_dir)
    try:
        if run is not None and store.run(run) is None:
            raise UsageError(f"There is no run {run}.", "Leave --run out to export all cases.")
        reviews = (stored.review if unmask else stored.review.masked() for stored in store.newest_reviews(run))
        _write(reviews, form)
    finally:
        store.close()


def _write(reviews: "Iterator[Review]", form: ExportFormat) -> None:
    if form is ExportFormat.JSONL:
        for review in reviews:
            print_json(review.model_dump(mode="json"))
        return
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    for review in reviews:
        writer.writerow([_harmless(cell) for cell in _row(review)])


def _row(review: "Review") -> tuple[str, ...]:
    link = next((link for link in review.links if link.name == "named_by"), None)
    name, relation = (link.right, link.relation or "") if link else ("", "")
    codes = " ".join(finding.code for finding in review.findings)
    message = review.findings[0].message if review.findings else ""
    return review.case_id, review.signature, review.verdict, review.standard, name, relation, codes, message


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula: applicants write some of these words."""
    return "'" + cell if cell.startswith(FORMULA_SIGNS) else cell
