"""Long work beside the page: it runs in a thread, and what it tells comes back to the page's own."""

from asyncio import get_running_loop
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from contextvars import copy_context
from threading import Event, Thread

from kviz.data import in_browser


class Cancelled(Exception):
    """The task was cancelled."""


class Search:
    """One piece of long work that can be cancelled.

    Without a running event loop, as in a script, or without threads, as in a browser, the work is done at
    once; a browser's page cancels it by ending all of Python. ``lock`` is held while something is told.
    """

    def __init__(self, lock: AbstractContextManager | None = None) -> None:
        self._over, self._lock = Event(), lock or nullcontext()
        self._context = copy_context()
        try:
            self._loop = get_running_loop() if in_browser.threads() else None
        except RuntimeError:
            self._loop = None

    def cancel(self) -> None:
        """End the work at the next chance; nothing of it is told any more."""
        self._over.set()

    def go_on(self) -> bool:
        """Raise Cancelled where the work was cancelled; else False, the answer to "stop now?"."""
        if self._over.is_set():
            raise Cancelled
        return False

    def tell(self, what: Callable[[], object]) -> None:
        """Call ``what`` in the page's own thread, unless the work was cancelled before its turn comes."""

        def unless_over() -> None:
            with self._lock:
                if not self._over.is_set():
                    what()

        if self._loop is None:
            unless_over()
        else:
            self._loop.call_soon_threadsafe(unless_over, context=self._context)

    def start(self, work: Callable[[], None]) -> None:
        """Begin the work; it ends quietly when it was cancelled."""

        def quietly() -> None:
            with suppress(Cancelled):
                work()

        if self._loop is None:
            quietly()
        else:
            Thread(target=quietly, name="kviz-search", daemon=True).start()
