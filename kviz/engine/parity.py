"""When a run is over: decided as scikit-learn decides it, so that both count the same iterations."""

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EUCLIDEAN, Geometry


def stands_still(
    X: Array, start: Array, before: tuple[Array, Array] | None, labels: Array, geometry: Geometry = EUCLIDEAN
) -> bool:
    """Whether scikit-learn, too, would see that no centroid moved in this update.

    It stops early where no centroid moved at all, to the last bit. Its bits come from sums around
    the mean of the data, and a point that was moved to an empty cluster is subtracted from the sum
    of its old one: the rounding of that subtraction can cost it one more iteration, and us as well.

    Parameters
    ----------
    X : array of shape (n, d)
    start : array of shape (k, d), the centroids before this update
    before : assigned labels (n,) and moved points (m,) of the update before, None in the first one
    labels : array of shape (n,), as assigned now
    """
    if geometry is not EUCLIDEAN:
        return True
    centre = X.mean(axis=0)
    around, k = X - centre, len(start)
    now = _means(around, labels, (), k)
    was = start - centre if before is None else _means(around, *before, k)
    known = np.bincount(labels, minlength=k) > 0
    return bool((now[known] == was[known]).all())


def _means(around: Array, labels: Array, moved: Array | tuple[int, ...], k: int) -> Array:
    """Means around the centre (k, d): summed in the order of the rows, moved points taken off at the end."""
    sums = np.stack([np.bincount(labels, column, k) for column in around.T], axis=1)
    counts = np.bincount(labels, minlength=k).astype(np.float64)
    filled = np.flatnonzero(counts == 0)[: len(moved)]
    for row, cluster in zip(moved, filled, strict=True):
        sums[labels[row]] -= around[row]
        sums[cluster] = around[row]
        counts[labels[row]] -= 1
        counts[cluster] = 1
    return sums * (1 / np.maximum(counts, 1))[:, None]
