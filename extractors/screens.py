"""Values on screens: to the right of their labels or under them, with links and help marks around them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.fields import field
from extractors.labels import load_labels
from extractors.layout import Placed
from extractors.names import ends_in_legal_form, name_field
from extractors.page import Field
from extractors.pairs import Label, Pair, is_label_line, pair_below, values_of
from extractors.vocabulary import FieldName

PROMPTS = ("请输入", "请填写", "请选择", "Enter")
"""What a screen prints in a box that nobody filled in begins so."""

UNLABELLED = 0.5
"""Factor on the confidence of an owner found without its label."""

_MARKS = re.compile(r"\s*[?？*＊①-⑳⓪ⓘ◎○OoQ@]?\s*")

PLATFORM = frozenset({"微信", "微信公众平台", "公众平台", "公众号", "服务号", "订阅号", "小程序", "微信小程序"})
"""What the platform calls itself and its accounts; no account may bear such a name."""


def values_around(name: FieldName, found: Sequence[Label], lines: Sequence[Placed], more: int = 0) -> list[Pair]:
    """Values to the right of their labels; where there are none, those under them."""
    plain = [_without_mark(label) for label in found]
    beside = [pair for pair in values_of(name, plain, lines, more) if _is_value(pair.text)]
    under = (pair_below(label, plain, lines) for label in plain if label.field is name)
    return [_without_link(pair) for pair in beside or under if pair.value and _is_value(pair.text)]


def plain_value(name: FieldName, found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The first value of a field as it is printed, inner spaces kept."""
    values = values_around(name, found, lines)
    return next((field(name, each.value[:1], each.label.sureness, keep_spaces=True) for each in values), None)


def account(found: Sequence[Label], lines: Sequence[Placed]) -> list[Field]:
    """The name of a WeChat account and its subject, as far as they are read. Where the name was covered, the subject may stand next to a
    piece of its label."""
    name, whose = _account_name(found, lines), subject(FieldName.ACCOUNT_SUBJECT, found, lines)
    if name and whose and name.polygon == whose.polygon:
        name = None
    return [each for each in (name, whose) if each]


def _account_name(found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The name of a WeChat account. Where its own was covered, the platform's name may stand next to the label."""
    read = plain_value(FieldName.ACCOUNT_NAME, found, lines)
    return None if read is None or read.value in PLATFORM else read


def owner(name: FieldName, found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The first value of a field as the name of an entity."""
    return next((name_field(name, each) for each in values_around(name, found, lines, more=1)), None)


def subject(name: FieldName, found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The owner behind its label; where that was not read, the one legal name on the page at half its confidence."""
    named = [line for line in lines if ends_in_legal_form(line.text) and not is_label_line(line, found)]
    alone = field(name, named[:1], UNLABELLED) if len({line.text for line in named}) == 1 else None
    return owner(name, found, lines) or alone


def _without_mark(label: Label) -> Label:
    """The label without the mark for help or for a required value that stands behind it."""
    return replace(label, rest=None) if label.rest and _MARKS.fullmatch(label.rest.text) else label


def _is_value(text: str) -> bool:
    return text.strip() not in load_labels().no_values and not text.strip().startswith(PROMPTS)


def _without_link(pair: Pair) -> Pair:
    """The value without the link (修改, 详情) that an engine read in one line with it."""
    first, *others = pair.value
    body, _, last = first.text.rstrip().rpartition(" ")
    if body.strip() and last in load_labels().no_values:
        first = first.part(0, len(body.rstrip()))
    return replace(pair, value=(first, *others))
