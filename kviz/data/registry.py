"""What a row of ``kviz.datasets`` is, and the dict that holds them."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from inspect import cleandoc
from pathlib import Path
from typing import Any

import numpy as np

from kviz.data import in_browser
from kviz.data.dataset import Dataset, as_dataset
from kviz.data.given import seen

SETS = Path(__file__).parent / "sets"
MADE = "made for kviz, BSD-3-Clause"
OWN_GROUP = "added"
SCALES = ("raw", "standardized")


@dataclass(frozen=True)
class BuiltIn:
    """One row of ``kviz.datasets``: call it to load the points; the rest is known without loading.

    ``about`` is true of a run with this row's own ``k``, ``seed``, ``scale`` ("raw" or
    "standardized") and, where the lesson needs it, ``start``. ``columns`` are the names of the columns
    to cluster; ``None`` takes all of them. The points come from ``make``, a function that returns
    an array (n, d) or a Dataset, from the table at ``path``, or else from the file called ``name``.
    """

    name: str
    title: str
    group: str
    about: str
    k: int
    source: str = MADE
    columns: tuple[str, ...] | None = None
    start: tuple[tuple[float, ...], ...] | None = None
    path: Callable[[], Path] | None = None
    seed: int = 0
    scale: str = "raw"
    make: Callable[[], Any] | None = None

    @property
    def file(self) -> Path | None:
        """Where its table lies, to be read as any other file; None where a function makes the points."""
        if self.make:
            return None
        return self.path() if self.path else SETS / f"{self.name}.csv"

    @property
    def table(self) -> Any:
        """What ``read_table`` takes: the path of its file, or a DataFrame of what the function makes."""
        if self.file:
            return self.file
        import pandas as pd

        made = self()
        if made.table is not None:
            return made.table
        return pd.DataFrame(made.in_units(made.points), columns=list(made.names))

    @property
    def expression(self) -> str:
        """The Python that names its table, as in ``kviz.read_table(kviz.datasets["iris"].file)``."""
        return f"kviz.datasets[{self.name!r}].{'file' if self.file else 'table'}"

    def __call__(self) -> Dataset:
        """Load the set: a Dataset with its points, names, sentence, k and, where it has one, its start."""
        own: dict[str, Any] = {"about": self.about, "title": self.title, "group": self.group, "k": self.k}
        own["seed"] = self.seed
        if self.start is not None:
            own["start"] = np.array(self.start, float)
        if self.make:
            return replace(as_dataset(self.make()), **own)
        if self.file and (self.columns is None or in_browser.IN_BROWSER):
            # a browser would have to fetch pandas first, and these files need none: the table stays out there
            points, names = _numbers_of(self.file, self.columns)
            return Dataset(points, names, **own)
        from kviz.data.tables.read_table import read_table

        return replace(read_table(self.file, columns=self.columns, missing="drop"), **own)


def _numbers_of(file: Path, columns: tuple[str, ...] | None) -> tuple[np.ndarray, tuple[str, ...]]:
    with file.open(newline="", encoding="utf-8") as lines:
        header, *rows = csv.reader(lines)
    names = columns or tuple(header)
    places = [header.index(name) for name in names]
    cells = [[row[i] for i in places] for row in rows]
    return np.array([row for row in cells if all(row)], dtype=np.float64), names


class Datasets(dict[str, BuiltIn]):
    """Name -> row, in the order of the list. Whatever can be called may be assigned.

    >>> import numpy as np, kviz
    >>> kviz.datasets["ladder"] = lambda: np.arange(12.0).reshape(6, 2)
    >>> kviz.datasets["ladder"]().points.shape
    (6, 2)
    >>> del kviz.datasets["ladder"]
    """

    def __init__(self, rows: Iterable[BuiltIn] = ()) -> None:
        super().__init__((row.name, row) for row in rows)

    def __missing__(self, name: object) -> BuiltIn:
        """Say what there is."""
        raise KeyError(f"there is no data set {seen(name)}; there are {', '.join(self)}.")

    def __setitem__(self, name: str, row: "BuiltIn | Callable[[], Any]") -> None:
        """Add a row, or a plain function, whose Dataset then says its own title, sentence and k."""
        if not isinstance(row, BuiltIn):
            row = row_of(name, row)
        super().__setitem__(name, row if row.name == name else replace(row, name=name))


def row_of(name: str, make: Callable[[], Any]) -> BuiltIn:
    """A row for a function without one; the function is called once, to know what it makes.

    Raises
    ------
    TypeError
        If ``make`` cannot be called. What it raises itself is not caught.
    """
    if not callable(make):
        kind = type(make).__name__
        raise TypeError(
            f"A data set is a function that returns points, and {name!r} is of type {kind}; "
            f"give for example lambda: points."
        )
    made = as_dataset(make())
    said = cleandoc(getattr(make, "__doc__", None) or "").split("\n\n")[0].replace("\n", " ")
    return BuiltIn(
        name,
        made.title or name,
        OWN_GROUP if made.group == Dataset.group else made.group,
        made.about or said or f"{len(made.points)} points of your own.",
        min(made.k, len(made.points)),
        source="a function of your own",
        seed=made.seed,
        make=make,
    )
