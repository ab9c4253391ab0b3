"""The JSON API: the same as the pages, with a token. Its description is at /api/openapi.json."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

from dashboard import deciding
from dashboard.access import AtSite
from dashboard.jobs import Job
from dashboard.site import site_of
from dashboard.uploads import case_of_payload
from dashboard.views import PAGE_SIZE, InAddress, place
from pipeline.application import PartyKind
from pipeline.messages import catalogue
from pipeline.outcome import Review
from pipeline.settings import Language
from pipeline.store import Action, CaseHead, CaseState, Decision, Person, Role

ERRORS: dict[int | str, dict[str, Any]] = {
    401: {"description": "No token, or one that is not valid"},
    403: {"description": "The person of the token may not do this"},
    404: {"description": "There is no such case"},
}
router = APIRouter(prefix="/api", responses={401: ERRORS[401]})
bearer = HTTPBearer(auto_error=False, description="A token from the page “Account”.")


def _person(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> Person:
    person = site_of(request).store.people.by_token(given.credentials) if given else None
    if person is None:
        raise HTTPException(401, "Send a valid token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})
    return person


def _reviewer(person: Annotated[Person, Depends(_person)]) -> Person:
    if not person.role.covers(Role.REVIEWER):
        raise HTTPException(403, "This needs the role reviewer.")
    return person


Caller = Annotated[Person, Depends(_person)]
Reviewer = Annotated[Person, Depends(_reviewer)]
CaseNo = Annotated[int, Path(ge=1, le=2**31 - 1, description="The number of the case (no), not its case_id")]


class _Model(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class CaseLine(_Model):
    """Where a case stands. `version` goes back with a decision."""

    no: int
    case_id: str
    signature: str
    name: str = Field(description="The certificate's name that decided")
    verdict: str
    state: CaseState
    code: str = Field(description="The gravest finding")
    standard: str
    signature_type: str
    run_id: int | None
    version: str
    arrived_at: datetime
    reviewed_at: datetime


class CaseList(_Model):
    """A page of cases; `next` is the value of `at` for the next page. With `at_least` there are more than `total`, and not counted."""

    total: int
    at_least: bool
    cases: list[CaseLine]
    next: str | None


class AccountIn(_Model):
    model_config = ConfigDict(extra="forbid")
    kind: PartyKind = PartyKind.ORGANIZATION
    name: Annotated[str, Field(max_length=200)] = ""
    approved_signatures: list[Annotated[str, Field(max_length=200)]] = []


class Submission(_Model):
    """An application: the parameters of AddSmsSign or ModifySmsSign in `payload`, as the vendor names them, pictures as base64."""

    model_config = ConfigDict(extra="forbid")
    case_id: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    account: AccountIn = AccountIn()
    payload: dict[str, Any]


class JobLine(_Model):
    """A review on its way; `no` is the number of the case once it is reviewed."""

    id: str
    case_id: str
    state: str
    done: int
    documents: int
    error: str
    no: int | None = None


class DecisionIn(_Model):
    """A person's answer; `version` is that of the case as it was looked at."""

    model_config = ConfigDict(extra="forbid")
    version: Annotated[str, Field(max_length=50)]
    action: Action
    reason: Annotated[str, Field(max_length=60, description="A finding's code; needed to reject")] = ""
    text: Annotated[str, Field(max_length=5000, description="For the applicant")] = ""
    language: Language = "en"
    note: Annotated[str, Field(max_length=5000, description="For colleagues")] = ""


class DecisionLine(_Model):
    id: int
    person: str
    action: Action
    reason: str
    text: str
    language: str
    final: bool
    created_at: datetime


@router.get("/cases", summary="Find cases", tags=["cases"])
def find_cases(caller: Caller, site: AtSite, filters: InAddress) -> CaseList:
    claimed = tuple(claim.case_id for claim in site.store.desk.claimed_by(caller.id)) if filters.mine else ()
    page = site.store.queue.page(filters.view(claimed, site.settings.sample_share), PAGE_SIZE, filters.cursor)
    return CaseList(
        total=page.counts.total, at_least=page.counts.at_least, cases=[_line(case) for case in page.cases], next=place(page.after)
    )


