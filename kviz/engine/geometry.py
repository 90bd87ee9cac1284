"""What "near" and "middle" mean: one object for both, because a mismatched pair breaks the descent."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array

TIE = 1e-12  # two shares nearer to each other than this part of their size differ by rounding only
EVEN = 1e-9  # relative difference of two shares that is not a reason to change cluster, however computed
BLOCK = 2**16  # distances held at once


@dataclass(frozen=True)
class Geometry:
    """A distance and the middle that minimises it: everything that depends on what "near" means.

    A point's *share* is what it adds to the cost: its distance to the centroid, to the power ``power``.
    ``size`` turns a gap along one coordinate into its part of the share: its square, or its
    absolute value. ``middles(X, labels, k)`` is (k, d): the place in each cluster from which the
    sum of the shares is smallest, NaN where the cluster is empty.

    Words for the screen: ``title`` in a list of choices, ``cost_name``, ``distance_name`` (what a share
    is), ``middle_name`` in full and ``center_name`` in one word, ``symbol`` of the weights that seeds
    are drawn by.
    """

    name: str
    title: str
    cost_name: str
    distance_name: str
    middle_name: str
    center_name: str
    symbol: str
    power: int
    size: Callable[..., Array]
    middles: Callable[[Array, Array, int], Array]

    @property
    def straight(self) -> bool:
        """Whether the border of two centroids is their perpendicular bisector."""
        return self.power == 2

    def distance(self, shares: Array) -> Array:
        """Distances from shares of the cost, of any shape: their square roots, or the shares themselves."""
        return np.sqrt(shares) if self.power == 2 else np.asarray(shares)

    def shares(self, X: Array, centroids: Array) -> Array:
        """What each point would add to the cost in each cluster (n, k), by direct differences.

        The expansion ‖x‖² - 2x·c + ‖c‖² would be faster and is wrong for data far from the
        origin: at an offset of 10⁸ and unit spread it labels a third of the points wrongly.
        """
        total = np.zeros((len(X), len(centroids)))
        for column in range(X.shape[1]):
            gap = X[:, column, None] - centroids[:, column]
            total += self.size(gap, out=gap)
        return total

    def rows_of_shares(self, X: Array, centroids: Array) -> Array:
        """The same as ``shares``, turned: a row (k, n) for every cluster, which is faster to compare."""
        total = X[:, 0] - centroids[:, 0, None]
        self.size(total, out=total)
        for column in range(1, X.shape[1]):
            gap = X[:, column] - centroids[:, column, None]
            total += self.size(gap, out=gap)
        return total

    def own_shares(self, X: Array, centroids: Array, labels: Array) -> Array:
        """What each point adds to the cost in its own cluster (n,)."""
        total = X[:, 0] - centroids[:, 0].take(labels)
        self.size(total, out=total)
        for column in range(1, X.shape[1]):
            gap = X[:, column] - centroids[:, column].take(labels)
            total += self.size(gap, out=gap)
        return total


def means(X: Array, labels: Array, k: int) -> Array:
    """The mean of every cluster's members (k, d): it minimises the sum of squared distances."""
    counts = np.bincount(labels, minlength=k)
    middles = np.empty((k, X.shape[1]))
    with np.errstate(invalid="ignore"):
        for column in range(X.shape[1]):
            middles[:, column] = np.bincount(labels, X[:, column], k) / counts
    return middles


def medians(X: Array, labels: Array, k: int) -> Array:
    """The coordinate-wise median of every cluster's members (k, d): it minimises absolute deviations."""
    middles = np.full((k, X.shape[1]), np.nan)
    for cluster in range(k):
        members = X[labels == cluster]
        if len(members):
            middles[cluster] = np.median(members, axis=0)
    return middles


EUCLIDEAN = Geometry(
    name="euclidean",
    title="Euclidean: means",
    cost_name="WCSS",
    distance_name="squared distance",
    middle_name="mean",
    center_name="mean",
    symbol="D²",
    power=2,
    size=np.square,
    middles=means,
)
MANHATTAN = Geometry(
    name="manhattan",
    title="Manhattan: medians",
    cost_name="sum of absolute deviations",
    distance_name="distance",
    middle_name="coordinate-wise median",
    center_name="median",
    symbol="D",
    power=1,
    size=np.abs,
    middles=medians,
)

GEOMETRIES = {"euclidean": EUCLIDEAN, "manhattan": MANHATTAN}


def assign(X: Array, centroids: Array, geometry: Geometry = EUCLIDEAN) -> tuple[Array, Array]:
    """Label every point with its nearest centroid: the assignment step.

    Parameters
    ----------
    X : array of shape (n, d), in data units
    centroids : array of shape (k, d), in data units
    geometry : Geometry, default EUCLIDEAN
        Decides what "nearest" means.

    Returns
    -------
    labels : array of shape (n,), the smallest int type that holds -1 to k - 1
        A tie goes to the lower number, so a run can be repeated exactly.
    tied : array of shape (m,), the points whose two nearest centroids are equally far, to rounding

    References
    ----------
    S. Lloyd, "Least squares quantization in PCM", IEEE Trans. IT 28 (1982).
    """
    labels = np.empty(len(X), dtype=label_type(len(centroids)))
    tied = []
    block = max(1, BLOCK // len(centroids))
    for first in range(0, len(X), block):
        shares = geometry.rows_of_shares(X[first : first + block], centroids)
        nearest, part = shares.min(axis=0), labels[first : first + block]
        limit, near = nearest * (1 + TIE), np.zeros(len(part), dtype=np.int32)
        for cluster in range(len(centroids) - 1, -1, -1):  # the lowest number is written last, and stays
            np.copyto(part, cluster, where=shares[cluster] == nearest)
            near += shares[cluster] <= limit
        tied.append(first + np.flatnonzero(near > 1))
    return labels, np.concatenate(tied)


def strays(X: Array, labels: Array, centroids: Array, geometry: Geometry = EUCLIDEAN) -> Array:
    """The points (m,) that are nearer to another centroid than to their own, or have none.

    A point equally near to two may be with either: a program of someone else's may break ties,
    and round, in its own way.
    """
    nearest, _ = assign(X, centroids, geometry)
    best = geometry.own_shares(X, centroids, nearest)
    own = np.where(labels < 0, np.inf, geometry.own_shares(X, centroids, labels))
    return np.flatnonzero(own > best * (1 + EVEN))


def label_type(k: int) -> np.dtype:
    """The smallest signed integer type that holds the labels -1 to k - 1."""
    return np.min_scalar_type(-k)
