"""Encode one picture while the next is drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread

from kviz.exports.timeline import Shot

Add = Callable[[Shot], None]


@contextmanager
def behind(add: Add) -> Iterator[Add]:
    """Give a function that hands a shot to ``add`` in a thread of its own, at most one shot ahead of it.

    What ``add`` raises is raised here, with the next shot or at the end; after any error the rest
    is let go. The thread has ended when the block has.
    """
    waiting: Queue[Shot | None] = Queue(1)
    errors: list[BaseException] = []

    def work() -> None:
        while (shot := waiting.get()) is not None:
            try:
                if not errors:
                    add(shot)
            except BaseException as error:
                errors.append(error)
            shot = None  # a picture that is written need not wait for the next one

    def hand_over(shot: Shot) -> None:
        if errors:
            raise errors[0]
        waiting.put(shot)

    worker = Thread(target=work, name="kviz-export", daemon=True)
    worker.start()
    try:
        yield hand_over
    except BaseException as error:
        errors.append(error)
        raise
    finally:
        waiting.put(None)
        worker.join()
    if errors:
        raise errors[0]
