"""授权书: the letter by which the owner of a signature lets another one use it, as a form with labels or as running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from extractors.dates import end_of_period
from extractors.fields import field
from extractors.kind import taken_for
from extractors.layout import Placed
from extractors.names import ends_in_legal_form, is_finished, is_mixed, name_field
from extractors.page import Extraction, Field, Page, Zone
from extractors.pairs import Label, Pair, dated, read_labels, unlabelled
from extractors.prose import Prose, prose
from extractors.screens import values_around
from extractors.vocabulary import DocumentKind, FieldName
from extractors.zones import unsure_rows

KIND = DocumentKind.AUTHORIZATION_LETTER
UNTITLED = 0.55
"""Least score of a page that names both parties and a signature: it is a letter although its title was not read."""
WHOLE = {FieldName.AUTHORIZING_PARTY, FieldName.AUTHORIZED_PARTY, FieldName.LETTER_SIGNATURE}
IN_PROSE = 0.97
"""Factor on the confidence of a name that was found in a sentence between words that can't belong to it."""
LOOSE = 0.6
"""Factor on the confidence of a name in a sentence that may hold words of the sentence (我司全资子公司…公司)."""
BEARER = 0.5
"""Factor on the confidence of the party that bears the risk, where the authorizing party is not read: the two are mostly one."""
AGAINST = 0.7
"""A reading of another place that is at least so sure and says otherwise makes a name less sure."""
SEVERAL = 0.5
"""Factor on the confidence of a signature where the letter names several."""
ONCE = 0.93
"""Factor on the confidence of a signature that stands in one place: no other word of it tells where a rare character was misread."""
ATTACHED = 0.8
"""Factor on the confidence of a name that follows its label without a colon: it may be a sentence."""
LONGEST_PERSON = 4
"""A value of more characters that ends in no word that names end in is no party."""

_ASIDE = re.compile(r"\s*[（(][^）)]{0,12}[）)]\s*[:：]?\s*|\s*[:：]\s*")
_SIGNATURE = re.compile(r"[【\[［〖]\s*([^【】\[\]［］〖〗]{2,20}?)\s*[】\]］〗]")
_QUOTED = re.compile(r"[“\"「『‘]([^“”\"「」『』‘’，。]{2,20})[”\"」』’](?=(?:作为|为)(?:本公司|我司)?(?:短信)?签名)")
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
_BEARER = re.compile(rf"风险承担(?:方|者|人)[:：]?{_NAME}")
_OF_SENTENCE = re.compile(r"^(?:我|本|贵|其|该|由|以|将|向|与|和|及)|公司.*[^分]公司|授权|委托|使用|同意")


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """The rows of parties that are missing or unsure."""
    return unsure_rows(page, extraction, FieldName.AUTHORIZING_PARTY, FieldName.AUTHORIZED_PARTY, FieldName.LETTER_SIGNATURE)


def extract(page: Page) -> Extraction:
    """The fields of an authorization letter; see docs/fields.md."""
    labels, lines, found = read_labels(page, KIND)
    text = prose(lines)
    fields = [
        _agreed(
            [*_labelled(FieldName.AUTHORIZING_PARTY, found, lines), *_told(text, FieldName.AUTHORIZING_PARTY, _AUTHORIZING)], _bearer(text)
        ),
        _agreed([*_labelled(FieldName.AUTHORIZED_PARTY, found, lines), *_told(text, FieldName.AUTHORIZED_PARTY, _AUTHORIZED)]),
        _signature(found, lines, text),
        _valid_to(found, lines, text),
    ]
    taken = taken_for(KIND, labels, lines, found, fields)
    return replace(taken, score=max(taken.score, UNTITLED)) if {each.name for each in taken.fields} >= WHOLE else taken


def _agreed(read: Sequence[Field], witnesses: Sequence[Field] = ()) -> Field | None:
    """Of a party's name in several places the one that most and surest places say; less sure where another place says otherwise.

    Witnesses say the name too, but of somebody who need not be the party: they count where they agree, or where nothing else was read.
    What ends in a name says it as well: a seal over the name was read in front of it.
    """
    if not read:
        return max((replace(each, confidence=round(each.confidence * BEARER, 4)) for each in witnesses), key=_confidence, default=None)
    whole = [each for each in read if ends_in_legal_form(each.value)] or read
    values = dict.fromkeys(each.value for each in (*whole, *witnesses) if any(other.value.endswith(each.value) for other in whole))
    by_value = {value: [each for each in (*whole, *witnesses) if each.value.endswith(value)] for value in values}
    value, places = max(by_value.items(), key=lambda each: _together(each[1]))
    best = max((each for each in places if each.value == value), key=_confidence)
    others = [each for each in whole if each not in places]
    against = max((each.confidence for each in others if each.confidence >= AGAINST), default=0.0)
    confidence = max(best.confidence, _together(places)) if best.confidence >= AGAINST else best.confidence
    return replace(best, confidence=round(confidence * (1 - against / 2), 4))


