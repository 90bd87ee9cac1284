"""Where the points of a step went, and which are not with their nearest centroid."""

from dataclasses import dataclass, field

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import BLOCK, EVEN, Geometry
from kviz.engine.trace import Trace

NOBODY = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class Points:
    """Where the points of a step went, each an array of rows.

    ``joined`` had no cluster before; ``nearer``, ``equal`` and ``farther`` switched, compared with the
    centroid they left; ``strays`` are not with their nearest centroid, ``farthest`` with the one that is
    farthest; ``waiting`` have no cluster. ``worst`` is the clearest stray, ``own`` and ``best`` its
    cluster and its nearest one, ``distances`` its distances to the nearest and to its own. The centroids that
    the points chose from are ``known``, but for a first step that shows a whole round.
    """

    joined: Array | range
    nearer: Array | range
    equal: Array | range
    farther: Array | range
    strays: Array = field(default_factory=lambda: NOBODY)
    farthest: Array = field(default_factory=lambda: NOBODY)
    waiting: Array = field(default_factory=lambda: NOBODY)
    worst: int = -1
    own: int = -1
    best: int = -1
    distances: tuple[float, float] = (0.0, 0.0)
    known: bool = True

    @property
    def switched(self) -> int:
        """How many points left one cluster for another."""
        return len(self.nearer) + len(self.equal) + len(self.farther)


def points_of(trace: Trace, old: Array, labels: Array, centroids: Array, measure: bool) -> Points:
    """Where the points went from ``old`` to ``labels`` (n,); if measured, who is not with the nearest."""
    X, geometry = trace.X, trace.geometry
    changed = np.flatnonzero(old != labels)
    joined = changed[old[changed] < 0]
    switched = changed[(old[changed] >= 0) & (labels[changed] >= 0)]
    there, here = (geometry.own_shares(X[switched], centroids, which[switched]) for which in (old, labels))
    nearer, farther = here < there * (1 - EVEN), here * (1 - EVEN) > there
    parts = (joined, switched[nearer], switched[~nearer & ~farther], switched[farther])
    if not measure:
        return Points(*parts)
    waiting = np.flatnonzero(labels < 0)
    strays, far, worst, facts = _strays(X, labels, centroids, geometry)
    return Points(*parts, strays, far, waiting, worst, *facts)


def _strays(X: Array, labels: Array, centroids: Array, geometry: Geometry) -> tuple:
    """Rows that are not with their nearest centroid, those with their farthest, and the clearest of them."""
    off_rows: list[Array] = []
    far_rows: list[Array] = []
    gap_parts: list[Array] = []
    block = max(1, BLOCK // len(centroids))
    for first in range(0, len(X), block):
        mine = labels[first : first + block]
        shares = geometry.shares(X[first : first + block], centroids)
        own = np.take_along_axis(shares, np.maximum(mine, 0)[:, None].astype(np.intp), axis=1)[:, 0]
        best = shares.min(axis=1)
        off = np.flatnonzero((mine >= 0) & (own > best * (1 + EVEN)))
        off_rows.append(first + off)
        gap_parts.append(own[off] - best[off])
        far_rows.append(first + np.flatnonzero((mine >= 0) & (own >= shares.max(axis=1) * (1 - EVEN))))
    strays, far, gaps = map(np.concatenate, (off_rows, far_rows, gap_parts))
    if not len(strays):
        return strays, far, -1, (-1, -1, (0.0, 0.0))
    row = int(strays[int(np.argmax(gaps))])
    shares = geometry.shares(X[row : row + 1], centroids)[0]
    here, nearest = int(labels[row]), int(shares.argmin())
    both = tuple(float(d) for d in geometry.distance(shares[[nearest, here]]))
    return strays, far, row, (here, nearest, both)
