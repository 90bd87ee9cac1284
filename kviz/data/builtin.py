"""The built-in data: small sets, each with one sentence on what it teaches.

To add one, write a function that returns its points (n, d) or a Dataset, and give it a row here:

    BuiltIn("spirals", "Two spirals", "made to break k-means", "One sentence.", 2, make=spirals)

From outside the package the same row does it: ``kviz.datasets["spirals"] = BuiltIn(…)``.
"""

from importlib.util import find_spec
from pathlib import Path

from kviz.data.registry import SETS, BuiltIn, Datasets

__all__ = ["OPTIONAL", "SETS", "BuiltIn", "Datasets", "datasets"]


def _penguins() -> Path:
    spec = find_spec("palmerpenguins")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ValueError("The package palmerpenguins is not installed; pip install kviz[penguins].")
    return Path(folders[0], "data", "penguins.csv")


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
        seed=6,
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
        "Cutting the large group into pieces saves more cost than keeping the two small ones apart.", 3,
        seed=11,
    ),
    BuiltIn(
        "density", "Unequal spread", "made to break k-means",
        "The border lies midway between two centroids, so tight clouds take points from a loose one.", 3,
        seed=1,
    ),
    BuiltIn(
        "outlier", "One far outlier", "made to break k-means",
        "Squared distances let one far point own a centroid; the two real groups must share the other.", 2,
        seed=1,
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

datasets = Datasets(
    row for row in (*GENTLE, *REAL, *BREAKING) if row.name not in OPTIONAL or find_spec(OPTIONAL[row.name])
)
"""Name -> row; call a row for its Dataset. Assign a row or a function to add a set of your own."""
