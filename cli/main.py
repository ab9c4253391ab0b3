"""The entry of the command `signmatch`: errors become one sentence on standard error and an exit code, never a traceback."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

INTERRUPTED, NO_READER = 130, 141
"""What shells give for a command that Ctrl-C ended, and for one whose output nobody reads any more."""
NOTHING_ASKED = 2

LOGS_NOTHING = ("match", "version", "--help")
"""What does not wait until the log is set up."""


def main() -> None:
    """Runs the command. Everything is imported below, so that Ctrl-C ends it quietly from the beginning."""
    try:
        _run()
    except KeyboardInterrupt:
        _leave("stopped.", INTERRUPTED)


def _run() -> None:
    from pipeline.errors import ExitCode, SignmatchError

    nothing_asked = not sys.argv[1:]
    if nothing_asked:
        sys.argv.append("--help")
    app = _plain_match if _is_plain_match(sys.argv[1:]) else _app()

    if sys.argv[1] not in LOGS_NOTHING and sys.argv[-1] != "--help":
        from pipeline.logs import configure

        configure()
    try:
        app()
    except SystemExit as done:
        if nothing_asked:
            raise SystemExit(NOTHING_ASKED) from None
        # typer ends with 1 when standard output is closed, which would say that something was flagged
        raise SystemExit(NO_READER) if isinstance(done.__context__, BrokenPipeError) else done from None
    except SignmatchError as error:
        _leave(str(error), error.exit_code)
    except Exception as error:
        from pipeline.logs import where

        _leave(f"an internal error ({type(error).__name__} at {where(error)}). Please report it.", ExitCode.INTERNAL)


def _app() -> Callable[[], object]:
    from cli.app import app

    return app


def _is_plain_match(arguments: list[str]) -> bool:
    """Whether a signature and a name are to be compared and nothing else is asked."""
    return arguments[:1] == ["match"] and len(arguments) == 3 and not any(text.startswith("-") for text in arguments)


def _plain_match() -> None:
    """Answers without waiting for the other commands and for what checks their options, which takes longer than the comparison."""
    from cli.match import match

    try:
        code = match(*sys.argv[2:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = NO_READER
    sys.exit(code)


def _leave(message: str, code: int) -> NoReturn:
    sys.stderr.write(f"signmatch: {message}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
