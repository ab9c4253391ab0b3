"""What people do with a case: take it, decide it, correct a field, review it again."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from dashboard import deciding
from dashboard.access import AtSite, Deciding
from dashboard.render import page_language
from dashboard.routes.case import file_or_404, filters_of, head_or_404, show
from dashboard.routes.queue import case_address, next_address
from dashboard.texts import LANGUAGES
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.correction import KIND
from pipeline.errors import Conflict
from pipeline.messages import catalogue
from pipeline.outcome import DocumentReport
from pipeline.single import review_again
from pipeline.store import Action

router = APIRouter(include_in_schema=False)
Short = Annotated[str, Form(max_length=100)]
Long = Annotated[str, Form(max_length=5000)]
View = Annotated[str, Form(max_length=2000)]


@router.post("/cases/{no}/claim")
def claim(visitor: Deciding, site: AtSite, no: int, view: View = "") -> Response:
    head = head_or_404(site, no)
    site.store.desk.claim(head.case_id, visitor.person.id, timedelta(minutes=site.settings.claim_minutes))
    return RedirectResponse(case_address(no, filters_of(view)), 303)


@router.post("/cases/{no}/release")
def release(visitor: Deciding, site: AtSite, no: int, view: View = "") -> Response:
    head = head_or_404(site, no)
    site.store.desk.release(head.case_id, visitor.person.id)
    return RedirectResponse(f"/queue?{filters_of(view).address()}", 303)


@router.post("/cases/{no}/decide")
def decide(
    request: Request,
    visitor: Deciding,
    site: AtSite,
    no: int,
    version: Short = "",
    action: Short = "",
    reason: Short = "",
    language: Short = "",
    text: Long = "",
    note: Long = "",
    view: View = "",
) -> Response:
    file = file_or_404(site, no, page_language(request))
    if action not in list(Action) or (reason and reason not in catalogue()) or language not in ("", *LANGUAGES):
        raise HTTPException(400)
    chosen = Action(action)
    draft = {"action": action, "reason": reason, "language": language, "text": text, "note": note}
    if chosen is Action.REJECT and not reason:
        return show(request, visitor, file, view=view, status=400, problem="decide.reason_missing", draft=draft)
    try:
        deciding.decide(
            site,
            file.head.case_id,
            file.newest.review,
            version=version,
            person_id=visitor.person.id,
            action=chosen,
            reason=reason if chosen is not Action.APPROVE else "",
            text=text.strip(),
            language=language or file.language,
            note=note.strip(),
        )
    except Conflict as conflict:
        fresh = file_or_404(site, no, file.language)
        return show(request, visitor, fresh, view=view, status=409, problem=str(conflict), draft=draft)
    return RedirectResponse(next_address(site, visitor.person, filters_of(view), file.head), 303)


@router.post("/cases/{no}/correct")
def correct(
    request: Request,
    visitor: Deciding,
    site: AtSite,
    no: int,
    position: Annotated[int, Form(ge=0, le=1000)],
    field: Short = "",
    value: Annotated[str, Form(max_length=300)] = "",
    version: Short = "",
    view: View = "",
) -> Response:
    file = file_or_404(site, no, page_language(request))
    if field not in (KIND, *FieldName) or position >= len(file.stored.files) or (field == KIND and value not in ("", *DocumentKind)):
        raise HTTPException(400)
    if version != file.head.version:
        return show(request, visitor, file, view=view, status=409, problem="decide.stale")
    if file.purged_at:
        return show(request, visitor, file, view=view, status=409, problem="case.purged")
    site.store.desk.correct(
        application_id=file.head.application_id,
        review_id=file.newest.id,
        position=position,
        field=field,
        before=_said(file.newest.review.documents[position], field),
        after=" ".join(value.split()),
        person_id=visitor.person.id,
    )
    review_again(file.head.case_id, site.parts)
    return RedirectResponse(case_address(no, filters_of(view), doc=position), 303)


def _said(document: DocumentReport, field: str) -> str:
    """What the newest review says of a document: its kind, or a field's value."""
    if field == KIND:
        return str(document.kind or "")
    reading = document.fields.get(FieldName(field))
    return reading.value if reading else ""


@router.post("/cases/{no}/rerun")
def rerun(visitor: Deciding, site: AtSite, no: int, afresh: Short = "") -> Response:
    head = head_or_404(site, no)
    stored = site.store.case(head.case_id)
    if stored is None:
        raise HTTPException(404)
    job = site.jobs.rerun(head.case_id, len(stored.files), visitor.person.id, afresh=bool(afresh))
    return RedirectResponse(f"/jobs/{job.id}", 303)
