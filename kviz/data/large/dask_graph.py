"""Parts of a dask array or data frame: every pass over the data is one graph of whole-chunk functions."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from kviz.data.large.readers import bar
from kviz.data.points import Array


class LostParts(RuntimeError):
    """The cluster could not compute a part, and says why."""


class Graph:
    """Blocks of a dask collection, worked on by the scheduler that the user chose.

    That is the ``dask.distributed`` client where there is one, else what ``dask.config`` names. Where
    nothing was chosen the blocks are worked on in this thread: k-means spends its time in short calls of
    numpy, and threads would wait for one another.
    """

    def __init__(self, blocks: Sequence[Any]) -> None:
        self.blocks = list(blocks)
        self.count = len(self.blocks)

    def each(self, function: Callable, *lists: Sequence, only: Sequence[int] | None = None) -> list:
        """The results of ``function(part, *items)``."""
        chosen = range(self.count) if only is None else only
        made = [
            _delayed(_on, "kviz-each")(function, self.blocks[i], *items)
            for i, *items in zip(chosen, *lists, strict=True)
        ]
        return _results(made)

    def sweep(self, keep: Callable, tell: Callable, *lists: Sequence) -> tuple[list, list]:
        """Persist what ``keep`` makes of every block, and return what ``tell`` says of both.

        The two are tasks of one graph, and what is kept depends on nothing but its block: a worker that is
        lost costs one pass over its blocks.
        """
        import dask

        kept, said = [], []
        for i, *items in zip(range(self.count), *lists, strict=True):
            kept.append(_delayed(_on, "kviz-assign")(keep, self.blocks[i]))
            said.append(_delayed(_on, "kviz-tell")(tell, self.blocks[i], kept[-1], *items))
        with _explained():
            held = dask.persist(*kept, *said, scheduler=_scheduler())
        return list(held[: self.count]), _results(held[self.count :])

    def mapped(self, function: Callable) -> "Graph":
        """A graph of the same blocks, with one more function on each."""
        return Graph([_delayed(_on, "kviz-part")(function, block) for block in self.blocks])

    def change(self, function: Callable, kept: Any, *items: Any) -> Any:
        """``function(kept, *items)``, where ``kept`` is."""
        import dask

        return dask.persist(_delayed(function, "kviz-change")(kept, *items), scheduler=_scheduler())[0]


def mapped(blocks: Sequence[Any], function: Callable) -> "Graph":
    """A graph of blocks that ``function`` has gone over."""
    return Graph([_delayed(function, "kviz-part")(block) for block in blocks])


def _delayed(function: Callable, name: str) -> Callable:
    """A call of ``function`` as a task whose name says what it does."""
    import uuid

    import dask

    task = dask.delayed(function, pure=False, traverse=False)
    return lambda *items: task(*items, dask_key_name=f"{name}-{uuid.uuid4().hex}")


def _on(function: Callable, block: Any, *items: Any) -> Any:
    """Call ``function`` on a block as an array (n, d) of float64."""
    return function(as_array(block), *items)


def as_array(block: Any) -> Array:
    """The points of a block: of an array, or of a data frame."""
    values = block.to_numpy(dtype=np.float64, na_value=np.nan) if hasattr(block, "iloc") else block
    values = np.ascontiguousarray(values, dtype=np.float64)
    return values[:, None] if values.ndim == 1 else values


def _scheduler() -> Any:
    from dask.base import get_scheduler

    return get_scheduler() or "sync"


def _results(tasks: Sequence[Any]) -> list:
    """The results of tasks, counted as they come where somebody looks."""
    import dask

    get = _scheduler()
    with _explained():
        if getattr(get, "__self__", None) is not None and hasattr(get.__self__, "gather"):
            futures = get.__self__.compute(list(tasks))
            from dask.distributed import as_completed

            with bar(len(futures)) as told:
                for future in as_completed(futures):
                    told(future)
            return get.__self__.gather(futures)
        with bar(len(tasks)) as told, _counted(told):
            return list(dask.compute(*tasks, scheduler=get))


@contextmanager
def _counted(told: Callable) -> Iterator[None]:
    """Count the tasks of a scheduler in this process."""
    from dask.callbacks import Callback

    def done(key: Any, *_: Any) -> None:
        if str(key).startswith(("kviz-each", "kviz-tell")):
            told(key)

    with Callback(posttask=done):
        yield


@contextmanager
def _explained() -> Iterator[None]:
    """Say in a sentence what became of a part that the cluster gave up."""
    try:
        yield
    except Exception as error:
        kind = type(error).__name__
        if kind not in ("KilledWorker", "FutureCancelledError", "CancelledError", "CommClosedError"):
            raise
        raise LostParts(
            f"The cluster lost a part of the points ({kind}: {error}). If its workers ran out of memory, "
            "give smaller chunks, for example X.rechunk((1_000_000, -1)), or more memory for each worker; "
            "kviz.run starts again from the beginning."
        ) from error
