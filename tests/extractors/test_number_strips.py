"""Strips laid over the place of a licence's number, and the number that several of them hold."""

from extractors.number_strips import number_in, strips
from extractors.page import TextLine
from tests.factory import credit_code, line, page, registration_number

CODE, OTHER, NUMBER = credit_code(), credit_code("91310000"), registration_number()
TITLE = (300.0, 350.0, 740.0, 460.0)
LICENCE = page(("营业执照", 300, 350, 110), ("名称", 170, 640), ("北京星槎云计算有限公司", 350, 640))


def read(*texts: str) -> list[TextLine]:
    return [line(text, 300, 560 + 10 * row) for row, text in enumerate(texts)]


def test_strips_lie_on_the_page_about_the_lower_edge_of_the_title() -> None:
    laid = strips(LICENCE, TITLE)
    assert laid
    for (left, top), (right, _), (_, bottom), _ in laid:
        assert 300 < left < right < LICENCE.width
        assert 400 < top < bottom < LICENCE.height


def test_one_of_the_strips_holds_the_number_s_line() -> None:
    assert any(top <= 480 and bottom >= 510 for (_, top), _, (_, bottom), _ in strips(LICENCE, TITLE))


def test_a_title_at_the_lower_edge_leaves_room_for_few_strips() -> None:
    assert all(corner[1] < LICENCE.height for strip in strips(LICENCE, (300, 1290, 740, 1400)) for corner in strip)


def test_a_number_that_two_strips_hold_is_found() -> None:
    found = number_in(read(f"代码{CODE}", "副本", CODE))
    assert found is not None
    assert (found.name, found.value, found.confidence) == ("credit_code", CODE, 0.75)


def test_the_more_strips_hold_it_the_surer_it_is() -> None:
    found = number_in(read(*[f"注册号{NUMBER}"] * 4))
    assert found is not None
    assert (found.name, found.value, found.confidence) == ("registration_number", NUMBER, 0.9375)


def test_one_strip_is_chance() -> None:
    assert number_in(read(CODE, OTHER, "副本")) is None


def test_numbers_that_do_not_check_are_not_counted() -> None:
    wrong = CODE[:-1] + "V"
    assert number_in(read(wrong, wrong, wrong)) is None


def test_the_number_that_most_strips_hold_wins() -> None:
    found = number_in(read(OTHER, OTHER, CODE, CODE, CODE))
    assert found is not None
    assert found.value == CODE


def test_nothing_read_is_no_number() -> None:
    assert number_in([]) is None
