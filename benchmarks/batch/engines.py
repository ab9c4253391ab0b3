"""Engines that fail in every way, in place of OCR: what they do stands in the description of the case."""

import json
import os
import random
import time
from pathlib import Path
from typing import Any

from PIL import Image as Pillow

from extractors.page import TextLine
from pipeline.bootstrap import Parts
from pipeline.intake.cases import open_case
from pipeline.ocr.engine import Image, PageReading
from pipeline.reading import Readers
from pipeline.work import CaseResult, review_case

NAME = "北京星槎云计算有限公司"
LINES = (
    ("营业执照", 300, 40),
    ("统一社会信用代码", 40, 120),
    (f"名称 {NAME}", 40, 180),
    ("类型 有限责任公司", 40, 240),
)
BAD = ("hang", "exit", "eat", "raise", "rubbish", "nothing")


def write_inbox(inbox: Path, behaviours: list[str]) -> Path:
    """One case for each behaviour: seconds to read, hang, exit, eat, raise, rubbish, nothing. Each has a picture of its own."""
    for number, behaviour in enumerate(behaviours, 1):
        folder = inbox / f"case-{number:05}"
        folder.mkdir(parents=True)
        picture = Pillow.new("RGB", (640, 480), (250, number % 256, number // 256 % 256))
        picture.save(folder / "licence.png")
        application = {
            "case_id": folder.name,
            "signature": "星槎云",
            "signature_type": "company",
            "account": {"name": NAME},
            "description": behaviour,
            "submitted_at": "2026-01-01",
            "documents": [{"file": "licence.png", "kind": "business_license"}],
        }
        (folder / "application.json").write_text(json.dumps(application, ensure_ascii=False), encoding="utf-8")
    return inbox


class Injected:
    """Reads a licence that it knows by heart, after it has done what it is told."""

    name = "injected"

    def __init__(self, behaviour: str) -> None:
        self._behaviour = behaviour

    def version(self) -> str:
        return "1"

    def read_page(self, image: Image) -> PageReading:
        misbehave(self._behaviour)
        if self._behaviour == "nothing":
            return None  # type: ignore[return-value]
        if self._behaviour == "rubbish":
            rubbish: Any = (None, ((float("nan"),),), "sure", (), ("?",))
            return PageReading(7, (TextLine(*rubbish),))
        return PageReading(0, tuple(_line(*each) for each in LINES))

    def find_lines(self, image: Image) -> None:
        return None

    def read_part(self, image: Image) -> tuple[TextLine, ...]:
        return ()

    def read_crop(self, image: Image) -> TextLine | None:
        return None


def _line(text: str, left: float, top: float) -> TextLine:
    right, bottom, count = left + 24.0 * len(text), top + 24.0, len(text)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return TextLine(text, corners, 0.99, (0.99,) * count, tuple((number + 0.5) / count for number in range(count)))


def misbehave(behaviour: str) -> None:
    """Does what a broken engine does; a number is the seconds that reading takes."""
    if behaviour == "hang":
        while True:
            time.sleep(60)
    if behaviour == "exit":
        os._exit(3)
    if behaviour == "raise":
        raise ValueError("a broken engine")
    if behaviour == "eat":
        _eat(4 * 2**30)
    if behaviour.replace(".", "", 1).isdigit():
        time.sleep(float(behaviour) * random.uniform(0.5, 1.5))


def _eat(size: int) -> None:
    eaten = bytearray(size)
    for place in range(0, size, 4096):
        eaten[place] = 1


def review_with_injected(path: Path, parts: Parts, *, run_id: int | None, given_up: str = "") -> CaseResult:
    """Stands for `review_case`, which it calls with an engine that does what the case says."""
    parts.readers = Readers(Injected("1"), None)  # type: ignore[arg-type]
    _ = parts.versions
    behaviour = open_case(path, parts.settings).application.description
    parts.readers = Readers(Injected(behaviour), None)  # type: ignore[arg-type]
    return review_case(path, parts, run_id=run_id, given_up=given_up)
