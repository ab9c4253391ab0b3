"""What the machine leaves to people: other purposes, types, accounts and developers."""

from itertools import product

import pytest

from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.outcome import Severity, Verdict
from tests.pipeline.chain.factory import LANGUAGES, case, filing, judged, licence, trademark, unknown

EVERYTHING = (licence(), trademark(), filing())
COVERED = {SignatureType.COMPANY, SignatureType.WEBSITE, SignatureType.TRADEMARK}


@pytest.mark.parametrize("kind", [kind for kind in SignatureType if kind not in COVERED])
def test_other_types_are_never_decided(kind: SignatureType) -> None:
    answer = judged(case(*EVERYTHING, kind=kind))
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert answer.codes == {"NOT_COVERED": Severity.REVIEW}
    assert not answer.links


@pytest.mark.parametrize(
    ("purpose", "account", "developer"),
    [each for each in product(Purpose, PartyKind, PartyKind) if each != (Purpose.SELF, PartyKind.ORGANIZATION, PartyKind.ORGANIZATION)],
)
@pytest.mark.parametrize("kind", SignatureType)
def test_other_purposes_accounts_and_developers_are_never_decided(
    kind: SignatureType, purpose: Purpose, account: PartyKind, developer: PartyKind
) -> None:
    answer = judged(case(*EVERYTHING, kind=kind, purpose=purpose, account_kind=account, developed_by=developer))
    assert answer.codes == {"NOT_COVERED": Severity.REVIEW}


def test_a_type_that_a_standard_no_longer_has_is_left_to_people_under_it() -> None:
    answer = judged(case(*EVERYTHING, kind=SignatureType.WEBSITE, standard="tencent-2026"))
    assert answer.codes == {"NOT_COVERED": Severity.REVIEW}
    assert "tencent-2026" in answer.message("NOT_COVERED")


def test_the_sort_of_application_is_told_in_words() -> None:
    message = judged(case(kind=SignatureType.APP, purpose=Purpose.OTHERS)).message("NOT_COVERED")
    assert "an app, for others" in message
    assert LANGUAGES == ("en", "zh", "id"), "judged() puts every finding into words in these"


def test_what_is_wrong_with_the_signature_itself_is_told_all_the_same() -> None:
    answer = judged(case(kind=SignatureType.APP, signature="星"))
    assert answer.codes == {"NOT_COVERED": Severity.REVIEW, "SIGNATURE_LENGTH": Severity.REJECT}


def test_a_document_that_failed_is_told_all_the_same() -> None:
    assert "READING_FAILED" in judged(case(unknown(failed=True), kind=SignatureType.APP)).codes
