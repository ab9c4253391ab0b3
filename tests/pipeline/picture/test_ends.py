"""Print right beside a value that nobody has read: characters that the finder of lines missed."""

from dataclasses import replace

import cv2
import pytest

from extractors.page import Page
from pipeline.picture.ends import ink_beside, widened
from pipeline.picture.geometry import Image
from tests.factory import line, page, picture

NAME = line("CDEFGH", 160, 60)
VALUE = NAME.polygon


def printed(text: str, left: int) -> Image:
    """Characters as wide as they are high, the first of them at `left`."""
    sheet = picture(600, 160, (205, 210, 212))
    for index, character in enumerate(text):
        cv2.putText(sheet, character, (left + 30 * index + 3, 87), cv2.FONT_HERSHEY_DUPLEX, 1.1, (30, 30, 30), 2, cv2.LINE_AA)
    return sheet


def page_of(*others: str) -> Page:
    return page(*(line(text, 100, 60) for text in others), NAME, width=600, height=160)


def test_nothing_stands_beside_a_whole_name() -> None:
    assert ink_beside(printed("CDEFGH", 160), page_of(), VALUE) == (0.0, 0.0)


def test_characters_that_were_missed_before_a_name_are_seen() -> None:
    """caop_018, darkened: the name was surely read without its first two characters, the town."""
    before, behind = ink_beside(printed("ABCDEFGH", 100), page_of(), VALUE)
    assert before > 0.5
    assert behind == 0.0


def test_characters_that_were_missed_behind_a_name_are_seen() -> None:
    before, behind = ink_beside(printed("CDEFGHMW", 160), page_of(), VALUE)
    assert before == 0.0
    assert behind > 0.5


def test_a_label_that_was_read_is_known() -> None:
    assert ink_beside(printed("ABCDEFGH", 100), page_of("AB"), VALUE) == (0.0, 0.0)


def test_a_line_that_was_found_and_not_read_is_known() -> None:
    known = replace(page_of(), unread=(line("AB", 100, 60).polygon,))
    assert ink_beside(printed("ABCDEFGH", 100), known, VALUE) == (0.0, 0.0)


@pytest.mark.parametrize("left", [0, 420])
def test_nothing_is_looked_for_beyond_the_picture(left: int) -> None:
    at_edge = line("CDEFGH", left, 60)
    before, behind = ink_beside(printed("CDEFGH", left), replace(page_of(), lines=(at_edge,)), at_edge.polygon)
    assert (before, behind) == (0.0, 0.0)


def test_a_value_beyond_the_picture_has_nothing_beside_it() -> None:
    beyond = line("CDEFGH", 700, 300)
    assert ink_beside(printed("CDEFGH", 160), page_of(), beyond.polygon) == (0.0, 0.0)


def test_a_wider_look_has_room_for_a_character_at_either_end() -> None:
    (left, _), (right, _), _, _ = widened(VALUE)
    assert left < 160 - 30
    assert right > 340 + 30
