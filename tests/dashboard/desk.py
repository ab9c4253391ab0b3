"""A dashboard for tests: a store with reviewed cases whose readings were recorded, people, and a client that is logged in."""

import atexit
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from httpx import Response

from dashboard.app import create_app
from dashboard.passwords import Passwords
from dashboard.site import Site
from pipeline.intake.cases import open_case
from pipeline.single import review_anew
from pipeline.store import Role
from tests.pipeline.cases import make_parts, write_case

PASSWORD = "a password of tests"
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
NASTY = '<script>document.title = "owned"</script>\u202eabc\u202c"><img src=x onerror=alert(1)>'
MISMATCH, PASSING, NASTY_CASE = "mismatch", "passing", "nasty"


@cache
def _made() -> Path:
    """A data folder with three cases and four people, made once and copied for each test.

    One case is to be rejected, one passes, and one has markup and right-to-left text in every field of the applicant.
    """
    folder = Path(tempfile.mkdtemp(prefix="signmatch-dashboard-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    parts = make_parts(folder / "data")
    write_case(folder / "inbox", MISMATCH, signature="全然不同")
    write_case(folder / "inbox", PASSING)
    account = {"name": NASTY, "approved_signatures": [NASTY]}
    write_case(folder / "inbox", NASTY_CASE, signature=NASTY[:90], account=account, description=NASTY)
    for case_id in (NASTY_CASE, PASSING, MISMATCH):
        review_anew(open_case(folder / "inbox" / case_id, parts.settings), parts)
    for name, role in (("rita", Role.READER), ("lin", Role.REVIEWER), ("mei", Role.REVIEWER), ("ada", Role.ADMIN)):
        parts.store.people.add(name, role, CHEAP.hashed(PASSWORD))
    parts.close()
    return folder / "data"


def make_site(folder: Path, **settings: Any) -> Site:
    """A dashboard over a copy of the cases above."""
    shutil.copytree(_made(), folder / "data")
    return Site(make_parts(folder / "data", **settings), passwords=CHEAP)


class Visitor:
    """A client with a session."""

    def __init__(self, site: Site, name: str = "") -> None:
        self.site = site
        self.client = TestClient(create_app(site), follow_redirects=False, base_url="http://localhost")
        if name:
            answer = self.client.post("/login", data={"name": name, "password": PASSWORD})
            assert answer.status_code == 303, answer.text

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.client.get("/account").text)
        assert found
        return found[1]

    def get(self, address: str) -> Response:
        return self.client.get(address)

    def post(self, address: str, files: Any = None, **data: Any) -> Response:
        return self.client.post(address, data={"csrf": self.csrf, **data}, files=files)

    def no(self, case_id: str = MISMATCH) -> int:
        head = self.site.store.queue.head_of(case_id)
        assert head is not None
        return head.no

    def version(self, case_id: str = MISMATCH) -> str:
        head = self.site.store.queue.head_of(case_id)
        assert head is not None
        return head.version

    def decide(self, case_id: str = MISMATCH, **data: Any) -> Response:
        given = {"version": self.version(case_id), "action": "reject", "reason": "SIGNATURE_CERTIFICATE_MISMATCH", "text": "No."}
        return self.post(f"/cases/{self.no(case_id)}/decide", **{**given, **data})


@contextmanager
def opened(folder: Path, **settings: Any) -> Iterator[Site]:
    site = make_site(folder, **settings)
    try:
        yield site
    finally:
        site.close()
        site.parts.close()
