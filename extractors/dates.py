"""Dates and periods as certificates print them."""

import re
from dataclasses import dataclass, replace
from datetime import date

OPEN_ENDED = ("长期", "永久", "永续", "无固定期限", "无期限", "无营业期限限制", "不约定期限", "不限")
"""Words for a period without end."""
BACKWARDS = 0.5
"""Factor on the confidence of an end that does not lie after its beginning: a digit of one of them was misread."""

_NUMERALS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
_DATE = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9十]{1,3})\s*[月./-](?:\s*([0-9十]{1,3})(?![0-9]))?(?:\s*日)?")
_STARS = re.compile(r"[*＊×]{2,}")


@dataclass(frozen=True, slots=True)
class Found:
    """A date or an open end found in a text: its value (ISO date, or the words as printed), where it stands, and whether it can be.

    `sureness`: a factor on the confidence of its characters.
    """

    value: str
    start: int
    end: int
    sureness: float = 1.0


def dates_in(text: str) -> list[Found]:
    """Every complete date in `text`, with Arabic or Chinese numerals, in the order printed."""
    plain = text.translate(_NUMERALS)
    found = []
    for match in _DATE.finditer(plain):
        value = _iso(match[1], match[2], match[3])
        if value:
            found.append(Found(value, match.start(), match.end()))
    return found


def end_of_period(text: str) -> Found | None:
    """The end of a period such as 2006年01月01日至2036年12月31日: an ISO date, or 长期, 永久, ****** as printed.

    None where none is printed.
    """
    for words in OPEN_ENDED:
        if words in text:
            return Found(words, text.index(words), text.index(words) + len(words))
    cut = max(text.rfind(mark) for mark in ("至", "到", "~", "～", "—", "–"))
    dates = dates_in(text)
    late = [found for found in dates if found.start > cut >= 0]
    if late:
        backwards = any(early.value >= late[-1].value for early in dates if early.start < cut)
        return replace(late[-1], sureness=BACKWARDS) if backwards else late[-1]
    stars = _STARS.search(text)
    if stars:
        return Found(stars[0], stars.start(), stars.end())
    return None


def _iso(year: str, month: str, day: str | None) -> str | None:
    try:
        return date(int(year), _number(month), _number(day) if day else 1).isoformat()
    except ValueError:
        return None


def _number(text: str) -> int:
    """A number below 100 in Arabic digits or with 十 for ten: 10 = 十, 23 = 2十3."""
    if "十" not in text:
        return int(text)
    tens, _, ones = text.partition("十")
    return int(tens or "1") * 10 + int(ones or "0")
