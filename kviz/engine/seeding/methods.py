"""The seedings as functions: each takes the ground and a random generator, and yields seed after seed."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from kviz.data.points import Array
from kviz.engine import events
from kviz.engine.geometry import EUCLIDEAN, Geometry
from kviz.engine.seeding.potential import Ground, even_chances, single_chance
from kviz.engine.steps import Seed


def plus_plus(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """k-means++: the next seed is drawn with probability D²(x) / ΣD².

    References
    ----------
    D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
    """
    for _ in range(ground.k):
        chances, recipe, said = ground.chances()
        row, draw = pick(chances, rng.random())
        yield ground.take_row(row, draw=draw, probabilities=recipe, weights=ground.weights(), said=said)


def greedy_plus_plus(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """The best of 2 + ⌊ln k⌋ draws of k-means++ per seed: what scikit-learn runs under the name k-means++.

    References
    ----------
    Arthur and Vassilvitskii 2007, last section; scikit-learn's ``kmeans_plusplus``.
    """
    trials = trials_of_greedy(ground.k)
    for seed in range(ground.k):
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


def trials_of_greedy(k: int) -> int:
    """How many draws greedy k-means++ compares for each seed after the first: 2 + ⌊ln k⌋."""
    return 2 + int(np.log(k))


def farthest_first(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """The next seed is the point with the largest D²: what many tutorials draw and call k-means++.

    Only the first seed is drawn, uniformly; equally far points leave the choice to the lower row.

    References
    ----------
    T. Gonzalez, "Clustering to minimize the maximum intercluster distance", TCS 38 (1985).
    """
    chances, recipe, _ = ground.chances()
    row, draw = pick(chances, rng.random())
    yield ground.take_row(row, draw=draw, probabilities=recipe)
    for _ in range(ground.k - 1):
        free = np.array(ground.share)
        # where every D² is 0, the next row that is no seed yet
        free[[i for i in ground.rows if i is not None]] = -1.0
        row = int(np.argmax(free))
        said, only = events.of_farthest(ground.share, row), partial(single_chance, len(ground.X), row)
        yield ground.take_row(row, probabilities=only, weights=ground.distances(), said=said)


def random_rows(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """K distinct rows of the data, uniformly.

    References
    ----------
    E. Forgy, "Cluster analysis of multivariate data", Biometrics 21 (1965).
    """
    for _ in range(ground.k):
        chances = partial(even_chances, len(ground.X), tuple(ground.rows))
        row, draw = pick(chances(), rng.random())
        yield ground.take_row(row, draw=draw, probabilities=chances)


def box_positions(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """K uniform positions in the bounding box of the data: no data points, so a cluster may stay empty."""
    low, high = ground.X.min(axis=0), ground.X.max(axis=0)
    for _ in range(ground.k):
        yield ground.take(low + rng.random(ground.X.shape[1]) * (high - low))


def partition_means(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """Every point gets a random cluster, at least one point in each; the middles of these are the seeds.

    All of them lie near the middle of the data: the other classic beside random data points.

    References
    ----------
    J. MacQueen, "Some methods for classification and analysis of multivariate observations", 1967.
    """
    n, k = len(ground.X), ground.k
    labels = rng.integers(k, size=n)
    labels[rng.permutation(n)[:k]] = np.arange(k)
    for middle in ground.geometry.middles(ground.X, labels, k):
        yield ground.take(middle)


def given(X: Array, start: Array, geometry: Geometry = EUCLIDEAN, method: str = "given") -> Iterator[Seed]:
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
