"""How long one request may compute, where the server of many people says so."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = "KVIZ_REQUEST_SECONDS"  # environment: seconds of processor time for one request; without it no limit


class TooLong(Exception):
    """A request took more processor time than it may."""


def seconds() -> int:
    """The limit in seconds, 0 where there is none."""
    return int(os.environ.get(LIMIT) or 0)


@contextmanager
def time_limit() -> Iterator[None]:
    """Raise TooLong in what is done here, when it has computed for longer than it may."""
    most = seconds()
    if not (most and hasattr(signal, "SIGPROF") and threading.current_thread() is threading.main_thread()):
        yield
        return

    def end(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
