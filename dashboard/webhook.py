"""The webhook: tells another program of verdicts and decisions, signed, and again until it says that it heard.

The only request that this program sends out, and only where its address is set.
"""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import structlog

from pipeline.bootstrap import Parts
from pipeline.errors import SignmatchError
from pipeline.store import Store
from pipeline.store.outbox import Due

log = structlog.get_logger()
SECONDS_BETWEEN_LOOKS = 2.0
TIMEOUT = 10.0


@contextmanager
def telling(parts: Parts) -> Iterator[None]:
    """Tells in the background while the dashboard runs, where the settings name an address."""
    if not parts.settings.webhook_url:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_tell_on, args=(parts, stop), daemon=True, name="webhook")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(TIMEOUT + 1)


def _tell_on(parts: Parts, stop: threading.Event) -> None:
    url, secret = parts.settings.webhook_url, parts.settings.webhook_secret
    with httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
        parts.store.outbox.start(url)
        while not stop.wait(SECONDS_BETWEEN_LOOKS):
            try:
                tell(parts.store, client, url, secret)
            except SignmatchError as error:
                log.warning("webhook waits", error=error.message)


def tell(store: Store, client: httpx.Client, url: str, secret: str) -> int:
    """Tells what is due now; how much of it was heard."""
    heard = 0
    for due in store.outbox.due(url):
        delivered, answer = _sent(store, due, client, url, secret)
        store.outbox.note(due, delivered=delivered, answer=answer)
        log.info("webhook", kind=due.kind, number=due.subject_id, attempt=due.attempt, delivered=delivered)
        heard += delivered
    return heard


def signature(secret: str, moment: str, body: bytes) -> str:
    """What the receiver computes too: HMAC-SHA256 over the time, a full stop and the body."""
    return "sha256=" + hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def _sent(store: Store, due: Due, client: httpx.Client, url: str, secret: str) -> tuple[bool, str]:
    body = json.dumps(_message(store, due), ensure_ascii=False).encode()
    moment = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "X-Signmatch-Event": due.kind,
        "X-Signmatch-Delivery": f"{due.kind}-{due.subject_id}",
        "X-Signmatch-Timestamp": moment,
        "X-Signmatch-Signature": signature(secret, moment, body),
    }
    try:
        answer = client.post(url, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return False, type(error).__name__
    return answer.is_success, str(answer.status_code)


def _message(store: Store, due: Due) -> dict[str, Any]:
    """What is told: no names of people, only what another program needs to act."""
    if due.kind == "decision":
        decision = store.desk.decision(due.subject_id)
        assert decision is not None
        said = {
            "action": decision.action,
            "reason": decision.reason,
            "text": decision.text,
            "language": decision.language,
            "final": decision.final,
            "review_id": decision.review_id,
        }
        return {"event": due.kind, "id": due.subject_id, "case_id": due.case_id, **said, "at": decision.created_at.isoformat()}
    stored = store.review(due.subject_id)
    assert stored is not None
    review = stored.review
    told = {
        "verdict": review.verdict,
        "standard": review.standard,
        "signature": review.signature,
        "findings": [{"code": each.code, "severity": each.severity} for each in review.findings],
    }
    return {"event": due.kind, "id": due.subject_id, "case_id": due.case_id, **told, "at": stored.created_at.isoformat()}
