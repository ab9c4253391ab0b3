"""The document matrix: every type, purpose, account, developer and order, with each document that is due and one that is not.

What is walked comes from the packs; what must come out is a table typed by hand from the standard's page (matrix.tsv).
"""

import csv
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from pipeline import standards
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain import CaseFacts, DocumentFacts
from pipeline.chain.parties import OWNER, SUBJECT
from pipeline.outcome import Severity, Verdict
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, Judged, case, document, fact, judged

Kind = DocumentKind
E = (Kind.BUSINESS_LICENSE, Kind.ORGANIZATION_CODE_CERTIFICATE, Kind.SOCIAL_CREDIT_CODE_CERTIFICATE)
G = (Kind.ORGANIZATION_CODE_CERTIFICATE, Kind.SOCIAL_CREDIT_CODE_CERTIFICATE, Kind.INSTITUTION_CERTIFICATE)
SIX_TYPES = ("tencent-2022", "tencent-intl-2024")
ORDERS = ("first", "later")
DESCRIPTION = {
    SignatureType.APP: "https://apps.apple.com/cn/app/id990000000001",
    SignatureType.WEBSITE: "xingcha.example",
    SignatureType.OFFICIAL_ACCOUNT: "星槎云",
    SignatureType.MINI_PROGRAM: "星槎云",
}
NOT_DUE = (Kind.TRADEMARK_CERTIFICATE, Kind.BUSINESS_LICENSE)
"""One document that is due in no row of the other types, and one for the marks."""


class Cell(NamedTuple):
    kind: SignatureType
    purpose: Purpose
    account: PartyKind
    developed_by: PartyKind
    order: str

    def __str__(self) -> str:
        return "-".join(self)


class Row(NamedTuple):
    due: str
    letter: str

    @property
    def kinds(self) -> tuple[DocumentKind, ...]:
        named = {"E": E, "G": G, "none": (), "no": ()}
        return named[self.due] if self.due in named else (Kind(self.due),)


CELLS = [Cell(*each) for each in product(SignatureType, Purpose, PartyKind, PartyKind, ORDERS)]


@cache
def table() -> dict[Cell, Row]:
    """The hand-typed table, its `any` written out."""
    lines = (Path(__file__).parent / "matrix.tsv").read_text("utf8").splitlines()
    found: dict[Cell, Row] = {}
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        given = [row[key] for key in ("type", "purpose", "account", "developed_by", "order")]
        for cell in CELLS:
            if all(wanted in ("any", part) for wanted, part in zip(given, cell, strict=True)):
                assert cell not in found, f"two lines of the table are about {cell}"
                found[cell] = Row(row["due"], row["letter"])
    return found


def paper(kind: DocumentKind, owner: str = COMPANY) -> DocumentFacts:
    """A document on which everything was read surely."""
    facts = {OWNER[kind]: owner, FieldName.ICP_NUMBER: "京ICP备00000001号"}
    facts |= {} if SUBJECT[kind] is OWNER[kind] else {SUBJECT[kind]: "星槎云"}
    facts |= {FieldName.DOMAIN: "xingcha.example"} if kind is Kind.ICP_SCREENSHOT else {}
    return document(kind, f"{kind}.jpg", *(fact(name, value) for name, value in facts.items()))


def letter(owner: str, holder: str) -> DocumentFacts:
    values = {
        FieldName.AUTHORIZING_PARTY: owner,
        FieldName.AUTHORIZED_PARTY: holder,
        FieldName.LETTER_SIGNATURE: "星槎云",
        FieldName.LETTER_VALID_TO: "2025-05-31",
    }
    return document(Kind.AUTHORIZATION_LETTER, "letter.jpg", *(fact(name, value) for name, value in values.items()))


def applied(cell: Cell, standard: str, *documents: DocumentFacts) -> Judged:
    return judged(application(cell, standard, *documents))


def application(cell: Cell, standard: str, *documents: DocumentFacts) -> CaseFacts:
    return case(
        *documents,
        kind=cell.kind,
        purpose=cell.purpose,
        account=holder(cell),
        account_kind=cell.account,
        developed_by=cell.developed_by,
        approved=("檐鹊",) if cell.order == "later" else (),
        description=DESCRIPTION.get(cell.kind, ""),
        standard=standard,
    )


def holder(cell: Cell) -> str:
    """Who applies: the owner itself, or for others somebody else."""
    if cell.account is PartyKind.INDIVIDUAL:
        return "甘示范"
    return COMPANY if cell.purpose is Purpose.SELF else OTHER_COMPANY


def owner(cell: Cell) -> str:
    return COMPANY if cell.purpose is Purpose.OTHERS else holder(cell)


def uploaded(cell: Cell, kind: DocumentKind) -> list[DocumentFacts]:
    """The certificate, for others the letter, and the screenshot that names the subject where the certificate does not."""
    screens = {
        SignatureType.APP: Kind.APP_STORE_SCREENSHOT,
        SignatureType.WEBSITE: Kind.ICP_SCREENSHOT,
        SignatureType.OFFICIAL_ACCOUNT: Kind.OFFICIAL_ACCOUNT_SCREENSHOT,
        SignatureType.MINI_PROGRAM: Kind.MINI_PROGRAM_SCREENSHOT,
    }
    documents = [paper(kind, owner(cell))]
    if cell.kind in screens and screens[cell.kind] is not kind:
        documents.append(paper(screens[cell.kind], owner(cell)))
    return documents + ([letter(owner(cell), holder(cell))] if cell.purpose is Purpose.OTHERS else [])


def test_the_table_has_every_cell() -> None:
    assert set(table()) == set(CELLS)


