"""The queue: what waits for a person, found by filters that stand in the address."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from dashboard.access import AtSite, Deciding, Reader
from dashboard.render import query, render
from dashboard.site import Site
from dashboard.views import PAGE_SIZE, Filters, InAddress, choices, place
from pipeline.store import CaseHead, Cursor, Person, View

router = APIRouter(include_in_schema=False)
FILTERS = ("state", "verdict", "code", "type", "standard")


@router.get("/queue")
def queue(request: Request, visitor: Reader, site: AtSite, filters: InAddress) -> Response:
    page = site.store.queue.page(view_of(site, visitor.person, filters), PAGE_SIZE, filters.cursor)
    by = page.counts.by | {"type": page.counts.by["signature_type"]}
    return render(
        request,
        "queue.html",
        filters=filters,
        page=page,
        claims=site.store.desk.claims([case.case_id for case in page.cases]),
        choices={name: choices(filters, name, by[name]) for name in FILTERS},
        people=site.store.people.all(),
        due=timedelta(hours=site.settings.due_hours),
        before=filters.address(at=place(page.before)) if page.before else None,
        after=filters.address(at=place(page.after)) if page.after else None,
        view=filters.address(),
    )


@router.post("/queue/next")
def take_next(visitor: Deciding, site: AtSite, filters: InAddress) -> Response:
    return RedirectResponse(next_address(site, visitor.person, filters, None), 303)


def view_of(site: Site, person: Person, filters: Filters) -> View:
    claimed = tuple(claim.case_id for claim in site.store.desk.claimed_by(person.id)) if filters.mine else ()
    return filters.view(claimed, site.settings.sample_share)


def next_address(site: Site, person: Person, filters: Filters, after: CaseHead | None) -> str:
    """Takes the next case of a view for a person; the address of its page, or of the queue where nothing waits any more."""
    view = view_of(site, person, filters)
    cursor = Cursor(after.rank, after.application_id) if after else None
    passed_over = [after.case_id] if after else []
    lasts = timedelta(minutes=site.settings.claim_minutes)
    for _ in range(20):  # somebody else may take a case between the look and the claim
        head = site.store.queue.next_open(view, cursor, passed_over)
        if head is None:
            break
        if site.store.desk.claim(head.case_id, person.id, lasts).person_id == person.id:
            return case_address(head.no, filters)
        passed_over.append(head.case_id)
    return f"/queue?{filters.address()}"


def case_address(no: int, filters: Filters, **more: object) -> str:
    """The page of a case, which remembers the view that it was opened from."""
    parameters = query(view=filters.address(), **more)
    return f"/cases/{no}?{parameters}" if parameters else f"/cases/{no}"
