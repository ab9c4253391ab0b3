"""How strongly a page looks like a kind of document: its title, then its labels, and whether anything is filled in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import median

from extractors.labels import KindLabels
from extractors.layout import Placed
from extractors.page import Extraction, Field, Polygon
from extractors.pairs import Label, pair
from extractors.vocabulary import DocumentKind, FieldName

FORM = 4
"""So many labels make a form."""
FILLED = 0.5
"""A form of whose labels a smaller share has values is an empty one; of 125 genuine licences, one had less than two thirds."""
NO_EVIDENCE = 0.4
"""Factor on the score of a page on which nothing is filled in, or not what the kind is shown for."""
LEAST_HEIGHT = 1.05
"""Small print stands in boxes of one height: there wide letters tell a title whose box is at least so many times the middle line's."""
HOLDERS = {FieldName.ENTITY_NAME, FieldName.REGISTRANT}
"""The names under a certificate's title."""
_FORMER = str.maketrans("書證業執單號權冊標", "书证业执单号权册标")
"""Former shapes of characters that titles are read or set in."""


def taken_for(
    kind: DocumentKind,
    labels: KindLabels,
    lines: Sequence[Placed],
    found: Sequence[Label],
    fields: Iterable[Field | None],
    emblem: Polygon | None = None,
) -> Extraction:
    """The page taken for the kind, with the fields that were read; they are provisional where the page's layout is."""
    read = [each for each in fields if each]
    shown = not labels.needs or any(each.name in labels.needs for each in read)
    score = kind_score(lines, found, labels) * (1.0 if shown and not _is_empty_form(read, found, lines) else NO_EVIDENCE)
    layout, provisional = layout_of(lines, found, labels)
    fields_read = tuple(replace(each, provisional=provisional, layout=layout) for each in read)
    return Extraction(kind, round(score, 3), fields_read, emblem, several=_several(lines, found, labels))


def kind_score(lines: Sequence[Placed], found: Sequence[Label], labels: KindLabels) -> float:
    """0-1: the weight of the best title, plus what is missing to 1 in the measure of the labels found; less for labels alone,
    unless a layout is known by them.

    A line that ends in a word that speaks against the kind halves the score, for each such word; so does the title of another document.
    """
    title = max((labels.titles[word] for word in _titles(lines, labels)), default=0.0)
    signs = _signs(found)
    share = min(1.0, len(signs) / labels.enough)
    known = [min(1.0, len(signs & layout.labels) / layout.alone) for layout in labels.layouts.values() if layout.alone]
    texts = [_close(line.text) for line in lines]
    against = sum(any(text.endswith(word) for text in texts) for word in labels.against) or _has_other_title(lines, labels)
    return round(max(title + (1 - title) * share if title else labels.untitled * share, *known, 0.0) * 0.5**against, 3)


def layout_of(lines: Sequence[Placed], found: Sequence[Label], labels: KindLabels) -> tuple[str, bool]:
    """The layout of which most titles and labels stand on the page, a provisional one where several fit as well; whether it is one."""
    titles, signs = _titles(lines, labels), _signs(found)

    def fits(name: str) -> tuple[int, bool]:
        layout = labels.layouts[name]
        return len(titles & layout.titles.keys()) + len(signs & layout.labels), layout.provisional

    best = max(labels.layouts, key=fits)
    return best, labels.layouts[best].provisional


def _has_other_title(lines: Sequence[Placed], labels: KindLabels) -> bool:
    return any(text.endswith(labels.other_titles) for text in _large_print(lines, labels))


def _several(lines: Sequence[Placed], found: Sequence[Label], labels: KindLabels) -> bool:
    """Whether the title stands there twice, and the names under it differ; both sides of one document bear one name.

    No real picture of those that were measured has a second title, or two names behind labels read whole.
    """
    if sum(any(word in text for word in labels.titles) for text in _large_print(lines, labels)) < 2:
        return False
    holders = [label for label in found if label.field in HOLDERS and label.sureness == 1.0]
    return len({_close(pair(label, found, lines).text) for label in holders} - {""}) > 1


def _titles(lines: Sequence[Placed], labels: KindLabels) -> set[str]:
    """The kind's titles on the page, in print that is large enough."""
    large = _large_print(lines, labels)
    return {word for word in labels.titles if any(word in text for text in large)}


def _large_print(lines: Sequence[Placed], labels: KindLabels) -> list[str]:
    """The lines in print that is large enough for a title."""
    return [_close(line.text) for line in _large(lines, labels.title_height)]


def _large(lines: Sequence[Placed], least: float) -> list[Placed]:
    """The lines whose letters are `least` times as high, or as wide, as the page's middle line's."""
    height = median([line.height for line in lines] or [0.0])
    width = median([line.pitch for line in lines if len(line.text) >= FORM] or [0.0])
    return [
        line
        for line in lines
        if line.height >= least * height or (width and line.height >= LEAST_HEIGHT * height and line.pitch >= least * width)
    ]


def _signs(found: Sequence[Label]) -> set[str]:
    return {label.text for label in found if label.sureness == 1.0}


def _is_empty_form(read: Sequence[Field], found: Sequence[Label], lines: Sequence[Placed]) -> bool:
    """Whether the labels are there and their values are not: a template, or a form whose values were erased."""
    sure = [label for label in found if label.sureness == 1.0]
    if len(read) > 1 or len(sure) < FORM:
        return False
    return sum(bool(pair(label, found, lines).value) for label in sure) < FILLED * len(sure)


@lru_cache(maxsize=4096)  # every extractor asks for the same lines
def _close(text: str) -> str:
    return "".join(text.split()).translate(_FORMER)
