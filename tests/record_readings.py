"""Reads specimens and sample pictures with the real first reader and keeps the readings in tests/recorded/ for tests without OCR.

python -m tests.record_readings        # all of them, after a change to the first reader or to the samples; needs the fonts
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow
from pydantic import TypeAdapter

from extractors.page import Page
from extractors.vocabulary import DocumentKind
from pipeline.intake.documents import open_document, open_pages
from pipeline.ocr.engine import Image, PageReader, PageReading
from pipeline.settings import Settings
from samples import specimen
from samples.data import INBOX

RECORDED = Path(__file__).parent / "recorded"
Wear = list[Mapping[str, Mapping[str, Any]]]

SPECIMENS: dict[str, tuple[DocumentKind, str, int, Wear]] = {
    "licence-landscape": (DocumentKind.BUSINESS_LICENSE, "landscape-2019", 3, []),
    "licence-landscape-photo-turned": (
        DocumentKind.BUSINESS_LICENSE,
        "landscape-2019",
        4,
        [{"perspective": {"strength": 0.03}}, {"shadow": {}}, {"turn": {"degrees": 90}}],
    ),
    "licence-portrait-askew": (
        DocumentKind.BUSINESS_LICENSE,
        "portrait-2015",
        5,
        [{"rotate": {"degrees": 1.5}}, {"jpeg": {"quality": 60}}],
    ),
    "licence-registration-number": (DocumentKind.BUSINESS_LICENSE, "portrait-2014", 6, [{"grey_copy": {}}]),
    "licence-sole-trader": (DocumentKind.BUSINESS_LICENSE, "portrait-trader", 7, []),
    "trademark-electronic": (DocumentKind.TRADEMARK_CERTIFICATE, "electronic", 8, []),
    "trademark-paper": (DocumentKind.TRADEMARK_CERTIFICATE, "paper", 9, [{"perspective": {"strength": 0.02}}]),
    "filing-provider": (DocumentKind.ICP_SCREENSHOT, "provider", 10, []),
    "filing-record-with-site-name": (DocumentKind.ICP_SCREENSHOT, "miit-old", 11, [{"screen": {"strength": 8}}]),
    "filing-record": (DocumentKind.ICP_SCREENSHOT, "miit-detail", 12, []),
    "other-acceptance-notice": (DocumentKind.OTHER, "acceptance-notice", 13, []),
}
"""Kind, layout, seed and wear by the name of the recording."""

FROM_INBOX: dict[str, tuple[str, DocumentKind, dict[str, str]]] = {
    "licence-name-in-two-lines": (
        "c08-two-line-name/licence.jpg",
        DocumentKind.BUSINESS_LICENSE,
        {"entity_name": "成都霁舸人工智能应用技术研究与开发服务股份有限公司"},
    ),
    "trademark-device": ("t05-device-mark/trademark.jpg", DocumentKind.TRADEMARK_CERTIFICATE, {"mark_text": ""}),
}
"""Picture below samples/inbox, kind, and some of what is printed on it ("" for a field that is not there), by the name of the recording."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One picture: its size in pixels, what it is, what is printed on it, and what the first reader read."""

    width: int
    height: int
    kind: DocumentKind
    truth: dict[str, str]
    reading: PageReading

    @property
    def page(self) -> Page:
        upright = (self.width, self.height) if self.reading.turn in (0, 180) else (self.height, self.width)
        return Page(*upright, self.reading.lines)


_JSON: TypeAdapter[Recording] = TypeAdapter(Recording)


def recordings() -> dict[str, Recording]:
    """Every recording by its name."""
    return {path.stem: _JSON.validate_json(path.read_bytes()) for path in sorted(RECORDED.glob("*.json"))}


def main() -> None:
    from pipeline.ocr.rapid import RapidReader

    reader = RapidReader()
    for name, (kind, layout, seed, wear) in SPECIMENS.items():
        picture, truth = specimen(kind, layout, seed, wear)
        _record(reader, name, _pixels(picture), kind, truth)
    for name, (file, kind, truth) in FROM_INBOX.items():
        settings = Settings()
        (source,) = open_pages(open_document(INBOX / file, settings), settings)
        _record(reader, name, np.ascontiguousarray(source.image), kind, truth)


def _pixels(picture: Pillow.Image) -> Image:
    return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])


def _record(reader: PageReader, name: str, image: Image, kind: DocumentKind, truth: dict[str, str]) -> None:
    height, width = image.shape[:2]
    recording = Recording(width, height, kind, truth, reader.read_page(image))
    RECORDED.mkdir(exist_ok=True)
    (RECORDED / f"{name}.json").write_bytes(_JSON.dump_json(recording))


if __name__ == "__main__":
    main()
