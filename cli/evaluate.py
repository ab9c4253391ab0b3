"""evaluate: how often signmatch is right, on labelled documents or names."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Full, settings_for
from cli.output import err, out, print_json
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.evaluation import Evaluation

evaluate_app = typer.Typer(help="Measures accuracy on labelled data.", no_args_is_help=True)


@evaluate_app.command("documents")
def documents_command(
    manifest: Annotated[Path, typer.Argument(help="A manifest.jsonl: one document a line, with what is printed on it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    treatment: Annotated[str, typer.Option(help="Wear the pictures first: turned-90, tilted-7, jpeg-30, half-size …")] = "",
    reread: Annotated[bool, typer.Option(help="Read the documents again instead of using kept readings.")] = False,
    full: Full = False,
) -> None:
    """Measures how often names, numbers and kinds are read right."""
    from rich.progress import Progress

    from pipeline.bootstrap import open_parts
    from pipeline.evaluation import evaluate, load_manifest
    from pipeline.picture.treatments import TREATMENTS

    if treatment and treatment not in TREATMENTS:
        raise UsageError(f"--treatment is {treatment!r}.", f"It takes one of: {', '.join(TREATMENTS)}.")
    parts = open_parts(settings_for(full))
    labelled = load_manifest(manifest)
    try:
        with Progress(console=err(), transient=True) as progress:
            task = progress.add_task("reading", total=len(labelled))
            told = partial(progress.update, task, advance=1)
            result = evaluate(labelled, parts, afresh=reread, treatment=treatment, on_document=lambda file: told(description=file))
    finally:
        parts.close()
    if as_json:
        print_json(result.to_json())
    else:
        _show(result)


@evaluate_app.command("names")
def names_command(
    table: Annotated[Path, typer.Argument(metavar="TSV", help="Labelled pairs: the columns signature, name, label (1 or 0) and set.")],
    standard: Annotated[str | None, typer.Option(help="The standard that says what an abbreviation is.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measures how often signatures are told from names that are not theirs."""
    from cli.evaluate_names import evaluate_names

    raise typer.Exit(evaluate_names(table, standard=standard, as_json=as_json))


def _show(result: "Evaluation") -> None:
    from rich.table import Table

    from pipeline.calibration import EDGES

    table = Table("figure", "right", "of", "share", "sure and wrong", "sure of the right ones")
    for name, tally in result.tallies.items():
        table.add_row(name, str(tally.right), str(tally.total), f"{tally.share:.1%}", str(tally.sure_wrong), f"{tally.sure_share:.1%}")
    out().print(table)
    qualities = Table("picture", "documents", "name right", "number right")
    for quality, counts in result.qualities.items():
        qualities.add_row(quality, *(str(count) for count in counts))
    out().print(qualities)
    reliability = Table("confidence from", *result.tallies, title="Right of all readings, by confidence", title_justify="left")
    for edge in EDGES:
        reliability.add_row(f"{edge:.2f}", *("{1} of {0}".format(*tally.bins[edge]) for tally in result.tallies.values()))
    out().print(reliability)
    for miss in result.misses:
        out().print(f"{miss.file}  {miss.figure}: printed {miss.printed!r}, read {miss.read!r} ({miss.confidence:.2f})", markup=False)
    seconds = result.seconds_a_page
    out().print(f"{seconds:.2f} seconds a page" if seconds is not None else "All pages were read before; --reread measures the time.")
