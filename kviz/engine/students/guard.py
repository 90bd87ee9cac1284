"""A student's program at arm's length: what it raises, prints, warns of or never ends does not end the check.

What cannot be caught inside one process: ``os._exit``, a crash of the interpreter, memory without end, a bare
``except`` inside an endless loop, and C code that never comes back. ``kviz check FOLDER`` runs every file
in a process of its own, where all of these are only a line in the table.
"""

import io
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from types import FrameType
from typing import Any

import numpy as np

from kviz.data import in_browser

KEPT = 2_000  # characters of printed output that are kept
AGAIN = 0.1  # seconds after which a program that swallowed the alarm is alarmed once more


class OutOfTime(BaseException):
    """The program took too long. Not an Exception, so that ``except Exception`` does not swallow it."""


class Printed(io.StringIO):
    """Takes what a program prints, and keeps only the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def write(self, text: str) -> int:
        """Count the characters, and keep the first of them."""
        room = KEPT - self.count
        self.count += len(text)
        if room > 0:
            super().write(text[:room])
        return len(text)


class Guard:
    """Runs pieces of a program; ``printed`` and ``warned`` tell what it said meanwhile."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self.printed = Printed()
        self.warned: list[str] = []
        self.interrupted = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Keep output, warnings and numpy's settings apart, and raise ``OutOfTime`` when the time is up."""
        stdin, sys.stdin = sys.stdin, io.StringIO()
        caught: list[warnings.WarningMessage] = []
        limit = sys.getrecursionlimit()
        try:
            with (
                redirect_stdout(self.printed),
                redirect_stderr(self.printed),
                warnings.catch_warnings(record=True) as caught,
                np.errstate(all="warn"),
                self._alarmed(),
            ):
                warnings.simplefilter("always")
                yield
        finally:
            sys.stdin = stdin
            sys.setrecursionlimit(limit)
            for warning in caught:
                self.warned.append(f"{warning.category.__name__}: {warning.message}")

    @contextmanager
    def _alarmed(self) -> Iterator[None]:
        if not self.seconds or in_browser.IN_BROWSER:  # there the page ends what never ends
            yield
        elif threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
            with self._by_signal(self.seconds):
                yield
        else:
            with self._by_thread(self.seconds):
                yield

    @contextmanager
    def _by_signal(self, seconds: float) -> Iterator[None]:
        def ring(number: int, frame: FrameType | None) -> None:
            raise OutOfTime

        def stop(number: int, frame: FrameType | None) -> None:
            self.interrupted = True
            raise KeyboardInterrupt

        before = signal.signal(signal.SIGALRM, ring)
        ctrl_c = signal.getsignal(signal.SIGINT)
        if ctrl_c is signal.default_int_handler:  # tells Ctrl-C from a program that raises the same
            signal.signal(signal.SIGINT, stop)
        left, every = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
            signal.signal(signal.SIGINT, ctrl_c)
            if left:
                signal.setitimer(signal.ITIMER_REAL, left, every)

    @contextmanager
    def _by_thread(self, seconds: float) -> Iterator[None]:
        from ctypes import c_ulong, py_object, pythonapi

        here, done = threading.get_ident(), threading.Event()
        ended = threading.Lock()

        def watch() -> None:
            while not done.wait(seconds):
                with ended:
                    if not done.is_set():
                        pythonapi.PyThreadState_SetAsyncExc(c_ulong(here), py_object(OutOfTime))
                if done.wait(AGAIN):
                    return

        threading.Thread(target=watch, daemon=True).start()
        try:
            yield
        finally:
            with ended:
                done.set()


def guarded(items: Iterator, guard: Guard) -> Iterator[Any]:
    """The same items, each computed under guard; Ctrl-C of the person at the keyboard goes through."""
    while True:
        try:
            with guard():
                item = next(items)
        except StopIteration:
            return
        yield item


def closed(items: Any, guard: Guard) -> None:
    """End a generator that is not needed any more, whatever it does about that."""
    if hasattr(items, "close"):
        with suppress(BaseException), guard():
            items.close()
