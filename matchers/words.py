"""Words: a run of letters and digits of a script that is written with spaces is one word; every other character stands alone."""

import re

from matchers.folding import normalize

SPACED = r"[^\W_\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
UNIT = re.compile(rf"{SPACED}+|\w")
LETTER = re.compile(SPACED)
LATIN = re.compile("[a-z]+")


def words_of(text: str) -> list[str]:
    """The words of a text, folded: `Co., Ltd.` has two, 腾讯云QQ has four."""
    return [folded for word in UNIT.findall(text) if (folded := normalize(word))]


def is_spaced(character: str) -> bool:
    """Whether the character belongs to a script that is written with spaces between words."""
    return LETTER.match(character) is not None


def has_latin(folded: str) -> bool:
    return LATIN.search(folded) is not None
