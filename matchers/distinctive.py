"""What of a name a signature must have: its distinctive part, whole, and no word cut in two."""

from rapidfuzz.distance import Prefix

from matchers.company_name import CompanyName, split_place, told_by, trade_cuts, trade_heads
from matchers.generic import TELLING, kinds_of
from matchers.lexicon import parents, place_letters, trades

SHORTEST_WHOLE = 4
"""Words of the trade from this length on are the name of a company that has no other: 航天信息, not 石化."""
SHORTEST_ABBREVIATION = 3
BANK = "行"
"""What a bank is in short: 张家港行."""
LONGEST_SIGNATURE = 12
"""A longer name is cut here, wherever that is."""
NAME_ENDINGS = ("云", "微", "网")
"""Half a word of the trade with which names end by custom: 腾讯云 of 腾讯云计算, 士兰微 of 士兰微电子, 拉勾网 of 拉勾网络."""


def has_distinctive(signature: str, parts: CompanyName) -> bool:
    """Whether the distinctive part stands in the signature: each of its pieces, one behind the other."""
    start = 0
    for piece in parts.distinctive:
        found = signature.find(piece, start)
        if found < 0:
            return any(tells(signature, parts) for tells in (is_told_by_trade, abbreviates_place_and_trade, abbreviates_group_and_trade))
        start = found + len(piece)
    return bool(parts.distinctive)


def is_told_by_trade(signature: str, parts: CompanyName) -> bool:
    """航天发展 of 航天工业发展: a name without a word of its own may be told by its first word of the trade and another one.

    All its words are enough even where they say nothing of the trade (广州发展), but a usual word of the trade, as 生物科技 is, is not.
    """
    if parts.has_own_word or len(signature) < SHORTEST_WHOLE:
        return False
    telling = any(TELLING in kinds for kinds in kinds_of(signature))
    if signature == parts.core and telling:
        return True
    begins = telling and any(signature.startswith(head) for head in trade_heads(parts.trade))
    return signature not in trades() and (begins or signature in (parts.core, parts.own))


def abbreviates_place_and_trade(signature: str, parts: CompanyName) -> bool:
    """佛燃股份 of 佛山市燃气集团, 粤高速 of 广东省高速公路: the first characters of place and trade, or the place's letter."""
    return not parts.has_own_word and len(parts.distinctive) > 1 and _abbreviates(signature, parts.distinctive, parts.trade[0])


def abbreviates_group_and_trade(signature: str, parts: CompanyName) -> bool:
    """招商公路 of 招商局公路网络: a group that puts no other word before the trade is abbreviated as a place is."""
    named, *_ = parts.distinctive or ("",)
    if named not in parents() or not parts.trade or len(signature) < SHORTEST_ABBREVIATION:
        return False
    return _abbreviates(signature, told_by(named, parts.trade), parts.trade[0])


def _abbreviates(signature: str, told: tuple[str, ...], first: str) -> bool:
    """Whether the signature begins as the place does, and goes on as the trade or its first telling word does."""
    place, trade = told
    in_short = signature[0] not in place and place_letters().get(signature[0]) == place
    begun = 1 if in_short else Prefix.similarity(signature, place)
    behind = signature[begun:]
    return begun > 0 and (behind[:1] in (trade[0], first) or (len(place) == begun and behind == BANK and trade.endswith(BANK)))


def straddles(signature: str, name: str, parts: CompanyName) -> bool:
    """Whether the signature cuts a word of the name that is not distinctive: 海泰科 in 海泰科技, 安博通 in 西安博通."""
    if not parts.has_own_word:
        return False
    before, _, behind = signature.partition(parts.distinctive[0])
    if before not in ("", parts.parent) and not split_place(before)[0] and all(before != place.short for place in parts.places):
        return True
    was_cut = name.startswith(signature) and len(signature) == LONGEST_SIGNATURE
    return (
        len(behind) == 1
        and behind not in NAME_ENDINGS
        and parts.trade.startswith(behind)
        and 1 not in trade_cuts(parts.trade)
        and not was_cut
    )
