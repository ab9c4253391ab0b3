"""The one family of errors: each has a category, an exit code and a remedy, and a message for people."""

from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What the command `signmatch` returns to the shell."""

    ALL_PASS = 0
    FLAGGED = 1
    USAGE = 2
    REFUSED = 3
    INTERNAL = 4


class ErrorCategory(StrEnum):
    USAGE = "usage"
    INPUT = "input"
    ENGINE = "engine"
    SETUP = "setup"
    INTERNAL = "internal"


class SignmatchError(Exception):
    """Base of all errors that signmatch raises on purpose.

    Args:
        message: names the file or setting and says what is wrong with it.
        remedy: says what to do.
    """

    category = ErrorCategory.INTERNAL
    exit_code = ExitCode.INTERNAL

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    def __reduce__(self) -> tuple[type["SignmatchError"], tuple[str, str]]:
        return type(self), (self.message, self.remedy)


class UsageError(SignmatchError):
    """The command or a setting was given something it does not take."""

    category = ErrorCategory.USAGE
    exit_code = ExitCode.USAGE


class Conflict(UsageError):
    """Somebody else, or the machine, said something about a case in the meantime; nothing was overwritten."""


class InputRefused(SignmatchError):
    """A file or an application that is not read: wrong type, too large, damaged, encrypted."""

    category = ErrorCategory.INPUT
    exit_code = ExitCode.REFUSED


class EngineError(SignmatchError):
    """A reader failed on a page."""

    category = ErrorCategory.ENGINE


class SetupError(SignmatchError):
    """Something that signmatch needs is missing, or the data folder does not fit this version."""

    category = ErrorCategory.SETUP
