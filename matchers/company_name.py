"""A company name taken apart: place, distinctive part (字号), trade, legal form, branch and bracket notes."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from matchers.folding import normalize
from matchers.tables import lookup, table, words
from matchers.words import words_of

NOTE = re.compile(r"[(（\[［{【〔〖「『<《〈]([^)）\]］}】〕〗」』>》〉]*)[)）\]］}】〕〗」』>》〉]")
BRANCH = re.compile(
    r"(.+?(?:公司|集团|合伙))(.{0,12}?(?:分公司|分行|支行|分部|分店|分校|分院|营业部|营业厅|办事处|代表处|事业部|研究院|研究所|中心|门店))"
)
# a parent or a whole named inside the name: 酒钢集团宏兴钢铁, 重庆百货大楼股份
JOINT = re.compile(r"实业集团|控股集团|集团|控股")
DISTRICT = re.compile(r".{1,3}?(?:自治县|新区|区|县)")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """The parts of a name, folded. Only `distinctive` tells one company from another; it has several pieces in 酒钢集团宏兴钢铁.

    A name without a distinctive part of its own (上海电气) is told by place and trade together: then these are it.
    """

    place: str
    distinctive: tuple[str, ...]
    trade: str
    form: str
    branch: str
    notes: tuple[str, ...]


@cache
def places() -> dict[str, str]:
    """Place names, as they stand before a company's distinctive part, with their province."""
    known = {alias: province for alias, _, province in table("place_aliases.tsv", 3) if len(alias) > 1}
    for full, short, province in table("places.tsv", 3):
        known[full] = province
        if short:
            known[short] = province
    known["中国"] = known["中华人民共和国"] = ""
    return known


@cache
def trades() -> dict[str, str]:
    """Words of the trade, each `trade` or `weak`."""
    return lookup("trades.tsv")


@cache
def _forms() -> re.Pattern[str]:
    forms = sorted((form for form, where in table("forms.tsv", 2) if where == "end" and not form.isascii()), key=len, reverse=True)
    return re.compile("(?:" + "|".join(forms) + ")$")


@lru_cache(maxsize=65536)
def take_apart(name: str) -> CompanyName:
    """The parts of a name as given."""
    notes = tuple(normalize(note) for note in NOTE.findall(name))
    text = normalize(NOTE.sub("", name)) or normalize(name)
    if text.isascii():
        return _latin_parts(NOTE.sub(" ", name), notes)
    branch = BRANCH.fullmatch(text)
    if branch:
        text = branch[1]
    form = _forms().search(text)
    core = text[: form.start()] if form else text
    place, rest = split_place(core)
    pieces = tuple(split_trade(piece) for piece in JOINT.split(rest) if piece)
    distinctive = tuple(brand for brand, _ in pieces if brand)
    trade = "".join(trade for _, trade in pieces)
    return CompanyName(
        place, distinctive or _told_by_place(place, trade, core), trade, form[0] if form else "", branch[2] if branch else "", notes
    )


def split_place(core: str) -> tuple[str, str]:
    """The places in front (广东省深圳市, 中国) and what follows."""
    end = 0
    while length := _place_at(core, end):
        end += length
        district = DISTRICT.match(core, end) if core[end - 1] == "市" else None
        if district and len(core) - district.end() >= 2:
            end = district.end()
    return core[:end], core[end:]


def _place_at(core: str, start: int) -> int:
    known = places()
    return next((length for length in range(min(9, len(core) - start), 1, -1) if core[start : start + length] in known), 0)


def split_trade(piece: str) -> tuple[str, str]:
    """The distinctive part and the words of the trade behind it; a distinctive part has two characters at least."""
    known = trades()
    end = len(piece)
    while end:
        length = next((n for n in range(min(8, end), 0, -1) if end - n != 1 and piece[end - n : end] in known), 0)
        if not length:
            break
        end -= length
    return piece[:end], piece[end:]


def _told_by_place(place: str, trade: str, core: str) -> tuple[str, ...]:
    """Place and first words of the trade, up to one that says something: 上海航空, 中国国际金融."""
    known = trades()
    end = 0
    while end < len(trade):
        length = next((n for n in range(min(8, len(trade) - end), 0, -1) if trade[end : end + n] in known), 1)
        end += length
        if known.get(trade[end - length : end]) == "trade":
            break
    return (place + trade[:end],) if place or trade else ((core,) if core else ())


@cache
def _latin_forms() -> tuple[frozenset[str], frozenset[str]]:
    rows = [(form, where) for form, where in table("forms.tsv", 2) if form.isascii()]
    return frozenset(f for f, where in rows if where == "front"), frozenset(f for f, where in rows if where == "end")


def _latin_parts(name: str, notes: tuple[str, ...]) -> CompanyName:
    """PT Bank Central Asia Tbk: the forms at either end; the found between them, without those of the trade, are distinctive."""
    found = words_of(name)
    front, back = _latin_forms()
    start, end = 0, len(found)
    while start < end - 1 and (found[start] in front or found[start] == "the"):
        start += 1
    while end > start + 1 and (width := _form_width(found[start:end], back)):
        end -= width
    known = latin_trades()
    distinctive = tuple(word for word in found[start:end] if word not in known) or tuple(found[start:end])
    trade = "".join(word for word in found[start:end] if word in known)
    return CompanyName("", distinctive, trade, "".join(found[:start] + found[end:]), "", notes)


def _form_width(found: list[str], forms: frozenset[str]) -> int:
    return next((n for n in (3, 2, 1) if n < len(found) and " ".join(found[-n:]) in forms), 0)


@cache
def latin_trades() -> frozenset[str]:
    return words("latin_trades.txt")
