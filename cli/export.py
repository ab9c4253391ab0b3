"""export: the newest review of every case, for other programs and for spreadsheets."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import InLanguage, language_of
from cli.output import print_json
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.exports import Answered
    from pipeline.settings import Language
    from pipeline.store import Store


class ExportFormat(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    TENCENT = "tencent"


def export_command(
    form: Annotated[
        ExportFormat,
        typer.Option("--format", help="jsonl: whole reviews; csv, xlsx: one row a case; tencent: a list like DescribeSmsSignList's."),
    ] = ExportFormat.JSONL,
    run: Annotated[int | None, typer.Option(help="Only the cases of this run.")] = None,
    lang: InLanguage = None,
    unmask: Annotated[bool, typer.Option(help="Show the names of persons.")] = False,
) -> None:
    """Writes one review a case, the newest, to standard output."""
    from pipeline.settings import load_settings
    from pipeline.store import Store

    if form is ExportFormat.XLSX and sys.stdout.isatty():
        raise UsageError("An XLSX file is not for a terminal.", "Send it to a file: signmatch export --format xlsx > reviews.xlsx")
    settings = load_settings()
    store = Store.open(settings.database_url, settings.data_dir)
    try:
        if run is not None and store.run(run) is None:
            raise UsageError(f"There is no run {run}.", "Leave --run out to export all cases.")
        answered = _answered(store, run, language_of(lang))
        _write((each if unmask else each.masked() for each in answered), form)
    finally:
        store.close()


def _answered(store: "Store", run: int | None, language: "Language | None") -> "Iterator[Answered]":
    """Every newest review with its application, and with the decision of a person on it where there is one."""
    from pipeline.exports import Answered
    from pipeline.outcome import Verdict
    from pipeline.store.desk_records import CaseState
    from pipeline.telling import worded

    answers = {CaseState.APPROVED: Verdict.PASS, CaseState.REJECTED: Verdict.REJECT, CaseState.WAITING: Verdict.NEEDS_REVIEW}
    for stored in store.newest_reviews(run):
        application, applied_at = store.application(stored.application_id)
        head = store.queue.head_of(stored.case_id)
        answer = answers.get(head.state) if head and head.review_id == stored.id else None
        decided = store.desk.decisions(stored.case_id) if answer else []
        review = worded(stored.review, language) if language else stored.review
        yield Answered(review, application, applied_at, answer, decided[-1].text if decided else "")


def _write(answered: "Iterator[Answered]", form: ExportFormat) -> None:
    from pipeline import exports, sheets

    if form is ExportFormat.JSONL:
        for each in answered:
            print_json(exports.line(each))
    elif form is ExportFormat.TENCENT:
        print_json(exports.status_list([exports.status(each) for each in answered], request_id="signmatch"))
    elif form is ExportFormat.CSV:
        sheets.write_csv(sys.stdout, exports.COLUMNS, map(exports.row, answered))
    else:
        sheets.write_xlsx(sys.stdout.buffer, exports.COLUMNS, map(exports.row, answered))
