"""Cases whose description says what becomes of them, and the work that does it: the flow runs as it is, without OCR."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.errors import SetupError
from pipeline.intake.cases import open_case
from pipeline.outcome import Finding, Review, Severity, Verdict
from pipeline.settings import load_settings
from pipeline.store import RunOutcome
from pipeline.work import CaseResult


def write_inbox(inbox: Path, behaviours: list[str]) -> Path:
    """One case for each behaviour: pass, reject, exit, raise, full, hang, or a number of seconds to take."""
    for number, behaviour in enumerate(behaviours, 1):
        folder = inbox / f"case-{number:03}"
        folder.mkdir(parents=True)
        application = {"case_id": folder.name, "signature": "星槎云", "signature_type": "company", "description": behaviour}
        (folder / "application.json").write_text(json.dumps(application, ensure_ascii=False), encoding="utf-8")
    return inbox


def fake_work(path: Path, parts: Any, *, run_id: int | None) -> CaseResult:
    """Stands for `review_case`: keeps a review under a key, so that a case that has one is unchanged."""
    case = open_case(path, load_settings())
    behaviour, case_id = case.application.description, case.application.case_id
    _misbehave(behaviour)
    application_id = parts.store.keep_case(case)
    verdict = Verdict.REJECT if behaviour == "reject" else Verdict.PASS
    findings = (Finding(code="SIGNATURE_CERTIFICATE_MISMATCH", severity=Severity.REJECT, message="They differ."),)
    review = Review(
        case_id=case_id, signature="星槎云", verdict=verdict, standard="test", findings=findings if behaviour == "reject" else ()
    )
    review_id = parts.store.add_review(
        review, application_id=application_id, kind="batch", input_key=case.fingerprint, run_id=run_id, unless_key_exists=True
    )
    outcome = RunOutcome.UNCHANGED if review_id is None else RunOutcome.REVIEWED
    parts.store.add_run_item(run_id=run_id, case_id=case_id, outcome=outcome.value, review_id=review_id)
    return CaseResult(
        path, case_id, outcome, verdict.value, review_id, "星槎云", "北京星槎云计算有限公司", "contiguous", timings={"read": 0.5}
    )


def _misbehave(behaviour: str) -> None:
    if behaviour == "exit":
        os._exit(3)
    if behaviour == "raise":
        raise ValueError("this case always raises")
    if behaviour == "full":
        raise SetupError("The disk is full.")
    if behaviour == "hang":
        while True:
            time.sleep(60)
    if behaviour.replace(".", "").isdigit():
        time.sleep(float(behaviour))


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Waits for something that another process does."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass in time"
        time.sleep(0.05)
