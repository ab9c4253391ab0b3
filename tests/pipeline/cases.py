"""Whole cases without an engine: case folders whose pictures stand for recorded readings, and parts whose reader looks these up."""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image as Pillow
from PIL import ImageDraw

from extractors.page import Page, TextLine
from pipeline import standards
from pipeline.bootstrap import Parts
from pipeline.errors import EngineError
from pipeline.ocr.engine import CropReader, Image, PageReading
from pipeline.reading import Readers
from pipeline.settings import Settings
from pipeline.store import Store
from tests.factory import WholePages
from tests.record_readings import Recording, recordings

LICENCE, TRADEMARK, FILING = "licence-landscape", "trademark-electronic", "filing-provider"
COMPANY = "杭州榴屿文化传播股份有限公司"
REPRESENTATIVE = "贾示范"
WHITE, RED = (255, 255, 255), (200, 20, 20)
EMBLEM = (650, 40, 820, 180)
"""Where the recorded licence has its emblem, in pixels."""


@cache
def recorded() -> dict[str, Recording]:
    return recordings()


class RecordedReader(WholePages):
    """The first reader: knows a picture by its size, and gives what was read on that recording."""

    name = "recorded"

    def __init__(self, version: str = "1") -> None:
        self._version = version
        self.pages = 0

    def version(self) -> str:
        return self._version

    def read_page(self, image: Image) -> PageReading:
        self.pages += 1
        size = (image.shape[1], image.shape[0])
        known = {(each.width, each.height): each.reading for each in (recorded()[name] for name in (LICENCE, TRADEMARK, FILING))}
        return known.get(size, PageReading(0, ()))

    def read_crop(self, image: Image) -> TextLine | None:
        return None


class FailingReader(RecordedReader):
    """A reader that fails in a given way."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def read_page(self, image: Image) -> PageReading:
        raise self._error


class NoReader(FailingReader):
    """A reader that must not be asked."""

    def __init__(self) -> None:
        super().__init__(AssertionError("a reader was asked"))

    def read_crop(self, image: Image) -> TextLine | None:
        raise AssertionError("a reader was asked")


ENGINE_ERROR = EngineError("The reader gave up.")


def _seal(page: Page) -> tuple[float, float, float, float]:
    """The box of a seal in the lower half, below the middle of what was read."""
    right, bottom = max(line.right for line in page.lines), max(line.bottom for line in page.lines)
    side = max(right, bottom) / 7
    return right - 2 * side, bottom - 1.5 * side, right - side, bottom - 0.5 * side


@cache
def _picture(name: str, colour: tuple[int, int, int]) -> bytes:
    """A page of the size of a recording with an emblem and a seal, as JPEG."""
    known, data = recorded()[name], BytesIO()
    picture = Pillow.new("RGB", (known.width, known.height), colour)
    picture.paste(RED, EMBLEM)
    ImageDraw.Draw(picture).ellipse(_seal(known.page), outline=RED, width=8)
    picture.save(data, "JPEG", quality=90)
    return data.getvalue()


def write_case(inbox: Path, case_id: str = "1", *documents: str, colour: tuple[int, int, int] = WHITE, **application: Any) -> Path:
    """A case folder with a picture for each recording: by default a company whose licence proves its signature."""
    folder = inbox / case_id
    folder.mkdir(parents=True, exist_ok=True)
    asked = {
        "case_id": case_id,
        "signature": "榴屿文化",
        "signature_type": "company",
        "submitted_at": "2024-06-01",
        "account": {"name": COMPANY},
        "documents": [{"file": f"{name}.jpg"} for name in documents or (LICENCE,)],
        **application,
    }
    for name in documents or (LICENCE,):
        (folder / f"{name}.jpg").write_bytes(_picture(name, colour))
    (folder / "application.json").write_text(json.dumps(asked, ensure_ascii=False), encoding="utf8")
    return folder


def make_parts(data_dir: Path, first: RecordedReader | None = None, second: CropReader | None = None, **settings: Any) -> Parts:
    """Parts with a real store in `data_dir`."""
    chosen = Settings(data_dir=data_dir, **settings)
    store = Store.open(chosen.database_url, chosen.data_dir)
    return Parts(chosen, store, Readers(first or RecordedReader(), second), standards.load(chosen.standard))
