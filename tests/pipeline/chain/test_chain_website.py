"""A website's signature: the filing names the site and its domain, and its holder and the licence's entity are the account holder."""

import pytest

from extractors.vocabulary import FieldName
from pipeline.application import SignatureType
from pipeline.chain import CaseFacts, DocumentFacts
from pipeline.chain.website import described_domains
from pipeline.outcome import LinkState, Severity, Verdict
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, case, filing, judged, licence, trademark, unknown, unseen

REJECT, REVIEW = Severity.REJECT, Severity.REVIEW


def site_case(
    *documents: DocumentFacts, description: str = "官网 www.xingcha.example", account: str = COMPANY, **other: object
) -> CaseFacts:
    return case(*documents, description=description, account=account, kind=SignatureType.WEBSITE, **other)  # type: ignore[arg-type]


def test_a_site_whose_filing_and_licence_are_the_account_holders_is_proven() -> None:
    answer = judged(site_case(licence(), filing()))
    assert answer.verdict is Verdict.PASS
    assert answer.links == dict.fromkeys(
        ("certificate", "named_by", "domain", "is_account_holder", "certificate_of"), LinkState.ESTABLISHED
    )


# What names the site


def test_a_licence_alone_leaves_the_sites_name_a_claim() -> None:
    answer = judged(site_case(licence()))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"SITE_CLAIMED": REVIEW}
    assert answer.links["named_by"] is LinkState.CLAIMED
    [look] = answer.result.looks
    assert (look.phrase, look.facts["domain"]) == ("site", "xingcha.example")


def test_where_no_domain_is_described_the_reviewer_is_told_to_ask_for_it() -> None:
    [look] = judged(site_case(licence(), description="")).result.looks
    assert look.phrase == "site_without_domain"


def test_a_filing_without_the_sites_name_leaves_it_a_claim() -> None:
    assert judged(site_case(licence(), filing(None))).codes == {"SITE_CLAIMED": REVIEW}


def test_another_site_name_is_rejected() -> None:
    assert judged(site_case(licence(), filing("檐鹊到家"))).codes == {"SIGNATURE_CERTIFICATE_MISMATCH": REJECT}


def test_a_site_name_that_was_read_unsurely_is_looked_at_and_read_again() -> None:
    same, other = (judged(site_case(licence(), filing(site, site_sure=False))) for site in ("星槎云", "檐鹊到家"))
    assert (same.codes, same.confirmed) == ({"NAME_UNSURE": REVIEW}, {FieldName.SITE_NAME})
    assert (other.codes, other.confirmed) == ({"SIGNATURE_CERTIFICATE_MISMATCH": REVIEW}, {FieldName.SITE_NAME})


# The domain


def test_another_domain_is_rejected_with_both() -> None:
    answer = judged(site_case(licence(), filing(domain="yanque.example")))
    assert answer.codes == {"DOMAIN_MISMATCH": REJECT}
    assert "xingcha.example" in answer.message("DOMAIN_MISMATCH")
    assert "yanque.example" in answer.message("DOMAIN_MISMATCH")


@pytest.mark.parametrize(
    "description",
    [
        "xingcha.example",
        "www.xingcha.example",
        "WWW.XingCha.Example",
        "https://shop.xingcha.example:8443/index.html?from=sms",
        "我们的网站是xingcha.example，请审核",
        "官网：ｗｗｗ．xingcha．example。",
        "联系 li@mail.example，官网 xingcha.example",
        "见filing.png，官网 xingcha.example",
        "yanque.example, xingcha.example",
    ],
)
def test_the_filed_domain_is_found_in_the_description(description: str) -> None:
    assert judged(site_case(licence(), filing(), description=description)).verdict is Verdict.PASS


@pytest.mark.parametrize("filed", ["www.xingcha.example", "XINGCHA.example"])
def test_www_and_case_make_no_other_domain(filed: str) -> None:
    assert judged(site_case(licence(), filing(domain=filed))).verdict is Verdict.PASS


@pytest.mark.parametrize("described", ["notxingcha.example", "xingcha.example.cn", "xingcha-example.com"])
def test_a_domain_that_only_looks_like_the_filed_one_is_another(described: str) -> None:
    assert judged(site_case(licence(), filing(), description=described)).codes == {"DOMAIN_MISMATCH": REJECT}


def test_a_filed_part_of_the_described_domain_is_a_persons_to_say() -> None:
    assert judged(site_case(licence(), filing(domain="shop.xingcha.example"))).codes == {"DOMAIN_MISMATCH": REVIEW}


