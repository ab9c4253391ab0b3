"""The notice that is sent when a run ends: counts, flagged cases, failures; ids and codes alone, no name and no text of a document."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import structlog

from pipeline.outcome import Verdict
from pipeline.settings import Settings
from pipeline.store import RunOutcome
from pipeline.work import CaseResult

ATTEMPTS, PAUSE, TIMEOUT = 3, 1.0, 10.0
MOST_CASES = 1000

log = structlog.get_logger()


def send_notice(
    settings: Settings, run_id: int, inbox: Path, state: str, counts: dict[str, int], seconds: float, results: Sequence[CaseResult]
) -> bool:
    """Sends the notice where the settings say so; whether it arrived. A notice that does not arrive is logged, no more."""
    if not settings.notice_url:
        return False
    body = json.dumps(notice(settings, run_id, inbox, state, counts, seconds, results), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "signmatch"}
    for attempt in range(ATTEMPTS):
        try:
            with urlopen(Request(settings.notice_url, data=body, headers=headers), timeout=TIMEOUT):
                return True
        except HTTPError as error:
            log.warning("notice refused", run=run_id, status=error.code, attempt=attempt + 1)
            if error.code < 500:
                return False
        except (OSError, ValueError) as error:
            log.warning("notice not sent", run=run_id, error=type(error).__name__, attempt=attempt + 1)
        if attempt + 1 < ATTEMPTS:
            time.sleep(PAUSE * 2**attempt)
    return False


def notice(
    settings: Settings, run_id: int, inbox: Path, state: str, counts: dict[str, int], seconds: float, results: Sequence[CaseResult]
) -> dict[str, Any]:
    """The notice as it is sent."""
    flagged = [result for result in results if result.verdict and result.verdict != Verdict.PASS]
    lost = [result for result in results if result.outcome in (RunOutcome.REFUSED, RunOutcome.FAILED)]
    return {
        "event": "run ended",
        "run_id": run_id,
        "inbox": inbox.name,
        "standard": settings.standard,
        "state": state,
        "seconds": round(seconds, 1),
        "counts": counts,
        "flagged": [_told(result, settings) | {"verdict": result.verdict} for result in flagged[:MOST_CASES]],
        "failures": [_told(result, settings) | {"outcome": result.outcome.value} for result in lost[:MOST_CASES]],
    }


def _told(result: CaseResult, settings: Settings) -> dict[str, str]:
    link = case_link(settings.dashboard_url, result.case_id)
    return {"case_id": result.case_id} | ({"link": link} if link else {})


def case_link(dashboard_url: str, case_id: str) -> str:
    """Where the dashboard shows a case; empty where it is not known where the dashboard is."""
    return f"{dashboard_url.rstrip('/')}/cases/of/{quote(case_id, safe='')}" if dashboard_url else ""
