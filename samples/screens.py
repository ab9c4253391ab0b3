"""Screens of stores, of the WeChat platform and of the trademark office: pages of HTML (pages/) that a browser draws as people see them."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image
from pydantic import BaseModel, ConfigDict

from extractors.vocabulary import DocumentKind
from pipeline.errors import SetupError
from samples.data import FOLDER, load_yaml
from samples.licence import Truth
from samples.sheet import Sheet, Size

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
SCALE = 2
"""Pixels of the picture for one of the page, as on a screen of high resolution."""
TIMEOUT_SECONDS = 60
Content = Mapping[str, BaseModel]
"""What a page shows, by the names that its template has for it."""


class Screen(BaseModel):
    """One page: the kind it proves, its file in pages/, its size and the size of its values, and field → what of its content it shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: DocumentKind
    page: str
    size: Size
    letters: int
    shows: dict[str, str]


@cache
def _screens() -> dict[str, Screen]:
    return {name: Screen.model_validate(screen) for name, screen in load_yaml("screens.yaml").items()}


def names(kind: DocumentKind) -> tuple[str, ...]:
    """The layouts of a kind of screen."""
    return tuple(name for name, screen in _screens().items() if screen.kind is kind)


def screen(layout_name: str) -> Screen:
    return _screens()[layout_name]


def draw(layout_name: str, content: Content) -> tuple[Sheet, Truth]:
    """The screen with its content, and what a reader must find on it."""
    shown = screen(layout_name)
    sheet = Sheet((1, 1), (255, 255, 255))
    sheet.image = capture(html(layout_name, content), shown.size)
    return sheet, truth(layout_name, content)


def truth(layout_name: str, content: Content) -> Truth:
    """What is shown of each field; an empty value is not shown."""
    values = {field: attrgetter(path)(SimpleNamespace(**content)) for field, path in screen(layout_name).shows.items()}
    return {field: value for field, value in values.items() if value}


def html(layout_name: str, content: Content) -> str:
    """The page with its values."""
    return str(_pages().get_template(screen(layout_name).page).render(content))


@cache
def _pages() -> Environment:
    return Environment(loader=FileSystemLoader(FOLDER / "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def browser() -> str:
    """The browser that draws screens.

    Raises:
        SetupError: there is none.
    """
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise SetupError("Screens are drawn by a browser, and there is none.", "Install one: sudo apt-get install chromium")


def capture(page: str, size: Size) -> Image.Image:
    """A page of HTML as a browser shows it in a window of that size.

    Raises:
        SetupError: there is no browser, or it fails.
    """
    with tempfile.TemporaryDirectory(prefix="signmatch-screen-", ignore_cleanup_errors=True) as folder:
        file, picture = Path(folder) / "page.html", Path(folder) / "page.png"
        file.write_text(page, encoding="utf-8")
        command = [browser(), *OPTIONS, f"--user-data-dir={folder}/profile", f"--force-device-scale-factor={SCALE}"]
        command += [f"--window-size={size[0]},{size[1]}", f"--screenshot={picture}", file.as_uri()]
        run = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)
        if not picture.exists():
            raise SetupError(f"{command[0]} drew no picture: {run.stderr[-300:]}", "Try the command by hand.")
        return Image.open(picture).convert("RGB")
