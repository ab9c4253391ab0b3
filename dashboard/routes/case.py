"""The page of a case: what was asked, what was read, what the machine says, and the form for a person's answer."""

from itertools import pairwise
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from pydantic import ValidationError

from dashboard.access import AtSite, Deciding, Reader, Visitor
from dashboard.applicant import reasons, suggested
from dashboard.casefile import CaseFile
from dashboard.render import page_language, render
from dashboard.site import Site
from dashboard.texts import LANGUAGES
from dashboard.views import Filters
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.comparison import differences
from pipeline.outcome import Verdict
from pipeline.settings import Language
from pipeline.store import Action, CaseHead, Role, StoredReview

router = APIRouter(include_in_schema=False)
Number = Annotated[int, Query(ge=0, le=10_000)]


def head_or_404(site: Site, no: int) -> CaseHead:
    head = site.store.queue.head(no) if 0 < no < 2**31 else None
    if head is None:
        raise HTTPException(404)
    return head


def file_or_404(site: Site, no: int, language: Language, *, unmasked: bool = False) -> CaseFile:
    head = head_or_404(site, no)
    stored, newest = site.store.case(head.case_id), site.store.review(head.review_id)
    if stored is None or newest is None:
        raise HTTPException(404)
    return CaseFile(site, head, stored, newest, language, unmasked)


def filters_of(view: str) -> Filters:
    """The queue's filters from an address; those that are no filters are left out."""
    try:
        return Filters.model_validate(dict(parse_qsl(view[:2000])))
    except ValidationError:
        return Filters()


@router.get("/cases/{no}")
def case_page(
    request: Request,
    visitor: Reader,
    site: AtSite,
    no: int,
    view: str = "",
    doc: Number | None = None,
    page: Number | None = None,
    turn: Annotated[int, Query(ge=0, le=270, multiple_of=90)] | None = None,
    text: str = "",
    reason: str = "",
) -> Response:
    file = file_or_404(site, no, page_language(request))
    return show(request, visitor, file, view=view, doc=doc, page=page, turn=turn, text=text, reason=reason)


@router.post("/cases/{no}/unmask")
def unmask(request: Request, visitor: Deciding, site: AtSite, no: int, view: str = "") -> Response:
    file = file_or_404(site, no, page_language(request), unmasked=True)
    site.store.desk.unmask(file.head.case_id, file.newest.id, visitor.person.id)
    return show(request, visitor, file, view=view)


def show(
    request: Request,
    visitor: Visitor,
    file: CaseFile,
    *,
    view: str = "",
    doc: int | None = None,
    page: int | None = None,
    turn: int | None = None,
    text: str = "",
    reason: str = "",
    status: int = 200,
    problem: str = "",
    draft: dict[str, str] | None = None,
) -> Response:
    """The page, with what the person had typed where it comes back to them."""
    opening = file.opening() if doc is None else (doc, page or 1)
    spoken: Language = next((language for language in LANGUAGES if language == text), file.language)
    known = {language: {each.code: each.text for each in reasons(file.review, language)} for language in LANGUAGES}
    listed = reasons(file.review, spoken)
    answer = Action.REJECT if reason or file.review.verdict is not Verdict.PASS else Action.APPROVE
    chosen = reason or next((each.code for each in listed if each.found), "")
    return render(
        request,
        "case.html",
        status=status,
        file=file,
        case=file.head,
        review=file.review,
        application=file.stored.application,
        view=view,
        position=opening[0],
        number=opening[1],
        pages=file.pages(opening[0]),
        sheet=file.sheet(opening[0], opening[1], turn),
        turn=turn,
        reasons=listed,
        reason_texts=known,
        frames={language: _frames(file, language) for language in LANGUAGES},
        chosen=chosen,
        spoken=spoken,
        answer=answer.value,
        suggestion=suggested(file.review, answer, [chosen], spoken),
        fields=[name.value for name in FieldName],
        kinds=[kind.value for kind in DocumentKind],
        problem=problem,
        draft=draft,
        may_decide=visitor.person.role.covers(Role.REVIEWER),
        mine=file.claim is not None and file.claim.person_id == visitor.person.id,
    )


def _frames(file: CaseFile, language: Language) -> dict[str, str]:
    """The first line of the applicant's text for each answer; the script puts the reason below it."""
    return {action.value: suggested(file.review, action, [], language) for action in Action}


@router.get("/cases/{no}/history")
def history(request: Request, visitor: Reader, site: AtSite, no: int) -> Response:
    head = head_or_404(site, no)
    desk = site.store.desk
    reviews = desk.reviews(head.case_id)
    applications = dict.fromkeys(review.application_id for review in reviews)
    events = [
        *(("review", each.created_at, each) for each in reviews),
        *(("decision", each.created_at, each) for each in desk.decisions(head.case_id)),
        *(("correction", each.created_at, each) for application in applications for each in desk.corrections(application)),
        *(("unmasking", each.created_at, each) for each in desk.unmaskings(head.case_id)),
    ]
    events.sort(key=lambda event: event[1])
    before = {after.id: earlier.id for earlier, after in pairwise(reviews)}
    return render(request, "history.html", case=head, events=events, before=before, reviews=reviews)


@router.get("/cases/{no}/compare")
def compare(
    request: Request,
    visitor: Reader,
    site: AtSite,
    no: int,
    before: Annotated[int, Query(ge=1, le=2**31 - 1)],
    after: Annotated[int, Query(ge=1, le=2**31 - 1)],
) -> Response:
    head = head_or_404(site, no)
    left, right = (_review_of(site, head, number) for number in (before, after))
    sides = [(left, left.review.masked()), (right, right.review.masked())]
    return render(
        request,
        "compare.html",
        case=head,
        rows=differences(left.review, right.review),
        sides=sides,
        reviews=site.store.desk.reviews(head.case_id),
    )


def _review_of(site: Site, head: CaseHead, review_id: int) -> StoredReview:
    review = site.store.review(review_id)
    if review is None or review.case_id != head.case_id:
        raise HTTPException(404)
    return review


@router.get("/pictures/{no}/{position}/{number}.jpg")
def picture(visitor: Reader, site: AtSite, no: int, position: int, number: int) -> Response:
    head = head_or_404(site, no)
    stored = site.store.case(head.case_id)
    if stored is None or not 0 <= position < len(stored.files):
        raise HTTPException(404)
    drawn = site.pictures.jpeg(stored, position, number)
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})
