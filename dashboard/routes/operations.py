"""What other programs come to: figures for Prometheus, and the address of a case by the id that notices and Prefect's page know."""

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse, Response

from dashboard.access import AtSite, Reader
from dashboard.api import Caller
from pipeline.metrics import CONTENT_TYPE, metrics

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def figures_for_prometheus(caller: Caller, site: AtSite) -> Response:
    """Needs a token, as the API does."""
    return Response(metrics(site.store, site.settings), media_type=CONTENT_TYPE)


@router.get("/cases/of/{case_id}")
def case_of(visitor: Reader, site: AtSite, case_id: str) -> Response:
    head = site.store.queue.head_of(case_id)
    if head is None:
        raise HTTPException(404)
    return RedirectResponse(f"/cases/{head.no}", 303)
