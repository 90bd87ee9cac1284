"""How the synthetic sets were made: ``python -m kviz.data.synthetic`` writes them again.

The sets are stored as CSV, so that they are the same numbers on every machine and open in a
spreadsheet; this file keeps the making of them honest and repeatable.
"""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np

from kviz.data.points import Array

SETS = Path(__file__).parent / "sets"

MALL_COLUMNS = ("CustomerID", "Gender", "Age", "Annual Income (k$)", "Spending Score (1-100)")

# size, then (mean, spread) of income, score and age: invented, not fitted to anybody's customers
SEGMENTS = (
    (64, (56, 8), (50, 7), (43, 15)),
    (42, (88, 11), (80, 8), (33, 5)),
    (38, (90, 13), (18, 9), (42, 9)),
    (32, (27, 7), (19, 8), (46, 12)),
    (24, (26, 6), (79, 9), (25, 5)),
)


def _cloud(rng: np.random.Generator, n: int, at: tuple[float, float], spread: tuple[float, float]) -> Array:
    return rng.normal(at, spread, (n, 2))


def _ring(rng: np.random.Generator, n: int, radius: float, width: float) -> Array:
    angle = rng.uniform(0, 2 * np.pi, n)
    turn = np.column_stack([np.cos(angle), np.sin(angle)])
    return np.asarray((radius + rng.normal(0, width, n))[:, None] * turn)


def blobs() -> Array:
    """Three round clouds of 60 points, well apart."""
    rng = np.random.default_rng(1)
    return np.vstack([_cloud(rng, 60, at, (0.9, 0.9)) for at in ((2.5, 3.0), (8.0, 2.5), (5.5, 8.0))])


def elongated() -> Array:
    """Three long, thin, parallel clouds."""
    rng = np.random.default_rng(2)
    return np.vstack([_cloud(rng, 60, (7.0, y), (3.2, 0.35)) for y in (2.0, 4.5, 7.0)])


def moons() -> Array:
    """Two interleaved half circles."""
    rng = np.random.default_rng(3)
    angle = rng.uniform(0, np.pi, 90)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.45 - np.sin(angle)])
    return 4 * (np.vstack([upper, lower]) + rng.normal(0, 0.07, (180, 2)))


def rings() -> Array:
    """A small disc inside a ring."""
    rng = np.random.default_rng(4)
    return np.vstack([_cloud(rng, 60, (0, 0), (0.6, 0.6)), _ring(rng, 120, 5.0, 0.3)])


def sizes() -> Array:
    """One large cloud and two small ones of the same density."""
    rng = np.random.default_rng(5)
    angle, radius = rng.uniform(0, 2 * np.pi, 240), 4.0 * np.sqrt(rng.uniform(0, 1, 240))
    large = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    small = [_cloud(rng, 14, at, (0.4, 0.4)) for at in ((6.0, 1.8), (6.0, -1.8))]
    return np.vstack([large, *small])


def density() -> Array:
    """One loose cloud beside two tight ones."""
    rng = np.random.default_rng(6)
    tight = [_cloud(rng, 60, at, (0.25, 0.25)) for at in ((8.2, 5.2), (8.2, 2.8))]
    return np.vstack([_cloud(rng, 60, (3.5, 4.0), (1.8, 1.8)), *tight])


def outlier() -> Array:
    """Two round clouds and one point very far away."""
    rng = np.random.default_rng(7)
    clouds = [_cloud(rng, 30, at, (0.8, 0.8)) for at in ((2.0, 2.5), (5.0, 4.5))]
    return np.vstack([*clouds, [(24.0, 9.0)]])


def noise() -> Array:
    """Points spread evenly over a square: no clusters at all."""
    return np.random.default_rng(8).uniform(0, 10, (200, 2))


def units() -> Array:
    """Two age groups whose incomes do not differ, one column in years and one in dollars."""
    rng = np.random.default_rng(9)
    age = np.concatenate([rng.normal(27, 3, 60), rng.normal(62, 4, 60)])
    return np.round(np.column_stack([age, rng.normal(48_000, 9_000, 120)]))


def customers() -> list[list[object]]:
    """Two hundred invented customers in five segments, in the columns of a shop's loyalty file."""
    rng = np.random.default_rng(10)
    rows = []
    for size, income, score, age in SEGMENTS:
        made = np.column_stack([rng.normal(*column, size) for column in (age, income, score)])
        made = np.clip(made, (18, 12, 1), (75, 200, 100)).astype(int).tolist()
        rows += [[("Female", "Male")[int(rng.random() < 0.45)], *row] for row in made]
    order = rng.permutation(len(rows))
    return [[number + 1, *rows[row]] for number, row in enumerate(order)]


RECIPES: dict[str, tuple[tuple[str, ...], Callable[[], Array | list[list[object]]]]] = {
    "blobs": (("x", "y"), blobs),
    "elongated": (("x", "y"), elongated),
    "moons": (("x", "y"), moons),
    "rings": (("x", "y"), rings),
    "sizes": (("x", "y"), sizes),
    "density": (("x", "y"), density),
    "outlier": (("x", "y"), outlier),
    "noise": (("x", "y"), noise),
    "units": (("Age (years)", "Income ($ a year)"), units),
    "customers": (MALL_COLUMNS, customers),
}


def rows_of(name: str) -> list[list[str]]:
    """Every row of one recipe as text, two decimals where it is a measurement."""
    made = RECIPES[name][1]()
    if isinstance(made, np.ndarray):
        made = [[f"{value:.2f}".removesuffix(".00") for value in row] for row in made]
    return [[str(value) for value in row] for row in made]


def write(folder: Path = SETS) -> None:
    """Write every recipe as a CSV file with a header."""
    for name, (columns, _) in RECIPES.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([columns, *rows_of(name)])


if __name__ == "__main__":
    write()
