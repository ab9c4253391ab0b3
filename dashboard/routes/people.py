"""One's own account and its tokens; for admins, the people."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from dashboard.access import Acting, AdminPage, AtSite, Governing, Reader
from dashboard.render import render
from dashboard.routes.entrance import checked_name
from pipeline.errors import UsageError
from pipeline.store import Role

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=200)]


@router.get("/account")
def account(request: Request, visitor: Reader, site: AtSite) -> Response:
    return _account(request, visitor, site)


@router.post("/account/password")
def new_password(request: Request, visitor: Acting, site: AtSite, old: Text = "", new: Text = "") -> Response:
    name = visitor.person.name
    if site.passwords.wait(site.store, name) or site.passwords.person(site.store, name, old) is None:
        return _account(request, visitor, site, status=400, problem="login.wrong")
    try:
        site.store.people.change(name, password_hash=site.passwords.hashed(new))
    except UsageError as error:
        return _account(request, visitor, site, status=400, problem=str(error))
    return RedirectResponse("/login", 303)


@router.post("/account/tokens")
def new_token(request: Request, visitor: Acting, site: AtSite, label: Text = "") -> Response:
    secret = f"sm_{secrets.token_urlsafe(32)}"
    site.store.people.add_token(visitor.person, " ".join(label.split())[:100] or "API", secret)
    return _account(request, visitor, site, secret=secret)


@router.post("/account/tokens/{token_id}/end")
def end_token(visitor: Acting, site: AtSite, token_id: int) -> Response:
    if not site.store.people.end_token(visitor.person, token_id):
        raise HTTPException(404)
    return RedirectResponse("/account", 303)


@router.get("/people")
def people(request: Request, visitor: AdminPage, site: AtSite) -> Response:
    return render(request, "people.html", people=site.store.people.all(), roles=list(Role), problem="")


@router.post("/people")
def add_person(request: Request, visitor: Governing, site: AtSite, name: Text = "", password: Text = "", role: Text = "reader") -> Response:
    if role not in list(Role):
        raise HTTPException(400)
    try:
        site.store.people.add(checked_name(name), Role(role), site.passwords.hashed(password))
    except UsageError as error:
        return render(request, "people.html", status=400, people=site.store.people.all(), roles=list(Role), problem=str(error))
    return RedirectResponse("/people", 303)


@router.post("/people/{person_id}")
def change_person(visitor: Governing, site: AtSite, person_id: int, role: Text = "", active: Text = "") -> Response:
    person = next((each for each in site.store.people.all() if each.id == person_id), None)
    if person is None:
        raise HTTPException(404)
    if role not in ("", *Role) or (person.id == visitor.person.id and (role not in ("", person.role) or active == "no")):
        raise HTTPException(400)
    site.store.people.change(person.name, role=Role(role) if role else None, active=active != "no")
    return RedirectResponse("/people", 303)


def _account(request: Request, visitor: Reader, site: AtSite, *, status: int = 200, problem: str = "", secret: str = "") -> Response:
    tokens = site.store.people.tokens(visitor.person)
    return render(request, "account.html", status=status, tokens=tokens, problem=problem, secret=secret)
