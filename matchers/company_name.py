"""A company name taken apart: place, distinctive part (字号), trade, legal form, branch and bracket notes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from matchers.folding import normalize
from matchers.lexicon import (
    Place,
    brand_words,
    forms_at_end,
    goods,
    latin_forms,
    latin_trades,
    longest_by_head,
    modifiers,
    nouns,
    parents,
    places,
    trade_begins,
    trade_ends,
    trades,
)
from matchers.words import words_of

NOTE = re.compile(r"[(（\[［{【〔〖「『<《〈]([^)）\]］}】〕〗」』>》〉]*)[)）\]］}】〕〗」』>》〉]")
LONG = 4
"""Distinctive parts have two or three characters as a rule; from this length on the trade may have begun."""
MAY_END_EARLIER = 3
"""From this length on the end of a distinctive part may belong to a noun behind it: 祖名 of 祖名豆制品."""
LONGEST_NOUN = 4
SHOPS = tuple("店厂坊铺馆")
BRANCH = re.compile(
    r"(.+?(?:公司|集团|合伙))"
    r"(.{0,12}?(?:分公司|分行|支行|分部|分店|分校|分院|营业部|营业厅|办事处|代表处|事业部|研究院|研究所|中心|门店))"
)
# a 乡 lies in a county or a district, not in a city
TOWN = re.compile(
    "(?<=[市县区旗州])(?:[^镇]{1,4}?镇|.{1,4}?街道|(?:经济|高新|技术|产业|工业|综合|[东西南北])*(?:开发|高新|新|园|保税)区)|(?<=[县区旗])[^乡]{1,4}?乡"
)
# a parent named inside the name: 酒钢集团宏兴钢铁
JOINT = re.compile(r"实业集团|控股集团|集团|控股")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """The parts of a name, folded. `core` is the name without form, branch and notes, `own` the core without the places.

    Only `distinctive` tells one company from another. A name that has no word of its own is told by place and trade
    together: then these are its two pieces (上海, 机场). `parent` is the group that stands before it (酒钢集团宏兴钢铁).
    """

    core: str
    own: str
    places: tuple[Place, ...]
    distinctive: tuple[str, ...]
    trade: str
    parent: str
    form: str
    branch: str
    notes: tuple[str, ...]

    has_own_word: bool
    """Whether the distinctive part is a word of its own; if not, it is place and trade, or the trade alone."""

    guessed: str = ""
    """What of the trade is in no table, but is made as words of the trade are: it may belong to the distinctive part."""


@lru_cache(maxsize=65536)
def take_apart(name: str) -> CompanyName:
    """The parts of a name as given."""
    notes = tuple(normalize(note) for note in NOTE.findall(name))
    text = normalize(NOTE.sub("", name)) or normalize(name)
    if text.isascii():
        return _latin_parts(name, notes)
    branch = BRANCH.fullmatch(text)
    if branch:
        text = branch[1]
    core, form = split_form(text)
    return _han_parts(core, form, branch[2] if branch else "", notes)


def split_form(text: str) -> tuple[str, str]:
    """What stands before the legal form, and the form; a shop is one where it is no part of a word: 豆浆店, not 饭店."""
    if form := forms_at_end().search(text):
        return text[: form.start()], form[0]
    if text[-1:] in SHOPS and all(text[-n:] not in trades() for n in (2, 3, 4)):
        return text[:-1], text[-1]
    return text, ""


def _han_parts(core: str, form: str, branch: str, notes: tuple[str, ...]) -> CompanyName:
    in_front, rest = split_place(core)
    parent, brand, guessed, trade = _own_name(rest)
    distinctive = (brand,) if brand else (told_by(in_front[-1].short, trade) if in_front else (core,) * bool(core))
    return CompanyName(core, rest, in_front, distinctive, guessed + trade, parent, form, branch, notes, bool(brand), guessed)


def _own_name(rest: str) -> tuple[str, str, str, str]:
    """The parent in front, the distinctive part, what is guessed to be trade, and the trade of what follows the place."""
    pieces = [split_trade(piece) for piece in JOINT.split(rest) if piece]
    if not pieces:
        return "", "", "", ""
    named = [i for i, (brand, _) in enumerate(pieces) if brand]
    own = named[-1] if named else len(pieces) - 1
    parent = "".join(brand + trade for brand, trade in pieces[:own])
    brand, trade = pieces[own][0], "".join(trade for _, trade in pieces[own:])
    above = next((brand[:end] for end in range(len(brand) - 2, 1, -1) if brand[:end] in parents()), "")
    brand, guessed = split_guess(brand[len(above) :], trade)
    return parent + above, brand, guessed, trade


def split_place(core: str) -> tuple[tuple[Place, ...], str]:
    """The places in front (广东省深圳市, 中国) and what follows."""
    found: list[Place] = []
    start = 0
    while place := _place_at(core, start, found) or _town_at(core, start, found):
        found.append(place[0])
        start = place[1]
    return tuple(found), core[start:]


def _place_at(core: str, start: int, before: list[Place]) -> tuple[Place, int] | None:
    known = places()
    longest = longest_by_head("place").get(core[start : start + 1], 0)
    for end in range(min(start + longest, len(core)), start + 1, -1):
        place = known.get(core[start:end])
        if place and (place.known or (before and before[-1].province == place.province and split_trade(core[end:])[0])):
            return place, end
    return None


def _town_at(core: str, start: int, before: list[Place]) -> tuple[Place, int] | None:
    """A town or a zone behind the full name of a city or county: 盛泽镇 of 吴江区盛泽镇."""
    town = TOWN.match(core, start) if before else None
    if town and split_trade(core[town.end() :])[0]:
        return Place(town[0], before[-1].province, known=False), town.end()
    return None


def split_trade(piece: str) -> tuple[str, str]:
    """The distinctive part and the words of the trade behind it.

    The distinctive part is the shortest that leaves whole words, and has two characters at least; or there is none. Where it has three
    characters still, plain nouns are such words too, and where it has four, goods are.
    """
    cuts = trade_cuts(piece)
    end = 0 if 0 in cuts else _shortest(cuts, piece)
    if end >= MAY_END_EARLIER or piece[:end] in trades():
        end = _shortest(trade_cuts(piece, begins=_begins_noun), piece)
    end = _shorter(piece[:end], is_goods)
    return piece[:end], piece[end:]


def _shortest(cuts: set[int], piece: str) -> int:
    return min(cut for cut in cuts if cut >= 2 or cut == len(piece))


def split_guess(brand: str, trade: str) -> tuple[str, str]:
    """A long distinctive part without the words of two characters behind it that are in no table, but made as those of the trade are.

    One of three characters is left without the last where that often stands in front of goods: 澄星 of 澄星磷化工.
    """
    end = 2 if trade and len(brand) == MAY_END_EARLIER and brand[-1] in modifiers() else _shorter(brand, is_made_as_trade)
    return brand[:end], brand[end:]


def _shorter(brand: str, is_word: Callable[[str], bool]) -> int:
    """Where a distinctive part ends if more words behind its first two characters are of the trade; short ones are left whole."""
    return len(brand) if len(brand) < LONG else min(cut for cut in trade_cuts(brand, is_word) if cut >= 2)


def is_goods(word: str) -> bool:
    return word[1] in goods()


def is_made_as_trade(word: str) -> bool:
    return word[0] in trade_begins() and word[1] in trade_ends() and word not in brand_words()


def trade_cuts(
    piece: str, is_word: Callable[[str], bool] | None = None, begins: Callable[[str, int, set[int]], bool] | None = None
) -> set[int]:
    """The places from which the rest of a piece is words of the trade and nothing else.

    `is_word` tells of two more characters, `begins` of a place whether a word begins there that ends at one of those behind it.
    """
    longest, behind = longest_by_head("trade"), len(piece)
    cuts = {behind}
    for start in range(behind - 1, -1, -1):
        length = longest.get(piece[start], 0)
        if (
            (length and _begins_trade(piece, start, length, cuts))
            or (is_word and start + 2 in cuts and is_word(piece[start : start + 2]))
            or (begins and begins(piece, start, cuts))
        ):
            cuts.add(start)
    return cuts


def _begins_noun(piece: str, start: int, cuts: set[int]) -> bool:
    known = nouns()
    return any(piece[start:end] in known for end in cuts if start + 2 <= end <= start + LONGEST_NOUN)


def _begins_trade(piece: str, start: int, longest: int, cuts: set[int]) -> bool:
    known = trades()
    return any(piece[start:end] in known for end in cuts if start < end <= start + longest)


def trade_heads(text: str) -> list[str]:
    """The words of the trade with which a text begins, the shortest first."""
    return [text[:end] for end in range(1, len(text) + 1) if text[:end] in trades()]


def told_by(place: str, trade: str) -> tuple[str, ...]:
    """A place and the first word of the trade that says something: 上海, 机场 of 上海国际机场."""
    rest = trade
    while heads := trade_heads(rest):
        telling = next((head for head in heads if trades()[head] == "trade"), "")
        if telling:
            return place, telling
        rest = rest[len(heads[-1]) :]
    return (place, trade) if trade else (place,)


def _latin_parts(name: str, notes: tuple[str, ...]) -> CompanyName:
    """PT Bank Central Asia Tbk: the forms at either end; the words between them, without those of the trade, are distinctive."""
    words = latin_core(name)
    distinctive = tuple(word for word in words if word not in latin_trades()) or tuple(words)
    trade = "".join(word for word in words if word in latin_trades())
    core = "".join(words)
    form = "".join(words_of(name)).replace(core, "", 1)
    return CompanyName(core, core, (), distinctive, trade, "", form, "", notes, True)


def latin_core(name: str) -> list[str]:
    """The words of a Latin name without the legal form at either end and without The in front."""
    words = words_of(NOTE.sub(" ", name))
    while len(words) > 1 and (words[0] in latin_forms("front") or words[0] == "the"):
        del words[0]
    while width := _form_width(words):
        del words[-width:]
    return words


def _form_width(words: list[str]) -> int:
    """How many words at the end are the legal form, one word being left at least."""
    return next((n for n in (3, 2, 1) if n < len(words) and " ".join(words[-n:]) in latin_forms("end")), 0)
