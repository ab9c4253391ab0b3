"""The trademark office's record of a mark on the web (中国商标网, 商标详情): labels with their values beside them.

It shows applications and marks that ended, too. It proves a mark where it says both from when to when the exclusive right runs,
and that the mark is registered.
"""

import re
from collections.abc import Sequence

from extractors.certificate import period
from extractors.fields import field
from extractors.labels import KindLabels, load_labels
from extractors.layout import Placed
from extractors.names import name_field
from extractors.page import Field
from extractors.pairs import Label, Pair, pair, values_of
from extractors.vocabulary import FieldName

LAYOUT = "web_record"
DEVICE = "图形"
"""What the office calls a mark without words."""

_WORDS = re.compile(r"(.*\S)\s*及图形?")
"""Words with a device beside them: 岚鹭及图."""
_NUMBER = re.compile(r"[GＧ]?\d{5,9}(?:[A-Z]{1,2}(?![A-Z]))?")


def record_fields(found: Sequence[Label], lines: Sequence[Placed]) -> list[Field | None]:
    """The fields of a record; see docs/fields.md."""
    return [_number(found, lines), _mark(found, lines), _registrant(found, lines), *period(found, lines)]


def proves_registration(labels: KindLabels, found: Sequence[Label], lines: Sequence[Placed]) -> bool:
    """Whether the record shows a period of exclusive right, and that the mark is registered."""
    states = [_plain(pair(label, found, lines).text) for label in found if label.text in labels.state.labels]
    registered = any(state.endswith(labels.state.in_force) for state in states)
    otherwise = any(word in state for state in states for word in labels.state.otherwise)
    return registered and not otherwise and any(each.name is FieldName.VALID_TO for each in period(found, lines))


def _plain(text: str) -> str:
    return "".join(text.split()).upper()


def _values(name: FieldName, found: Sequence[Label], lines: Sequence[Placed], more: int = 0) -> list[Pair]:
    """Beside their labels only: under an empty cell stands the next row."""
    return [each for each in values_of(name, found, lines, more) if each.text.strip() not in load_labels().no_values]


def _number(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    pieces = [piece for each in _values(FieldName.TRADEMARK_NUMBER, found, lines) for piece in each.value]
    numbers = (piece.part(*match.span()) for piece in pieces if (match := _NUMBER.search(piece.text)))
    return next((field(FieldName.TRADEMARK_NUMBER, [number]) for number in numbers), None)


def _mark(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    for each in _values(FieldName.MARK_TEXT, found, lines):
        *before, last = each.value
        words = _WORDS.fullmatch(last.text)
        pieces = [*before, last.part(*words.span(1)) if words else last]
        return field(FieldName.MARK_TEXT, pieces, each.label.sureness, keep_spaces=True) if _plain(each.text) != DEVICE else None
    return None


def _registrant(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    return next((name_field(FieldName.REGISTRANT, each) for each in _values(FieldName.REGISTRANT, found, lines, more=1)), None)
