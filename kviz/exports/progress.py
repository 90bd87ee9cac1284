"""How far an export has come: a bar where somebody looks, or a function of the caller's."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kviz.data.given import called, yes_or_no

Progress = Callable[[int, int], None]


@contextmanager
def counter(
    progress: Progress | bool, total: int, *, unit: str = "frames", what: str = "export"
) -> Iterator[Callable[[], None]]:
    """Give a function to call after every picture, or whatever is counted.

    With True, a bar appears in a terminal or a notebook if the work takes longer than half a
    second. With a function, it is called with (pictures done, ``total``).
    """
    if callable(progress):
        called(progress, "progress", ("done", "total"))
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            progress(done, total)

        yield count
    elif yes_or_no(progress, "progress") and (
        (sys.stderr and sys.stderr.isatty()) or "ipykernel" in sys.modules
    ):
        from tqdm.auto import tqdm

        with tqdm(total=total, unit=f" {unit}", desc=what, leave=False, delay=0.5) as bar:
            yield lambda: bar.update()
    else:
        yield lambda: None
