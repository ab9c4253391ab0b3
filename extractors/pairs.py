"""Labels joined to their values by where they stand.

A label is found at the beginning of a line (名称：…), as a line of its own with the value to its right, or in two
pieces that the print spread out (名 … 称…).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.dates import Found
from extractors.fields import around
from extractors.labels import KindLabels, labels_of
from extractors.layout import Placed, place, right_of
from extractors.page import Field, Page
from extractors.vocabulary import DocumentKind, FieldName

SEPARATORS = " :：　.,·-_|"
FILLERS = " 　"
WIDE = {"/": "／", "(": "（", ")": "）"}
"""Characters of labels that are printed narrow or wide."""
_NARROW = str.maketrans({**{wide: char for char, wide in WIDE.items()}, **dict.fromkeys(FILLERS, "")})
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


@lru_cache(maxsize=8)  # a glance asks again and again, mostly for the same page
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
    words = frozenset(known)
    return tuple(piece for line in lines for piece in _split(line, words))


def _split(line: Placed, words: frozenset[str]) -> Iterator[Placed]:
    first = label_at_begin(line.text, words)
    distinct = _distinct(words) if first else None
    second = _finder(distinct).search(line.text, first[1] + 1) if first and distinct else None
    if second is None:
        yield line
        return
    yield line.part(0, second.start())
    yield from _split(line.part(second.start(), len(line.text)), words)


def find_labels(lines: Iterable[Placed], known: Mapping[str, FieldName | None]) -> list[Label]:
    """Every label of `known` on the page; the longest label wins where several begin alike."""
    lines, words = list(lines), frozenset(known)
    found = [label for line in lines if (label := _whole(line, known, words))]
    taken = {id(label.place.line) for label in found}
    loose = [line for line in lines if id(line.line) not in taken]
    cut = _cut_short(words)
    found.extend(label for line in loose if (label := _cut(line, known, cut)))
    found.extend(_spread(loose, lines, sorted(known, key=len, reverse=True), known))
    return found


def _whole(line: Placed, known: Mapping[str, FieldName | None], all_words: frozenset[str]) -> Label | None:
    first = label_at_begin(line.text, all_words)
    if first is None:
        return None
    word, end = first
    return Label(word, known[word], line.part(0, end), _rest(line, end), 1.0)


def _cut(line: Placed, known: Mapping[str, FieldName | None], cut: Mapping[str, frozenset[str]]) -> Label | None:
    """A line that is a label but for its first or last character, over which a seal or a watermark lies: 小程序名."""
    meant = cut.get(_folded(line.text))
    if meant is None:
        return None
    words = [word for word in known if word in meant]
    fields = {known[word] for word in words}
    return Label(words[0], fields.pop(), line, None, HALF) if len(fields) == 1 else None


def label_at_begin(text: str, words: frozenset[str]) -> tuple[str, int] | None:
    """The longest label that the text begins with, and how many characters it takes up, spaces within it included."""
    start = len(text) - len(text.lstrip(FILLERS))
    if text[start : start + 1] not in _first_letters(words):  # as most lines begin; a search takes longer
        return None
    match = _finder(words).match(text, start)
    return (_by_letters(words)[_folded(match[0])], match.end()) if match else None


@cache
def _first_letters(words: frozenset[str]) -> frozenset[str]:
    letters = {word[0] for word in words}
    return frozenset(each for letter in letters for each in (letter.lower(), letter.upper(), WIDE.get(letter, letter)))


@cache
def _distinct(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= DISTINCT)


@cache
def _cut_short(words: frozenset[str]) -> dict[str, frozenset[str]]:
    """The labels by what is left of them without their first or last character."""
    pieces = [(piece, word) for word in words if len(word) >= DISTINCT for piece in (_folded(word)[:-1], _folded(word)[1:])]
    return {piece: frozenset(word for other, word in pieces if other == piece) for piece, _ in pieces}


@cache
def _by_letters(words: frozenset[str]) -> dict[str, str]:
    return {_folded(word): word for word in words}


@cache
def _finder(words: frozenset[str]) -> re.Pattern[str]:
    """What finds any of the labels, the longest first; a label in Latin letters ends where a word ends."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(_spaced(word) for word in longest_first), re.IGNORECASE)


