"""The built-in data: small sets, each with one sentence on what it teaches.

To add one, write a function that returns its points (n, d) or a Dataset, and give it a row here; its title
and its sentence stand under [data_sets] in ``kviz/story/languages/en.toml``:

    _row("spirals", "made to break k-means", 2, make=spirals)

From outside the package a row with its words does it: ``kviz.datasets["spirals"] = BuiltIn(…)``.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kviz.data.registry import SETS, BuiltIn, Datasets
from kviz.data.sentences import english

__all__ = ["OPTIONAL", "SETS", "BuiltIn", "Datasets", "datasets"]


def _penguins() -> Path:
    spec = find_spec("palmerpenguins")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ValueError("The package palmerpenguins is not installed; pip install kviz[penguins].")
    return Path(folders[0], "data", "penguins.csv")


def _row(name: str, group: str, k: int, **more: Any) -> BuiltIn:
    """A row whose title and sentence stand in the catalogue, under [data_sets]."""
    words = english("data_sets")[name]
    return BuiltIn(name, words["title"], group, words["about"], k, **more)


GENTLE = (
    _row("tutorial", "gentle", 2, start=((2.0, 4.75), (9.0, 7.0))),
    _row("blobs", "gentle", 3),
    _row("customers", "gentle", 5, columns=("Annual Income (k$)", "Spending Score (1-100)")),
)

REAL = (
    _row(
        "old-faithful",
        "real",
        2,
        source="Azzalini & Bowman, Applied Statistics 39 (1990): public facts, as in R's `faithful`",
    ),
    _row(
        "iris",
        "real",
        3,
        source="R. A. Fisher, Annals of Eugenics 7 (1936): public facts, as in scikit-learn's `load_iris`",
        columns=("Petal length (cm)", "Petal width (cm)"),
    ),
    _row(
        "penguins",
        "real",
        3,
        source="Gorman, Williams & Fraser, PLoS ONE 9 (2014): CC0, from the package palmerpenguins",
        columns=("bill_length_mm", "flipper_length_mm"),
        path=_penguins,
    ),
)

BREAKING = (
    _row("elongated", "made to break k-means", 3, seed=6),
    _row("moons", "made to break k-means", 2),
    _row("rings", "made to break k-means", 2),
    _row("sizes", "made to break k-means", 3, seed=11),
    _row("density", "made to break k-means", 3, seed=1),
    _row("outlier", "made to break k-means", 2, seed=1),
    _row("noise", "made to break k-means", 3),
    _row("duplicates", "made to break k-means", 4),
    _row("empty-trap", "made to break k-means", 3, start=((1.0, 5.0), (2.0, 5.0), (10.0, 0.0))),
    _row("units", "made to break k-means", 2),
)

OPTIONAL = {"penguins": "palmerpenguins"}  # set -> the package that brings it

datasets = Datasets(
    row for row in (*GENTLE, *REAL, *BREAKING) if row.name not in OPTIONAL or find_spec(OPTIONAL[row.name])
)
"""Name -> row; call a row for its Dataset. Assign a row or a function to add a set of your own."""
