"""Where parts come from, and who works on them: a loop over a mapped file, or a graph on dask's scheduler."""

import mmap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np

from kviz.data.points import Array

PART_BYTES = 16_000_000  # of a mapped file that are in memory at once


class Reader(Protocol):
    """Calls functions on whole parts; what they need beside the part comes in lists, one item a part."""

    count: int

    def each(self, function: Callable, *lists: Sequence, only: Sequence[int] | None = None) -> list:
        """``function(part, *items)`` of every part, or of those in ``only``: the results."""

    def sweep(self, keep: Callable, tell: Callable, *lists: Sequence) -> tuple[list, list]:
        """In one graph ``kept = keep(part)``, which stays where it is, and ``tell(part, kept, *items)``."""

    def change(self, function: Callable, kept: Any, *items: Any) -> Any:
        """``function(kept, *items)`` of something that was kept."""

    def mapped(self, function: Callable) -> "Reader":
        """Another reader, whose parts are ``function(part)``."""


class Loop:
    """The parts of a mapped file, one after another in this process: threads would be slower."""

    def __init__(self, X: Array, function: Callable = lambda part: part) -> None:
        self.X, self.function = X, function
        width = max(1, PART_BYTES // max(1, X.shape[1] * 8))
        self.bounds = [(first, min(first + width, len(X))) for first in range(0, len(X), width)]
        self.count = len(self.bounds)

    def each(self, function: Callable, *lists: Sequence, only: Sequence[int] | None = None) -> list:
        """The results of ``function(part, *items)``."""
        chosen = range(self.count) if only is None else only
        with bar(len(chosen)) as told:
            return [told(function(self._part(i), *items)) for i, *items in zip(chosen, *lists, strict=True)]

    def sweep(self, keep: Callable, tell: Callable, *lists: Sequence) -> tuple[list, list]:
        """What ``keep`` makes of every part, and what ``tell`` says of both."""
        kept, said = [], []
        with bar(self.count) as told:
            for i, *items in zip(range(self.count), *lists, strict=True):
                part = self._part(i)
                kept.append(keep(part))
                said.append(told(tell(part, kept[-1], *items)))
        return kept, said

    def change(self, function: Callable, kept: Any, *items: Any) -> Any:
        """``function(kept, *items)``."""
        return function(kept, *items)

    def _part(self, i: int) -> Array:
        first, end = self.bounds[i]
        part = np.array(self.X[first:end], dtype=np.float64)
        forget(self.X)
        return np.asarray(self.function(part))

    def mapped(self, function: Callable) -> "Loop":
        """Another reader of the same file."""
        before = self.function
        return Loop(self.X, lambda part: function(before(part)))


def forget(X: Array) -> None:
    """Give the pages of a mapped file back: else all of it would count as this process's memory by and by."""
    mapping, mode = getattr(X, "_mmap", None), getattr(X, "mode", "c")
    if (
        mapping is not None and mode != "c" and hasattr(mapping, "madvise")
    ):  # a private copy would lose what was written to it
        mapping.madvise(mmap.MADV_DONTNEED)


@contextmanager
def bar(total: int) -> Iterator[Callable[[Any], Any]]:
    """Count parts in a terminal or a notebook where reading them takes longer than two seconds."""
    import sys

    if total < 2 or not ((sys.stderr and sys.stderr.isatty()) or "ipykernel" in sys.modules):
        yield lambda result: result
        return
    from tqdm.auto import tqdm

    with tqdm(total=total, unit=" parts", desc="k-means", leave=False, delay=2) as shown:

        def count(result: Any) -> Any:
            shown.update()
            return result

        yield count
