"""Names of entities: where a printed name ends, and how sure a reading of it is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from extractors.fields import field
from extractors.labels import load_labels
from extractors.layout import Placed
from extractors.page import Field
from extractors.pairs import Pair
from extractors.vocabulary import FieldName

UNFINISHED = 0.8
"""Factor on the confidence of a name that ends in no word that names end in."""
MISSPELT = 0.5
"""Factor on the confidence of a name whose legal form is one character off a known one (有很公司)."""
HEADLESS = 0.5
"""Factor on the confidence of a name of which no more than the end was read (限责任公司)."""
MIXED = 0.5
"""Factor on the confidence of a name that holds what no name holds: text from beside it was read into it."""

GOES_ON = 0.8
"""Factor on the confidence of a name that ends a line and could go on in the next one, which ends like a name too."""

_FOREIGN = re.compile(
    r"^[^\w*＊]|[，。；：、,;:“”！？]|盖章|公章|签字|签章|全称|日期|统一社会|信用代码|仅供|仅限|使用|授权|复印"
    r"|有限(?:责任)?公司.*(?<!分)公司|(?:有限公司|责任公司).*责任公司"
)


def name_field(name: FieldName, source: Pair) -> Field | None:
    """The pair's value as a name: it ends where a whole name ends, and a second line counts only where the first does not."""
    pieces = _whole_name(source.value)
    text = "".join(piece.text for piece in pieces)
    sureness = source.label.sureness * (1.0 if is_finished(text) else UNFINISHED) * (MISSPELT if is_misspelt(text) else 1.0)
    sureness *= MIXED if is_mixed(text) else 1.0
    sureness *= HEADLESS if is_headless(text) else 1.0
    open_end = text.endswith(load_labels().may_go_on) and any(is_finished(piece.text) for piece in source.value[len(pieces) :])
    sureness *= GOES_ON if open_end else 1.0
    read = field(name, pieces, sureness)
    return replace(read, value=_spelt(read.value)) if read else None


def is_finished(name: str) -> bool:
    """Whether a name ends in a word that entities' names end in (公司, 厂, 店 …)."""
    return _plain(name).endswith(load_labels().name_endings)


def ends_in_legal_form(name: str) -> bool:
    return _plain(name).endswith(load_labels().legal_forms)


def is_misspelt(name: str) -> bool:
    """Whether the name ends in something that is one character off a legal form: an engine's slip, or worse."""
    plain, forms = _plain(name), load_labels().legal_forms
    if ends_in_legal_form(name):
        return False
    return any(_one_off(plain[-len(form) :], form) for form in forms if len(form) >= 4)


def is_headless(name: str) -> bool:
    """Whether a name is a legal form or the end of one, and nothing else."""
    return any(form.endswith(_plain(name)) for form in load_labels().legal_forms)


def is_mixed(name: str) -> bool:
    """Whether a name holds what belongs to the form around it, a second name, or a bracket without its other half."""
    plain = _plain(name)
    return bool(_FOREIGN.search(plain)) or plain.count("(") != plain.count(")")


def _spelt(name: str) -> str:
    """The name with its legal form as the closed list of forms spells it: no form is called 有很公司, so 限 was printed."""
    if not is_misspelt(name):
        return name
    form = next(form for form in load_labels().legal_forms if len(form) >= 4 and _one_off(_plain(name)[-len(form) :], form))
    return name[: -len(form)] + form


def _one_off(tail: str, form: str) -> bool:
    return (
        len(tail) == len(form)
        and sum(a != b for a, b in zip(tail, form, strict=True)) == 1
        and SequenceMatcher(None, tail, form).ratio() > 0.5
    )


def _plain(name: str) -> str:
    return "".join(name.split()).replace("（", "(").replace("）", ")")


def _is_branch(pieces: Sequence[Placed]) -> bool:
    """Whether the next line goes on with the branch of the company that the name so far is: … / 上海分公司."""
    return bool(pieces) and _plain(pieces[0].text).endswith(load_labels().branches)


def _whole_name(pieces: Sequence[Placed]) -> list[Placed]:
    """The pieces up to the first at which the name is finished; all of them where it never is."""
    text = ""
    for count, piece in enumerate(pieces, start=1):
        text += piece.text
        if is_finished(text):
            return list(pieces[: count + _is_branch(pieces[count:])])
    return list(pieces[:1])
