"""One application by hand: a form with files, reviewed on the spot while its progress shows."""

from datetime import date
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from dashboard import charts
from dashboard.access import AtSite, Deciding, Reader, ReviewerPage
from dashboard.render import render
from dashboard.uploads import case_of_form
from extractors.vocabulary import DocumentKind
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.errors import InputRefused

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=3000)]
SLOTS = 3
"""File fields of the form; each takes several files of one kind."""


@router.get("/upload")
def form(request: Request, visitor: ReviewerPage, site: AtSite) -> Response:
    return _form(request)


@router.post("/upload")
def upload(
    request: Request,
    visitor: Deciding,
    site: AtSite,
    case_id: Text = "",
    signature: Text = "",
    signature_type: Text = "company",
    purpose: Text = "self",
    developed_by: Text = "organization",
    international: Text = "",
    submitted_at: Text = "",
    account_kind: Text = "organization",
    account_name: Text = "",
    description: Text = "",
    files_1: Annotated[list[UploadFile], File()] = [],  # noqa: B006
    files_2: Annotated[list[UploadFile], File()] = [],  # noqa: B006
    files_3: Annotated[list[UploadFile], File()] = [],  # noqa: B006
    kind_1: Text = "",
    kind_2: Text = "",
    kind_3: Text = "",
) -> Response:
    given = {
        "case_id": case_id.strip(),
        "signature": signature,
        "signature_type": signature_type,
        "purpose": purpose,
        "developed_by": developed_by,
        "international": bool(international),
        "submitted_at": submitted_at or date.today().isoformat(),
        "account": {"kind": account_kind, "name": account_name},
        "description": description,
    }
    sent = [(files_1, kind_1), (files_2, kind_2), (files_3, kind_3)]
    files = [(PurePath(file.filename or "file").name, file.file.read(), kind) for slot, kind in sent for file in slot if file.filename]
    shown = {**given, "account_kind": account_kind, "account_name": account_name}
    try:
        case = case_of_form(given, files, site.settings)
    except InputRefused as error:
        return _form(request, status=400, problem=str(error), given=shown)
    if site.store.queue.head_of(case.application.case_id) is not None:
        problem = f"There is a case {case.application.case_id} already."
        return _form(request, status=409, problem=problem, given=shown)
    job = site.jobs.upload(case, visitor.person.id)
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.get("/jobs/{job_id}")
def job(request: Request, visitor: Reader, site: AtSite, job_id: str) -> Response:
    found = site.jobs.get(job_id)
    if found is None:
        raise HTTPException(404)
    if found.state == "done":
        head = site.store.queue.head_of(found.case_id)
        if head is not None:
            return RedirectResponse(f"/cases/{head.no}", 303)
    # a page without a script asks again by itself
    headers = {"Refresh": "1"} if found.state in ("waiting", "reading") else {}
    drawn = charts.progress(found.done, found.documents, 480, 12)
    return render(request, "job.html", headers=headers, job=found, drawn=drawn)


def _form(request: Request, *, status: int = 200, problem: str = "", given: dict[str, object] | None = None) -> Response:
    choices = {
        "signature_type": [each.value for each in SignatureType],
        "purpose": [each.value for each in Purpose],
        "developed_by": [each.value for each in PartyKind],
        "account_kind": [each.value for each in PartyKind],
    }
    kinds = [each.value for each in DocumentKind]
    return render(
        request, "upload.html", status=status, problem=problem, given=given or {}, choices=choices, kinds=kinds, slots=range(1, SLOTS + 1)
    )
