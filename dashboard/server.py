"""Starting the dashboard."""

import ipaddress
from collections.abc import Callable

import uvicorn

from dashboard.app import create_app
from dashboard.site import Site
from pipeline.bootstrap import Parts
from pipeline.errors import UsageError


def serve(parts: Parts, say: Callable[[str], None]) -> None:
    """Serves until it is stopped. Without accounts it tells the one-time link that makes the first one, and listens on this machine only.

    Raises:
        UsageError: it should listen to others, and nobody has an account yet.
    """
    settings = parts.settings
    site = Site(parts)
    address = f"http://{'localhost' if _is_loopback(settings.serve_host) else settings.serve_host}:{settings.serve_port}"
    if not parts.store.people.any():
        if not _is_loopback(settings.serve_host):
            raise UsageError(
                "There is no account yet, so the dashboard listens on 127.0.0.1 only.",
                "Make one with: signmatch users add NAME --role admin; or start it with SIGNMATCH_SERVE_HOST=127.0.0.1.",
            )
        say(f"There is no account yet. Make the first one here (the link works once): {address}/start/{site.start_key}")
    else:
        say(f"The dashboard is at {address}")
    config = uvicorn.Config(
        create_app(site),
        host=settings.serve_host,
        port=settings.serve_port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    uvicorn.Server(config).run()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
