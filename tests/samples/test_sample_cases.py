"""The case table is complete, and a mistake in it is found on load."""

from collections import Counter
from typing import Any

import pytest
from pydantic import ValidationError

from pipeline.application import SignatureType
from samples.cases import DocumentPlan, Expected, case_table

PLAN = {"file": "licence.jpg", "kind": "business_license", "layout": "portrait-2015", "company": "xingcha", "seed": 1}


def test_the_table_covers_types_and_verdicts() -> None:
    cases = case_table().cases
    assert len(cases) >= 26
    assert len({case.case_id for case in cases}) == len(cases)
    seen = Counter((case.signature_type, case.expected.verdict) for case in cases)
    for kind in (SignatureType.COMPANY, SignatureType.TRADEMARK):
        for verdict in ("pass", "reject", "needs_review"):
            assert seen[kind, verdict] >= 1, f"no {kind} case expects {verdict}"
    # the layouts of filings are provisional: a person sees every website
    assert seen[SignatureType.WEBSITE, "needs_review"] >= 8


def test_no_two_pictures_share_a_seed() -> None:
    seeds = Counter(plan.seed for case in case_table().cases for plan in case.documents if not plan.copied)
    assert [seed for seed, times in seeds.items() if times > 1] == []


def test_account_is_a_company_of_the_table_or_a_name_as_it_stands() -> None:
    table = case_table()
    accounts = {case.case_id: case.application(table.companies).account.name for case in table.cases}
    assert accounts["c01-full-name"] == "北京星槎云计算有限公司"
    assert accounts["c26-account-one-off"] == "深圳市岚鹤信息技术有限公司"


@pytest.mark.parametrize(
    "change",
    [
        {"layout": "portrait-1999"},
        {"wear": [{"fold": {}}]},
        {"wear": [{"blur": {"sharpness": 2}}]},
        {"wear": [{"blur": {}}]},
        {"file": "licence.pdf", "wear": [{"blur": {"radius": 2}}]},
        {"sead": 2},
    ],
)
def test_mistakes_in_a_document_are_found(change: dict[str, Any]) -> None:
    DocumentPlan.model_validate(PLAN)
    with pytest.raises((ValidationError, TypeError)):
        DocumentPlan.model_validate(PLAN | change)


def test_only_a_pass_has_no_finding() -> None:
    with pytest.raises(ValidationError):
        Expected(verdict="pass", finding="NAME_UNREADABLE", why="")
    with pytest.raises(ValidationError):
        Expected(verdict="reject", why="")
