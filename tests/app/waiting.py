"""Wait for what comes by another way: a process, a pipe, a file."""

import time
from collections.abc import Callable


def wait_until(claim: Callable[[], bool], patience: float = 20.0) -> bool:
    """Whether the claim becomes true in time."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.1)
    return claim()
