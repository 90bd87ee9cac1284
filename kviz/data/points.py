"""Points in: whatever the caller has becomes one checked array (n, d)."""

import numpy as np
from numpy.typing import ArrayLike

Array = np.ndarray


def as_points(X: ArrayLike) -> Array:
    """Copy ``X`` into a read-only float64 array of shape (n, d), or say what is wrong with it."""
    points = getattr(X, "points", X)
    points = np.array(points, dtype=np.float64, order="C", ndmin=1)
    if points.ndim == 1:
        points = points[:, None]
    points.flags.writeable = False
    return points