def _spaced(word: str) -> str:
    characters = (f"[{char}{WIDE[char]}]" if char in WIDE else re.escape(char) for char in word)
    return f"[{FILLERS}]*".join(characters) + ("(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "")


@lru_cache(maxsize=4096)  # every extractor asks for the same lines
def _folded(text: str) -> str:
    return text.translate(_NARROW).upper()


def _rest(line: Placed, start: int) -> Placed | None:
    while start < len(line.text) and line.text[start] in SEPARATORS:
        start += 1
    return line.part(start, len(line.text)) if start < len(line.text) else None


def _spread(loose: list[Placed], lines: list[Placed], words: list[str], known: Mapping[str, FieldName | None]) -> Iterator[Label]:
    """Two-character labels in two pieces, and those of which only one piece was read."""
    by_first: dict[str, list[Placed]] = defaultdict(list)
    for line in loose:
        by_first[line.text[:1]].append(line)
    for word in (word for word in words if len(word) > 2 and word[0] in by_first):
        yield from _assembled(word, by_first[word[0]], lines, known[word])
    for word in (word for word in words if len(word) == 2):
        head, tail = word[0], word[1]
        used: set[int] = set()
        for first in (line for line in by_first[head] if line.text == head):
            second = next((p for p in right_of(first, loose, 8 * first.height) if p.text[0] == tail), None)
            if second:
                used.add(id(second))
                yield Label(word, known[word], _joined(first, second.part(0, 1)), _rest(second, 1), 1.0)
            else:
                yield Label(word, known[word], first, None, HALF)
        for line in by_first[tail]:
            if id(line) not in used and (len(line.text) == 1 or known[word] is FieldName.ENTITY_NAME):
                yield Label(word, known[word], line.part(0, 1), _rest(line, 1), HALF)


def _assembled(word: str, alike: list[Placed], lines: list[Placed], field: FieldName | None) -> Iterator[Label]:
    """Longer labels in pieces side by side, such as 有 效 期 or 机构 名称; `alike` are the lines with its first character."""
    for first in (line for line in alike if word.startswith(line.text) and line.text != word):
        at, last, end = len(first.text), first, 0
        while at < len(word) and (following := next(iter(right_of(last, lines, 8 * first.height)), None)):
            end = _shared(following.text, word[at:])
            at, last = at + end, following
            if not end or (at < len(word) and end < len(following.text)):
                break
        if at == len(word):
            yield Label(word, field, _joined(first, last.part(0, end)), _rest(last, end), 1.0)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _joined(first: Placed, second: Placed) -> Placed:
    return Placed(second.line, first.begin, second.end, second.height)


def pair(label: Label, labels: Iterable[Label], lines: Iterable[Placed], more: int = 0) -> Pair:
    """The label's value: the rest of its line or the nearest text to the right, on to the end of the column, and up to
    `more` lines below that begin where the value begins."""
    labels, lines = list(labels), list(lines)
    label_lines = {id(other.place.line) for other in labels} | {id(other.rest.line) for other in labels if other.rest}
    free = [line for line in lines if id(line.line) not in label_lines and not is_label_line(line, labels)]
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


def is_label_line(line: Placed, labels: Iterable[Label]) -> bool:
    """Whether one of the labels was cut out of this line."""
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


def unlabelled(pieces: Sequence[Placed]) -> Pair:
    """A value that was found by its shape, as a pair."""
    return Pair(Label("", None, pieces[0], None, 1.0), tuple(pieces))


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
    confidence = round(min(confidences, default=0.0) * source.label.sureness * found.sureness, 4)
    return Field(name, found.value, confidence, around([piece.line.polygon for piece in source.value]))
