"""Two readers on one field: what the second reading does to the confidence of the first."""

import unicodedata
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from extractors.page import Field, TextLine

AGREED = 0.6
"""How much of a character's remaining doubt goes away when a second, independent reader reads the same character."""


def confirmed(current: Field, line: TextLine | None, reader: str) -> Field:
    """The field after a second reading of its place.

    Characters that both readers read become surer: doubt d becomes d * (1 - AGREED). Characters that the second reader
    read otherwise keep the first reader's confidence, since the second one errs more often. Where the whole value
    agrees, `read_by` names both readers.
    """
    if line is None or not current.char_confidences or len(current.value) != len(current.char_confidences):
        return current
    owners = [index for index, char in enumerate(current.value) for _ in plain(char)]
    one, other = plain(current.value), plain(line.text)
    if len(one) != len(owners):
        return current
    blocks = Levenshtein.opcodes(one, other)
    differing = {index for block in blocks if block.tag != "equal" for index in owners[block.src_start : block.src_end]}
    raised = list(current.char_confidences)
    for index in set(owners) - differing:
        raised[index] = 1 - (1 - raised[index]) * (1 - AGREED)
    for index in set(range(len(raised))) - set(owners):
        # a space is as sure as what it stands between
        raised[index] = max(raised[index], min((raised[owner] for owner in owners), default=0.0))
    before = min(current.char_confidences)
    confidence = round(current.confidence * min(raised) / before, 4) if before else current.confidence
    read_by = f"{current.read_by}+{reader}" if one == other else current.read_by
    return replace(current, confidence=min(1.0, confidence), char_confidences=tuple(raised), read_by=read_by)


def agreed(field: Field) -> bool:
    """Whether two readers read the same."""
    return "+" in field.read_by


def plain(text: str) -> str:
    """Text without white space, brackets of one width: what two readers must agree on."""
    return "".join(unicodedata.normalize("NFKC", text).split())
