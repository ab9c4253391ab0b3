"""Coming in and going out: the first account, logging in, the language."""

import secrets
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from dashboard.access import COOKIE, Acting, AtSite
from dashboard.render import LANGUAGE_COOKIE, render
from dashboard.site import Site
from dashboard.texts import LANGUAGES
from pipeline.errors import UsageError
from pipeline.store import Person, Role

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=200)]
YEAR = 365 * 24 * 3600


@router.get("/")
def root() -> Response:
    return RedirectResponse("/queue", 303)


@router.get("/login")
def login_page(request: Request, site: AtSite, next: str = "/queue") -> Response:
    return render(request, "login.html", next=inside(next), name="", problem="", seconds=0)


@router.post("/login")
def log_in(request: Request, site: AtSite, name: Text = "", password: Text = "", next: Text = "/queue") -> Response:
    name = name.strip()
    wait = site.passwords.wait(site.store, name)
    if wait:
        seconds = int(wait.total_seconds()) + 1
        page = {"next": inside(next), "name": name, "problem": "login.wait", "seconds": seconds}
        return render(request, "login.html", status=429, headers={"Retry-After": str(seconds)}, **page)
    person = site.passwords.person(site.store, name, password)
    if person is None:
        return render(request, "login.html", status=401, next=inside(next), name=name, problem="login.wrong", seconds=0)
    return _let_in(site, person, inside(next))


@router.post("/logout")
def log_out(visitor: Acting, site: AtSite) -> Response:
    site.store.people.end_session(visitor.session.id)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/start/{key}")
def first_page(request: Request, site: AtSite, key: str) -> Response:
    _check_start(site, key)
    return render(request, "start.html", key=key, name="", problem="")


@router.post("/start/{key}")
def first_account(request: Request, site: AtSite, key: str, name: Text = "", password: Text = "") -> Response:
    _check_start(site, key)
    try:
        checked = checked_name(name)
        person = site.store.people.add(checked, Role.ADMIN, site.passwords.hashed(password), only_first=True)
    except UsageError as error:
        return render(request, "start.html", status=400, key=key, name=name, problem=str(error))
    return _let_in(site, person, "/queue")


@router.post("/language")
def choose_language(language: Text = "", next: Text = "/queue") -> Response:
    if language not in LANGUAGES:
        raise HTTPException(400)
    answer = RedirectResponse(inside(next), 303)
    answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="lax", httponly=True)
    return answer


def inside(address: str) -> str:
    """An address of this site to go back to; anything else becomes the queue."""
    parts = urlsplit(address)
    safe = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if safe and address.isprintable() else "/queue"


def checked_name(name: str) -> str:
    """The name of a person.

    Raises:
        UsageError: it is empty, too long or holds characters that nobody sees.
    """
    name = " ".join(name.split())
    if not 1 <= len(name) <= 100 or not name.isprintable():
        raise UsageError("The name is empty, too long or unreadable.", "Give one of up to 100 characters.")
    return name


def _check_start(site: Site, key: str) -> None:
    if site.store.people.any() or not secrets.compare_digest(key.encode(), site.start_key.encode()):
        raise HTTPException(404)


def _let_in(site: Site, person: Person, then: str) -> Response:
    secret, lasts = secrets.token_urlsafe(32), timedelta(hours=site.settings.session_hours)
    site.store.people.begin_session(person, secret, secrets.token_urlsafe(24), lasts)
    answer = RedirectResponse(then, 303)
    answer.set_cookie(
        COOKIE, secret, max_age=int(lasts.total_seconds()), httponly=True, samesite="lax", secure=site.settings.secure_cookies
    )
    return answer
