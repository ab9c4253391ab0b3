"""Nobody sees or does what is not theirs: every route without a session, with too small a role, from another site, with a wrong number."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute

from dashboard.passwords import FREE_FAILURES, Passwords
from dashboard.routes import case, decide, entrance, operations, people, queue, runs, upload
from dashboard.server import serve
from dashboard.site import Site
from pipeline.errors import UsageError
from pipeline.store import Person, Role
from tests.dashboard.desk import CHEAP, PASSWORD, Visitor
from tests.pipeline.cases import make_parts

OPEN = {"/", "/login", "/language", "/start/{key}", "/static", "/logout", "/metrics"}
PAGES = ["/queue", "/cases/1", "/cases/1/history", "/cases/1/compare?before=1&after=1", "/pictures/1/0/1.jpg", "/runs", "/runs/1"]
PAGES += ["/figures", "/upload", "/jobs/x", "/account", "/people", "/cases/of/x"]
FORMS = ["/queue/next", "/cases/1/unmask", "/cases/1/decide", "/cases/1/claim", "/cases/1/release", "/cases/1/correct", "/cases/1/rerun"]
FORMS += ["/runs/1/retry/x", "/upload", "/account/password", "/account/tokens", "/account/tokens/1/end", "/people", "/people/1", "/logout"]
FOR_REVIEWERS = ["/queue/next", "/cases/1/unmask", "/cases/1/decide", "/cases/1/claim", "/cases/1/release", "/cases/1/rerun", "/upload"]


def paths(method: str) -> set[str]:
    routers = (entrance, queue, case, decide, runs, upload, people, operations)
    return {route.path for module in routers for route in module.router.routes if isinstance(route, APIRoute) and method in route.methods}


def test_the_lists_above_name_every_route() -> None:
    for method, listed in (("GET", PAGES), ("POST", FORMS)):
        assert len(paths(method) - OPEN) == len([each for each in listed if each not in OPEN])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_a_session_leads_to_the_login(guest: Visitor, page: str) -> None:
    answer = guest.get(page)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=%2F")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_without_a_session_is_refused(guest: Visitor, form: str) -> None:
    assert guest.client.post(form, data={"csrf": "x"}).status_code == 401


@pytest.mark.parametrize("form", FORMS)
def test_a_form_without_its_csrf_is_refused(looker: Visitor, form: str) -> None:
    assert looker.client.post(form, data={}).status_code == 403
    assert looker.client.post(form, data={"csrf": "guess"}).status_code == 403


@pytest.mark.parametrize("form", FORMS)
def test_a_form_from_another_site_is_refused(looker: Visitor, form: str) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert looker.client.post(form, data={"csrf": looker.csrf}, headers=headers).status_code == 403


@pytest.mark.parametrize("form", FOR_REVIEWERS)
def test_a_reader_may_not_act(reader: Visitor, form: str) -> None:
    assert reader.post(form, position="0").status_code == 403


def test_a_reviewer_is_no_admin(lin: Visitor, reader: Visitor) -> None:
    assert lin.get("/people").status_code == 403
    assert lin.post("/people", name="x", password=PASSWORD, role="admin").status_code == 403
    assert reader.get("/upload").status_code == 403


@pytest.mark.parametrize("page", ["/cases/999", "/cases/999/history", "/cases/999/compare?before=1&after=1", "/pictures/999/0/1.jpg"])
@pytest.mark.parametrize("number", ["999", "0", "99999999999999999999"])
def test_an_unknown_number_is_not_found(looker: Visitor, page: str, number: str) -> None:
    assert looker.get(page.replace("999", number, 1)).status_code == 404


def test_other_unknown_things_are_not_found(looker: Visitor) -> None:
    no = looker.no()
    pages = [
        f"/pictures/{no}/7/1.jpg",
        f"/pictures/{no}/0/99.jpg",
        "/runs/99",
        "/jobs/none",
        "/nothing",
        f"/cases/{no}/compare?before=99&after=1",
    ]
    assert [looker.get(page).status_code for page in pages] == [404] * len(pages)
    assert looker.post("/account/tokens/99/end").status_code == 404
    assert looker.post("/people/99").status_code == 404


def test_a_review_of_another_case_is_not_compared(looker: Visitor) -> None:
    own, other = looker.version().split("-")[0], looker.version("passing").split("-")[0]
    assert looker.get(f"/cases/{looker.no()}/compare?before={own}&after={other}").status_code == 404


@pytest.mark.parametrize(
    "address", ["/queue?run=x", "/queue?at=zzz", "/queue?since=never", "/cases/x", "/cases/1?doc=-1", "/runs?before=0"]
)
def test_nonsense_in_an_address_is_told(looker: Visitor, address: str) -> None:
    assert looker.get(address).status_code == 422


def test_every_answer_carries_the_policy(guest: Visitor, looker: Visitor) -> None:
    for answer in (
        guest.get("/login"),
        looker.get("/queue"),
        looker.get("/nothing"),
        looker.get("/static/style.css"),
        looker.client.post("/queue/next"),
    ):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_session_cookie_is_for_this_site_and_not_for_scripts(site: Site) -> None:
    cookie = Visitor(site).client.post("/login", data={"name": "lin", "password": PASSWORD}).headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"])
def test_the_login_leads_nowhere_else(site: Site, elsewhere: str) -> None:
    answer = Visitor(site).client.post("/login", data={"name": "lin", "password": PASSWORD, "next": elsewhere})
    assert answer.headers["location"] == "/queue"


def test_guessing_gets_slow(site: Site) -> None:
    client = Visitor(site).client
    for _ in range(FREE_FAILURES):
        assert client.post("/login", data={"name": "lin", "password": "wrong"}).status_code == 401
    answer = client.post("/login", data={"name": "lin", "password": PASSWORD})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 3
    assert client.post("/login", data={"name": "mei", "password": PASSWORD}).status_code == 303


def test_the_wait_grows_and_has_an_end(site: Site) -> None:
    waits = []
    for _ in range(FREE_FAILURES + 20):
        site.store.people.note_attempt("lin", succeeded=False)
        waits.append(CHEAP.wait(site.store, "lin"))
    assert waits[FREE_FAILURES - 2] == timedelta(0)
    assert waits[FREE_FAILURES - 1] < waits[FREE_FAILURES] < waits[-1] <= timedelta(minutes=15)


def test_logging_out_ends_the_session(lin: Visitor) -> None:
    csrf, cookies = lin.csrf, dict(lin.client.cookies)
    lin.client.post("/logout", data={"csrf": csrf})
    lin.client.cookies.update(cookies)
    assert lin.get("/queue").status_code == 303


def test_passwords_are_hashed_with_argon2() -> None:
    assert Passwords().hashed(PASSWORD).startswith("$argon2id$")
    with pytest.raises(UsageError, match="too short"):
        CHEAP.hashed("short")


def test_the_first_account_is_made_by_the_link_once(tmp_path: Path) -> None:
    site = Site(make_parts(tmp_path), passwords=CHEAP)
    visitor = Visitor(site)
    assert visitor.get("/start/guess").status_code == 404
    assert visitor.get(f"/start/{site.start_key}").status_code == 200
    assert visitor.client.post(f"/start/{site.start_key}", data={"name": "ada", "password": "short"}).status_code == 400
    assert visitor.client.post(f"/start/{site.start_key}", data={"name": "ada", "password": PASSWORD}).status_code == 303
    assert visitor.get("/people").status_code == 200
    assert visitor.get(f"/start/{site.start_key}").status_code == 404
    site.close()


def test_without_accounts_nobody_else_is_listened_to(tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(UsageError, match="no account yet"):
        serve(make_parts(tmp_path, serve_host="0.0.0.0"), told.append)
    assert told == []


def person(site: Site, name: str) -> Person:
    found = site.store.people.named(name)
    assert found is not None
    return found


def test_an_admin_adds_and_shuts_out_people(site: Site, ada: Visitor, lin: Visitor) -> None:
    assert ada.post("/people", name="new", password=PASSWORD, role="reader").status_code == 303
    assert ada.post("/people", name="new", password=PASSWORD, role="reader").status_code == 400
    assert ada.post(f"/people/{person(site, 'lin').id}", active="no").status_code == 303
    assert lin.get("/queue").status_code == 303
    assert ada.post(f"/people/{person(site, 'ada').id}", active="no").status_code == 400
    assert person(site, "new").role is Role.READER


def test_a_new_password_needs_the_old_one(site: Site, lin: Visitor) -> None:
    assert lin.post("/account/password", old="wrong", new=PASSWORD + "2").status_code == 400
    assert lin.post("/account/password", old=PASSWORD, new=PASSWORD + "2").status_code == 303
    assert lin.get("/queue").status_code == 303
    again: Any = Visitor(site).client.post("/login", data={"name": "lin", "password": PASSWORD + "2"})
    assert again.status_code == 303


def test_a_body_over_the_limit_is_refused(looker: Visitor) -> None:
    assert looker.client.post("/upload", content=b"", headers={"Content-Length": str(10**12)}).status_code == 413
