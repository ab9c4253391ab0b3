"""Labels joined to their values by where they stand.

A label is found at the beginning of a line (名称：…), as a line of its own with the value to its right, or in two
pieces that the print spread out (名 … 称…).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.dates import Found
from extractors.fields import around
from extractors.labels import KindLabels, labels_of
from extractors.layout import Placed, place, right_of
from extractors.page import Field, Page
from extractors.vocabulary import DocumentKind, FieldName

SEPARATORS = " :：　.,·-_|"
FILLERS = " 　"
REACH = 14.0
"""How far behind its label a value may begin, in heights of the label."""
COLUMN_GAP = 3.0
"""A gap of this many heights within a row is the gap between two columns."""
HALF = 0.97
"""How sure a two-character label is of which one character was read: on real licences its value was always the right one."""
HEAD = 4.0
"""A value under the head of a table begins at most this many heights below it."""
DISTINCT = 4
"""A label of so many characters is one wherever it stands; shorter ones also occur inside values."""
ROW = 2.2
"""The next line of a value begins at most this many heights below the one before it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label found on the page: its text, its field, where it stands, and what follows it in its own line.

    `sureness` is 1 for a label read whole, less where only a piece of it was read.
    """

    text: str
    field: FieldName | None
    place: Placed
    rest: Placed | None
    sureness: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with the pieces of its value, in reading order."""

    label: Label
    value: tuple[Placed, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.value)


def read_labels(page: Page, kind: DocumentKind) -> tuple[KindLabels, tuple[Placed, ...], list[Label]]:
    """The labels that the kind prints, the page's lines where they stand, and the labels found among them."""
    labels = labels_of(kind)
    known = labels.field_of()
    lines = split_columns(place(page), known)
    return labels, lines, find_labels(lines, known)


def values_of(name: FieldName, found: Sequence[Label], lines: Sequence[Placed], more: int = 0) -> list[Pair]:
    """The pairs of a field that have a value, the surest label first; `more` lines below may belong to the value."""
    mine = sorted((label for label in found if label.field is name), key=lambda label: -label.sureness)
    return [p for p in (pair(label, found, lines, more) for label in mine) if p.value]


def split_columns(lines: Iterable[Placed], known: Iterable[str]) -> tuple[Placed, ...]:
    """The lines, taken apart where a second label stands in the middle of a line that begins with one.

    Detectors join two columns into one line: 注册日期2023年06月07日有效期至2033年06月06日.
    """
    words = sorted(known, key=len, reverse=True)
    return tuple(piece for line in lines for piece in _split(line, words))


def _split(line: Placed, words: Sequence[str]) -> Iterator[Placed]:
    start = next((end for word in words if (end := _prefix(line.text, word))), 0)
    later = (at for at in range(start + 1, len(line.text)) if start and not line.text[at].isspace())
    cut = next((at for at in later if any(len(word) >= DISTINCT and _prefix(line.text[at:], word) for word in words)), None)
    if cut is None:
        yield line
        return
    yield line.part(0, cut)
    yield from _split(line.part(cut, len(line.text)), words)


def find_labels(lines: Iterable[Placed], known: Mapping[str, FieldName | None]) -> list[Label]:
    """Every label of `known` on the page; the longest label wins where several begin alike."""
    lines = list(lines)
    words = sorted(known, key=len, reverse=True)
    found: list[Label] = []
    for line in lines:
        found.extend(_whole(line, words, known))
    taken = {id(label.place.line) for label in found}
    loose = [line for line in lines if id(line.line) not in taken]
    found.extend(_spread(loose, lines, words, known))
    return found


def _whole(line: Placed, words: Iterable[str], known: Mapping[str, FieldName | None]) -> Iterator[Label]:
    for word in words:
        end = _prefix(line.text, word)
        if end:
            yield Label(word, known[word], line.part(0, end), _rest(line, end), 1.0)
            return


def _prefix(text: str, word: str) -> int:
    """How many characters of `text` the label `word` takes up, spaces within it included; 0 where it does not begin with it."""
    at = 0
    for char in word:
        while at < len(text) and text[at] in FILLERS:
            at += 1
        if at == len(text) or _folded(text[at]) != char:
            return 0
        at += 1
    return at


def _folded(char: str) -> str:
    return {"／": "/", "（": "(", "）": ")"}.get(char, char).upper()


