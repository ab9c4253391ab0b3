"""Whether the scheduler can do its work: Prefect is there, and the server that the settings name answers."""

import os
import time
from collections.abc import Iterator
from importlib.metadata import version

from flows.server import answers
from pipeline.doctor import Check, Health


def checks() -> Iterator[Check]:
    """The checks of this layer."""
    url = os.environ.get("PREFECT_API_URL", "")
    says = f"Prefect {version('prefect')}"
    if not url:
        yield Check("scheduler", Health.OK, f"{says}; each batch starts a server for itself")
        return
    began = time.monotonic()
    if answers(f"{url.rstrip('/')}/health"):
        yield Check("scheduler", Health.OK, f"{says}; the server at {url} answers in {time.monotonic() - began:.2f} s")
    else:
        yield Check("scheduler", Health.FAILED, f"{says}; {url} does not answer.", "Start that server, or unset PREFECT_API_URL.")
