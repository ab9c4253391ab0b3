"""serve, users and purge: the dashboard, who may use it, and how long it keeps what."""

import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cli.output import out, print_json, printable
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.bootstrap import Parts
    from pipeline.store import Role

users_app = typer.Typer(help="The people who may use the dashboard.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
InRole = Annotated[str, typer.Option(help="reader, reviewer or admin.")]
UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}


def serve_command() -> None:
    """Serves the dashboard until Ctrl-C."""
    from dashboard.server import serve

    parts = _parts()
    try:
        serve(parts, lambda line: typer.echo(line, err=True))
    finally:
        parts.close()


@users_app.command("add")
def add_user(
    name: Annotated[str, typer.Argument(help="The name to log in with.")],
    role: InRole = "reviewer",
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input instead of asking for it.")] = False,
) -> None:
    """Adds a person; the password is asked for."""
    from dashboard.passwords import Passwords

    checked = _role(role)
    parts = _parts()
    hashed = Passwords().hashed(_password(password_stdin))
    parts.store.people.add(name.strip(), checked, hashed)
    typer.echo(f"Added {name.strip()} as {checked.value}.", err=True)


@users_app.command("set")
def set_user(
    name: Annotated[str, typer.Argument(help="Whom to change.")],
    role: Annotated[str, typer.Option(help="The new role.")] = "",
    password: Annotated[bool, typer.Option(help="Ask for a new password.")] = False,
    password_stdin: Annotated[bool, typer.Option(help="Read the new password from standard input.")] = False,
    shut_out: Annotated[bool, typer.Option(help="The person may no longer come in.")] = False,
    let_in: Annotated[bool, typer.Option(help="The person may come in again.")] = False,
) -> None:
    """Changes a person's role, password or standing."""
    from dashboard.passwords import Passwords

    parts = _parts()
    hashed = Passwords().hashed(_password(password_stdin)) if password or password_stdin else None
    active = False if shut_out else True if let_in else None
    parts.store.people.change(name, role=_role(role) if role else None, password_hash=hashed, active=active)
    typer.echo(f"Changed {name}.", err=True)


@users_app.command("list")
def list_users(as_json: AsJson = False) -> None:
    """Lists the people and their roles."""
    from rich.table import Table

    people = _parts().store.people.all()
    if as_json:
        print_json([{"name": each.name, "role": each.role, "active": each.active} for each in people])
        return
    table = Table("name", "role", "may come in")
    for each in people:
        table.add_row(printable(each.name), each.role, "yes" if each.active else "no")
    out().print(table)


def purge_command(
    older_than: Annotated[str, typer.Option(help="An age such as 180d, 26w, 6m or 1y.")],
    dry_run: Annotated[bool, typer.Option(help="Only say how many applications it would be.")] = False,
    as_json: AsJson = False,
) -> None:
    """Removes files and personal fields of cases on which nothing happened for that long; verdicts and decisions stay."""
    before = datetime.now(UTC) - _age(older_than)
    retention = _parts().store.retention
    if dry_run:
        due = len(retention.due(before))
        print_json({"due": due}) if as_json else typer.echo(f"{due} applications would be purged.")
        return
    purged = retention.purge(before)
    if as_json:
        print_json({"applications": purged.applications, "files": purged.files, "shared": purged.shared})
    else:
        kept = f"; {purged.shared} files stay, for other cases use them" if purged.shared else ""
        typer.echo(f"Purged {purged.applications} applications and {purged.files} files{kept}.")


def _parts() -> "Parts":
    from pipeline.bootstrap import open_parts
    from pipeline.settings import load_settings

    return open_parts(load_settings())


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _role(role: str) -> "Role":
    from pipeline.store import Role

    if role not in list(Role):
        raise UsageError(f"--role is {role!r}.", "It takes reader, reviewer or admin.")
    return Role(role)


def _age(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,5})([dwmy])", text)
    if found is None:
        raise UsageError(f"--older-than is {text!r}.", "It takes an age such as 180d, 26w, 6m or 1y.")
    return timedelta(days=int(found[1]) * UNITS[found[2]])
