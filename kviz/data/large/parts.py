"""Points in parts: their number, their box and a fixed random sample of them, found in one look at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.large.large_dataset import LargeDataset
from kviz.data.large.readers import Loop, Reader
from kviz.data.large.survey import look_at, refuse_faults, rows_of
from kviz.data.points import Array
from kviz.data.sentences import note
from kviz.data.validation import refuse_kind, refuse_shape

SHOWN = 5_000  # points of the sample that pictures show
MAPPED = 64_000_000  # bytes of a mapped file from which it is read in parts


@dataclass(frozen=True, eq=False)
class Source:
    """Something that holds points in parts, not looked at yet: what ``kviz.run`` takes for large data.

    ``reader`` gives the parts; ``names`` are those of the columns, ``named`` whether somebody gave them;
    ``sizes`` is the number of points in each part where it is known.
    """

    reader: Reader
    names: tuple[str, ...]
    sizes: Sequence[int] | None = None
    title: str = ""
    notes: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, eq=False)
class Parts:
    """All points of a large set, in parts, and what one look at them told.

    ``starts`` (parts + 1,) are the rows at which the parts begin, ``low`` and ``high`` (d,) the corners of
    their box, ``rows`` (m,) those of the ``sample`` that steps show, ``distinct`` some of the different
    points there are.
    """

    reader: Reader
    starts: Array
    low: Array
    high: Array
    rows: Array
    sample: Dataset
    distinct: int
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return int(self.starts[-1])

    @property
    def shape(self) -> tuple[int, int]:
        """How many points and columns there are."""
        return len(self), len(self.low)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return len(self) * len(self.low)

    def split(self, rows: Array) -> list[Array]:
        """Sorted rows of all points as rows of each part."""
        return split(rows, self.starts)

    def scaled(self, mean: Array, spread: Array) -> "Parts":
        """The same points, less ``mean`` (d,) and divided by ``spread`` (d,)."""
        sample, reader = self.sample, self.reader.mapped(partial(scale, mean=mean, spread=spread))
        return as_parts(Source(reader, sample.names, None, sample.title, self.notes, named=True))

    def place_of(self, row: int) -> tuple[int, int]:
        """The part that a row of all points is in, and its row there."""
        part = int(np.searchsorted(self.starts, row, side="right")) - 1
        return part, row - int(self.starts[part])

    def at(self, row: int) -> Array:
        """The point (d,) in a row of all points."""
        part, own = self.place_of(row)
        return self.reader.each(partial(rows_of, rows=np.array([own])), only=[part])[0][0]


def scale(block: Array, mean: Array, spread: Array) -> Array:
    """The points of a part in other units."""
    return (block - mean) / spread


def _dask_array(X: Any) -> Source:
    from kviz.data.large.dask_graph import Graph

    refuse_kind(X.dtype.kind, "X", str(X.dtype))
    X = X[:, None] if X.ndim == 1 else X
    if X.ndim != 2:
        refuse_shape(X, "X")
    X = X.rechunk({1: -1})
    sizes = [int(size) for size in X.chunks[0]] if not np.isnan(X.chunks[0]).any() else None
    return Source(Graph(X.to_delayed().ravel().tolist()), _numbered(X.shape[1]), sizes)


def _dask_frame(X: Any) -> Source:
    from kviz.data.large.dask_graph import Graph

    X = X.to_frame() if X.ndim == 1 else X
    for name, dtype in zip(X.columns, X.dtypes, strict=True):
        refuse_kind(getattr(dtype, "kind", "O"), f"column {str(name)!r} of X", str(dtype))
    return Source(Graph(X.to_delayed()), tuple(map(str, X.columns)), named=True)


def _mapped(X: Any) -> Source:
    refuse_kind(X, "X")
    X = X[:, None] if X.ndim == 1 else X
    refuse_shape(X, "X")
    reader = Loop(X)
    return Source(reader, _numbered(X.shape[1]), [end - first for first, end in reader.bounds])


def _numbered(d: int) -> tuple[str, ...]:
    return ("x", "y") if d == 2 else tuple(f"x{j + 1}" for j in range(d))


def _is_dask(X: Any, dimension: str) -> bool:
    return type(X).__module__.split(".")[0] == "dask" and hasattr(X, "to_delayed") and hasattr(X, dimension)


# what it is -> how its parts are read; the first that fits
LARGE: tuple[tuple[Callable[[Any], bool], Callable[[Any], Source]], ...] = (
    (lambda X: isinstance(X, Source), lambda X: X),
    (lambda X: _is_dask(X, "chunks"), _dask_array),
    (lambda X: _is_dask(X, "npartitions"), _dask_frame),
    (lambda X: isinstance(X, np.memmap) and X.nbytes > MAPPED, _mapped),
)


def is_large(X: Any) -> bool:
    """Whether points come in parts: a dask collection, a large mapped file, a folder that was read."""
    return isinstance(X, Parts | LargeDataset) or any(fits(X) for fits, _ in LARGE)


def as_parts(X: Any) -> Parts:
    """Look at all points once, refuse what is wrong with them, and draw the sample.

    Raises
    ------
    TypeError, ValueError
        As ``as_points``: the value, its row and column, and what to do.
    """
    if isinstance(X, LargeDataset):
        X = X.parts
    if isinstance(X, Parts):
        return X
    source = next(make(X) for fits, make in LARGE if fits(X))
    reader, d = source.reader, len(source.names)
    sizes = source.sizes if source.sizes is not None else reader.each(len)
    starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    n = int(starts[-1])
    if not n:
        raise ValueError(f"X is empty, shape ({n}, {d}); give at least one point with one coordinate.")
    rows = np.sort(np.random.default_rng(0).choice(n, min(n, SHOWN), replace=False, shuffle=False))
    looks = reader.each(look_at, split(rows, starts))
    refuse_faults(looks, starts, n * d, list(source.names) if source.named else None)
    looks = [look for look in looks if look.n]
    seen = np.unique(np.concatenate([look.distinct for look in looks]), axis=0)
    sample = Dataset(
        np.concatenate([look.shown for look in looks]),
        source.names,
        title=source.title,
        notes=(*source.notes, *_said(n, len(rows))),
    )
    low, high = (np.array([getattr(look, name) for look in looks]) for name in ("low", "high"))
    return Parts(reader, starts, low.min(axis=0), high.max(axis=0), rows, sample, len(seen), source.notes)


def in_parts_or_memory(X: Any) -> Parts | Array:
    """All points of large data in parts; as an array in memory where a picture can show them all."""
    parts = as_parts(X)
    return parts.sample.points if len(parts) == len(parts.rows) else parts


def split(rows: Array, starts: Array) -> list[Array]:
    """Sorted rows of all points as rows of the parts that begin at ``starts``."""
    ends = np.searchsorted(rows, starts)
    return [rows[a:b] - first for a, b, first in zip(ends, ends[1:], starts, strict=False)]


def _said(n: int, shown: int) -> tuple[str, ...]:
    if shown == n:
        return ()
    return (note("read_as.sample", shown=shown, all=n),)
