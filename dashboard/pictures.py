"""Pages of stored documents as pictures that this program drew: what the applicant sent is decoded and encoded anew, never passed on."""

import io
import threading
from collections import OrderedDict
from dataclasses import dataclass

from PIL import Image

from pipeline.errors import SignmatchError
from pipeline.intake.documents import PageSource, Upload, open_pages
from pipeline.settings import Settings
from pipeline.store import Store, StoredCase

LONGEST_SIDE = 2600
"""Pixels; a larger page is sent smaller, which no eye sees."""
KEPT = 48
QUALITY = 86


@dataclass(frozen=True, slots=True)
class PageSize:
    """In pixels of the page as it came, in which polygons are."""

    number: int
    width: int
    height: int


class Pictures:
    """Draws pages; those drawn last are kept in memory."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._drawn: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._sizes: dict[str, tuple[PageSize, ...]] = {}
        self._changing = threading.Lock()

    def pages(self, case: StoredCase, position: int) -> tuple[PageSize, ...]:
        """The pages of a case's document; none where its file was removed or is damaged."""
        sha256 = case.files[position].sha256
        if sha256 not in self._sizes:
            try:
                self._sizes[sha256] = tuple(PageSize(page.number, page.width, page.height) for page in self._open(case, position))
            except SignmatchError:
                return ()
            while len(self._sizes) > 10_000:
                self._sizes.pop(next(iter(self._sizes)), None)
        return self._sizes[sha256]

    def jpeg(self, case: StoredCase, position: int, number: int) -> bytes | None:
        """A page as a JPEG; None where there is no such page.

        Raises:
            SignmatchError: the file was removed or is damaged.
        """
        key = (case.files[position].sha256, number)
        with self._changing:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        page = next((page for page in self._open(case, position) if page.number == number), None)
        if page is None:
            return None
        drawn = _encoded(page)
        with self._changing:
            self._drawn[key] = drawn
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return drawn

    def _open(self, case: StoredCase, position: int) -> list[PageSource]:
        file = case.files[position]
        upload = Upload(file.name, file.sha256, file.media_type, file.size, self._store.files.read(file.sha256))
        return list(open_pages(upload, self._settings))


def _encoded(page: PageSource) -> bytes:
    image = Image.fromarray(page.image[:, :, ::-1])
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
