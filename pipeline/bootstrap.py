"""The one place where real parts are wired to the settings: used by the flow, the command line and the tests alike."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractors.page import TextLine
from pipeline import policy, standards
from pipeline.errors import UsageError
from pipeline.kept_documents import KeptDocuments
from pipeline.measuring import MeasuringReader
from pipeline.ocr.engine import CropReader, FoundLines, Image, PageReader, PageReading
from pipeline.ocr.tesseract import TesseractReader
from pipeline.read_document import ReadsDocuments
from pipeline.reading import DocumentReader, Readers
from pipeline.settings import Settings
from pipeline.standards import Standard
from pipeline.store import Store
from pipeline.versions import rules_version, signmatch_version


class _LazyRapidReader:
    """RapidOCR, loaded when the first page must be read: a review from kept readings needs no model."""

    name = "rapidocr"

    def __init__(self, threads: int) -> None:
        self._threads = threads

    @cached_property
    def _reader(self) -> PageReader:
        from pipeline.ocr.rapid import RapidReader

        return RapidReader(self._threads)

    def version(self) -> str:
        from pipeline.ocr.rapid_version import rapid_version

        return rapid_version()

    def read_page(self, image: Image) -> PageReading:
        return self._reader.read_page(image)

    def read_part(self, image: Image) -> tuple[TextLine, ...]:
        return self._reader.read_part(image)

    def find_lines(self, image: Image) -> FoundLines | None:
        return self._reader.find_lines(image)

    def read_crop(self, image: Image) -> TextLine | None:
        return self._reader.read_crop(image)

    def warm(self) -> None:
        """Loads the models now."""
        _ = self._reader


@dataclass
class Parts:
    """Everything that a review needs, wired once per process."""

    settings: Settings
    store: Store
    readers: Readers
    standard: Standard

    def reader(self, *, afresh: bool = False) -> ReadsDocuments:
        """Reads documents; `afresh` reads again what the store holds already."""
        return self.documents(afresh=afresh)

    def documents(self, *, afresh: bool = False) -> KeptDocuments:
        """The same, which can ask the store for many documents at once."""
        reader = measuring_reader(self.readers, self.store, self.settings, afresh=afresh)
        return KeptDocuments(reader, self.store, self.read_by, afresh=afresh)

    @cached_property
    def read_by(self) -> str:
        """What the fields of a document rest on besides its file: the readers, the rules, the settings that count for reading."""
        versions = sorted((name, version) for name, version in self.versions.items() if name != "standard")
        return json.dumps([versions, self.readers.qr.version(), self.settings.sure_confidence, self.settings.full_reading])

    @cached_property
    def versions(self) -> dict[str, str]:
        """Of signmatch, its rules, the standard, the policy and the readers; `second` is absent where there is no second reader."""
        found = {"signmatch": signmatch_version(), "rules": rules_version()}
        found |= {"standard": standards.version(self.standard), "policy": policy.version()}
        found |= {self.readers.first.name: self.readers.first.version()}
        if self.readers.second is not None:
            found |= {"second": self.readers.second.name, self.readers.second.name: self.readers.second.version()}
        return found

    @cached_property
    def basis(self) -> tuple[Any, ...]:
        """What every review of these parts rests on besides its case: the standard, the versions, the settings that count."""
        return (
            self.standard.model_dump_json(),
            sorted(self.versions.items()),
            self.settings.sure_confidence,
            self.settings.full_reading,
            sorted(self.settings.trusted_kinds),
            self.settings.language,
        )

    def warm(self) -> None:
        """Loads the readers' models, so that the first case is as fast as the next."""
        if isinstance(self.readers.first, _LazyRapidReader):
            self.readers.first.warm()

    def close(self) -> None:
        self.store.close()


def open_parts(settings: Settings) -> Parts:
    """The parts as the settings ask for them.

    Raises:
        UsageError: there is no standard of that name.
        SetupError: the data folder or the database can't be used.
    """
    standard = _standard(settings.standard)
    store = Store.open(settings.database_url, settings.data_dir)
    return Parts(_with_confirmed_layouts(settings, store), store, open_readers(settings), standard)


def _with_confirmed_layouts(settings: Settings, store: Store) -> Settings:
    """The settings, in which layouts count as trusted too that people confirmed on as many files as the settings ask for."""
    if not settings.layout_confirmations:
        return settings
    confirmed = {f"{kind}/{layout}" for kind, layout in store.desk.confirmed_layouts(settings.layout_confirmations)}
    return settings.model_copy(update={"trusted_layouts": ", ".join(sorted(settings.trusted_kinds | confirmed))})


def _standard(name: str) -> Standard:
    try:
        return standards.load(name)
    except UsageError as error:
        raise UsageError(
            error.message, f"Set SIGNMATCH_STANDARD (standard in signmatch.toml) to one of: {', '.join(standards.names())}."
        ) from None


def measuring_reader(readers: Readers, store: Store | None, settings: Settings, *, afresh: bool = False) -> MeasuringReader:
    """Reads documents and measures their pictures; without a store nothing is kept."""
    return MeasuringReader(DocumentReader(readers, store, settings, afresh=afresh), readers.first)


def open_readers(settings: Settings) -> Readers:
    second: CropReader | None = None
    if settings.second_reader:
        tesseract = TesseractReader(settings.tesseract_command)
        second = None if tesseract.missing else tesseract
    return Readers(_LazyRapidReader(settings.reader_threads), second)


def second_reader_lacks(settings: Settings) -> str:
    """What the second reader lacks, in words for people; empty where it can read."""
    return TesseractReader(settings.tesseract_command).missing
