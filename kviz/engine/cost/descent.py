"""Why the cost never rises: along an update, the cost for fixed labels lies over the true cost."""

from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.cost.decomposition import settled
from kviz.engine.geometry import Geometry
from kviz.engine.trace import Trace

PLACES = np.linspace(-0.5, 1.5, 81)  # of the way from the old centroids (0) to the new ones (1)


@dataclass(frozen=True, eq=False)
class Descent:
    """The cost along the way of an update.

    ``places`` (s,) are shares of the way, 0 at the centroids before it and 1 at the middles that it goes
    to. ``fixed`` (s,) is the cost while every point keeps its cluster: with Euclidean distance a parabola
    whose lowest point is at 1. ``true`` (s,) is the cost with every point at its nearest centroid: never
    higher than ``fixed``, and equal to it at 0. ``step`` is the number of the step whose labels these are,
    ``at`` the place of the step that was asked about, ``moving`` the clusters that move.
    """

    step: int
    at: float
    moving: tuple[int, ...]
    places: Array
    fixed: Array
    true: Array


def descent(trace: Trace, i: int, cluster: int | None = None) -> Descent | None:
    """The cost along the update that step ``i`` makes or waits for; None where no centroid moves.

    With ``cluster``, only this centroid moves. At the end of a run it is the last update that moved one.
    """
    for j in range(i, -1, -1):
        before = j if trace[j].phase == "assign" else j - 1
        if before < 0 or trace[before].phase != "assign" or trace[j].phase not in ("assign", "update"):
            continue
        found = along(trace, before, cluster)
        if found is not None:
            at = 0.0 if trace[i].phase == "assign" and j == i else 1.0
            return Descent(before, at, *found)
        if cluster is not None:
            return None
    return None


def along(trace: Trace, assigned: int, cluster: int | None = None) -> tuple | None:
    """Which clusters move after the assignment ``assigned``, and the two costs on their way."""
    step, geometry = trace[assigned], trace.geometry
    old = step.centroids
    way = settled(trace.X, step.labels, old, geometry) - old
    if cluster is not None:
        way = np.where(np.arange(len(old))[:, None] == cluster, way, 0.0)
    moving = tuple(np.flatnonzero((way != 0).any(axis=1)).tolist())
    if not moving:
        return None
    both = [_costs(trace.X, step.labels, old + t * way, geometry) for t in PLACES.tolist()]
    fixed, true = np.array(both).T
    return moving, PLACES, fixed, true


def _costs(X: Array, labels: Array, centroids: Array, geometry: Geometry) -> tuple[float, float]:
    rows = geometry.rows_of_shares(X, centroids)
    return float(rows[labels, np.arange(len(X))].sum()), float(rows.min(axis=0).sum())
