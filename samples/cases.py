"""The case table of the sample inbox: cases.yaml, checked on load."""

from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from extractors.vocabulary import DocumentKind
from pipeline.application import Account, Application, Document, SignatureType
from samples.companies import Company, invent
from samples.data import load_yaml
from samples.icp import Site
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
    """One document: what is drawn, what happens to it, and what the applicant says it is (`declared`; what it is by default)."""

    file: str
    kind: DocumentKind
    layout: str
    company: str
    declared: DocumentKind | None = None
    mark: Mark | None = None
    site: Site | None = None
    words: str = ""
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
        return Content(company=companies[self.company], mark=self.mark, site=self.site, words=self.words)


class Case(_Model):
    """One application. `account` is the key of a company, or any other name as it stands."""

    case_id: str
    signature: str
    signature_type: SignatureType
    account: str
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
            submitted_at=self.submitted_at,
            account=Account(name=account),
            description=self.description,
            documents=tuple(Document(file=plan.file, kind=plan.declared or plan.kind) for plan in self.documents),
        )


class CaseTable(_Model):
    companies: dict[str, Company]
    cases: tuple[Case, ...]

    @model_validator(mode="after")
    def _known(self) -> Self:
        for case in self.cases:
            for plan in case.documents:
                if plan.company not in self.companies:
                    raise ValueError(f"{case.case_id}: no company is called {plan.company}")
        return self

    @property
    def expected_rows(self) -> list[dict[str, Any]]:
        """The rows of expected.jsonl."""
        return [{"case_id": case.case_id, **case.expected.model_dump()} for case in self.cases]


@cache
def case_table() -> CaseTable:
    table = load_yaml("cases.yaml")
    companies = {key: invent(**given) for key, given in table["companies"].items()}
    return CaseTable(companies=companies, cases=table["cases"])
