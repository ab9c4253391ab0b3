"""What all pages share: the parts, the settings, who works in the background."""

import secrets
from dataclasses import dataclass, field

from fastapi import Request

from dashboard.jobs import Jobs
from dashboard.passwords import Passwords
from dashboard.pictures import Pictures
from pipeline.bootstrap import Parts
from pipeline.settings import Settings
from pipeline.store import Store


@dataclass
class Site:
    """One running dashboard. `start_key` opens the page that makes the first account, and is worth nothing once there is one."""

    parts: Parts
    passwords: Passwords = field(default_factory=Passwords)
    start_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.store, self.settings)
        self.jobs = Jobs(self.parts)

    @property
    def store(self) -> Store:
        return self.parts.store

    @property
    def settings(self) -> Settings:
        return self.parts.settings

    def close(self) -> None:
        self.jobs.close()


def site_of(request: Request) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)
    return site
