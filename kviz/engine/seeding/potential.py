"""The ground a seeding works on: the seeds so far, and what every point is from its nearest one."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from kviz.data.points import Array, by_columns, frozen
from kviz.engine import events
from kviz.engine.geometry import Geometry, assign, label_type
from kviz.engine.steps import Seed

Recipe = Callable[[], Array]
CHUNK = 16384  # points whose distances stay in the cache


class Ground:
    """The points, the seeds chosen so far, and each point's share of the potential.

    With Euclidean geometry the share of a point is D²(x), its squared distance to the nearest
    seed; with Manhattan geometry it is that distance itself, because that is what the run minimises.
    """

    def __init__(self, X: Array, k: int, geometry: Geometry, method: str) -> None:
        self.X, self.k, self.geometry, self.method = X, k, geometry, method
        self.shape = X.shape
        self.columns = by_columns(X)
        self.rows: list[int | None] = []
        self.centroids = np.empty((0, X.shape[1]))
        self.share = np.full(len(X), np.inf)
        self.events = scarce(X, k)
        self.cost = np.inf
        self.nobody = frozen(np.full(len(X), -1, dtype=label_type(k)))

    def weights(self) -> Recipe | None:
        """Recipe of the D²(x) as they are now, None where they decide nothing: no seed yet, or all 0."""
        return self.distances() if self.rows and self.share.any() else None

    def distances(self) -> Recipe:
        """Recipe of the D²(x) as they are now, all 0 or not."""
        return partial(shares_so_far, self.X, self.centroids, self.geometry)

    def chances(self) -> tuple[Array, Recipe, tuple]:
        """D²(x) / ΣD² as it is now, its recipe, and what must be said where that is 0 / 0."""
        if self.rows and self.share.any():
            recipe = partial(weighted_chances, self.X, self.centroids, self.geometry)
            return self.share / self.share.sum(), recipe, ()
        # every D² is 0: the next seed is drawn uniformly
        recipe = partial(even_chances, len(self.X), tuple(self.rows))
        return recipe(), recipe, events.of_covered() if self.rows else ()

    def drawn(self, draws: Sequence[float]) -> list[tuple[int, dict[str, Any]]]:
        """For each number in [0, 1) the row that it draws with probability D²(x) / ΣD², and how."""
        chances, recipe, said = self.chances()
        picks = [pick(chances, draw) for draw in draws]
        facts = {"probabilities": recipe, "weights": self.weights(), "said": said}
        return [(row, {"draw": draw, **facts}) for row, draw in picks]

    def drawn_evenly(self, draw: float) -> tuple[int, dict[str, Any]]:
        """The row, not taken yet, that a number in [0, 1) draws where all are equally likely."""
        chances = partial(even_chances, len(self.X), tuple(self.rows))
        row, draw = pick(chances(), draw)
        return row, {"draw": draw, "probabilities": chances}

    def farthest(self) -> tuple[int, dict[str, Any]]:
        """The row with the largest D²; where every D² is 0, the next row that is not a seed yet."""
        free = np.array(self.share)
        free[[i for i in self.rows if i is not None]] = -1.0
        row = int(np.argmax(free))
        only = partial(single_chance, len(self.X), row)
        said = events.of_farthest(self.share, row)
        return row, {"probabilities": only, "weights": self.distances(), "said": said}

    def potentials_with(self, rows: Sequence[int]) -> list[float]:
        """The potential for each of these rows, if it were the next seed."""
        return [float(nearer(self.share, self.columns, self.X[[row]], self.geometry).sum()) for row in rows]

    def box(self) -> tuple[Array, Array]:
        """The corners of the points' bounding box, each (d,)."""
        return self.X.min(axis=0), self.X.max(axis=0)

    def middles_of_random_clusters(self, rng: np.random.Generator) -> Array:
        """Every point gets a random cluster, at least one point in each: their middles (k, d)."""
        n, k = len(self.X), self.k
        labels = rng.integers(k, size=n)
        labels[rng.permutation(n)[:k]] = np.arange(k)
        return self.geometry.middles(self.X, labels, k)

    def sampled(self, rng: np.random.Generator, times: float, places: Array) -> tuple[Array, Array, float]:
        """Rows drawn each by itself, with probability ``times`` · D²(x) / ΣD² to ``places`` (m, d).

        Also their places, and ΣD² as it was.
        """
        share = shares_so_far(self.X, places, self.geometry)
        total = float(share.sum())
        rows = np.flatnonzero(rng.random(len(share)) * total < times * share)
        return rows, self.X[rows], total

    def crowds(self, places: Array) -> Array:
        """How many points are nearest to each of the places (m,)."""
        return np.bincount(assign(self.X, places, self.geometry)[0], minlength=len(places))

    def covered(self) -> bool:
        """Whether every point lies on a start centroid."""
        return bool(self.rows) and not self.share.any()

    def take_round(self, rows: Array, there: Array, number: int, before: Array, total: float) -> Seed:
        """A round in which ``rows`` were drawn as candidates by their D² to the places ``before`` (m, d)."""
        X, geometry = self.X, self.geometry
        return Seed(
            0, self.centroids, self.nobody, self.cost, candidates=tuple(rows.tolist()), potentials=(total,),
            weights=lambda: shares_so_far(X, before, geometry), method=self.method, round=number,
        )  # fmt: skip

    def take_candidate(self, rows: Array, weights: Array, one: int, draw: float) -> Seed:
        """Make one of the candidates in ``rows`` (m,) the next seed, drawn by ``weights`` (m,)."""
        spread = np.zeros(len(self.X))
        spread[rows] = weights
        return self.take_row(int(rows[one]), draw=draw, weights=spread, probabilities=spread / spread.sum())

    def take_row(self, row: int, **facts: Any) -> Seed:
        """Make row ``row`` of the data the next seed."""
        return self._add(self.X[row], row, **facts)

    def take_all(self, start: Array) -> Iterator[Seed]:
        """Make these positions (k, d) the seeds, one after the other."""
        for position in start:
            yield self.take(position)

    def take(self, position: Array, **facts: Any) -> Seed:
        """Make any position the next seed; where it is a data point, its row is found."""
        same = rows_at(position, self.columns)
        if not len(same):
            return self._add(position, None, **facts)
        row = int(same[0])
        return self._add(
            position, row, **{"probabilities": partial(single_chance, len(self.X), row), **facts}
        )

    def _add(self, position: Array, row: int | None, *, said: tuple = (), **facts: Any) -> Seed:
        said, self.events = (*self.events, *said), ()
        twins = np.flatnonzero((self.centroids == position).all(axis=1))
        self.centroids = frozen(np.vstack([self.centroids, position]))
        self.rows.append(row)
        nearer(self.share, self.columns, self.centroids[-1:], self.geometry, out=self.share)
        if len(twins):
            said = (*said, *events.of_same_place([*twins, len(self.rows) - 1]))
        self.cost = float(self.share.sum())
        return Seed(0, self.centroids, self.nobody, self.cost, row, method=self.method, events=said, **facts)


