"""A set of points with names: what every surface of kviz is given."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kviz.data.card import card_of
from kviz.data.given import many, seen, whole_letters
from kviz.data.points import Array, as_points

LARGEST = 1e150  # of an offset or a factor; its square must still be a number


@dataclass(frozen=True, eq=False)
class Dataset:
    """Points, the names of their columns, and one sentence on what they teach.

    ``points`` is (n, d), in the space where distances are measured; a coordinate in the
    data's own units is ``points * factor + offset`` (both (d,); 1 and 0 unless standardized).
    ``start`` holds (k, d) start centroids where the set comes with some, in the same space; ``seed``
    is the random seed with which a run shows what ``about`` says.
    ``table`` is the original table (a pandas DataFrame) where there is one, and ``kept`` the
    positions of its rows that became points. ``notes`` says how the data were read.

    Examples
    --------
    >>> import kviz
    >>> data = kviz.Dataset([[1, 2], [8, 8]], ("income", "score"))
    >>> kviz.run(data, k=2, init="farthest-first", rng=0).dataset.names
    ('income', 'score')
    """

    points: Array
    names: tuple[str, ...]
    about: str = ""
    title: str = ""
    group: str = "yours"
    k: int = 3
    start: Array | None = None
    offset: Array | None = None
    factor: Array | None = None
    notes: tuple[str, ...] = ()
    table: Any = field(default=None, repr=False)
    kept: Array | None = field(default=None, repr=False)
    seed: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", _names(self.names))
        for name in ("title", "about"):
            whole_letters(str(getattr(self, name)), name)
        points = as_points(self.points, labels=self.names)
        d = points.shape[1]
        object.__setattr__(self, "points", points)
        for name, neutral in (("offset", np.zeros(d)), ("factor", np.ones(d))):
            given = getattr(self, name)
            given = neutral if given is None else _numbers(given, name, d)
            if given.shape != (d,):
                raise ValueError(
                    f"{name} has shape {given.shape}, and {d} columns need ({d},): one for each."
                )
            object.__setattr__(self, name, given)
            if not (np.abs(given) < LARGEST).all() or (name == "factor" and not given.all()):
                raise ValueError(
                    f"{name}={seen(given)} is out of range; use numbers below {LARGEST:g}, factors not 0."
                )
        if len(self.names) != d:
            raise ValueError(
                f"{len(self.names)} names were given for {d} columns; give one name for each column."
            )

    def __repr__(self) -> str:
        n, shown = len(self.points), ", ".join(self.names[:6]) + ", …" * (len(self.names) > 6)
        return f"<Dataset{f' {self.title!r}' * bool(self.title)}: {n} point{'s' * (n != 1)}, columns {shown}>"

    def _repr_html_(self) -> str | None:
        return card_of(self)

    def in_units(self, positions: Array) -> Array:
        """Positions (m, d) of the distance space, in the data's own units."""
        return np.asarray(np.asarray(positions) * self.factor + self.offset)

    def to_dataframe(self, **more: Any) -> Any:
        """The points in the data's own units as a pandas DataFrame, with ``more`` columns (n,) after them.

        Its index says which row of the table each point was, where there is a table.
        """
        import pandas as pd

        frame = pd.DataFrame(self.in_units(self.points), columns=list(self.names))
        if self.kept is not None:
            frame.index = pd.Index(np.asarray(self.kept))
        for name, values in more.items():
            if not many(values) or not hasattr(values, "__len__") or len(values) != len(frame):
                raise ValueError(
                    f"{name}={seen(values)} is not a column of {len(frame)} values; give one for each point."
                )
            while name in frame.columns:
                name += "_"
            frame[name] = values
        return frame

    def standardized(self) -> "Dataset":
        """Scale every column to mean 0 and standard deviation 1; a constant column is only centred."""
        mean, spread = self.points.mean(axis=0), self.points.std(axis=0)
        spread = np.where(spread > 0, spread, 1.0)
        return replace(
            self,
            points=(self.points - mean) / spread,
            start=None if self.start is None else (self.start - mean) / spread,
            offset=self.offset + mean * self.factor,
            factor=self.factor * spread,
        )


def as_dataset(X: Any) -> Dataset:
    """Name the columns of anything that holds points: a Dataset stays as it is."""
    if isinstance(X, Dataset):
        return X
    points = as_points(X)
    d = points.shape[1]
    names = getattr(X, "columns", None)
    default = ("x", "y") if d == 2 else tuple(f"x{j + 1}" for j in range(d))
    return Dataset(points, default if names is None else tuple(map(str, names)))


def _names(given: Any) -> tuple[str, ...]:
    """One name for each column, as text."""
    if not many(given):
        raise TypeError(f"names={seen(given)} are not names of columns; give one for each, as in ('x', 'y').")
    return tuple(whole_letters(str(name), "names") for name in given)


def _numbers(given: Any, name: str, d: int) -> Array:
    """One number for each column."""
    try:
        return np.asarray(given, float)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(f"{name}={seen(given)} are not numbers; give {d}, one for each.") from None
