"""The case table of the sample inbox: cases.yaml, checked on load."""

from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from extractors.vocabulary import DocumentKind
from pipeline.application import Account, Application, Document, PartyKind, Purpose, SignatureType
from samples.companies import Company, invent
from samples.data import load_yaml
from samples.icp import Site
from samples.product import invent_product
from samples.specimens import Content, draw_names
from samples.trademark import Mark
from samples.wear import Step, check


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _checked_step(step: Step) -> Step:
    check(step)
    return step


class Expected(_Model):
    """What a review of the case must say; `finding` is the code of the one finding that decides a case that does not pass."""

    verdict: Literal["pass", "reject", "needs_review"]
    finding: str | None = None
    why: str

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.verdict == "pass") != (self.finding is None):
            raise ValueError("a case that passes has no deciding finding, every other one has")
        return self


class DocumentPlan(_Model):
    """One document: what is drawn, what happens to it, and what the applicant says it is (`declared`; what it is by default).

    `partner` is the key of the company that a letter authorizes, `product` the name of the app or account on a screen,
    `person` the individual who owns it in place of the company. `copied`: the same file is drawn for an earlier case.
    """

    file: str
    kind: DocumentKind
    layout: str
    company: str
    declared: DocumentKind | None = None
    mark: Mark | None = None
    site: Site | None = None
    words: str = ""
    partner: str = ""
    product: str = ""
    person: str = ""
    copied: bool = False
    seed: int
    wear: tuple[Annotated[Step, AfterValidator(_checked_step)], ...] = ()

    @model_validator(mode="after")
    def _drawable(self) -> Self:
        if self.layout not in draw_names(self.kind):
            raise ValueError(f"{self.kind} has no layout {self.layout}; it has {', '.join(draw_names(self.kind))}")
        if self.file.endswith(".pdf") and self.wear:
            raise ValueError(f"{self.file}: the text layer of a PDF does not follow what wear does to its picture")
        return self

    def content(self, companies: dict[str, Company]) -> Content:
        owner = companies[self.company]
        if self.person:
            owner = owner.model_copy(update={"name": self.person})
        product = invent_product(owner, self.seed)
        return Content(
            company=owner,
            mark=self.mark,
            site=self.site,
            words=self.words,
            partner=companies[self.partner] if self.partner else None,
            product=product.model_copy(update={"name": self.product}) if self.product else product,
        )


class Case(_Model):
    """One application. `account` is the key of a company, or any other name as it stands."""

    case_id: str
    signature: str
    signature_type: SignatureType
    purpose: Purpose = Purpose.SELF
    developed_by: PartyKind = PartyKind.ORGANIZATION
    international: bool = False
    account: str
    account_kind: PartyKind = PartyKind.ORGANIZATION
    approved: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    changes: str = ""
    submitted_at: date
    description: str = ""
    documents: tuple[DocumentPlan, ...] = ()
    expected: Expected

    def application(self, companies: dict[str, Company]) -> Application:
        account = companies[self.account].name if self.account in companies else self.account
        return Application(
            case_id=self.case_id,
            signature=self.signature,
            signature_type=self.signature_type,
            purpose=self.purpose,
            developed_by=self.developed_by,
            international=self.international,
            submitted_at=self.submitted_at,
            account=Account(kind=self.account_kind, name=account, approved_signatures=self.approved, pending_signatures=self.pending),
            description=self.description,
            changes=self.changes,
            documents=tuple(Document(file=plan.file, kind=plan.declared or plan.kind) for plan in self.documents),
        )


class CaseTable(_Model):
    companies: dict[str, Company]
    cases: tuple[Case, ...]

    @model_validator(mode="after")
    def _known(self) -> Self:
        for case in self.cases:
            for plan in case.documents:
                unknown = {plan.company, plan.partner} - {"", *self.companies}
                if unknown:
                    raise ValueError(f"{case.case_id}: no company is called {', '.join(sorted(unknown))}")
        return self

    @property
    def expected_rows(self) -> list[dict[str, Any]]:
        """The rows of expected.jsonl."""
        return [{"case_id": case.case_id, **case.expected.model_dump()} for case in self.cases]


@cache
def case_table() -> CaseTable:
    table = load_yaml("cases.yaml")
    companies = {key: invent(**given) for key, given in table["companies"].items()}
    return CaseTable(companies=companies, cases=_with_copies(table["cases"]))


def _with_copies(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`{copy: CASE}` stands for the first document of that case, `{copy: CASE/FILE}` for another of them; other keys may differ."""
    drawn: dict[str, dict[str, Any]] = {}
    for case in cases:
        plans = case.get("documents", [])
        for number, plan in enumerate(plans):
            if "copy" in plan:
                plan |= {**drawn[plan.pop("copy")], **plan, "copied": True}
            drawn.setdefault(case["case_id"], plan)
            drawn[f"{case['case_id']}/{plan['file']}"] = plan
            plans[number] = plan
    return cases
