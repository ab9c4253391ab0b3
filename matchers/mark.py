"""The words of a mark, or the name of a site, an app or an account, taken apart: the name, and what is said behind it."""

import re
from functools import lru_cache

from matchers.company_name import NOTE, CompanyName
from matchers.folding import normalize

# store names go on behind the name: 美团-美食团购外卖酒店
BEHIND = re.compile(r"\s+[-–—|·:]\s*|[-–—|｜:：·•,，。;；/_～~]+")


@lru_cache(maxsize=4096)
def take_mark_apart(mark: str) -> CompanyName:
    """The name itself is all that is distinctive; what follows a dash or stands in brackets is a note."""
    bare = NOTE.sub("", mark)
    head, *behind = [folded for part in BEHIND.split(bare) if (folded := normalize(part))] or [normalize(mark)]
    notes = (*(normalize(note) for note in NOTE.findall(mark)), *behind)
    return CompanyName(
        core=head,
        own=head,
        places=(),
        distinctive=(head,) if head else (),
        trade="",
        parent="",
        form="",
        branch="",
        notes=notes,
        has_own_word=True,
    )
