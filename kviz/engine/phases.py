"""The two phases on arrays: assign, update, and what the result costs."""

import numpy as np

from kviz.data.points import Array, by_columns, frozen
from kviz.engine import events
from kviz.engine.geometry import Geometry, assign
from kviz.engine.parity import stands_still

ON_EMPTY = ("keep", "farthest")
ROUNDING = 1e-12  # a cost that "rises" by less than this part of itself has not moved


def rounding_cost(low: Array, high: Array, n: int, geometry: Geometry) -> float:
    """What the rounding of a centroid's coordinates can cost n points between two corners (d,).

    A sum of n equal numbers errs to the same side at every addition, so n counts, not its root.
    """
    slip = np.finfo(np.float64).eps * (8 * np.maximum(np.abs(low), np.abs(high)) + n * (high - low))
    return n * float(geometry.size(slip).sum())


class Work:
    """Assignment, update and cost for one set of points, in the plainest way that is exact.

    Sums are taken around an origin in the middle of data that lie far from zero. The subtraction
    is exact there (Sterbenz' lemma), so unit spread around 10⁸ loses nothing; elsewhere the origin
    is zero.
    """

    def __init__(self, X: Array, k: int, geometry: Geometry, on_empty: str) -> None:
        self.X, self.k, self.geometry, self.on_empty = X, k, geometry, on_empty
        self._counted: Array | None = None
        self._compared: tuple[Array | None, Array | None] = None, None
        columns = by_columns(X, last=True).T
        self.low, self.high = columns.min(axis=1), columns.max(axis=1)
        middle = self.low + (self.high - self.low) / 2
        self.origin = np.where(np.abs(middle) > 4 * (self.high - self.low), middle, 0.0)
        self.floor = rounding_cost(self.low, self.high, len(X), geometry)
        self.shifted = (columns - self.origin[:, None]).T if self.origin.any() else columns.T

    def assign(self, centroids: Array) -> tuple[Array, Array]:
        """Nearest centroid of every point, and the points that are tied."""
        labels, tied = assign(self.X, centroids, self.geometry)
        return frozen(labels), tied

    def update(self, centroids: Array, labels: Array) -> tuple[Array, Array, Array]:
        """New centroids, labels after relocation, and the points that were relocated."""
        labels, moved = self.relocate(centroids, labels)
        middles, empty = self.middles(labels) + self.origin, self.empty(labels)
        if len(empty):
            middles[empty] = centroids[empty]
        return frozen(middles), labels, moved

    def empty(self, labels: Array) -> Array:
        """The clusters that nobody belongs to (m,)."""
        if labels is not self._counted:  # labels never change in place, and are asked for several times
            self._counted, self._empty = labels, np.flatnonzero(self.sizes(labels) == 0)
        return self._empty

    def sizes(self, labels: Array) -> Array:
        """How many points belong to each cluster (k,)."""
        return np.bincount(labels, minlength=self.k)

    def middles(self, labels: Array) -> Array:
        """The middle of every cluster (k, d), from the origin; the row of an empty one has no meaning."""
        return self.geometry.middles(self.shifted, labels, self.k)

    def relocate(self, centroids: Array, labels: Array) -> tuple[Array, Array]:
        """Give every empty cluster one of the points farthest from their own centroids.

        The farthest point goes to the lowest empty cluster, the next to the next, as scikit-learn
        does; points equally far are taken in the order of their rows. Nothing moves where every
        point lies on its centroid, to rounding: copies of a point would go back and forth for ever.
        """
        empty = self.empty(labels) if self.on_empty == "farthest" else ()
        if not len(empty):
            return labels, np.empty(0, dtype=np.intp)
        shares = self.geometry.own_shares(self.X, centroids, labels)
        farthest = np.argsort(-shares, kind="stable")[: len(empty)]
        farthest = farthest[shares[farthest] > self.floor / len(self.X)]  # nearer is rounding only
        moved = np.array(labels)
        moved[farthest] = empty[: len(farthest)]
        return frozen(moved), farthest

    def cost(self, centroids: Array, labels: Array, before: float) -> float:
        """What the run minimises; within rounding of ``before`` it has not moved."""
        cost = float(self.geometry.own_shares(self.X, centroids, labels).sum())
        return no_rise(cost, before, ROUNDING, self.floor)

    def changed(self, nearest: Array, members: Array) -> Array:
        """The points whose cluster is not the one that they were shown with (m,).

        The last answer is kept, for it is asked for several times an iteration.
        """
        if nearest is not self._compared[0] or members is not self._compared[1]:
            self._compared = nearest, members
            self._changed = frozen(np.flatnonzero(nearest != members).astype(np.int32))
        return self._changed

    def same(self, nearest: Array, labels: Array) -> bool:
        """Whether this assignment is the same as the one before."""
        return not len(self.changed(nearest, labels))

    def ties(self, centroids: Array, tied: Array, nearest: Array) -> events.Events:
        """What must be said of points that are equally near to several centroids."""
        return events.of_assignment(self.X, centroids, tied, nearest, self.geometry)

    def filled(self, moved: Array, labels: Array, members: Array) -> events.Events:
        """What must be said of empty clusters, and of the points that fill them."""
        return events.of_update(self.empty(members), moved, labels, members, self.on_empty == "farthest")

    def stands_still(self, start: Array, before: tuple[Array, Array] | None, labels: Array) -> bool:
        """Whether the next assignment would change nothing, where no centroid moved in this update."""
        return stands_still(self.X, start, before, labels, self.geometry)


def no_rise(cost: float, before: float, part: float, floor: float) -> float:
    """The cost, where it did not only seem to rise by rounding."""
    return before if before < cost <= before * (1 + part) + floor else cost
