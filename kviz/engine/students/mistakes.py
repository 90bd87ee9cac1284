"""The classic mistakes, each a rule that yields exactly what a wrong program would."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EUCLIDEAN, MANHATTAN, Geometry, assign, means, medians

SIMULATED = 5_000  # points up to which a pass point by point is tried


@dataclass(frozen=True, eq=False)
class Scene:
    """One phase of a run: what it started from, and what came."""

    X: Array
    geometry: Geometry
    centroids: Array  # before the phase
    labels: Array  # before the phase, -1 where not assigned
    earlier: Array | None = None  # centroids one round before
    old_labels: Array | None = None  # labels one round before


def other_metric(s: Scene) -> Array:
    """Labels by the other distance."""
    return assign(s.X, s.centroids, MANHATTAN if s.geometry is EUCLIDEAN else EUCLIDEAN)[0]


def farthest(s: Scene) -> Array:
    """Labels of the farthest centroid."""
    return s.geometry.shares(s.X, s.centroids).argmax(axis=1)


def stale_centroids(s: Scene) -> Array | None:
    """Labels by the centroids of the round before."""
    return None if s.earlier is None else assign(s.X, s.earlier, s.geometry)[0]


def one_column(column: int) -> Callable[[Scene], Array | None]:
    """Labels by a single coordinate."""

    def labels(s: Scene) -> Array | None:
        if column >= s.X.shape[1] or s.X.shape[1] == 1:
            return None
        return assign(s.X[:, [column]], s.centroids[:, [column]], s.geometry)[0]

    return labels


def in_place(how: str) -> Callable[[Scene], Array | None]:
    """Labels of a pass in which each point moves its centroid at once, before the next is assigned."""

    def labels(s: Scene) -> Array | None:
        return None if len(s.X) > SIMULATED else online(s, how)[0]

    return labels


def online(s: Scene, how: str) -> tuple[Array, Array]:
    """One pass, point by point; a centroid follows all its members, those of this pass, or a running mean."""
    centroids, labels = np.array(s.centroids), np.array(s.labels, dtype=np.intp)
    k = len(centroids)
    known = labels >= 0 if how == "members" else np.zeros(len(labels), dtype=bool)
    counts = np.bincount(labels[known], minlength=k).astype(float)
    sums = np.stack([np.bincount(labels[known], column[known], k) for column in s.X.T], axis=1) * 1.0
    if how == "running":
        counts, sums = np.ones(k), np.array(centroids)
    for i, x in enumerate(s.X):
        nearest = int(s.geometry.shares(x[None], centroids).argmin())
        if known[i]:
            counts[labels[i]] -= 1
            sums[labels[i]] -= x
        labels[i], known[i] = nearest, how == "members"
        counts[nearest] += 1
        sums[nearest] += x
        centroids[nearest] = sums[nearest] / counts[nearest]
    return labels, centroids


def _sums(s: Scene) -> Array:
    return np.stack([np.bincount(s.labels, column, len(s.centroids)) for column in s.X.T], axis=1)


def _medoids(s: Scene) -> Array:
    places = s.geometry.middles(s.X, s.labels, len(s.centroids))
    for cluster, place in enumerate(places):
        members = s.X[s.labels == cluster]
        if len(members):
            places[cluster] = members[s.geometry.shares(members, place[None]).argmin()]
    return places


def _old_labels(s: Scene) -> Array | None:
    return None if s.old_labels is None else s.geometry.middles(s.X, s.old_labels, len(s.centroids))


IN_PLACE = "a centroid was moved while points were still being assigned; assign all points first, then update"

# kind, how a wrong program gets its labels, what to say of it
ASSIGN_MISTAKES = (
    ("metric", other_metric, "the labels are those of the other distance"),
    ("farthest", farthest, "the labels are those of the farthest centroid: argmax where argmin belongs"),
    ("stale", stale_centroids, "the labels belong to the centroids of the round before"),
    ("one-column", one_column(0), "only the first column was used for the distance"),
    ("one-column", one_column(1), "only the second column was used for the distance"),
    ("in-place", in_place("members"), IN_PLACE),
    ("in-place", in_place("pass"), IN_PLACE),
    ("in-place", in_place("running"), IN_PLACE),
)

# kind, how a wrong program gets its centroids, what to say of it
UPDATE_MISTAKES = (
    ("median", lambda s: medians(s.X, s.labels, len(s.centroids)), "it is their median"),
    ("mean", lambda s: means(s.X, s.labels, len(s.centroids)), "it is their mean"),
    ("sum", _sums, "it is their sum, not divided by their number"),
    ("divided", lambda s: _sums(s) / len(s.X), "it is their sum divided by all n points"),
    ("divided", lambda s: _sums(s) / len(s.centroids), "it is their sum divided by k"),
    ("whole-numbers", lambda s: np.trunc(s.geometry.middles(s.X, s.labels, len(s.centroids))),
     "the decimals were cut off: the array of centroids holds whole numbers, make it float"),
    ("medoid", _medoids, "it is the member nearest to the mean"),
    ("stale", _old_labels, "it belongs to the labels of the round before"),
    ("not-updated", lambda s: s.centroids, "it has not moved"),
)  # fmt: skip

# kind, what a wrong program adds up from the shares of the points, what to say of it
COST_MISTAKES = (
    ("cost-unsquared", lambda shares: np.sqrt(shares).sum(), "the distances were not squared"),
    ("cost-mean", lambda shares: shares.mean(), "it is the mean, not the sum"),
    ("cost-root", lambda shares: np.sqrt(shares.sum()), "it is the root of the sum"),
)


def recognised(rules: tuple, scene: Scene, given: Array, where: Array, near: float) -> tuple[str, str]:
    """Kind and words of the first mistake that explains what came at ``where``; ("", "") for none."""
    for kind, rule, said in rules:
        with np.errstate(invalid="ignore", divide="ignore"):
            made = rule(scene)
        if made is not None and np.allclose(made[where], given[where], rtol=0, atol=near):
            return kind, said
    return "", ""