@pytest.mark.parametrize("description", ["", "公司官网", "见 filing.png", "li@xingcha.example"])
def test_a_description_without_a_domain_does_not_pass(description: str) -> None:
    assert judged(site_case(licence(), filing(), description=description)).codes == {"DESCRIPTION_WITHOUT_DOMAIN": REVIEW}


def test_a_domain_of_chinese_characters_is_found_although_no_space_ends_the_text() -> None:
    chinese = filing(domain="星槎.中国")
    assert judged(site_case(licence(), chinese, description="网站为星槎.中国")).verdict is Verdict.PASS
    assert judged(site_case(licence(), chinese, description="网站为檐鹊.中国")).codes == {"DESCRIPTION_WITHOUT_DOMAIN": REVIEW}


@pytest.mark.parametrize("domain", [None, "xingcha.example", "yanque.example"])
def test_a_domain_that_was_not_read_surely_neither_passes_nor_rejects(domain: str | None) -> None:
    answer = judged(site_case(licence(), filing(domain=domain, domain_sure=False)))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"DOMAIN_UNREADABLE": REVIEW}
    assert answer.confirmed == ({FieldName.DOMAIN} if domain else set())


def test_domains_in_a_description_are_told_once_in_their_order() -> None:
    assert described_domains("b.example 和 a.example，www.b.example") == ("b.example", "a.example")


# Whose the site is


def test_another_holder_of_the_filing_is_rejected() -> None:
    answer = judged(site_case(licence(), filing(holder=OTHER_COMPANY)))
    assert answer.codes == {"ACCOUNT_MISMATCH": REJECT}
    assert answer.links["is_account_holder"] is LinkState.BROKEN
    assert answer.links["certificate_of"] is LinkState.ESTABLISHED


def test_the_licence_of_another_company_is_rejected() -> None:
    answer = judged(site_case(licence(OTHER_COMPANY), filing()))
    assert answer.codes == {"ACCOUNT_MISMATCH": REJECT}
    assert answer.links["certificate_of"] is LinkState.BROKEN


def test_a_holder_that_was_read_unsurely_is_looked_at_and_read_again() -> None:
    for holder in (COMPANY, OTHER_COMPANY):
        answer = judged(site_case(licence(), filing(holder=holder, holder_sure=False)))
        assert answer.verdict is Verdict.NEEDS_REVIEW
        assert answer.confirmed == {FieldName.ICP_HOLDER}


def test_two_unsure_documents_are_told_one_by_one() -> None:
    answer = judged(site_case(licence(sure=False), filing(holder_sure=False)))
    assert [finding.code for finding in answer.findings] == ["NAME_UNSURE", "NAME_UNSURE"]


def test_a_holder_that_was_not_read_is_open() -> None:
    assert judged(site_case(licence(), filing(holder=None))).codes == {"NAME_UNREADABLE": REVIEW}


# The certificate


def test_a_filing_alone_wants_the_licence() -> None:
    """The filing is not the wrong document: another one is missing."""
    assert judged(site_case(filing())).codes == {"CERTIFICATE_MISSING": REJECT}


def test_a_filing_alone_proves_a_later_signature() -> None:
    assert judged(site_case(filing(), approved=("星槎",))).verdict is Verdict.PASS


def test_a_later_signature_that_no_document_names_is_a_claim() -> None:
    assert judged(site_case(approved=("星槎",))).codes == {"SITE_CLAIMED": REVIEW}


def test_a_trademark_in_place_of_the_licence_is_the_wrong_kind() -> None:
    assert judged(site_case(trademark(), filing())).codes == {"CERTIFICATE_WRONG_KIND": REJECT}


def test_a_filing_that_could_not_be_read_is_told() -> None:
    answer = judged(site_case(licence(OTHER_COMPANY), unknown("模糊", file="filing.png")))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"SITE_CLAIMED": REVIEW, "ACCOUNT_MISMATCH": REVIEW, "PICTURE_UNREADABLE": REVIEW}


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (filing(), None),
        (filing("檐鹊到家"), "NAME_ELSEWHERE"),
        (filing(domain="yanque.example"), "DOMAIN_MISMATCH"),
        (filing(holder=OTHER_COMPANY), "ACCOUNT_MISMATCH"),
    ],
)
def test_a_filing_of_an_unseen_layout_neither_passes_nor_rejects(shown: DocumentFacts, told: str | None) -> None:
    answer = judged(site_case(licence(), unseen(shown)))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == dict.fromkeys(filter(None, ("LAYOUT_PROVISIONAL", told)), REVIEW)
    assert LinkState.BROKEN not in answer.links.values()


def test_the_filing_that_names_the_site_counts_among_several() -> None:
    assert judged(site_case(licence(), filing("檐鹊到家", domain="yanque.example"), filing())).verdict is Verdict.PASS
