"""How much memory a process may take."""

import resource
import sys


def limit_memory(megabytes: int) -> None:
    """Lets this process, and each program that it starts, take so much memory of its own; an allocation beyond it fails.

    What counts is what is written to (RLIMIT_DATA); models and libraries that are only mapped do not.
    """
    if sys.platform == "linux":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
