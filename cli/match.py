"""`signmatch match`: one signature against one name, or a table of pairs."""

import csv
import gc
import sys
from collections.abc import Iterator
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import IO, Annotated

import typer

from matchers import Accepted, Aligned, Comparison, NameMode, Register, RegisterRefused, compare
from pipeline.errors import ExitCode, InputRefused, UsageError

SEPARATORS = {".csv": ","}


def match_command(
    signature: Annotated[str | None, typer.Argument(help="The signature, as it will stand in 【】.")] = None,
    name: Annotated[str | None, typer.Argument(help="The name on the certificate.")] = None,
    standard: Annotated[str | None, typer.Option(help="The standard that says what an abbreviation is.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
    pairs: Annotated[Path | None, typer.Option(help="A table with the columns signature and name; one JSON object a line.")] = None,
    register: Annotated[Path | None, typer.Option(help="A table of known names; those that have the signature too are counted.")] = None,
) -> None:
    """Compare a signature with a name."""
    raise typer.Exit(match(signature, name, standard=standard, as_json=as_json, pairs=pairs, register=register))


def match(
    signature: str | None,
    name: str | None,
    *,
    standard: str | None = None,
    as_json: bool = False,
    pairs: Path | None = None,
    register: Path | None = None,
) -> int:
    """Writes one comparison, or one a line for a table of pairs; the exit code says whether all are accepted."""
    known = read_register(register) if register else None
    if pairs:
        if signature is not None:
            raise UsageError("--pairs takes the signatures and names from its table.", "Leave the arguments out.")
        return _match_all(read_pairs(pairs), mode_of(standard), known)
    if signature is None or name is None:
        raise UsageError("A signature and a name are wanted.", "For example: signmatch match 腾讯云 腾讯云计算（北京）有限责任公司")
    found = compare(signature, name, mode=mode_of(standard), register=known)
    print(json_line(found) if as_json else as_text(found))
    return exit_code(found)


def read_register(path: Path) -> Register:
    try:
        return Register.read(path)
    except RegisterRefused as error:
        raise InputRefused(str(error), "Give a UTF-8 table with the column name, or one name a line.") from error


def mode_of(standard: str | None) -> NameMode:
    """What the standard takes for an abbreviation; without a standard, characters in order are one."""
    if standard is None:
        return NameMode.LOOSE
    # the packs are YAML: only a command that names one waits for them
    from pipeline import standards

    return NameMode(standards.load(standard).name_mode)


def exit_code(found: Comparison) -> int:
    return int(ExitCode.ALL_PASS if found.accepted is Accepted.YES else ExitCode.FLAGGED)


def _match_all(pairs: Iterator[tuple[str, str]], mode: NameMode, register: Register | None) -> int:
    worst = 0
    write = sys.stdout.write
    gc.disable()  # comparisons hold no cycles, and looking for some takes a tenth of the time
    try:
        for signature, name in pairs:
            found = compare(signature, name, mode=mode, register=register)
            write(json_line(found) + "\n")
            worst = worst or exit_code(found)
    finally:
        gc.enable()
    return worst


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The columns `signature` and `name` of a table, row by row; the table may be of any length."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from _columns(path, lines)
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(f"{path} cannot be read: {error}.", "Give a UTF-8 table with the columns signature and name.") from error


def _columns(path: Path, lines: IO[str]) -> Iterator[tuple[str, str]]:
    rows = csv.reader(lines, delimiter=SEPARATORS.get(path.suffix, "\t"), quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    if not {"signature", "name"} <= set(header):
        raise InputRefused(f"{path} has no columns signature and name.", "Name them in the first line.")
    signature, name = header.index("signature"), header.index("name")
    for number, row in enumerate(rows, 2):
        if len(row) <= max(signature, name):
            raise InputRefused(f"{path}, line {number}: {len(row)} columns instead of {len(header)}.")
        yield row[signature], row[name]


def json_line(found: Comparison) -> str:
    """The comparison as one line of JSON; written by hand, for tables of many pairs."""
    return (
        f'{{"signature":{quoted(found.signature)},"name":{quoted(found.name)},"relation":"{found.relation.value}","score":{found.score},'
        f'"alignment":[{_json_alignment(found.alignment)}],"accepted":"{found.accepted.value}","reason":{quoted(found.reason)}}}'
    )


@lru_cache(maxsize=65536)
def _json_alignment(alignment: tuple[Aligned, ...]) -> str:
    return ",".join([_json_stand(stand) for stand in alignment])


@lru_cache(maxsize=65536)
def _json_stand(stand: Aligned) -> str:
    at = "null" if stand.at is None else stand.at
    stands_for = "null" if stand.stands_for is None else quoted(stand.stands_for)
    return f'{{"char":{quoted(stand.char)},"at":{at},"kind":"{stand.kind}","stands_for":{stands_for}}}'


def as_text(found: Comparison) -> str:
    """The answer for people, with both texts above each other."""
    answer = {Accepted.YES: "accepted", Accepted.UNSURE: "unsure", Accepted.NO: "not accepted"}[found.accepted]
    return f"{found.signature} / {found.name}\n{answer} ({found.relation.value}, {found.score:.2f})\n{found.reason}"
