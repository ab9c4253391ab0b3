"""Certificates and letters: what they print is what their truth says, and every number checks."""

from datetime import date

import numpy as np
import pytest
from stdnum.cn import uscc

from samples import numbers
from samples.bodies import invent_body, sorts
from samples.certificates import date_in_words, institution, organization_code, social_credit_code
from samples.companies import invent
from samples.layout import chinese_date, layouts
from samples.letter import letter
from samples.sheet import Sheet

pytestmark = [pytest.mark.usefixtures("fonts"), pytest.mark.drawing]


def printed(sheet: Sheet) -> str:
    return "".join(placed.text for placed in sheet.texts).replace(" ", "").replace("　", "")


@pytest.mark.parametrize("layout", layouts("organization_code"))
@pytest.mark.parametrize("seed", range(3))
def test_an_organization_code_certificate_prints_its_truth(layout: str, seed: int) -> None:
    sheet, truth = organization_code(layout, invent(seed), seed)
    assert truth["entity_name"] in printed(sheet)
    assert truth["organization_code"] in printed(sheet)
    assert truth["registration_number"] in printed(sheet)
    body, check = truth["organization_code"].split("-")
    assert body.startswith("99")
    assert numbers.organization_check(body) == check
    until = date.fromisoformat(truth["valid_to"])
    assert chinese_date(until) in printed(sheet) or date_in_words(until) in printed(sheet)


def test_dates_in_words() -> None:
    assert date_in_words(date(2015, 8, 6)) == "二〇一五年八月六日"
    assert date_in_words(date(2019, 12, 20)) == "二〇一九年十二月二十日"
    assert date_in_words(date(2010, 10, 31)) == "二〇一〇年十月三十一日"


@pytest.mark.parametrize("layout", layouts("institution"))
def test_an_institution_has_one_of_two_numbers(layout: str) -> None:
    sheet, truth = institution(layout, invent_body(3, "institutions"), 3)
    assert truth["entity_name"] in printed(sheet)
    assert ("credit_code" in truth) != ("registration_number" in truth)
    assert truth.get("credit_code", truth.get("registration_number", "")) in printed(sheet)


@pytest.mark.parametrize("layout", layouts("social_credit_code"))
def test_an_organ_has_a_credit_code(layout: str) -> None:
    sheet, truth = social_credit_code(layout, invent_body(3, "organs"), 3)
    assert truth["credit_code"] in printed(sheet)
    assert truth["entity_name"] in printed(sheet)


@pytest.mark.parametrize("group", sorts())
def test_bodies_are_in_districts_that_do_not_exist(group: str) -> None:
    bodies = [invent_body(seed, group) for seed in range(30)]
    assert all("样本区" in body.name and body.credit_code[6:8] == "99" and uscc.is_valid(body.credit_code) for body in bodies)
    assert {body.credit_code[:2] for body in bodies} == {sort.holder for sort in sorts()[group]}


@pytest.mark.parametrize("layout", layouts("letter"))
def test_a_letter_names_both_parties_and_the_signature(layout: str) -> None:
    sheet, truth = letter(layout, invent(1), invent(2), "星槎", 4)
    text = printed(sheet)
    assert truth["authorizing_party"] != truth["authorized_party"]
    assert all(truth[field] in text for field in ("authorizing_party", "authorized_party"))
    assert f"【{truth['letter_signature']}】" in text
    until = date.fromisoformat(truth["letter_valid_to"])
    assert chinese_date(until) in text or until.isoformat() in text


@pytest.mark.parametrize("layout", layouts("letter"))
def test_a_letter_carries_a_red_seal(layout: str) -> None:
    sheet, _ = letter(layout, invent(1), invent(2), "星槎", 4)
    red, green, _ = np.asarray(sheet.image.resize((124, 175)), int).transpose(2, 0, 1)
    assert (red - green > 40).sum() > 100
