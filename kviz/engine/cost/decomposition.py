"""The cost of a step as a sum: point by point, cluster by cluster, and total = within + between."""

from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EUCLIDEAN, Geometry


@dataclass(frozen=True, eq=False)
class CostParts:
    """What a cost is made of.

    ``shares`` (n,) is what each point adds, 0 for a point without a cluster; ``clusters`` (k,) the sums of
    them. ``within`` is the cost that would be left with every centroid in the middle of its points, and
    ``extra`` what the centroids' places add to that: cost = within + extra.
    ``total`` is the sum of the squared distances to the mean of all points and ``between`` that of the
    clusters' means, each counted once for every point: total = within + between. Both are None where
    distances are not Euclidean, for there no such sum holds.
    """

    shares: Array
    clusters: Array
    within: float
    extra: float
    total: float | None
    between: float | None

    @property
    def cost(self) -> float:
        """The sum of all shares."""
        return float(self.clusters.sum())


def decompose(X: Array, labels: Array, centroids: Array, geometry: Geometry = EUCLIDEAN) -> CostParts:
    """Take the cost of labels (n,) and centroids (k, d) apart.

    Points without a cluster (label -1) are left out.
    """
    known, k = labels >= 0, len(centroids)
    mine, members = labels[known], X[known]
    shares = np.zeros(len(X))
    shares[known] = geometry.own_shares(members, centroids, mine)
    clusters = np.bincount(mine, weights=shares[known], minlength=k)
    counts = np.bincount(mine, minlength=k)
    middles = settled(X, labels, centroids, geometry)
    within = float(geometry.own_shares(members, middles, mine).sum())
    extra = max(0.0, float(clusters.sum()) - within)
    total = between = None
    if geometry is EUCLIDEAN and len(members):
        mean = members.mean(axis=0, keepdims=True)
        total = float(geometry.shares(members, mean).sum())
        between = float((counts * geometry.shares(middles, mean)[:, 0]).sum())
    return CostParts(shares, clusters, within, extra, total, between)


def settled(X: Array, labels: Array, centroids: Array, geometry: Geometry = EUCLIDEAN) -> Array:
    """The middle of every cluster's points (k, d); a cluster without points keeps its centroid."""
    known = labels >= 0
    middles = geometry.middles(X[known], labels[known], len(centroids))
    return np.where(np.isnan(middles), centroids, middles)
