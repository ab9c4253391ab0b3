"""review, rerun and what-if: single cases, and stored cases under another standard."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Full, InLanguage, Lang, language_of, settings_for
from cli.output import out, print_json, printable, say, verdict_style
from pipeline.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from pipeline.application import Account
    from pipeline.bootstrap import Parts
    from pipeline.outcome import Review


class Audience(StrEnum):
    """For whom a review is told as a text."""

    APPLICANT = "applicant"
    REVIEWER = "reviewer"


AsText = Annotated[Audience | None, typer.Option("--text", help="Print only the text for the applicant, or for the reviewer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def review_command(
    path: Annotated[Path, typer.Argument(help="A case folder, an application.json, or a JSON file with an AddSmsSign payload.")],
    as_json: AsJson = False,
    account_name: Annotated[str, typer.Option(help="The account's verified name, for a payload without an account file.")] = "",
    account_kind: Annotated[str, typer.Option(help="organization or individual, with --account-name.")] = "organization",
    lang: InLanguage = None,
    text: AsText = None,
    unmask: Annotated[bool, typer.Option(help="Show the names of legal representatives.")] = False,
    full: Full = False,
) -> None:
    """Reviews one application and stores the answer."""
    from pipeline.intake.cases import open_case
    from pipeline.work import answered, input_key

    with _parts(full) as parts:
        case = open_case(path, parts.settings, account=_account(account_name, account_kind))
        application_id = parts.store.keep_case(case)
        review = answered(case, parts)
        parts.store.add_review(review, application_id=application_id, kind="single", input_key=input_key(case.fingerprint, parts))
    if text:
        _tell(_for_eyes(review, unmask, lang), text, lang)
    else:
        _show(_for_eyes(review, unmask, lang), as_json)
    raise typer.Exit(_exit_code(review))


def rerun_command(
    case_id: Annotated[str, typer.Argument(help="The case's id, as `signmatch batch` and `export` show it.")],
    reread: Annotated[bool, typer.Option(help="Read the documents again instead of using the stored readings.")] = False,
    as_json: AsJson = False,
    lang: InLanguage = None,
    unmask: Annotated[bool, typer.Option(help="Show the names of legal representatives.")] = False,
) -> None:
    """Reviews a stored case again and shows what changed against its last review."""
    from pipeline.comparison import changes
    from pipeline.work import answered, input_key

    with _parts() as parts:
        stored = parts.store.case(case_id)
        if stored is None:
            raise UsageError(f"There is no stored case {case_id!r}.", "List the stored cases with: signmatch export --format csv.")
        before, case = parts.store.last_review(case_id), stored.case()
        review = answered(case, parts, afresh=reread)
        key = input_key(case.fingerprint, parts)
        parts.store.add_review(review, application_id=stored.application_id, kind="rerun", input_key=key)
    changed = changes(before.review, review) if before else []
    if as_json:
        shown = _for_eyes(review, unmask, lang)
        print_json({**shown.model_dump(mode="json"), "changes": changed})
    else:
        _show(_for_eyes(review, unmask, lang), False)
        out().print("\nSince the last review: " + ("nothing changed." if not changed else ""))
        for line in changed:
            say(line, indent=2)
    raise typer.Exit(_exit_code(review))


def what_if_command(
    standard: Annotated[str, typer.Option(help="The standard to try.")],
    as_json: AsJson = False,
) -> None:
    """Reviews all stored cases under another standard, without reading or storing anything, and shows which verdicts change."""
    from rich.table import Table

    from pipeline import standards
    from pipeline.what_if import under

    rows = []
    with _parts() as parts:
        for what_if in under(standards.load(standard), parts):
            then = what_if.then
            if then.verdict != what_if.verdict:
                first = next((finding.code for finding in then.findings), "")
                rows.append((then.case_id, then.signature, what_if.verdict, str(then.verdict), first))
    names = ("case_id", "signature", "verdict", "verdict_then", "finding_then")
    if as_json:
        print_json({"standard": standard, "changes": [dict(zip(names, row, strict=True)) for row in rows]})
        return
    table = Table("case", "signature", "verdict", f"under {standard}", "first finding")
    for row in rows:
        table.add_row(*(printable(cell) for cell in row))
    out().print(table if rows else f"No verdict changes under {standard}.")


def _parts(full: bool = False) -> "_OpenParts":
    return _OpenParts(full)


class _OpenParts:
    """The parts, closed at the end."""

    def __init__(self, full: bool) -> None:
        self._full = full

    def __enter__(self) -> "Parts":
        from pipeline.bootstrap import open_parts

        self._parts = open_parts(settings_for(self._full))
        return self._parts

    def __exit__(self, *_: object) -> None:
        self._parts.close()


def _account(name: str, kind: str) -> "Account | None":
    from pipeline.application import Account, PartyKind

    if not name:
        return None
    if kind not in list(PartyKind):
        raise UsageError(f"--account-kind is {kind!r}.", "It takes organization or individual.")
    return Account(kind=PartyKind(kind), name=name)


def _exit_code(review: "Review") -> ExitCode:
    return ExitCode.ALL_PASS if review.verdict == "pass" else ExitCode.FLAGGED


def _for_eyes(review: "Review", unmask: bool, lang: Lang | None) -> "Review":
    """The review in the language that was asked for, and without the names of persons unless they were."""
    from pipeline.telling import worded

    language = language_of(lang)
    told = worded(review, language) if language else review
    return told if unmask else told.masked()


def _tell(review: "Review", audience: Audience, lang: Lang | None) -> None:
    from pipeline.settings import load_settings
    from pipeline.telling import report_for_reviewer

    language = language_of(lang) or load_settings().language
    for line in (review.reply if audience is Audience.APPLICANT else report_for_reviewer(review, language)).splitlines():
        say(line)


def _show(review: "Review", as_json: bool) -> None:
    if as_json:
        print_json(review.model_dump(mode="json"))
        return
    out().print(printable(f"{review.case_id}  【{review.signature}】  "), end="", soft_wrap=True)
    out().print(review.verdict.value, style=verdict_style(review.verdict), end="")
    out().print(f"  under {review.standard}\n")
    for line in review.argument[1:]:
        say(line, indent=2)
    for finding in review.findings:
        out().print()
        reason = f" ({finding.reason})" if finding.reason else ""
        say(f"{finding.severity}: {finding.code}{reason}", style="bold", indent=2)
        say(finding.message, indent=2)
        for each in finding.evidence:
            where = f", page {each.page}, {each.field} = {each.value} ({each.confidence:.2f})" if each.field else ""
            say(f"{each.document}{where}", style="dim", indent=4)
    if review.look_at:
        out().print()
    for line in review.look_at:
        say(f"look at: {line}", indent=2)
    for earlier in review.earlier:
        say(f"earlier: {earlier.case_id} {earlier.submitted_at} {earlier.verdict} {'; '.join(earlier.changes)}", style="dim", indent=2)
