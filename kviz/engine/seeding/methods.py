"""Where the centroids start: every seeding is a function and a row of SEEDINGS."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from kviz.data.points import Array
from kviz.engine import events
from kviz.engine.geometry import EUCLIDEAN, Geometry
from kviz.engine.seeding.potential import Ground, even_chances, single_chance


def plus_plus(X: Array, k: int, rng: np.random.Generator, geometry: Geometry = EUCLIDEAN) -> Iterator:
    """k-means++: the next seed is drawn with probability D²(x) / ΣD².

    References
    ----------
    D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
    """
    ground = Ground(X, k, geometry, "k-means++")
    for _ in range(k):
        chances, recipe, said = ground.chances()
        row, draw = pick(chances, rng.random())
        yield ground.take_row(row, draw=draw, probabilities=recipe, weights=ground.weights(), said=said)


def greedy_plus_plus(X: Array, k: int, rng: np.random.Generator, geometry: Geometry = EUCLIDEAN) -> Iterator:
    """The best of 2 + ⌊ln k⌋ draws of k-means++ per seed: what scikit-learn runs under the name k-means++.

    References
    ----------
    Arthur and Vassilvitskii 2007, last section; scikit-learn's ``kmeans_plusplus``.
    """
    ground = Ground(X, k, geometry, "greedy-k-means++")
    trials = 2 + int(np.log(k))
    for seed in range(k):
        chances, recipe, said = ground.chances()
        draws = rng.random(trials) if seed and not said else [rng.random()]
        picks = [pick(chances, draw) for draw in draws]
        rows = [row for row, _ in picks]
        potentials = [ground.potential_with(row) for row in rows]
        best = int(np.argmin(potentials))
        compared = {"candidates": tuple(rows), "potentials": tuple(potentials)} if len(rows) > 1 else {}
        yield ground.take_row(
            rows[best],
            draw=picks[best][1],
            probabilities=recipe,
            weights=ground.weights(),
            said=(*said, *events.of_candidates(rows, potentials, best)),
            **compared,
        )


def farthest_first(X: Array, k: int, rng: np.random.Generator, geometry: Geometry = EUCLIDEAN) -> Iterator:
    """The next seed is the point with the largest D²: what many tutorials draw and call k-means++.

    Only the first seed is drawn, uniformly; equally far points leave the choice to the lower row.

    References
    ----------
    T. Gonzalez, "Clustering to minimize the maximum intercluster distance", TCS 38 (1985).
    """
    ground = Ground(X, k, geometry, "farthest-first")
    chances, recipe, _ = ground.chances()
    row, draw = pick(chances, rng.random())
    yield ground.take_row(row, draw=draw, probabilities=recipe)
    for _ in range(k - 1):
        free = np.array(ground.share)
        free[ground.rows] = -1.0  # where every D² is 0, the next row that is no seed yet
        row = int(np.argmax(free))
        said, only = events.of_farthest(ground.share, row), partial(single_chance, len(X), row)
        yield ground.take_row(row, probabilities=only, weights=ground.distances(), said=said)


def random_points(X: Array, k: int, rng: np.random.Generator, geometry: Geometry = EUCLIDEAN) -> Iterator:
    """K distinct rows of the data, uniformly.

    References
    ----------
    E. Forgy, "Cluster analysis of multivariate data", Biometrics 21 (1965).
    """
    ground = Ground(X, k, geometry, "random")
    for _ in range(k):
        chances = partial(even_chances, len(X), tuple(ground.rows))
        row, draw = pick(chances(), rng.random())
        yield ground.take_row(row, draw=draw, probabilities=chances)


def random_positions(X: Array, k: int, rng: np.random.Generator, geometry: Geometry = EUCLIDEAN) -> Iterator:
    """K uniform positions in the bounding box of the data: no data points, so a cluster may stay empty."""
    ground = Ground(X, k, geometry, "box")
    low, high = X.min(axis=0), X.max(axis=0)
    for _ in range(k):
        yield ground.take(low + rng.random(X.shape[1]) * (high - low))


def given(X: Array, start: Array, geometry: Geometry = EUCLIDEAN, method: str = "given") -> Iterator:
    """The caller's own start centroids (k, d), one after the other."""
    ground = Ground(X, len(start), geometry, method)
    for position in start:
        yield ground.take(position)


def pick(chances: Array, draw: float) -> tuple[int, float]:
    """The row at which the cumulative probability passes ``draw``, and the draw.

    "Passes" is strict: a row of probability zero is never picked, not even by a draw of exactly 0.
    Rounding may leave the total a hair below the draw: then it is the last row that has a chance.
    """
    draw = float(draw)
    row = int(np.searchsorted(np.cumsum(chances), draw, side="right"))
    if row == len(chances):
        row = int(np.flatnonzero(chances)[-1])
    return row, draw


SEEDINGS = {
    "k-means++": plus_plus,
    "greedy-k-means++": greedy_plus_plus,
    "farthest-first": farthest_first,
    "random": random_points,
    "box": random_positions,
}
