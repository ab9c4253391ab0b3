"""What changed between two reviews of one case: as values, and in lines for people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from extractors.vocabulary import FieldName
from pipeline.outcome import Review, mask

What = Literal["verdict", "standard", "version", "finding", "link", "field"]
Name = TypeVar("Name", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was `before` and is `after`; empty where it was not there. A field has its document, a finding its code for a name."""

    what: What
    before: str
    after: str
    name: str = ""
    document: str = ""

    def __str__(self) -> str:
        if self.what == "finding":
            return f"{'new finding' if self.after else 'finding no longer there'}: {self.name}"
        place = " ".join(part for part in (self.what, self.document, self.name) if part)
        return f"{place}: {self.before or '—'} → {self.after or '—'}"


def changes(before: Review, after: Review) -> list[str]:
    """Verdict, standard, versions, findings, links and fields that differ, a line each; empty where nothing does."""
    return [str(each) for each in differences(before, after)]


def differences(before: Review, after: Review) -> list[Difference]:
    """The same as values. Names of legal representatives are hidden but for their first character."""
    return list(_differences(before, after))


def _differences(before: Review, after: Review) -> Iterator[Difference]:
    if before.verdict != after.verdict:
        yield Difference("verdict", before.verdict, after.verdict)
    if before.standard != after.standard:
        yield Difference("standard", before.standard, after.standard)
    for name, old, new in _differing(before.versions, after.versions):
        yield Difference("version", old, new, name)
    had, has = {finding.code for finding in before.findings}, {finding.code for finding in after.findings}
    yield from (Difference("finding", code, "", code) for code in sorted(had - has))
    yield from (Difference("finding", "", code, code) for code in sorted(has - had))
    for name, old, new in _differing({link.name: link.state for link in before.links}, {link.name: link.state for link in after.links}):
        yield Difference("link", old, new, name)
    for (document, field), old, new in _differing(_fields(before), _fields(after)):
        hide = mask if field == FieldName.LEGAL_REPRESENTATIVE else str
        yield Difference("field", hide(old), hide(new), field, document)


def _fields(review: Review) -> dict[tuple[str, str], str]:
    return {(document.file, name.value): reading.value for document in review.documents for name, reading in document.fields.items()}


def _differing(before: Mapping[Name, str], after: Mapping[Name, str]) -> Iterator[tuple[Name, str, str]]:
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            yield name, old, new
