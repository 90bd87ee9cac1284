"""Second opinions on k: the silhouette and the gap statistic. They disagree in instructive ways."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kviz.data.points import Array, as_points
from kviz.engine.choose_k.elbow import DEFAULT_KS, curve

AT_MOST = 5_000
BLOCK = 2_000_000  # distances held at once
GAP_VALUES = 3_000  # coordinates of the points that the gap is judged by


@dataclass(frozen=True, eq=False)
class Silhouette:
    """How much nearer every point is to its own cluster than to the next one.

    ``values`` (m,) from -1 to 1; 0 lies on the border, below 0 is nearer to another cluster.
    ``rows`` (m,) are the points judged: all of them up to AT_MOST, else an even sample. ``labels``
    (m,) are their clusters.
    """

    values: Array
    labels: Array
    rows: Array

    @property
    def mean(self) -> float:
        """The mean over all points judged."""
        return float(self.values.mean())

    @property
    def by_cluster(self) -> dict[int, float]:
        """The mean of every cluster that has points."""
        return {int(c): float(self.values[self.labels == c].mean()) for c in np.unique(self.labels)}


def silhouette(X: Any, labels: Array, rng: Any = 0) -> Silhouette:
    """Silhouette value of every point: (b - a) / max(a, b).

    ``a`` is the mean distance to the other members of its cluster, ``b`` the smallest mean
    distance to the members of another one. A point alone in its cluster gets 0.

    Raises
    ------
    ValueError
        If there is only one cluster: with no other cluster there is no b.

    References
    ----------
    P. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster
    analysis", J. Comput. Appl. Math. 20 (1987).
    """
    return silhouettes(X, [labels], rng)[0]


def silhouettes(
    X: Any,
    labelings: Sequence[Array],
    rng: Any = 0,
    progress: Callable[[int, int], object] | None = None,
) -> list[Silhouette]:
    """The silhouettes of several clusterings of the same points: every distance is measured once for all.

    ``progress(done, total)`` is told of the points judged; it may raise. Raises as ``silhouette`` does.
    """
    points, labelings = as_points(X), [np.asarray(labels) for labels in labelings]
    rows = np.arange(len(points))
    if len(rows) > AT_MOST:
        rows = np.sort(np.random.default_rng(rng).choice(len(rows), AT_MOST, replace=False))
    points = points[rows]
    clusterings = [_Clustering(labels[rows]) for labels in labelings]
    step = max(1, BLOCK // len(points) // max(1, points.shape[1] // 8))
    for first in range(0, len(points), step):
        if progress:
            progress(first, len(points))
        part = slice(first, first + step)
        distances = _distances(points[part], points)
        for clustering in clusterings:
            clustering.judge(part, distances)
    return [Silhouette(clustering.values, clustering.labels, rows) for clustering in clusterings]


class _Clustering:
    """Labels (m,), and the silhouette values of their points as far as they are judged."""

    def __init__(self, labels: Array) -> None:
        clusters, self.own = np.unique(labels, return_inverse=True)
        if len(clusters) < 2:
            raise ValueError("The silhouette compares clusters, and there is only one; use k >= 2.")
        self.labels, self.values = labels, np.zeros(len(labels))
        self.members = np.eye(len(clusters))[self.own]
        self.sizes = self.members.sum(axis=0)

    def judge(self, part: slice, distances: Array) -> None:
        """Find the values of a part of the points from their distances to all."""
        sums, mine = distances @ self.members, self.own[part]
        at = np.arange(len(mine))
        others = self.sizes[mine] - 1
        a = np.divide(sums[at, mine], others, out=np.zeros(len(mine)), where=others > 0)
        means = sums / self.sizes
        means[at, mine] = np.inf
        b = means.min(axis=1)
        largest = np.maximum(a, b)
        known = (others > 0) & (largest > 0)
        self.values[part] = np.divide(b - a, largest, out=np.zeros(len(mine)), where=known)


def _distances(A: Array, B: Array) -> Array:
    total = np.zeros((len(A), len(B)))
    for column in range(A.shape[1]):
        total += (A[:, column, None] - B[:, column]) ** 2
    return np.sqrt(total, out=total)


@dataclass(frozen=True, eq=False)
class Gap:
    """How far log WCSS lies below that of evenly spread points in the same box.

    ``gaps`` and ``errors`` (len(ks),); ``best_k`` is the first k whose gap is not clearly smaller
    than the next one's, None where there is none.
    """

    ks: tuple[int, ...]
    gaps: Array
    errors: Array
    best_k: int | None

    @property
    def widest_k(self) -> int:
        """The k with the largest gap, which the rule may stop short of."""
        return self.ks[int(np.argmax(self.gaps))]


def gap(
    X: Any,
    ks: Iterable[int] = DEFAULT_KS,
    n_ref: int = 20,
    rng: Any = 0,
    n_init: int = 5,
    progress: Callable[[int, int], object] | None = None,
) -> Gap:
    """The gap statistic: compare every WCSS with that of ``n_ref`` uniform data sets.

    More than 1,500 points are judged by a sample: 1,500 of them, and fewer where there are more than
    two columns, so that a person need not wait (``GAP_VALUES`` numbers, 200 points at least). The
    rule for the best k is the paper's: the smallest k with gap(k) >= gap(k + 1) - s(k + 1). It may
    answer 1: no clusters.

    References
    ----------
    R. Tibshirani, G. Walther, T. Hastie, "Estimating the number of clusters in a data set via the
    gap statistic", J. R. Statist. Soc. B 63 (2001).
    """
    random = np.random.default_rng(rng)
    points = as_points(X)
    most = int(np.clip(GAP_VALUES // points.shape[1], 200, 1_500))
    if len(points) > most:
        points = points[random.choice(len(points), most, replace=False)]
    low, high = points.min(axis=0), points.max(axis=0)
    found = curve(points, ks, n_init, random)
    logs: list[Array] = []
    for done in range(n_ref):
        uniform = random.uniform(low, high, points.shape)
        logs.append(_logs(curve(uniform, found.ks, 1, random).costs))
        if progress:
            progress(done + 1, n_ref)
    reference = np.array(logs)
    with np.errstate(invalid="ignore"):
        gaps = reference.mean(axis=0) - _logs(found.costs)
    errors = reference.std(axis=0) * np.sqrt(1 + 1 / n_ref)
    good = np.flatnonzero(gaps[:-1] >= gaps[1:] - errors[1:])
    return Gap(found.ks, gaps, errors, found.ks[int(good[0])] if len(good) else None)


def _logs(costs: Array) -> Array:
    return np.asarray(np.log(np.maximum(costs, np.finfo(float).tiny)))