@pytest.mark.parametrize("standard", SIX_TYPES)
@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_the_pack_says_what_the_page_says(cell: Cell, standard: str) -> None:
    row = standards.load(standard).types[cell.kind].row(cell.purpose, cell.account, cell.developed_by, cell.order)  # type: ignore[arg-type]
    typed = table()[cell]
    if typed.due == "no":
        assert row is None
    else:
        assert row is not None
        assert (set(row.one_of), row.letter) == (set(typed.kinds), typed.letter != "no")


@pytest.mark.parametrize("cell", [cell for cell in CELLS if table()[cell].letter != "disputed" and table()[cell].kinds], ids=str)
def test_each_document_that_is_due_proves_the_signature(cell: Cell) -> None:
    for standard, kind in product(SIX_TYPES, table()[cell].kinds):
        answer = applied(cell, standard, *uploaded(cell, kind))
        assert (answer.verdict, answer.codes) == (Verdict.PASS, {}), (standard, kind)


@pytest.mark.parametrize("cell", [cell for cell in CELLS if table()[cell].kinds], ids=str)
def test_a_document_that_is_not_due_is_of_the_wrong_kind(cell: Cell) -> None:
    wrong = next(kind for kind in NOT_DUE if kind not in table()[cell].kinds)
    _, *others = uploaded(cell, wrong)
    for standard in SIX_TYPES:
        answer = applied(cell, standard, paper(wrong, owner(cell)), *(each for each in others if each.kind is Kind.AUTHORIZATION_LETTER))
        assert answer.codes["CERTIFICATE_WRONG_KIND"] is Severity.REJECT, standard
        assert answer.verdict is Verdict.REJECT


@pytest.mark.parametrize("cell", [cell for cell in CELLS if table()[cell].kinds], ids=str)
def test_nothing_uploaded_is_rejected(cell: Cell) -> None:
    for standard in SIX_TYPES:
        assert applied(cell, standard).codes["CERTIFICATE_MISSING"] is Severity.REJECT, standard


@pytest.mark.parametrize("cell", [cell for cell in CELLS if table()[cell].due == "none"], ids=str)
def test_where_no_document_is_due_none_is_asked_for(cell: Cell) -> None:
    for standard in SIX_TYPES:
        answer = applied(cell, standard)
        assert not {"CERTIFICATE_MISSING", "CERTIFICATE_WRONG_KIND"} & answer.codes.keys()
        by_name = cell.kind in (SignatureType.COMPANY, SignatureType.GOVERNMENT)
        assert answer.verdict is (Verdict.PASS if by_name else Verdict.NEEDS_REVIEW), "the verified name says nothing of an app"
        assert applied(cell, standard, paper(Kind.TRADEMARK_CERTIFICATE)).verdict is answer.verdict, "what else was uploaded does no harm"


@pytest.mark.parametrize("cell", [cell for cell in CELLS if table()[cell].due == "no"], ids=str)
def test_an_account_that_may_not_choose_the_type_is_rejected_whatever_it_uploads(cell: Cell) -> None:
    for standard, kind in product(SIX_TYPES, (*E, Kind.TRADEMARK_CERTIFICATE)):
        answer = applied(cell, standard, paper(kind))
        assert answer.codes == {"TYPE_NOT_FOR_ACCOUNT": Severity.REJECT}
        assert "an app, a website" in answer.message("TYPE_NOT_FOR_ACCOUNT")


@pytest.mark.parametrize("cell", [cell for cell in CELLS if table()[cell].letter == "disputed"], ids=str)
def test_where_the_sources_disagree_a_person_decides(cell: Cell) -> None:
    for standard, kind in product(SIX_TYPES, table()[cell].kinds):
        answer = applied(cell, standard, *uploaded(cell, kind))
        assert (answer.verdict, answer.codes) == (Verdict.NEEDS_REVIEW, {"TYPE_NOT_FOR_ACCOUNT": Severity.REVIEW})


@pytest.mark.parametrize("cell", [cell for cell in CELLS if table()[cell].letter == "yes"], ids=str)
def test_a_signature_for_others_wants_the_letter(cell: Cell) -> None:
    for standard in SIX_TYPES:
        without = [each for each in uploaded(cell, table()[cell].kinds[0]) if each.kind is not Kind.AUTHORIZATION_LETTER]
        assert applied(cell, standard, *without).codes == {"LETTER_MISSING": Severity.REJECT}


@pytest.mark.parametrize("name", standards.names())
def test_a_type_that_a_standard_does_not_have_is_rejected_with_those_that_it_has(name: str) -> None:
    types = standards.load(name).types
    for kind in set(SignatureType) - set(types):
        answer = judged(case(paper(Kind.BUSINESS_LICENSE), kind=kind, standard=name))
        assert answer.codes == {"TYPE_NOT_OFFERED": Severity.REJECT}
        assert name in answer.message("TYPE_NOT_OFFERED")
        assert "a company's name" in answer.message("TYPE_NOT_OFFERED")


def test_2026_asks_what_2022_asked_of_its_three_types() -> None:
    """Only the first part of its source is known."""
    new, old = standards.load("tencent-2026"), standards.load("tencent-2022")
    assert set(new.types) == {SignatureType.COMPANY, SignatureType.TRADEMARK, SignatureType.GOVERNMENT}
    for kind, rules in new.types.items():
        assert rules.due == old.types[kind].due


def test_what_is_wrong_with_the_signature_itself_is_told_all_the_same() -> None:
    answer = judged(case(kind=SignatureType.APP, signature="星", standard="tencent-2026"))
    assert answer.codes == {"TYPE_NOT_OFFERED": Severity.REJECT, "SIGNATURE_LENGTH": Severity.REJECT}
