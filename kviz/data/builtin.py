"""The built-in data: small sets, each with one sentence on what it teaches."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from kviz.data.dataset import Dataset

SETS = Path(__file__).parent / "sets"
MADE = "made for kviz, BSD-3-Clause"


@dataclass(frozen=True)
class BuiltIn:
    """One row of ``kviz.datasets``: call it to load the points; the rest is known without loading.

    ``columns`` are the names of the columns to cluster; ``None`` takes all of them. ``start``
    holds start centroids where the lesson needs them. ``path`` is looked up when it is called.
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

    @property
    def file(self) -> Path:
        """Where its table lies, to be read as any other file."""
        return self.path() if self.path else SETS / f"{self.name}.csv"

    def __call__(self) -> Dataset:
        """Load the set: a Dataset with its points, names, sentence, k and, where it has one, its start."""
        read = _from_table if self.columns else _from_numbers
        points, names, extra = read(self.file, self.columns)
        return Dataset(
            points,
            names,
            about=self.about,
            title=self.title,
            group=self.group,
            k=self.k,
            start=None if self.start is None else np.array(self.start, float),
            **extra,
        )


def _from_numbers(file: Path, columns: None) -> tuple[np.ndarray, tuple[str, ...], dict]:
    with file.open(newline="", encoding="utf-8") as lines:
        header, *rows = csv.reader(lines)
    return np.array(rows, dtype=np.float64), tuple(header), {}


def _from_table(file: Path, columns: tuple[str, ...]) -> tuple[np.ndarray, tuple[str, ...], dict]:
    from kviz.data.tables.read_table import read_table

    read = read_table(file, columns=columns, missing="drop")
    return read.points, read.names, {"table": read.table, "kept": read.kept, "notes": read.notes}


def _penguins() -> Path:
    return Path(find_spec("palmerpenguins").submodule_search_locations[0], "data", "penguins.csv")


GENTLE = (
    BuiltIn(
        "tutorial", "Tutorial: M1 and M2", "gentle",
        "The textbook example: two start centroids that are not data points, one border, "
        "three points that change sides, and then no change.",
        2, start=((2.0, 4.75), (9.0, 7.0)),
    ),
    BuiltIn(
        "blobs", "Three round clouds", "gentle",
        "Round, equal, well separated clouds are what k-means is made for: most starts find all three.", 3,
    ),
    BuiltIn(
        "customers", "Retail customers (synthetic)", "gentle",
        "Two hundred invented customers in five segments, with the columns of a shop's loyalty file: "
        "nobody's real data, and the place to practise segmentation.",
        5, columns=("Annual Income (k$)", "Spending Score (1-100)"),
    ),
)  # fmt: skip

REAL = (
    BuiltIn(
        "old-faithful", "Old Faithful geyser", "real",
        "A short eruption is followed by a short wait; on raw data the minutes of waiting decide alone, "
        "and standardizing makes four eruptions change sides.",
        2, source="Azzalini & Bowman, Applied Statistics 39 (1990): public facts, as in R's `faithful`",
    ),
    BuiltIn(
        "iris", "Iris flowers", "real",
        "One species stands apart, the other two overlap: k-means finds groups, it does not know species.",
        3, source="R. A. Fisher, Annals of Eugenics 7 (1936): public facts, as in scikit-learn's `load_iris`",
        columns=("Petal length (cm)", "Petal width (cm)"),
    ),
    BuiltIn(
        "penguins", "Palmer penguins", "real",
        "Three species by bill length and flipper length; two penguins were never measured and are left out.",
        3, source="Gorman, Williams & Fraser, PLoS ONE 9 (2014): CC0, from the package palmerpenguins",
        columns=("bill_length_mm", "flipper_length_mm"), path=_penguins,
    ),
)  # fmt: skip

BREAKING = (
    BuiltIn(
        "elongated", "Three long thin clouds", "made to break k-means",
        "Distance counts the same in every direction, so long thin clouds are cut across, not along.", 3,
    ),
    BuiltIn(
        "moons", "Two moons", "made to break k-means",
        "Borders of k-means are straight lines, and no straight line parts two interleaved crescents.", 2,
    ),
    BuiltIn(
        "rings", "A disc in a ring", "made to break k-means",
        "Both groups have the same middle, so the nearest centroid cannot tell them apart.", 2,
    ),
    BuiltIn(
        "sizes", "Unequal sizes", "made to break k-means",
        "Cutting the large group in two saves more cost than keeping the two small ones apart.", 3,
    ),
    BuiltIn(
        "density", "Unequal spread", "made to break k-means",
        "The border lies midway between two centroids, so tight clouds take points from a loose one.", 3,
    ),
    BuiltIn(
        "outlier", "One far outlier", "made to break k-means",
        "Squared distances let one far point own a centroid; the two real groups must share the other.", 2,
    ),
    BuiltIn(
        "noise", "Uniform noise", "made to break k-means",
        "There are no clusters here, and k-means reports some all the same; the elbow curve has no bend.", 3,
    ),
    BuiltIn(
        "duplicates", "Three places, four centroids", "made to break k-means",
        "Fourteen points stand on only three places, so a fourth centroid finds nothing of its own.", 4,
    ),
    BuiltIn(
        "empty-trap", "The empty cluster", "made to break k-means",
        "Every start centroid is a data point, and still the first update leaves one of them with no points.",
        3, start=((1.0, 5.0), (2.0, 5.0), (10.0, 0.0)),
    ),
    BuiltIn(
        "units", "Years and dollars", "made to break k-means",
        "Two age groups with equal incomes: in raw units the dollars decide alone; standardize and see.", 2,
    ),
)  # fmt: skip

OPTIONAL = {"penguins": "palmerpenguins"}  # set -> the package that brings it

datasets: dict[str, BuiltIn] = {
    row.name: row
    for row in (*GENTLE, *REAL, *BREAKING)
    if row.name not in OPTIONAL or find_spec(OPTIONAL[row.name])
}