def scarce(X: Array, k: int) -> tuple:
    """Say so where the data has fewer distinct points than clusters; looks no further than it must."""
    seen = set()
    for row in X:
        seen.add((row + 0.0).tobytes())
        if len(seen) == k:
            return ()
    return events.of_scarce(len(seen), k)


def rows_at(position: Array, X: Array) -> Array:
    """The rows of X (n, d) that lie exactly at a position (d,), in order."""
    rows = np.flatnonzero(X[:, 0] == position[0])
    for column in range(1, X.shape[1]):
        rows = rows[X[rows, column] == position[column]]
    return rows


def nearer(share: Array, X: Array, seed: Array, geometry: Geometry, out: Array | None = None) -> Array:
    """Shares (n,) of the potential with one more seed (1, d); in chunks that stay in the cache."""
    least = np.empty_like(share) if out is None else out
    for first in range(0, len(X), CHUNK):
        part = slice(first, first + CHUNK)
        np.minimum(share[part], geometry.rows_of_shares(X[part], seed)[0], out=least[part])
    return least


def shares_so_far(X: Array, centroids: Array, geometry: Geometry) -> Array:
    """D²(x): every point's share of the potential of these seeds (n,)."""
    share = np.full(len(X), np.inf)
    for seed in range(len(centroids)):
        nearer(share, X, centroids[seed : seed + 1], geometry, out=share)
    return share


def weighted_chances(X: Array, centroids: Array, geometry: Geometry) -> Array:
    """Probability of every point to be the next seed, proportional to D²(x) (n,)."""
    share = shares_so_far(X, centroids, geometry)
    return share / share.sum()


def even_chances(n: int, taken: tuple) -> Array:
    """The same probability for every row that is not a seed yet (n,)."""
    chances = np.ones(n)
    chances[list(taken)] = 0.0
    return chances / chances.sum()


def single_chance(n: int, row: int) -> Array:
    """Certainty: one row has probability 1 (n,)."""
    chances = np.zeros(n)
    chances[row] = 1.0
    return chances


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
