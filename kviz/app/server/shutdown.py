"""How a signal ends the server: never in the middle of something."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class StopRequest:
    """The request to end the server; it may come before there is anything to end."""

    def __init__(self) -> None:
        self.came = False
        self._tell: Callable[[], object] | None = None

    def __call__(self, *_: object) -> None:
        """Take the request; this is what a signal calls."""
        self.came = True
        if self._tell:
            self._tell()

    def tell(self, callback: Callable[[], object]) -> None:
        """Call back when the request comes, at once if it has come."""
        self._tell = callback
        if self.came:
            callback()


@contextmanager
def stop_on_signals() -> Iterator[StopRequest]:
    """Take signals as requests to stop, except those to be ignored: "nohup kviz &" says so of SIGHUP."""
    stop_request = StopRequest()
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, stop_request)
    try:
        yield stop_request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
