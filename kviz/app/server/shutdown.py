"""How a signal ends the server: never in the middle of something."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Wish:
    """The wish that the server may end; it may come before there is anything to end."""

    def __init__(self) -> None:
        self.came = False
        self._tell: Callable[[], object] | None = None

    def __call__(self, *_: object) -> None:
        """Wish it; a handler of signals."""
        self.came = True
        if self._tell:
            self._tell()

    def tell(self, callback: Callable[[], object]) -> None:
        """Call back when the wish comes, at once if it has come."""
        self._tell = callback
        if self.came:
            callback()


@contextmanager
def wish_of_signals() -> Iterator[Wish]:
    """Let signals be wishes, except those to be ignored: "nohup kviz &" says so of SIGHUP."""
    wish = Wish()
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, wish)
    try:
        yield wish
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
