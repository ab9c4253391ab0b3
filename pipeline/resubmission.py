"""A later application of the same account for the same signature: what it has otherwise than the earlier ones."""

from collections.abc import Iterator

from pipeline.application import Application
from pipeline.intake.cases import Case
from pipeline.outcome import Earlier
from pipeline.store.past import EarlierApplication, Past

COMPARED = ("signature_type", "purpose", "developed_by", "international", "description", "changes")


def earlier_applications(case: Case, past: Past) -> tuple[Earlier, ...]:
    """The account's earlier applications for this signature, each with what changed since."""
    return tuple(
        Earlier(
            case_id=each.case_id,
            submitted_at=each.application.submitted_at.isoformat() if each.application.submitted_at else "",
            verdict=each.verdict,
            changes=tuple(_changes(each, case)),
        )
        for each in past.earlier
    )


def _changes(before: EarlierApplication, case: Case) -> Iterator[str]:
    """One line a change: key: before → after; documents with their names, + added, − gone, ≠ another file of that name."""
    for key in COMPARED:
        old, new = _value(before.application, key), _value(case.application, key)
        if old != new:
            yield f"{key}: {old or '—'} → {new or '—'}"
    was = {file.name: file.sha256 for file in before.files}
    now = {upload.name: upload.sha256 for upload in case.uploads}
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) == now.get(name):
            continue
        sign = "≠" if name in was and name in now else "+" if name in now else "−"
        yield f"documents: {sign} {name}"


def _value(application: Application, key: str) -> str:
    return str(getattr(application, key))
