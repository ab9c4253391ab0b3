"""What was read from files, by their content: JSON texts that the readers write and read themselves."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, bindparam, select

from pipeline.store import tables as t
from pipeline.store.engine import add_unless_there, reading, writing

_COLUMNS = t.readings.c
_OF_FILE = select(_COLUMNS.page, _COLUMNS.profile, _COLUMNS.payload).where(_COLUMNS.file_sha256 == bindparam("sha256"))
_ANY_OF_FILE = select(_COLUMNS.id).where(_COLUMNS.file_sha256 == bindparam("sha256")).limit(1)
_OF_FILES = select(_COLUMNS.file_sha256, _COLUMNS.profile, _COLUMNS.payload).where(
    _COLUMNS.file_sha256.in_(bindparam("files", expanding=True)), _COLUMNS.page == bindparam("page")
)


@dataclass(frozen=True, slots=True)
class NewReading:
    """What was read from a page of a file by an engine of a version, as JSON; the profile names what was done."""

    file_sha256: str
    page: int
    profile: str
    engine: str
    version: str
    payload: str


class Readings:
    """Kept by the SHA-256 of the file, the page (from 1; 0 is the document as a whole) and the profile of the reading."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_file(self, sha256: str) -> dict[tuple[int, str], str]:
        """Every reading of a file by page and profile."""
        with reading(self._engine) as connection:
            return {(page, profile): payload for page, profile, payload in connection.execute(_OF_FILE, {"sha256": sha256})}

    def of_files(self, files: Collection[str], page: int) -> dict[tuple[str, str], str]:
        """The readings of one page of each file, by file and profile."""
        with reading(self._engine) as connection:
            rows = connection.execute(_OF_FILES, {"files": list(files), "page": page})
            return {(sha256, profile): payload for sha256, profile, payload in rows}

    def has(self, sha256: str) -> bool:
        """Whether anything was read from a file, which then was opened whole."""
        with reading(self._engine) as connection:
            return connection.scalar(_ANY_OF_FILE, {"sha256": sha256}) is not None

    def keep(self, readings: Sequence[NewReading]) -> None:
        """Keeps readings; one that is there already stays as it is."""
        with writing(self._engine, lasting=False) as connection:
            add_unless_there(connection, t.readings, [asdict(each) for each in readings])
