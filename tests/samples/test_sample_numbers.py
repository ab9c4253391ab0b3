"""Check digits against published examples and against an independent implementation."""

from random import Random

import pytest
from stdnum.cn import uscc

from samples import numbers
from samples.companies import invent


def test_published_examples_check() -> None:
    assert numbers.credit_check("91110000600037341") == "L"
    assert numbers.organization_check("60003734") == "1"
    assert numbers.organization_check("D2143569") == "X"


@pytest.mark.parametrize("seed", range(50))
def test_credit_codes_hold_two_valid_check_characters(seed: int) -> None:
    code = numbers.credit_code("110199", Random(seed))
    assert uscc.is_valid(code)
    assert numbers.organization_check(code[8:16]) == code[16]


@pytest.mark.parametrize("seed", range(50))
def test_registration_numbers_satisfy_iso_7064(seed: int) -> None:
    number = numbers.registration_number("440199", Random(seed), individual=seed % 2 == 0)
    rest = 10
    for digit in number[:-1]:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    assert (rest + int(number[-1])) % 10 == 1
    assert len(number) == 15


def test_companies_are_in_counties_that_do_not_exist() -> None:
    companies = [invent(seed, shop=seed % 3 == 0) for seed in range(30)]
    assert all(company.credit_code[6:8] == "99" and company.registration_number[4:6] == "99" for company in companies)
    assert invent(7) == invent(7)
