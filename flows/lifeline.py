"""No process outlives the one that started it, however that one ended."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Has the system kill this process as soon as `parent` is gone; `kill -9` leaves no time for anything else.

    Linux ties this to the thread that started the process, so that thread has to live as long as its children shall.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)
