"""A document becomes an upload, and an upload becomes pages."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from extractors.page import TextLine
from pipeline.intake import pdf, pictures
from pipeline.intake.files import read_file, refuse_larger
from pipeline.intake.pdf_text import text_lines
from pipeline.intake.pictures import Pixels
from pipeline.intake.sniff import PDF, media_type
from pipeline.settings import Settings
from pipeline.stages import Stage, stage

Known = Callable[[str], bool]
"""Whether a file of this SHA-256 was opened before, and found whole."""


@dataclass(frozen=True)
class Upload:
    """One document as it came; `size` in bytes, `sha256` in hexadecimal digits.

    `content` may also be what reads the bytes: those of a stored document are read when they are asked for.
    """

    name: str
    sha256: str
    media_type: str
    size: int
    content: bytes | Callable[[], bytes] = field(repr=False, compare=False)

    @cached_property
    def data(self) -> bytes:
        """Its bytes.

        Raises:
            SetupError: a stored file is no longer there, or not as it was.
        """
        return self.content if isinstance(self.content, bytes) else self.content()


@dataclass(frozen=True)
class PageSource:
    """One page of an upload: `number` from 1, `width` and `height` in pixels of the page as EXIF says it is upright.

    The picture is decoded when it is asked for, and kept as long as the page is.
    """

    upload: Upload
    number: int
    width: int
    height: int

    @cached_property
    def image(self) -> Pixels:
        """The picture: height x width x 3, blue-green-red, 8 bits."""
        with stage(Stage.DECODE):
            if self.upload.media_type == PDF:
                return pdf.draw_page(self.upload.name, self.upload.data, self.number, (self.width, self.height))
            return pictures.decode_picture(self.upload.name, self.upload.data, self.upload.media_type, self.number)

    @cached_property
    def text_lines(self) -> tuple[TextLine, ...]:
        """The lines of a PDF page's text layer in pixels; empty for pictures and for pages without real text."""
        if self.upload.media_type != PDF:
            return ()
        with stage(Stage.READ):
            return text_lines(self.upload.data, self.number, (self.width, self.height), self.image)


def open_document(path: Path, settings: Settings) -> Upload:
    """A document from a file.

    Raises:
        InputRefused: no such file, a link, of a type that is not read, over a limit, or damaged.
    """
    return open_document_bytes(path.name, read_file(path, settings.max_file_bytes), settings)


def unknown(sha256: str) -> bool:
    """Takes every file for a new one."""
    return False


def open_document_bytes(name: str, data: bytes, settings: Settings, known: Known = unknown) -> Upload:
    """A document from its bytes; it is measured, and then decoded once to see that it is whole, unless that is known.

    Raises:
        InputRefused: of a type that is not read, over a limit, or damaged.
    """
    refuse_larger(name, len(data), settings.max_file_bytes)
    upload = Upload(name, hashlib.sha256(data).hexdigest(), media_type(name, data), len(data), data)
    whole = upload.media_type == PDF or known(upload.sha256)  # a page of a PDF is loaded when it is measured
    for page in open_pages(upload, settings):
        if not whole:
            _ = page.image
    return upload


def open_pages(upload: Upload, settings: Settings) -> Iterator[PageSource]:
    """The pages of an upload, one after the other, so that one picture at a time is held.

    Raises:
        InputRefused: over a limit, or damaged.
    """
    if upload.media_type == PDF:
        sizes = pdf.pdf_sizes(upload.name, upload.data, settings)
    else:
        sizes = pictures.picture_sizes(upload.name, upload.data, upload.media_type, settings)
    for number, (width, height) in enumerate(sizes, start=1):
        yield PageSource(upload, number, width, height)
