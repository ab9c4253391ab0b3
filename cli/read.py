"""read: what is read and extracted from documents, without an application and without storing a case."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Full, settings_for
from cli.output import err, out, print_json, printable, say
from pipeline.errors import ExitCode, InputRefused, UsageError

if TYPE_CHECKING:
    from pipeline.outcome import DocumentReport


def read_command(
    files: Annotated[list[Path], typer.Argument(help="Pictures or PDFs.")],
    kind: Annotated[str, typer.Option(help="Take the documents for this kind instead of recognising it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line, in the order given.")] = False,
    unmask: Annotated[bool, typer.Option(help="Show the names of legal representatives.")] = False,
    full: Full = False,
) -> None:
    """Reads documents and prints their kind and fields."""
    from extractors.registry import known_kinds
    from pipeline.bootstrap import measuring_reader, open_readers
    from pipeline.intake.documents import open_document
    from pipeline.outcome import masked_document
    from pipeline.report import document_report

    taken_for = next((known for known in known_kinds() if known == kind), None)
    if kind and taken_for is None:
        raise UsageError(f"--kind is {kind!r}.", f"It takes one of: {', '.join(known_kinds())}.")
    settings = settings_for(full)
    reader = measuring_reader(open_readers(settings), None, settings)
    refused = False
    for file in files:
        try:
            report = document_report(reader.read(open_document(file, settings), taken_for, forced=taken_for))
        except InputRefused as error:
            refused = True
            err().print(f"signmatch: {error}", soft_wrap=True)
            if as_json:
                print_json({"file": file.name, "error": str(error)})
            continue
        shown = report if unmask else masked_document(report)
        if as_json:
            print_json(shown.model_dump(mode="json"))
        else:
            _show(shown)
    raise typer.Exit(ExitCode.REFUSED if refused else ExitCode.ALL_PASS)


def _show(report: "DocumentReport") -> None:
    from rich.table import Table

    kind = f"{report.kind} ({report.kind_confidence:.2f})"
    table = Table("field", "value", "confidence", "read by", title=printable(f"{report.file}: {kind}"), title_justify="left")
    for name, reading in report.fields.items():
        table.add_row(name, printable(reading.value), f"{reading.confidence:.2f}", reading.read_by)
    out().print(table)
    if report.lines_unread:
        say(f"Lines that were found and not read: {report.lines_unread}. --full reads them.")
