"""The application: routes, guards and what is shown when something goes wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.staticfiles import StaticFiles

from dashboard import api
from dashboard.access import NotLoggedIn
from dashboard.headers import SAFE_METHODS, Guard
from dashboard.render import query, render
from dashboard.routes import case, decide, entrance, operations, people, queue, runs, upload
from dashboard.site import Site
from dashboard.webhook import telling
from pipeline.errors import Conflict, InputRefused, SignmatchError, UsageError
from pipeline.versions import signmatch_version

STATIC = Path(__file__).parent / "static"
REQUEST_OVERHEAD = 1024 * 1024
STATUS: dict[type[Exception], int] = {Conflict: 409, InputRefused: 422, UsageError: 400}


def create_app(site: Site) -> FastAPI:
    """The dashboard over the given parts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        site.jobs.resume()
        with telling(site.parts):
            yield
        site.close()

    app = FastAPI(
        title="signmatch", version=signmatch_version(), docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=lifespan
    )
    app.state.site = site
    settings = site.settings
    app.add_middleware(Guard, most_bytes=settings.max_file_bytes * min(settings.max_documents, 5) * 4 // 3 + REQUEST_OVERHEAD)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for each in (entrance, queue, operations, case, decide, runs, upload, people, api):
        app.router.routes.extend(each.router.routes)  # as they are: including would build each of them anew
    app.add_exception_handler(NotLoggedIn, _to_login)
    app.add_exception_handler(StarletteHTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(SignmatchError, _told)
    app.add_exception_handler(Exception, _internal)
    return app


async def _to_login(request: Request, error: Exception) -> Response:
    """A page leads to the login and back; a form that is sent without a session is refused."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "") if request.method in SAFE_METHODS else "/queue"
    if request.method not in SAFE_METHODS:
        return render(request, "error.html", status=401, code=401, message="")
    return RedirectResponse(f"/login?{query(next=back)}", 303)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    detail = error.detail if isinstance(error, HTTPException) and error.detail else ""
    return _answer(request, error.status_code, detail, dict(error.headers or {}))


async def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    said = f"{place}: {first['msg']}" if request.url.path.startswith("/api") else ""  # English, and about parameters: not for a page
    return _answer(request, 422, said, {})


async def _told(request: Request, error: Exception) -> Response:
    status = STATUS.get(type(error), 500)
    return _answer(request, status, str(error), {})


async def _internal(request: Request, error: Exception) -> Response:
    return _answer(request, 500, "", {})


def _answer(request: Request, status: int, message: str, headers: dict[str, str]) -> Response:
    if request.url.path.startswith("/api"):
        return JSONResponse({"detail": message or f"Error {status}"}, status, headers)
    return render(request, "error.html", status=status, headers=headers, code=status, message=message)
