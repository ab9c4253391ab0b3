"""What changed between two reviews of one case, in lines for people."""

from collections.abc import Iterator

from extractors.vocabulary import FieldName
from pipeline.outcome import Review, mask


def changes(before: Review, after: Review) -> list[str]:
    """Verdict, standard, versions, findings, links and fields that differ; empty where nothing does."""
    return list(_changes(before, after))


def _changes(before: Review, after: Review) -> Iterator[str]:
    if before.verdict != after.verdict:
        yield f"verdict: {before.verdict} → {after.verdict}"
    if before.standard != after.standard:
        yield f"standard: {before.standard} → {after.standard}"
    yield from _differing("version", before.versions, after.versions)
    old, new = {finding.code for finding in before.findings}, {finding.code for finding in after.findings}
    yield from (f"finding no longer there: {code}" for code in sorted(old - new))
    yield from (f"new finding: {code}" for code in sorted(new - old))
    yield from _differing("link", {link.name: link.state for link in before.links}, {link.name: link.state for link in after.links})
    yield from _differing("field", _fields(before), _fields(after), masked=FieldName.LEGAL_REPRESENTATIVE)


def _fields(review: Review) -> dict[str, str]:
    return {f"{document.file} {name}": reading.value for document in review.documents for name, reading in document.fields.items()}


def _differing(what: str, before: dict[str, str], after: dict[str, str], masked: str = "") -> Iterator[str]:
    """Values that differ, those whose name ends in `masked` hidden but for their first character."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, "—"), after.get(name, "—")
        if old != new:
            hide = mask if masked and name.endswith(masked) else str
            yield f"{what} {name}: {hide(old)} → {hide(new)}"
