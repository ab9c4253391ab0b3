"""evaluate: how often signmatch is right, on labelled documents or names."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
) -> None:
    """Measures how often names, numbers and kinds are read right."""
    from rich.progress import Progress

    from pipeline.bootstrap import open_parts
    from pipeline.evaluation import evaluate, load_manifest
    from pipeline.picture.treatments import TREATMENTS
    from pipeline.settings import load_settings

    if treatment and treatment not in TREATMENTS:
        raise UsageError(f"--treatment is {treatment!r}.", f"It takes one of: {', '.join(TREATMENTS)}.")
    parts = open_parts(load_settings())
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


def _show(result: "Evaluation") -> None:
    from rich.table import Table

    table = Table("figure", "right", "of", "share", "sure and wrong", "sure of the right ones")
    for name, tally in result.tallies.items():
        table.add_row(name, str(tally.right), str(tally.total), f"{tally.share:.1%}", str(tally.sure_wrong), f"{tally.sure_share:.1%}")
    out().print(table)
    qualities = Table("picture", "documents", "name right", "number right")
    for quality, counts in result.qualities.items():
        qualities.add_row(quality, *(str(count) for count in counts))
    out().print(qualities)
    for miss in result.misses:
        out().print(f"{miss.file}  {miss.figure}: printed {miss.printed!r}, read {miss.read!r} ({miss.confidence:.2f})", markup=False)
    seconds = result.seconds_a_page
    out().print(f"{seconds:.2f} seconds a page" if seconds is not None else "All pages were read before; --reread measures the time.")
