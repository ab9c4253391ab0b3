"""A signature for others: the owner's certificate, and the owner's letter to the account holder."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import Purpose, SignatureType
from pipeline.chain import DocumentFacts
from pipeline.outcome import LinkState, Severity, Verdict
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, Judged, case, document, fact, filing, judged, licence, unknown, unseen

REJECT, REVIEW = Severity.REJECT, Severity.REVIEW
THIRD = "广州榴屿贸易有限公司"


def letter(
    giver: str | None = COMPANY,
    taker: str | None = OTHER_COMPANY,
    signature: str | None = "星槎云",
    until: str | None = "2025-05-31",
    *,
    sure: bool = True,
    **differing: Any,
) -> DocumentFacts:
    values = {
        FieldName.AUTHORIZING_PARTY: giver,
        FieldName.AUTHORIZED_PARTY: taker,
        FieldName.LETTER_SIGNATURE: signature,
        FieldName.LETTER_VALID_TO: until,
    }
    facts = [fact(name, value, sure=sure, agreed=sure) for name, value in values.items() if value]
    return document(DocumentKind.AUTHORIZATION_LETTER, "letter.jpg", *facts, **differing)


def applied(*documents: DocumentFacts, account: str = OTHER_COMPANY, **application: Any) -> Judged:
    return judged(case(*documents, account=account, purpose=Purpose.OTHERS, **application))


def test_the_owners_licence_and_letter_prove_the_signature_link_by_link() -> None:
    answer = applied(licence(), letter())
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {})
    names = ("certificate", "named_by", "owned_by", "letter", "authorized_by", "authorizes", "letter_signature", "letter_valid")
    assert answer.links == dict.fromkeys(names, LinkState.ESTABLISHED)


def test_a_letter_of_a_layout_that_was_never_seen_leaves_it_to_a_person_with_what_holds() -> None:
    answer = applied(licence(), unseen(letter()))
    assert (answer.verdict, answer.codes) == (Verdict.NEEDS_REVIEW, {"LAYOUT_PROVISIONAL": REVIEW})
    assert answer.links["named_by"] is LinkState.ESTABLISHED
    assert answer.links["authorized_by"] is LinkState.OPEN


def test_the_applicants_own_licence_proves_nothing() -> None:
    answer = applied(licence(OTHER_COMPANY), letter())
    assert answer.codes["OWNER_CERTIFICATE_WANTED"] is REJECT
    assert OTHER_COMPANY in answer.message("OWNER_CERTIFICATE_WANTED")


def test_the_applicants_licence_beside_the_owners_does_no_harm() -> None:
    assert applied(licence(OTHER_COMPANY), licence(), letter()).verdict is Verdict.PASS


def test_another_companys_licence_beside_the_owners_is_looked_at() -> None:
    assert applied(licence(), replace(licence(THIRD), file="other.jpg"), letter()).codes == {"DOCUMENTS_DIFFER": REVIEW}


@pytest.mark.parametrize(
    ("beside", "severity"), [((), REJECT), ((unknown("门头照片：" + "好" * 40),), REVIEW), ((unknown(failed=True),), REVIEW)]
)
def test_the_letter_is_missing_surely_where_nothing_else_may_be_it(beside: tuple[DocumentFacts, ...], severity: Severity) -> None:
    assert applied(licence(), *beside).codes["LETTER_MISSING"] is severity


def test_the_parties_exchanged_are_told_as_such() -> None:
    answer = applied(licence(), letter(OTHER_COMPANY, COMPANY))
    assert answer.codes == {"LETTER_REVERSED": REJECT}
    assert applied(licence(), letter(OTHER_COMPANY, COMPANY, sure=False)).codes["LETTER_REVERSED"] is REVIEW


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (letter(THIRD), "LETTER_OWNER_MISMATCH"),
        (letter(taker=THIRD), "LETTER_HOLDER_MISMATCH"),
        (letter(signature="檐鹊"), "LETTER_SIGNATURE_MISSING"),
        (letter(until="2024-05-31"), "LETTER_EXPIRED"),
    ],
)
def test_each_blank_of_the_letter_must_fit(given: DocumentFacts, code: str) -> None:
    assert applied(licence(), given).codes == {code: REJECT}
    unsure = replace(given, fields={name: replace(each, sure=False) for name, each in given.fields.items()})
    assert applied(licence(), unsure).codes[code] is REVIEW
    assert applied(licence(), unseen(given)).codes == {"LAYOUT_PROVISIONAL": REVIEW, code: REVIEW}


def test_the_last_day_of_the_letter_counts() -> None:
    assert applied(licence(), letter(), on=date(2025, 5, 31)).verdict is Verdict.PASS
    assert applied(licence(), letter(), on=date(2025, 6, 1)).verdict is Verdict.REJECT


@pytest.mark.parametrize("missing", [{"giver": None}, {"taker": None}, {"signature": None}, {"until": None}])
def test_a_blank_that_was_not_read_never_passes_and_never_rejects(missing: dict[str, None]) -> None:
    answer = applied(licence(), letter(**missing))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.result.looks


def test_a_letter_may_list_several_signatures() -> None:
    several = letter(signature="檐鹊", text="授权使用【檐鹊】【星槎云】短信签名" + "一" * 40)
    answer = applied(licence(), several)
    assert (answer.verdict, answer.codes) == (Verdict.NEEDS_REVIEW, {})
    assert answer.links["letter_signature"] is LinkState.OPEN


def test_only_organizations_authorize() -> None:
    answer = applied(licence(), letter("甘示范"))
    assert answer.codes["LETTER_BY_INDIVIDUAL"] is REJECT


@pytest.mark.parametrize(
    ("closed", "told", "state"), [(0.7, {}, LinkState.ESTABLISHED), (0.1, {"LETTER_UNSEALED": REVIEW}, LinkState.OPEN)]
)
def test_the_red_seal_is_on_the_letter(closed: float, told: dict[str, Severity], state: LinkState) -> None:
    answer = applied(licence(), letter(measures={"seal_closed": closed}))
    assert answer.codes == told
    assert answer.links["letter_seal"] is state
    assert [look.phrase for look in answer.result.looks] == ["seal"], "whose seal it is, a person reads"


def test_an_account_without_a_name_is_a_persons_to_decide() -> None:
    answer = applied(licence(), letter(), account="")
    assert (answer.verdict, answer.codes) == (Verdict.NEEDS_REVIEW, {"ACCOUNT_UNKNOWN": REVIEW})


def test_the_letter_that_fits_counts_among_several() -> None:
    assert applied(licence(), letter(THIRD), letter()).verdict is Verdict.PASS


@pytest.mark.parametrize(("holder", "code"), [(THIRD, {"DOCUMENTS_DIFFER": REJECT}), (COMPANY, {})])
def test_the_screenshots_owner_is_the_certificates(holder: str, code: dict[str, Severity]) -> None:
    shown = filing(holder=holder)
    answer = applied(licence(), shown, letter(), kind=SignatureType.WEBSITE, description="xingcha.example")
    assert answer.codes == code
    if code:
        assert THIRD in answer.message("DOCUMENTS_DIFFER")
        assert COMPANY in answer.message("DOCUMENTS_DIFFER")


def test_documents_of_two_owners_are_told_where_the_account_has_no_name() -> None:
    answer = judged(case(licence(), filing(holder=THIRD), account="", kind=SignatureType.WEBSITE, description="xingcha.example"))
    assert answer.codes == {"ACCOUNT_UNKNOWN": REVIEW, "DOCUMENTS_DIFFER": REJECT}
