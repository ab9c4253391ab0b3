"""The wish to stop, by Ctrl-C or by the system, remembered until it is heeded."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupts:
    """Whether somebody asked this process to stop.

    A KeyboardInterrupt alone can get lost: pydantic turns one that meets it while a model is built into another error, and
    Prefect goes on after errors of its plug-ins.
    """

    def __init__(self) -> None:
        self.asked = False

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Ends by KeyboardInterrupt at the end of the block at the latest where somebody has asked, whatever came of the first one."""
        try:
            yield
        finally:
            if self.asked:
                raise KeyboardInterrupt

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        raise KeyboardInterrupt


@contextmanager
def interrupts() -> Iterator[Interrupts]:
    """Has Ctrl-C, and SIGTERM (systemd, docker stop) like it, interrupt what follows; what was set to be ignored stays so.

    Signals reach the main thread alone: in any other one nothing changes.
    """
    heard = Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield heard
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    before = {number: handler for number, handler in before.items() if handler not in (signal.SIG_IGN, None)}
    for number in before:
        signal.signal(number, heard._ask)
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