def _rest(line: Placed, start: int) -> Placed | None:
    while start < len(line.text) and line.text[start] in SEPARATORS:
        start += 1
    return line.part(start, len(line.text)) if start < len(line.text) else None


def _spread(loose: list[Placed], lines: list[Placed], words: list[str], known: Mapping[str, FieldName | None]) -> Iterator[Label]:
    """Two-character labels in two pieces, and those of which only one piece was read."""
    for word in (word for word in words if len(word) == 2):
        head, tail = word[0], word[1]
        heads = [line for line in loose if line.text == head]
        used: set[int] = set()
        for first in heads:
            second = next((p for p in right_of(first, loose, 8 * first.height) if p.text[0] == tail), None)
            if second:
                used.add(id(second))
                yield Label(word, known[word], _joined(first, second.part(0, 1)), _rest(second, 1), 1.0)
            else:
                yield Label(word, known[word], first, None, HALF)
        for line in loose:
            if id(line) not in used and line.text[0] == tail and (len(line.text) == 1 or known[word] is FieldName.ENTITY_NAME):
                yield Label(word, known[word], line.part(0, 1), _rest(line, 1), HALF)


def _joined(first: Placed, second: Placed) -> Placed:
    return Placed(second.line, first.begin, second.end, second.height)


def pair(label: Label, labels: Iterable[Label], lines: Iterable[Placed], more: int = 0) -> Pair:
    """The label's value: the rest of its line or the nearest text to the right, on to the end of the column, and up to
    `more` lines below that begin where the value begins."""
    labels, lines = list(labels), list(lines)
    label_lines = {id(other.place.line) for other in labels} | {id(other.rest.line) for other in labels if other.rest}
    free = [line for line in lines if id(line.line) not in label_lines and not _is_label_line(line, labels)]
    first = label.rest or next(iter(right_of(label.place, free, REACH * label.place.height)), None)
    if first is None:
        return Pair(label, ())
    value = [first, *_same_row(first, free)]
    for _ in range(more):
        below = _below(value[-1], first, free, labels)
        if below is None:
            break
        value.append(below)
    return Pair(label, tuple(value))


def _is_label_line(line: Placed, labels: Iterable[Label]) -> bool:
    return any(_covers(line, label.place) for label in labels)


def _covers(line: Placed, label: Placed) -> bool:
    """Whether the label was cut out of this line."""
    return line.line.polygon == label.line.polygon or (
        abs(line.begin[1] - label.begin[1]) < 0.5 * line.height and line.begin[0] <= label.begin[0] + 1 and line.end[0] + 1 >= label.end[0]
    )


def _same_row(first: Placed, free: Iterable[Placed]) -> Iterator[Placed]:
    """What follows in the row before the next column begins."""
    free, last = list(free), first
    while True:
        following = [p for p in right_of(last, free, COLUMN_GAP * last.height) if p.end[0] > last.end[0]]
        if not following:
            return
        last = following[0]
        yield last


def pair_below(label: Label, labels: Iterable[Label], lines: Iterable[Placed]) -> Pair:
    """The value under the label, as in a table whose head holds the labels."""
    taken = {id(other.place.line) for other in labels}
    middle = (label.place.begin[0] + label.place.end[0]) / 2
    under = (
        line
        for line in lines
        if id(line.line) not in taken
        and line.begin[0] - line.height < middle < line.end[0] + line.height
        and 0.8 * line.height < line.begin[1] - label.place.begin[1] < HEAD * line.height
    )
    nearest = min(under, key=lambda line: line.begin[1], default=None)
    return Pair(label, (nearest,) if nearest else ())


def _below(last: Placed, first: Placed, free: Iterable[Placed], labels: Iterable[Label]) -> Placed | None:
    """The line under the value that begins where it begins and has no label of its own."""
    for line in sorted(free, key=lambda p: p.begin[1]):
        step = line.begin[1] - last.begin[1]
        if not 0.6 * last.height < step < ROW * max(last.height, line.height):
            continue
        if abs(line.begin[0] - first.begin[0]) < 2 * first.height and not any(label.place.beside(line) for label in labels):
            return line
    return None


def dated(name: FieldName, found: Found, source: Pair) -> Field:
    """A date found in a pair's value as a field."""
    confidences = [confidence for piece in source.value for confidence in piece.line.char_confidences][found.start : found.end]
    confidence = round(min(confidences, default=0.0) * source.label.sureness, 4)
    return Field(name, found.value, confidence, around([piece.line.polygon for piece in source.value]))
