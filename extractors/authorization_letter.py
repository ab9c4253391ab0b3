"""授权书: the letter by which the owner of a signature lets another one use it, as a form with labels or as running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.dates import end_of_period
from extractors.fields import field
from extractors.kind import taken_for
from extractors.layout import Placed
from extractors.names import ends_in_legal_form, is_finished, name_field
from extractors.page import Extraction, Field, Page, Zone
from extractors.pairs import Label, Pair, dated, read_labels, unlabelled
from extractors.prose import Prose, prose
from extractors.screens import values_around
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.AUTHORIZATION_LETTER
IN_PROSE = 0.9
"""Factor on the confidence of a value that was found in a sentence."""
SEVERAL = 0.5
"""Factor on the confidence of a signature where the letter names several."""
ATTACHED = 0.8
"""Factor on the confidence of a name that follows its label without a colon: it may be a sentence."""
LONGEST_PERSON = 4
"""A value of more characters that ends in no word that names end in is no party."""

_ASIDE = re.compile(r"\s*[（(][^）)]{0,12}[）)]\s*[:：]?\s*|\s*[:：]\s*")
_SIGNATURE = re.compile(r"[【\[［〖]\s*([^【】\[\]［］〖〗]{2,20}?)\s*[】\]］〗]")
_PERIOD = re.compile(r"(?:期限|有效期|时间|自|从)[^。；;\n]{0,70}")
_NAME = (
    r"([一-鿿A-Za-z0-9（）()·&]{2,40}?(?:公司|中心|学校|大学|学院|医院|研究院|研究所|事务所|协会|集团|厂|店|合作社|合伙[）)]|委员会|局))"
)
_ASIDES = r"[）)]?(?:[（(][^）)]{0,30}[）)])?"
_AUTHORIZED = re.compile(rf"授权(?:委托)?(?:给|予)?[:：]?{_NAME}{_ASIDES}(?:，|,|。|;|；|\n|使用|在|作为|为|通过|代|办理|申请|于|有权)")
_AUTHORIZING = re.compile(
    r"(?:兹有|兹由|兹|现有|现由|现)?(?:我司|我公司|我单位|本公司|本单位)?[（(:：]?"
    rf"(?<!授权){_NAME}{_ASIDES}[，,]?(?:现|兹|特|同意|在此|特此)*(?:委托并)?授权(?!书|委托书|函|方|人|期)"
)


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The rows of parties that are missing or unsure."""
    return unsure_rows(page, extraction, FieldName.AUTHORIZING_PARTY, FieldName.AUTHORIZED_PARTY)


def extract(page: Page) -> Extraction:
    """The fields of an authorization letter; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    text = prose(lines)
    fields = [
        _party(FieldName.AUTHORIZING_PARTY, found, lines) or _party_in(text, FieldName.AUTHORIZING_PARTY, _AUTHORIZING),
        _party(FieldName.AUTHORIZED_PARTY, found, lines) or _party_in(text, FieldName.AUTHORIZED_PARTY, _AUTHORIZED),
        _signature(found, lines, text),
        _valid_to(found, lines, text),
    ]
    return taken_for(KIND, labels, lines, found, fields)


def _party(name: FieldName, found: Sequence[Label], lines: Sequence[Placed]) -> Field | None:
    """The value of a label that is a name. Labels also begin sentences (授权方同意…), so what stands apart from its label goes first."""
    best: tuple[tuple[bool, bool], Field] | None = None
    for pair in values_around(name, found, lines, more=1):
        apart = _stands_apart(pair)
        read = name_field(name, _plain(pair))
        if read is None or not (ends_in_legal_form(read.value) or (apart and _is_party(read.value))):
            continue
        rank = apart, ends_in_legal_form(read.value)
        if best is None or rank > best[0]:
            best = rank, read if apart else replace(read, confidence=round(read.confidence * ATTACHED, 4))
    return best[1] if best else None


def _is_party(value: str) -> bool:
    return is_finished(value) or 2 <= len(value) <= LONGEST_PERSON


def _stands_apart(pair: Pair) -> bool:
    """Whether a colon, a bracket or a gap stands between the label and its value."""
    rest = pair.label.rest
    return rest is None or rest.text.startswith(("（", "(")) or rest.begin != pair.label.place.end


def _plain(pair: Pair) -> Pair:
    """The value without what stands between it and its label: （盖章）："""
    first, *others = pair.value
    aside = _ASIDE.match(first.text)
    if aside is None:
        return pair
    rest = [first.part(aside.end(), len(first.text))] if aside.end() < len(first.text) else []
    return replace(pair, value=(*rest, *others))


def _party_in(text: Prose, name: FieldName, pattern: re.Pattern[str]) -> Field | None:
    match = pattern.search(text.text)
    return field(name, text.groups(match), IN_PROSE) if match else None


def _signature(found: Sequence[Label], lines: Sequence[Placed], text: Prose) -> Field | None:
    """What stands in 【】; else the value of its label, with which titles begin too (短信签名授权书)."""
    matches = list(_SIGNATURE.finditer(text.text))
    if matches:
        sureness = SEVERAL if len({match[1] for match in matches}) > 1 else 1.0
        return field(FieldName.LETTER_SIGNATURE, text.groups(matches[0]), sureness)
    pairs = (_plain(pair) for pair in values_around(FieldName.LETTER_SIGNATURE, found, lines) if _stands_apart(pair))
    return next((field(FieldName.LETTER_SIGNATURE, pair.value[:1], pair.label.sureness) for pair in pairs if pair.value), None)


def _valid_to(found: Sequence[Label], lines: Sequence[Placed], text: Prose) -> Field | None:
    """The end of the period at its label, else of one in a sentence."""
    for source in (*values_around(FieldName.LETTER_VALID_TO, found, lines, more=1), *_periods(text)):
        end = end_of_period(source.text)
        if end:
            return dated(FieldName.LETTER_VALID_TO, end, source)
    return None


def _periods(text: Prose) -> Iterator[Pair]:
    return (unlabelled(text.groups(match, 0)) for match in _PERIOD.finditer(text.text))
