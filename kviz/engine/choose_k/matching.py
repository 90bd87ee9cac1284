"""Which cluster of one run is which of another: the pairing under which most points agree."""

from collections.abc import Sequence

import numpy as np

from kviz.data.points import Array
from kviz.engine.trace import Trace

SAME_PLACE = 1e-6  # of the width of all data: points that differ by less only differ by rounding


def match(labels: Array, others: Array, k: int) -> tuple[int, ...]:
    """For every cluster of ``others`` (n,) the cluster of ``labels`` (n,) that it is paired with.

    Of all pairings of k clusters with k clusters, the one under which the most points have the same.

    Examples
    --------
    >>> import numpy as np
    >>> match(np.array([0, 0, 1, 2]), np.array([2, 2, 0, 1]), 3)
    (1, 2, 0)
    """
    known = (labels >= 0) & (others >= 0)
    both = np.bincount(others[known].astype(int) * k + labels[known], minlength=k * k).reshape(k, k)
    return tuple(assign_rows((both.max(initial=0) - both).tolist()))


def agreeing(labels: Array, others: Array, names: Sequence[int]) -> int:
    """How many points are in paired clusters."""
    named = np.where(others >= 0, np.asarray(names)[others], -1)
    return int(((named == labels) & (others >= 0)).sum())


def pairing(trace: Trace, other: Trace) -> tuple[int, ...] | None:
    """For every cluster of another run of the same points its cluster in this run; None where none fit."""
    if trace.k != other.k or not _same_points(trace, other):
        return None
    return match(trace.labels, other.labels, trace.k)


def _same_points(trace: Trace, other: Trace) -> bool:
    """Whether two runs are about the same points, whatever units they measure in."""
    if trace.X.shape != other.X.shape:
        return False
    mine, theirs = trace.dataset.in_units(trace.X), other.dataset.in_units(other.X)
    return bool(np.abs(mine - theirs).max(initial=0) <= SAME_PLACE * np.ptp(mine))


def assign_rows(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of every row of a square table, each column once, such that the costs add up to the least.

    References
    ----------
    H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics 2 (1955);
    one row after the other, each by a shortest way through the table.
    """
    size = len(costs)
    over, across = [0.0] * (size + 1), [0.0] * (size + 1)  # what rows and columns have been charged
    owner, back = [size] * (size + 1), [size] * (size + 1)
    for row in range(size):
        owner[size], column = row, size
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while owner[column] != size:
            used[column], here, gap, nearest = True, owner[column], float("inf"), size
            for j in range(size):
                if used[j]:
                    continue
                price = costs[here][j] - over[here] - across[j]
                if price < least[j]:
                    least[j], back[j] = price, column
                if least[j] < gap:
                    gap, nearest = least[j], j
            for j in range(size + 1):
                if used[j]:
                    over[owner[j]] += gap
                    across[j] -= gap
                else:
                    least[j] -= gap
            column = nearest
        while column != size:
            owner[column], column = owner[back[column]], back[column]
    columns = [0] * size
    for j in range(size):
        columns[owner[j]] = j
    return columns
