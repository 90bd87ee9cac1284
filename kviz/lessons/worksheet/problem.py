"""A small run of k-means that can be done with a pencil: whole numbers, and means with one decimal."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from kviz.data.dataset import Dataset
from kviz.data.points import Array
from kviz.engine.recording import run
from kviz.engine.trace import Trace

FEWEST, MOST = 6, 8  # points
SIDE = 10  # of the squared paper
FAR = 2.0  # squared distances to the two centroids differ by so much, so no ruler is needed to decide
TRIES = 2_000  # random problems that are looked at together
APART = 4.0  # between the two start centroids
ITERATIONS = 3  # the last one changes nothing


@dataclass(frozen=True, eq=False)
class Problem:
    """The run on a worksheet; every seed has another one.

    Attributes
    ----------
    trace : Trace
        Points with whole coordinates and k = 2. Every mean has at most one decimal, no distance is a
        tie, at least one point switches, and the third assignment changes nothing.
    """

    seed: int
    trace: Trace

    @property
    def points(self) -> Array:
        """The points (n, 2)."""
        return self.trace.X

    def step(self, phase: str, number: int) -> int:
        """The index of the n-th step of a phase, from 1."""
        return [i for i, one in enumerate(self.trace) if one.phase == phase][number - 1]

    def centroids(self, round_: int) -> Array:
        """The centroids (2, 2) with which round 1, 2 or 3 begins."""
        if round_ == 1:
            return self.trace[1].centroids
        return self.trace[self.step("update", round_ - 1)].centroids

    def squares(self, round_: int) -> Array:
        """Squared distances (n, 2) of every point to A and B in a round."""
        gaps = self.points[:, None] - self.centroids(round_)[None]
        return np.asarray((gaps**2).sum(axis=2))

    def labels(self, round_: int) -> Array:
        """The clusters (n,) that a round's assignment gives; after the last update nothing changes."""
        if round_ == ITERATIONS:
            return self.trace.labels
        return self.trace[self.step("assign", round_)].labels


@cache
def problem(seed: int = 0) -> Problem:
    """The problem of a seed: the first of many random ones that works out by hand."""
    random = np.random.default_rng([seed, 2])
    while True:
        n = int(random.integers(FEWEST, MOST + 1))
        cells = random.random((TRIES, (SIDE - 1) ** 2)).argsort(axis=1)[:, : n + 2]
        places = np.stack([cells // (SIDE - 1) + 1, cells % (SIDE - 1) + 1], axis=2).astype(float)
        points, starts = places[:, :-2], places[:, -2:]
        for i in np.flatnonzero(promising(points, starts)):
            order = np.lexsort((points[i, :, 1], points[i, :, 0]))
            data = Dataset(points[i, order], ("x", "y"), title="worksheet")
            trace = run(data, k=2, init=starts[i])
            if trace.n_iter == ITERATIONS and not any(step.events for step in trace):
                return Problem(seed, trace)


def promising(points: Array, starts: Array) -> Array:
    """Which of many problems, points (m, n, 2) and starts (m, 2, 2), work out with a pencil.

    The means have one decimal in both rounds, no distance is nearly a tie, the second round changes
    something and the third nothing.
    """
    good = ((starts[:, 0] - starts[:, 1]) ** 2).sum(axis=1) >= APART**2
    centroids, seen = starts, []
    for _ in range(ITERATIONS):
        squares = ((points[:, :, None] - centroids[:, None]) ** 2).sum(axis=3)
        second = squares[:, :, 1] < squares[:, :, 0]
        good &= abs(squares[:, :, 1] - squares[:, :, 0]).min(axis=1) >= FAR
        sides = np.stack([~second, second], axis=1).astype(float)
        counts = sides.sum(axis=2)
        good &= counts.min(axis=1) >= 2
        centroids = (sides @ points) / np.maximum(counts, 1)[:, :, None]
        good &= (abs(centroids * 10 - np.round(centroids * 10)) < 1e-9).all(axis=(1, 2))
        seen.append(second)
    changed, still = (seen[0] != seen[1]).any(axis=1), (seen[1] == seen[2]).all(axis=1)
    return np.asarray(good & changed & still)
