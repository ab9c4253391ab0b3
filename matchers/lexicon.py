"""The words that names are made of: places, words of the trade, legal forms."""

import re
from functools import cache
from typing import NamedTuple

from matchers.tables import lookup, table, words


class Place(NamedTuple):
    """A place as companies write it in front of their names."""

    short: str
    province: str
    known: bool
    """Whether the name alone says that it is a place; if not, it does so only behind its province."""


@cache
def places() -> dict[str, Place]:
    found = {"中国": Place("中国", "", True), "中华人民共和国": Place("中国", "", True)}
    for full, short, province, rank in table("places.tsv", 4):
        found.setdefault(short, Place(short, province, rank == "known"))
        found[full] = Place(short, province, len(full) > 2)
    for alias, _, province in table("place_aliases.tsv", 3):
        if len(alias) > 1:
            found[alias] = Place(alias, province, True)
    return found


@cache
def longest_by_head(kind: str) -> dict[str, int]:
    """How long the longest place, or word of the trade, is that begins with a character: most characters begin none."""
    longest: dict[str, int] = {}
    for word in places() if kind == "place" else trades():
        longest[word[0]] = max(len(word), longest.get(word[0], 0))
    return longest


@cache
def place_letters() -> dict[str, str]:
    """Characters that stand for a place: 沪 for 上海."""
    return {alias: place for alias, place, _ in table("place_aliases.tsv", 3) if len(alias) == 1}


@cache
def trades() -> dict[str, str]:
    """Words of the trade; a `weak` one says nothing of the trade: 科技."""
    return lookup("trades.tsv")


@cache
def trade_begins() -> frozenset[str]:
    """The characters with which words of the trade begin."""
    return frozenset(word[0] for word in trades() if len(word) > 1)


@cache
def trade_ends() -> frozenset[str]:
    """The characters with which words of the trade end."""
    return frozenset(word[-1] for word in trades() if len(word) > 1)


@cache
def nouns() -> frozenset[str]:
    """Plain nouns, among them words of the trade, that are no brands: 豆制品, 冷却塔."""
    return words("nouns.txt")


@cache
def modifiers() -> frozenset[str]:
    """Characters in front of goods: 磷化工, 轻合金."""
    return words("modifiers.txt")


@cache
def brand_words() -> frozenset[str]:
    """Second words of distinctive parts: 明珠 of 东方明珠."""
    return words("brand_words.txt")


@cache
def goods() -> frozenset[str]:
    """Last characters of the names of goods and machines."""
    return words("goods.txt")


@cache
def parents() -> frozenset[str]:
    """Groups that put their short name before their companies' distinctive part: 中车, 北汽."""
    return words("parents.txt")


@cache
def forms_at_end() -> re.Pattern[str]:
    forms = sorted((form for form, where in table("forms.tsv", 2) if where == "end" and not form.isascii()), key=len, reverse=True)
    return re.compile("(?:" + "|".join(forms) + ")$")


@cache
def latin_forms(where: str) -> frozenset[str]:
    return frozenset(form for form, stands in table("forms.tsv", 2) if form.isascii() and stands == where)


@cache
def latin_trades() -> frozenset[str]:
    return words("latin_trades.txt")


@cache
def services() -> dict[str, str]:
    """What messages and senders are called that have no name; a `message` may follow one."""
    return lookup("services.tsv")
