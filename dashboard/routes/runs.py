"""Runs with their progress, and the figures: what the machine says, and whether people agree."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from dashboard import charts
from dashboard.access import AtSite, Deciding, Reader
from dashboard.render import page_language, render
from dashboard.texts import text
from pipeline.store import RunOutcome
from pipeline.store.heads import BUCKETS

router = APIRouter(include_in_schema=False)
PAGE = 50
DAYS = 30
BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98)
Id = Annotated[int, Query(ge=1, le=2**31 - 1)]


@router.get("/runs")
def runs(request: Request, visitor: Reader, site: AtSite, before: Id | None = None) -> Response:
    lines = site.store.figures.runs(PAGE + 1, before)
    older = lines[PAGE - 1].id if len(lines) > PAGE else None
    shown = [(line, charts.progress(line.done, line.cases)) for line in lines[:PAGE]]
    return render(request, "runs.html", runs=shown, older=older, busy=any(line.state is None for line in lines))


@router.get("/runs/{run_id}")
def run(request: Request, visitor: Reader, site: AtSite, run_id: int) -> Response:
    line = site.store.figures.run(run_id) if 0 < run_id < 2**31 else None
    if line is None:
        raise HTTPException(404)
    troubled = [item for item in site.store.run_items(run_id) if item.outcome in (RunOutcome.REFUSED, RunOutcome.FAILED)]
    known = {item.case_id: site.store.queue.head_of(item.case_id) for item in troubled[:200]}
    stages = site.store.figures.stages(run_id)
    shares = charts.share_bars([seconds / stages.total for seconds in stages.seconds.values()])
    return render(
        request,
        "run.html",
        run=line,
        drawn=charts.progress(line.done, line.cases, 720, 12),
        items=troubled[:200],
        known=known,
        stages=stages,
        shares=list(zip(stages.seconds.items(), shares, strict=True)),
    )


@router.post("/runs/{run_id}/retry/{case_id}")
def retry(visitor: Deciding, site: AtSite, run_id: int, case_id: str) -> Response:
    stored = site.store.case(case_id)
    if stored is None:
        raise HTTPException(404)
    job = site.jobs.rerun(case_id, len(stored.files), visitor.person.id, afresh=False)
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.get("/figures")
def figures(request: Request, visitor: Reader, site: AtSite) -> Response:
    counted = site.store.figures
    verdicts, by_day = counted.verdicts(), counted.verdicts_by_day(DAYS)
    words = {verdict: text(f"verdict.{verdict}", page_language(request)) for verdict in charts.VERDICTS}
    return render(
        request,
        "figures.html",
        days=DAYS,
        verdicts=verdicts,
        states=counted.states(),
        shares=charts.shares(verdicts, words),
        by_day=charts.days(by_day, words),
        day_rows=[(day, by) for day, by in by_day.items() if by],
        agreement=[
            (name, list(zip(rows, charts.share_bars([each.share for each in rows]), strict=True)))
            for name, rows in (
                ("verdict", counted.agreement_by_verdict()),
                ("finding", counted.agreement_by_finding()),
                ("confidence", sorted(counted.agreement_by_confidence(BANDS), key=lambda each: float(each.key))),
            )
        ],
        pace=counted.pace(DAYS),
        people=counted.decided_by_person(DAYS),
        sampled=counted.sampled(round(site.settings.sample_share * BUCKETS)),
        share=site.settings.sample_share,
    )
