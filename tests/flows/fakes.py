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
from pipeline.work import CaseHeld, CaseResult


def write_inbox(inbox: Path, behaviours: list[str]) -> Path:
    """One case for each behaviour: pass, reject, exit, lost (exits even when given up), raise, eat, full, hang, or seconds to take."""
    for number, behaviour in enumerate(behaviours, 1):
        folder = inbox / f"case-{number:03}"
        folder.mkdir(parents=True)
        application = {"case_id": folder.name, "signature": "星槎云", "signature_type": "company", "description": behaviour}
        (folder / "application.json").write_text(json.dumps(application, ensure_ascii=False), encoding="utf-8")
    return inbox


def fake_work(path: Path, parts: Any, *, run_id: int | None, given_up: str = "") -> CaseResult:
    """Stands for `review_case`: takes the case up and keeps a review under a key, so that a case that has one is unchanged."""
    case = open_case(path, load_settings())
    behaviour, case_id, key = case.application.description, case.application.case_id, case.fingerprint
    last = parts.store.last_review(case_id)
    if last is not None and last.input_key == key:
        parts.store.add_run_item(run_id=run_id, case_id=case_id, outcome=RunOutcome.UNCHANGED, review_id=last.id)
        return CaseResult(path, case_id, RunOutcome.UNCHANGED, last.review.verdict.value, last.id)
    application_id = parts.store.take_up(case, input_key=key, run_id=run_id)
    if application_id is None:
        raise CaseHeld
    if not given_up or behaviour == "lost":
        _misbehave(behaviour)
    review = Review(case_id=case_id, signature="星槎云", standard="test", **_answer(behaviour, given_up))
    review_id = parts.store.add_review(
        review, application_id=application_id, kind="batch", input_key=key, run_id=run_id, unless_newest=True
    )
    assert review_id is not None, "somebody else reviewed a case that this run had taken up"
    return CaseResult(
        path,
        case_id,
        RunOutcome.REVIEWED,
        review.verdict.value,
        review_id,
        "星槎云",
        "北京星槎云计算有限公司",
        "contiguous",
        code=review.findings[0].code if review.findings else "",
        timings={"read": 0.5},
    )


def _answer(behaviour: str, given_up: str) -> dict[str, Any]:
    if given_up:
        finding = Finding(code="READING_FAILED", severity=Severity.REVIEW, message=given_up)
        return {"verdict": Verdict.NEEDS_REVIEW, "findings": (finding,)}
    if behaviour == "reject":
        finding = Finding(code="SIGNATURE_CERTIFICATE_MISMATCH", severity=Severity.REJECT, message="They differ.")
        return {"verdict": Verdict.REJECT, "findings": (finding,)}
    return {"verdict": Verdict.PASS}


def _misbehave(behaviour: str) -> None:
    if behaviour in ("exit", "lost"):
        os._exit(3)
    if behaviour == "raise":
        raise ValueError("this case always raises")
    if behaviour == "full":
        raise SetupError("The disk is full.")
    if behaviour == "eat":
        eaten = []
        while True:
            eaten.append(bytearray(64 * 2**20))
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
