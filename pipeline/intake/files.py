"""Reading files that strangers sent: regular files only, no links, never more bytes than allowed."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pipeline.errors import InputRefused

_NO_LINK = os.O_NOFOLLOW | os.O_CLOEXEC
_NO_WAIT = os.O_NONBLOCK  # a fifo without a writer would block the opening


def shown(name: object) -> str:
    """A file name for a message: unprintable characters replaced, not longer than a line."""
    text = "".join(c if c.isprintable() else "�" for c in str(name))
    return text if len(text) <= 120 else text[:117] + "…"


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a file that a person named.

    Raises:
        InputRefused: it is missing, a folder, a link, no regular file, unreadable, empty or larger than `limit` bytes.
    """
    with _refusing(path.name or path):
        return _read(os.open(path, os.O_RDONLY | _NO_LINK | _NO_WAIT), path.name, limit)


def read_below(folder: Path, name: str, limit: int) -> bytes:
    """The bytes of the file `name` (parts joined by /) inside `folder`; no part of it may be a link or lead outside.

    Raises:
        InputRefused: as `read_file`, and where the name is absolute or has `..` in it.
    """
    *folders, file = _parts_inside(name)
    with _refusing(name):
        parent = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for part in folders:
                below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | _NO_LINK, dir_fd=parent)
                os.close(parent)
                parent = below
            return _read(os.open(file, os.O_RDONLY | _NO_LINK | _NO_WAIT, dir_fd=parent), name, limit)
        finally:
            os.close(parent)


def refuse_larger(name: str, size: int, limit: int) -> None:
    """Refuses a file of `size` bytes over the limit."""
    if size > limit:
        raise InputRefused(
            f"{shown(name)} has {size / 2**20:.1f} MB; the limit is {limit / 2**20:g} MB.",
            "Upload a smaller file (SIGNMATCH_MAX_FILE_BYTES).",
        )


def _parts_inside(name: str) -> tuple[str, ...]:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise InputRefused(f"The document {shown(name)} lies outside the case folder.", "Put it into the folder and give its name only.")
    return path.parts


def _read(descriptor: int, name: str, limit: int) -> bytes:
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if not stat.S_ISREG(status.st_mode):
            raise InputRefused(f"{shown(name)} is not a regular file.", "Give a file, not a device or a pipe.")
        refuse_larger(name, status.st_size, limit)
        data = file.read(limit + 1)
    refuse_larger(name, len(data), limit)
    if not data:
        raise InputRefused(f"{shown(name)} is empty.", "Upload the file again.")
    return data


_REASONS = {
    errno.ENOENT: ("does not exist", "Check the name."),
    errno.ELOOP: ("is a link, and links are not followed", "Give the file itself."),
    errno.EACCES: ("may not be read", "Give this user the right to read it."),
    errno.EPERM: ("may not be read", "Give this user the right to read it."),
    errno.EISDIR: ("is a folder, not a file", "Give a file."),
    errno.ENOTDIR: ("does not exist, or has a link on its way", "Check the name; links are not followed."),
    errno.ENXIO: ("is not a regular file", "Give a file, not a device or a pipe."),
    errno.ENAMETOOLONG: ("has too long a name", "Shorten it."),
}


@contextmanager
def _refusing(name: object) -> Iterator[None]:
    """Turns the errors of opening and reading into refusals that name the file."""
    try:
        yield
    except OSError as error:
        reason, remedy = _REASONS.get(error.errno or 0, (f"cannot be read ({error.strerror})", "Copy it again."))
        raise InputRefused(f"{shown(name)} {reason}.", remedy) from None
    except ValueError:  # a NUL in the name
        raise InputRefused(f"{shown(name)} is no file name.", "Check the name.") from None
