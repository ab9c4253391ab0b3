"""Scripts that somebody would write who has no signmatch: an engine's text of the whole page, a pattern for the name, a score of likeness.

Each peer is a function that gives the lines of text on a picture. `answer` makes of them what such a script says: the name, and
whether it takes a claimed name for the same.
"""

import importlib.util
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ALIKE = 90.0
"""A script takes two names for the same from this score of rapidfuzz's WRatio on (0-100)."""

_NAME = re.compile(r"^\W*(?:字\s*号\s*)?(?:企\s*业\s*|公\s*司\s*)?名?\s*称\s*[:：]?\s*(?P<name>\S.{3,40})$")
_ENDING = re.compile(r"[一-鿿（）()]{3,40}(?:公司|厂|店|部|中心|商行|合作社)$")

Lines = Callable[[Path], Sequence[str]]
"""The lines of text on a picture."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program says of a picture: the name on it, and of each claimed name whether it is that one; None sends it to a person."""

    name: str
    verdicts: tuple[bool | None, ...]


def answer(lines: Sequence[str], claims: Sequence[str]) -> Answer:
    """The answer of a script: the name behind its label, else the first line that ends like a name; alike from a score on."""
    from rapidfuzz.fuzz import WRatio

    texts = ["".join(line.split()) for line in lines]
    labelled = (match["name"] for text in texts if (match := _NAME.match(text)))
    name = next(labelled, None) or next((text for text in texts if _ENDING.search(text)), "")
    return Answer(name, tuple(WRatio(name, claim) >= ALIKE for claim in claims))


def pytesseract_page(threads: int) -> Lines:
    import os

    os.environ["OMP_THREAD_LIMIT"] = str(threads)
    import pytesseract
    from PIL import Image

    def lines(path: Path) -> list[str]:
        return str(pytesseract.image_to_string(Image.open(path), lang="chi_sim")).splitlines()

    return lines


def rapidocr_page(threads: int) -> Lines:
    from rapidocr import RapidOCR

    engine: Any = RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

    def lines(path: Path) -> list[str]:
        return list(engine(str(path)).txts or ())

    return lines


def kreuzberg_page(threads: int) -> Lines:
    import os

    os.environ["OMP_THREAD_LIMIT"] = str(threads)
    kreuzberg: Any = importlib.import_module("kreuzberg")
    ocr = kreuzberg.OcrConfig(backend="tesseract", language="chi_sim")
    config = kreuzberg.ExtractionConfig(force_ocr=True, use_cache=False, ocr=ocr)

    def lines(path: Path) -> list[str]:
        return str(kreuzberg.extract_file_sync(str(path), config=config).content).splitlines()

    return lines


Program = Callable[[Path, Sequence[str]], Answer]
"""Answers for a picture and the names that are claimed for it."""


def script(page: Callable[[int], Lines], threads: int) -> Program:
    """The script around one of the engines above."""
    lines = page(threads)
    return lambda path, claims: answer(lines(path), claims)


def signmatch(threads: int, *, full: bool = False) -> Program:
    """signmatch itself, without a store: nothing is read beforehand, nothing kept."""
    from extractors.vocabulary import FieldName
    from matchers import compare_entities
    from pipeline.bootstrap import measuring_reader, open_readers
    from pipeline.intake.documents import open_document
    from pipeline.report import probability_of
    from pipeline.settings import Settings

    settings = Settings(reader_threads=threads, full_reading=full)
    reader = measuring_reader(open_readers(settings), None, settings)

    def program(path: Path, claims: Sequence[str]) -> Answer:
        name = reader.read(open_document(path, settings)).fields.get(FieldName.ENTITY_NAME)
        if name is None:
            return Answer("", tuple(None for _ in claims))
        sure = probability_of(name) >= settings.sure_confidence
        compared = [compare_entities(claim, name.value, name.char_confidences) for claim in claims]
        return Answer(name.value, tuple(each.same if sure and (each.same or not each.near) else None for each in compared))

    return program


PROGRAMS: dict[str, Callable[[int], Program]] = {
    "signmatch": signmatch,
    "signmatch, whole page": partial(signmatch, full=True),
    "RapidOCR + WRatio": partial(script, rapidocr_page),
    "pytesseract + WRatio": partial(script, pytesseract_page),
    "kreuzberg + WRatio": partial(script, kreuzberg_page),
}
NEEDS = {"kreuzberg + WRatio": "kreuzberg"}
"""Packages that signmatch does not bring; a program whose package is not installed is left out."""


def missing(program: str) -> str:
    """The package that a program lacks; empty where it has all."""
    needed = NEEDS.get(program, "")
    return needed if needed and importlib.util.find_spec(needed) is None else ""
