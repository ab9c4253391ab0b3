"""Numbers check themselves: one wrong character and they don't."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import (
    CREDIT_ALPHABET,
    is_credit_code,
    is_organization_code,
    is_registration_number,
    tidy_credit_code,
)
from tests.factory import all_changes, credit_code, registration_number

DIGITS = "0123456789"


@pytest.mark.parametrize(
    "code",
    [
        "91110000600037341L",
        credit_code(),
        credit_code("92320508", "MADM7X1R"),
        credit_code("A1000000", "00001234"),  # a letter in the first place is legal for some departments
    ],
)
def test_codes_that_check(code: str) -> None:
    assert is_credit_code(code)


@pytest.mark.parametrize(
    "code", ["", "91110000600037341", "91110000600037341LL", "9111000060003734IL", "911100006000373411", "９1110000600037341L"]
)
def test_codes_that_do_not_check(code: str) -> None:
    assert not is_credit_code(code)


def test_any_single_wrong_character_of_a_credit_code_shows() -> None:
    code = "91110000600037341L"
    assert not any(is_credit_code(wrong) for wrong in all_changes(code, CREDIT_ALPHABET))


@given(st.text(CREDIT_ALPHABET, min_size=8, max_size=8), st.text(CREDIT_ALPHABET, min_size=8, max_size=8), st.randoms())
def test_any_single_wrong_character_of_any_credit_code_shows(first: str, organization: str, random: Random) -> None:
    code = credit_code(first, organization)
    assert is_credit_code(code)
    assert not is_credit_code(random.choice(all_changes(code, CREDIT_ALPHABET)))


@pytest.mark.parametrize("code", ["600037341", "D2143569X", "MA0K7XW2" + credit_code()[16]])
def test_organization_codes_that_check(code: str) -> None:
    assert is_organization_code(code)


@pytest.mark.parametrize("code", ["", "60003734", "600037342", "60003734-1", "壹00037341"])
def test_organization_codes_that_do_not_check(code: str) -> None:
    assert not is_organization_code(code)


@given(st.text(DIGITS, min_size=14, max_size=14))
def test_any_single_wrong_digit_of_a_registration_number_shows(first: str) -> None:
    number = registration_number(first)
    assert is_registration_number(number)
    assert not any(is_registration_number(wrong) for wrong in all_changes(number, DIGITS))


@pytest.mark.parametrize("number", ["", registration_number()[:14], registration_number() + "0", "１" * 15, "A" * 15])
def test_registration_numbers_that_do_not_check(number: str) -> None:
    assert not is_registration_number(number)


def test_letters_that_no_code_holds_are_read_as_the_digits_they_look_like() -> None:
    assert tidy_credit_code("9I11OOOO6OOO3734iL") == "91110000600037341L"
    assert tidy_credit_code("S2ZS") == "5225"


def test_v_looks_like_no_digit() -> None:
    assert tidy_credit_code("9V") == "9V"
    assert not is_credit_code("9V110000600037341L")
