"""Logs for operators, on standard error. They carry case ids and file hashes, never names or what a document says."""

import logging
import sys
import traceback
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

KEYS = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "run",
        "case",
        "inbox",
        "shard",
        "standard",
        "outcome",
        "verdict",
        "review",
        "seconds",
        "file_sha256",
        "field",
        "error",
        "where",
        "attempt",
        "state",
        "cases",
        "flagged",
        "failed",
        "status",
        "process",
    }
)
"""What a line of the log may say. A key that stands not here may carry a name, so its value is withheld."""


def configure(form: Literal["text", "json"] = "text", level: Literal["debug", "info", "warning", "error"] = "warning") -> None:
    """One line an event, from `level` up: for people, or as a JSON object."""
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _withhold,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        # asked anew for each line: a progress bar puts something else in the place of standard error while it runs
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def where(error: BaseException) -> str:
    """The last three places that an error came through, without its message, which may quote a document."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames)


def _withhold(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    return {key: value if key in KEYS else "withheld" for key, value in event.items()}
