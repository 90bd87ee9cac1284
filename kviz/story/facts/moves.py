"""Where the centroids of a step went, and by which rule."""

from dataclasses import dataclass

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import GEOMETRIES, TIE, Geometry
from kviz.engine.trace import Trace
from kviz.story.facts.costs import box_of

NEAR = 1e-6  # part of the data's spread within which two places are the same


@dataclass(frozen=True)
class Move:
    """Where the centroid of one cluster went.

    ``rule`` is "middle" (it moved there), "there" (it was there before), "still" (it stayed, and is not in
    the middle), the name of another middle ("mean", "median"), "sum", "part" (``share`` of the way to the
    middle), "member" (onto point ``row``), "elsewhere"; of a cluster without points "empty" or "placed".
    ``length`` is how far it moved, ``off`` how far it is from the middle of its points.
    """

    cluster: int
    rule: str
    length: float
    off: float = 0.0
    share: float = 1.0
    row: int = -1


def moves_of(trace: Trace, previous: Array, centroids: Array, labels: Array) -> tuple[Move, ...]:
    """Where each centroid (k, d) went from ``previous``, seen from its members by ``labels`` (n,)."""
    X, geometry, k = trace.X, trace.geometry, len(centroids)
    if (labels < 0).any():
        X, labels = X[labels >= 0], labels[labels >= 0]
    counts = np.bincount(labels, minlength=k)
    middles = geometry.middles(X, labels, k)
    lengths = np.sqrt(((centroids - previous) ** 2).sum(axis=1))
    offs = np.sqrt(((centroids - middles) ** 2).sum(axis=1))
    low, high = box_of(trace)
    spread, size = float((high - low).max()), float(np.abs([low, high]).max())
    with np.errstate(over="ignore"):
        single = bool((centroids.astype(np.float32) == centroids).all())
    near = NEAR * spread + (NEAR if single else TIE) * size
    still = TIE * (spread + size)
    moves = []
    for j in range(k):
        length, off = float(lengths[j]), float(offs[j])
        if not counts[j]:
            moves.append(Move(j, "empty" if length <= still else "placed", length))
        elif length <= still:
            moves.append(Move(j, "there" if off <= near else "still", length, off))
        elif off <= near:
            moves.append(Move(j, "middle", length, off))
        else:
            rows = np.flatnonzero(labels == j)
            found = _other_rule(geometry, X, rows, previous[j], centroids[j], middles[j], near)
            moves.append(Move(j, found[0], length, off, found[1], found[2]))
    return tuple(moves)


def _other_rule(
    geometry: Geometry, X: Array, rows: Array, previous: Array, now: Array, middle: Array, near: float
) -> tuple[str, float, int]:
    """Which wrong rule leads to ``now``: its name, the share of the way, the row of a point."""
    members = X[rows]
    for other in GEOMETRIES.values():
        if other is not geometry:
            center = other.middles(members, np.zeros(len(rows), dtype=np.intp), 1)[0]
            if np.abs(now - center).max() <= near:
                return other.center_name, 1.0, -1
    total = members.sum(axis=0)
    if np.abs(now - total).max() <= near * len(rows):
        return "sum", 1.0, -1
    way = middle - previous
    share = float((now - previous) @ way / max(float(way @ way), 1e-300))
    if 0.005 < share < 0.995 and np.abs(previous + share * way - now).max() <= near:
        return "part", share, -1
    same = np.flatnonzero((np.abs(members - now) <= near).all(axis=1))
    return ("member", 1.0, int(rows[same[0]])) if len(same) else ("elsewhere", 1.0, -1)