@router.get("/cases/{no}", summary="Where a case stands", tags=["cases"], responses={404: ERRORS[404]})
def case(caller: Caller, site: AtSite, no: CaseNo) -> CaseLine:
    return _line(_head(site, no))


@router.get("/cases/{no}/review", summary="The newest review, names masked", tags=["cases"], responses={404: ERRORS[404]})
def review(caller: Caller, site: AtSite, no: CaseNo) -> Review:
    return _review(site, _head(site, no)).masked()


@router.get("/cases/{no}/decisions", summary="Every decision, the oldest first", tags=["decisions"], responses={404: ERRORS[404]})
def decisions(caller: Caller, site: AtSite, no: CaseNo) -> list[DecisionLine]:
    return [_decision(each) for each in site.store.desk.decisions(_head(site, no).case_id)]


@router.post(
    "/cases/{no}/decisions",
    summary="Decide a case",
    status_code=201,
    tags=["decisions"],
    responses={403: ERRORS[403], 404: ERRORS[404], 409: {"description": "The case changed since, or somebody else works on it"}},
)
def decide(caller: Reviewer, site: AtSite, no: CaseNo, given: DecisionIn) -> DecisionLine:
    head = _head(site, no)
    if (given.reason and given.reason not in catalogue()) or (given.action is Action.REJECT and not given.reason):
        raise HTTPException(422, "reason is no code of the catalogue, or missing.")
    number = deciding.decide(
        site,
        head.case_id,
        _review(site, head),
        version=given.version,
        person_id=caller.id,
        action=given.action,
        reason=given.reason,
        text=given.text.replace("\0", ""),
        language=given.language,
        note=given.note.replace("\0", ""),
    )
    decision = site.store.desk.decision(number)
    assert decision is not None
    return _decision(decision)


@router.post(
    "/applications",
    summary="Submit an application",
    status_code=202,
    tags=["applications"],
    responses={403: ERRORS[403], 409: {"description": "There is such a case already, with another application"}},
)
def submit(caller: Reviewer, site: AtSite, given: Submission) -> JobLine:
    """Reviews an application in the background; ask for the job until it is done, then for the review of its case."""
    made = case_of_payload(given.case_id, given.payload, given.account.model_dump(mode="json"), site.settings)
    return _job(site, site.jobs.upload(made, caller.id))


@router.get(
    "/jobs/{job_id}", summary="A review on its way", tags=["applications"], responses={404: {"description": "There is no such job"}}
)
def job(caller: Caller, site: AtSite, job_id: Annotated[str, Path(max_length=50)]) -> JobLine:
    found = site.jobs.get(job_id)
    if found is None:
        raise HTTPException(404, "There is no such job.")
    return _job(site, found)


@router.get(
    "/export",
    summary="The newest review of every case",
    tags=["cases"],
    response_class=StreamingResponse,
    responses={200: {"description": "One review a line, names masked", "content": {"application/x-ndjson": {}}}},
)
def export(caller: Caller, site: AtSite, run: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None) -> StreamingResponse:
    def lines() -> Iterator[str]:
        for stored in site.store.newest_reviews(run):
            yield stored.review.masked().model_dump_json() + "\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")


def _head(site: AtSite, no: int) -> CaseHead:
    head = site.store.queue.head(no)
    if head is None:
        raise HTTPException(404, "There is no such case.")
    return head


def _review(site: AtSite, head: CaseHead) -> Review:
    stored = site.store.review(head.review_id)
    assert stored is not None
    return stored.review


def _line(head: CaseHead) -> CaseLine:
    return CaseLine.model_validate(head)


def _decision(decision: Decision) -> DecisionLine:
    return DecisionLine.model_validate(decision)


def _job(site: AtSite, found: Job) -> JobLine:
    head = site.store.queue.head_of(found.case_id) if found.state == "done" else None
    line = {name: getattr(found, name) for name in ("id", "case_id", "state", "done", "documents", "error")}
    return JobLine(**line, no=head.no if head else None)
