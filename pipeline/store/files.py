"""Uploads by their content: files/ab/abcd… in the data folder, each written whole or not at all."""

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread, local

from pipeline.errors import SetupError
from pipeline.stages import Stage, stage

LEFTOVER_SECONDS = 3600.0
"""Nobody writes an upload for so long."""
_WRITING = ".writing-"


class Files:
    """The folder of uploads. Any number of processes may write the same file at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._thread = _Pending()

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def keep(self, sha256: str, data: bytes) -> None:
        """Writes a file to the disk unless it is there. Call `settle` before something lasting names it.

        Raises:
            SetupError: the disk is full or the folder cannot be written; no part of the file is left.
        """
        target = self.path(sha256)
        with self._writing():
            if target.exists():
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, data)
            self._thread.syncs.append(_syncing(target.parent))

    def settle(self) -> None:
        """Waits until the folders of all files that this thread wrote are on the disk, too; a review goes on meanwhile.

        Raises:
            SetupError: they cannot be written.
        """
        with self._writing():
            while self._thread.syncs:
                self._thread.syncs.pop().result()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with stage(Stage.STORE):
            try:
                yield
            except OSError as error:
                raise unwritable(self.folder, error) from error

    def sweep(self, older_than: float = LEFTOVER_SECONDS) -> int:
        """Removes what a process that was killed while it wrote has left; how many files that were."""
        removed = 0
        for leftover in self.folder.glob(f"*/{_WRITING}*"):
            with suppress(FileNotFoundError):  # another process swept it, or has finished writing
                if time.time() - leftover.stat().st_mtime > older_than:
                    leftover.unlink()
                    removed += 1
        return removed

    def read(self, sha256: str) -> bytes:
        """The bytes of a file.

        Raises:
            SetupError: it is not there, or its content changed.
        """
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            raise SetupError(
                f"The stored file {self.path(sha256)} cannot be read ({error.strerror}).", "Review the case again from its folder."
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise SetupError(f"The stored file {self.path(sha256)} is damaged.", "Remove it, and review the case again from its folder.")
        return data


class _Pending(local):
    """What a thread has the disk write."""

    def __init__(self) -> None:
        self.syncs: list[Future[None]] = []


def unwritable(folder: Path, error: OSError) -> SetupError:
    """The error of a data folder that cannot be written, with its remedy."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return SetupError(f"The disk of {folder} is full.", "Free some space and run the same command again.")
    return SetupError(f"{folder} cannot be written ({error.strerror}).", "Make it writable, or set SIGNMATCH_DATA_DIR to another folder.")


def _write_whole(target: Path, data: bytes) -> None:
    """Writes to a temporary name, waits for the disk, and renames: a reader sees all of the file or nothing."""
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=_WRITING)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)  # noqa: PTH105
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _syncing(folder: Path) -> "Future[None]":
    """Has the disk write what a folder holds, in a thread: it may take as long as a short review."""
    future: Future[None] = Future()

    def sync() -> None:
        try:
            _sync_folder(folder)
            future.set_result(None)
        except OSError as error:
            future.set_exception(error)

    Thread(target=sync, name="sync").start()
    return future


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