def _together(places: Sequence[Field]) -> float:
    """How sure several places are that say the same."""
    return 1 - prod(1 - each.confidence for each in {each.polygon: each for each in places}.values())


def _confidence(read: Field) -> float:
    return read.confidence


def _labelled(name: FieldName, found: Sequence[Label], lines: Sequence[Placed]) -> Iterator[Field]:
    """Values of labels that are names. Labels also begin sentences (授权方同意…), so a person is one only apart from its label."""
    for pair in values_around(name, found, lines, more=1):
        apart = _stands_apart(pair)
        read = name_field(name, _plain(pair))
        if read and (ends_in_legal_form(read.value) or (apart and _is_party(read.value))):
            yield read if apart else replace(read, confidence=round(read.confidence * ATTACHED, 4))


def _is_party(value: str) -> bool:
    return is_finished(value) or 2 <= len(value) <= LONGEST_PERSON


def _stands_apart(pair: Pair) -> bool:
    """Whether a colon, a bracket or a gap stands between the label and its value."""
    rest = pair.label.rest
    return rest is None or rest.text.startswith(("（", "(")) or rest.begin != pair.label.place.end


def _plain(pair: Pair) -> Pair:
    """The value without what stands between it and its label: （盖章）："""
    pieces = list(pair.value)
    while pieces and (aside := _ASIDE.match(pieces[0].text)):
        first = pieces.pop(0)
        if aside.end() < len(first.text):
            pieces.insert(0, first.part(aside.end(), len(first.text)))
    return replace(pair, value=tuple(pieces))


def _told(text: Prose, name: FieldName, pattern: re.Pattern[str]) -> Iterator[Field]:
    """Names that sentences call the party."""
    for match in pattern.finditer(text.text):
        clean = not (is_mixed(match[1]) or _OF_SENTENCE.search(match[1]))
        read = field(name, text.groups(match), IN_PROSE if clean else LOOSE)
        if read:
            yield read


def _bearer(text: Prose) -> list[Field]:
    return list(_told(text, FieldName.AUTHORIZING_PARTY, _BEARER))


def _signature(found: Sequence[Label], lines: Sequence[Placed], text: Prose) -> Field | None:
    """What stands in 【】, or in quotation marks before 作为签名; else the value of its label, which titles begin with too.

    Of several readings the one that most and surest places say. No surer than one of them: one hand wrote them all, one reader misreads
    them all.
    """
    matches = (*_SIGNATURE.finditer(text.text), *_QUOTED.finditer(text.text))
    told = [read for match in matches if (read := field(FieldName.LETTER_SIGNATURE, text.groups(match), 1.0))]
    if told:
        by_value = {each.value: [other for other in told if other.value == each.value] for each in told}
        best = max(max(by_value.values(), key=lambda places: sum(map(_confidence, places))), key=_confidence)
        others = [each for each in told if each.value != best.value]
        sureness = ONCE if len(told) == 1 else min((_sureness(best, other) for other in others), default=1.0)
        return replace(best, confidence=round(best.confidence * sureness, 4))
    pairs = (_plain(pair) for pair in values_around(FieldName.LETTER_SIGNATURE, found, lines) if _stands_apart(pair))
    return next((field(FieldName.LETTER_SIGNATURE, pair.value[:1], pair.label.sureness) for pair in pairs if pair.value), None)


def _sureness(read: Field, other: Field) -> float:
    """Factor on the confidence of a signature where another place says otherwise: another signature, or this one misread."""
    return 1 - other.confidence / 2 if set(read.value) & set(other.value) else SEVERAL


def _valid_to(found: Sequence[Label], lines: Sequence[Placed], text: Prose) -> Field | None:
    """The end of the period at its label, else of one in a sentence."""
    for source in (*values_around(FieldName.LETTER_VALID_TO, found, lines, more=1), *_periods(text)):
        end = end_of_period(source.text)
        if end:
            return dated(FieldName.LETTER_VALID_TO, end, source)
    return None


def _periods(text: Prose) -> Iterator[Pair]:
    return (unlabelled(text.groups(match, 0)) for match in _PERIOD.finditer(text.text))
