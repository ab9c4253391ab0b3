"""Pages from templates: everything is escaped, and every page knows who looks at it and in which language."""

import hashlib
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from dashboard.access import Visitor
from dashboard.site import site_of
from dashboard.texts import LANGUAGES, NAMES, language_of, text
from extractors.vocabulary import DocumentKind
from pipeline.messages import title
from pipeline.settings import Language
from pipeline.store.tables import now

FOLDER = Path(__file__).parent
LANGUAGE_COOKIE = "signmatch_language"


def render(request: Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> HTMLResponse:
    """A page for whoever sent the request."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    language = page_language(request)
    whole = {
        "visitor": visitor,
        "csrf": visitor.session.csrf if visitor else "",
        "language": language,
        "languages": [(each, NAMES[each]) for each in LANGUAGES],
        "t": partial(text, language=language),
        "title": partial(title, language=language),
        "ago": partial(ago, language=language),
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "path": request.url.path,
        "now": now(),
        **context,
    }
    return HTMLResponse(environment().get_template(template).render(whole), status, dict(headers or {}))


def page_language(request: Request) -> Language:
    default = site_of(request).settings.language
    return language_of(request.cookies.get(LANGUAGE_COOKIE), request.headers.get("accept-language", ""), default)


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"stranger": stranger, "plain": plain, "when": when, "percent": percent, "side": _side, "span": _span}
    made.globals |= {"static": static, "query": query}
    del made.filters["safe"]  # nothing goes on a page unescaped
    return made


def stranger(value: object) -> Markup:
    """Text from outside: set apart, so that its writing direction ends with it, and characters that nobody sees made visible."""
    text = str(value)
    shown = escape(text) if text.isprintable() else Markup("").join(_visible(char) for char in text)
    return Markup(f"<bdi>{shown}</bdi>")


def plain(value: object) -> str:
    """Text from outside where no markup can stand, as in an attribute: characters that nobody sees are named."""
    return "".join(char if _is_seen(char) else f"[U+{ord(char):04X}]" for char in str(value))


def _visible(char: str) -> Markup:
    return escape(char) if _is_seen(char) else Markup('<span class="unseen">U+{:04X}</span>').format(ord(char))


def _is_seen(char: str) -> bool:
    return char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")


@pass_context
def _side(context: Context, side: str) -> Markup:
    """What a link compares: a name from outside, or a kind of document in the page's language."""
    if side in set(DocumentKind):
        return escape(text(f"kind.{side}", context["language"]))
    return stranger(side) if side else Markup("—")


def when(moment: datetime | None) -> Markup:
    """A time to the minute, in UTC; the script puts it into the zone of whoever reads."""
    if moment is None:
        return Markup("—")
    shown = moment.astimezone(UTC)
    minute = shown.strftime("%Y-%m-%d %H:%M")
    return Markup('<time datetime="{}" title="{} UTC">{}</time>').format(shown.isoformat(timespec="seconds"), minute, minute)


def percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.1f} %"


@pass_context
def _span(context: Context, seconds: float | None) -> str:
    return span(seconds, context["language"])


_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def span(seconds: float | None, language: Language) -> str:
    """A length of time in its largest unit and the next smaller one."""
    if seconds is None:
        return "—"
    left = round(abs(seconds))
    largest = next((place for place, (_, size) in enumerate(_UNITS) if left >= size), len(_UNITS) - 1)
    parts: list[str] = []
    for unit, size in _UNITS[largest : largest + 2]:
        count, left = divmod(left, size)
        if count or not parts:
            parts.append(text(f"time.{unit}", language, count=count))
    return " ".join(parts)


def ago(moment: datetime, language: Language) -> str:
    """How long ago a moment was."""
    return text("time.ago", language, span=span((now() - moment) / timedelta(seconds=1), language))


def query(**parameters: object) -> str:
    """The part of an address behind the question mark; parameters without a value are left out."""
    return urlencode({name: value for name, value in parameters.items() if value not in (None, "")})


@cache
def static(name: str) -> str:
    """The address of a static file, a new one whenever its content is new."""
    digest = hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"
