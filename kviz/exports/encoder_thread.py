"""Encode one picture while the next is painted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Event, Thread
from typing import TypeVar

from kviz.data import in_browser

T = TypeVar("T")


@contextmanager
def encoder_thread(add: Callable[[T], None]) -> Iterator[Callable[[T], None]]:
    """Give a function that hands a picture to ``add`` in a thread of its own, at most one picture ahead.

    What ``add`` raises is raised here, with the next picture or at the end; after any error the
    pictures that still wait are dropped. The thread has ended when the block has. Where no thread can be
    started, ``add`` itself is given.
    """
    if not in_browser.threads():
        yield add
        return
    waiting: Queue[T | None] = Queue(1)
    errors: list[BaseException] = []
    ended = Event()

    def work() -> None:
        while (picture := waiting.get()) is not None:
            try:
                if not errors:
                    add(picture)
            except BaseException as error:
                errors.append(error)
            picture = None  # a picture that is written need not stay until the next one comes
        ended.set()

    def end() -> None:
        """Python that goes while a thread of its own still works may abort: even a signal waits for the end.

        A signal in ``Thread.join`` would leave a running thread that is called ended: hence the event.
        """
        told = False
        while not ended.is_set():
            try:
                if not told:
                    waiting.put(None)
                told = True
                ended.wait()
            except BaseException as error:
                errors.append(error)

    def hand_over(picture: T) -> None:
        if errors:
            raise errors[0]
        waiting.put(picture)

    worker = Thread(target=work, name="kviz-export", daemon=True)
    worker.start()
    try:
        yield hand_over
    except BaseException as error:
        errors.append(error)
        raise
    finally:
        end()
        worker.join()
    if errors:
        raise errors[0]
