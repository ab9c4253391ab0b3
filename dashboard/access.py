"""Who is asking, and what they may: sessions and CSRF for pages, tokens for the API."""

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request

from dashboard.site import Site, site_of
from pipeline.store import Person, Role, Session

COOKIE = "signmatch_session"


class NotLoggedIn(Exception):
    """Nobody is logged in; the page to come back to is the request's."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person who is logged in."""

    session: Session

    @property
    def person(self) -> Person:
        return self.session.person

    def may(self, role: str) -> bool:
        return self.person.role.covers(Role(role))


def visitor_or_none(request: Request) -> Visitor | None:
    secret = request.cookies.get(COOKIE)
    session = site_of(request).store.people.session(secret) if secret else None
    return Visitor(session) if session else None


def _visitor(request: Request) -> Visitor:
    visitor = visitor_or_none(request)
    if visitor is None:
        raise NotLoggedIn
    request.state.visitor = visitor
    return visitor


def _at_least(visitor: Visitor, role: Role) -> Visitor:
    if not visitor.person.role.covers(role):
        raise HTTPException(403)
    return visitor


def _reader(visitor: Annotated[Visitor, Depends(_visitor)]) -> Visitor:
    return visitor


def _checked(visitor: Annotated[Visitor, Depends(_visitor)], csrf: Annotated[str, Form()] = "") -> Visitor:
    """A visitor whose form was made by a page of this session."""
    if not secrets.compare_digest(csrf.encode(), visitor.session.csrf.encode()):
        raise HTTPException(403)
    return visitor


def _reviewer_page(visitor: Annotated[Visitor, Depends(_visitor)]) -> Visitor:
    return _at_least(visitor, Role.REVIEWER)


def _admin_page(visitor: Annotated[Visitor, Depends(_visitor)]) -> Visitor:
    return _at_least(visitor, Role.ADMIN)


def _acting(visitor: Annotated[Visitor, Depends(_checked)]) -> Visitor:
    return visitor


def _deciding(visitor: Annotated[Visitor, Depends(_checked)]) -> Visitor:
    return _at_least(visitor, Role.REVIEWER)


def _governing(visitor: Annotated[Visitor, Depends(_checked)]) -> Visitor:
    return _at_least(visitor, Role.ADMIN)


Reader = Annotated[Visitor, Depends(_reader)]
"""Whoever is logged in may open the page."""
ReviewerPage = Annotated[Visitor, Depends(_reviewer_page)]
AdminPage = Annotated[Visitor, Depends(_admin_page)]
Acting = Annotated[Visitor, Depends(_acting)]
"""Whoever is logged in may send the form."""
Deciding = Annotated[Visitor, Depends(_deciding)]
Governing = Annotated[Visitor, Depends(_governing)]


def at(request: Request) -> Site:
    return site_of(request)


AtSite = Annotated[Site, Depends(at)]
