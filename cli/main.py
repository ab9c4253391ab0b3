"""The entry of the command `signmatch`: errors become one sentence on standard error and an exit code, never a traceback."""

import sys
from typing import NoReturn

INTERRUPTED, NO_READER = 130, 141
"""What shells give for a command that Ctrl-C ended, and for one whose output nobody reads any more."""

LOGS_NOTHING = ("match", "version")
"""Commands that do not wait until the log is set up."""


def main() -> None:
    """Runs the command. Everything is imported below, so that Ctrl-C ends it quietly from the beginning."""
    try:
        _run()
    except KeyboardInterrupt:
        _leave("stopped.", INTERRUPTED)


def _run() -> None:
    from cli.app import app
    from pipeline.errors import ExitCode, SignmatchError

    if not sys.argv[1:2] or sys.argv[1] not in LOGS_NOTHING:
        from pipeline.logs import configure

        configure()
    try:
        app()
    except SystemExit as done:
        # typer ends with 1 when standard output is closed, which would say that something was flagged
        raise SystemExit(NO_READER) if isinstance(done.__context__, BrokenPipeError) else done from None
    except SignmatchError as error:
        _leave(str(error), error.exit_code)
    except Exception as error:
        from pipeline.logs import where

        _leave(f"an internal error ({type(error).__name__} at {where(error)}). Please report it.", ExitCode.INTERNAL)


def _leave(message: str, code: int) -> NoReturn:
    sys.stderr.write(f"signmatch: {message}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
