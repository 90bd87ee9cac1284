"""What many starts say together: were the seeds drawn by D², by D, or uniformly?"""

from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EUCLIDEAN, Geometry
from kviz.engine.seeding.potential import even_chances, shares_so_far
from kviz.engine.students.report import Finding, Note

EVIDENCE = 5.0  # log-likelihood that one rule must be ahead of another (150 to 1)


def outside(start: Array, X: Array) -> list[Note]:
    """A note on start centroids outside the bounding box of the data: such a cluster may stay empty."""
    slack = 1e-9 * np.ptp(X, axis=0)
    out = ((start < X.min(axis=0) - slack) | (start > X.max(axis=0) + slack)).any(axis=1)
    return [Note("start-outside", {"A": int(c), "place": start[c]}) for c in np.flatnonzero(out)[:1]]


def judge_seedings(
    starts: list[Array], X: Array, geometry: Geometry
) -> tuple[list[Finding], tuple[str, ...], tuple[int, int]]:
    """Compare how likely D², D and uniform draws make these starts (each (k, d), in the order drawn).

    Returns
    -------
    findings : one, of kind "D", where D explains the seeds much better than D²
    notes : what else was seen
    tally : (1, 1) for D², (0, 1) for D, (0, 0) where nothing can be said
    """
    rows = [found for start in starts if (found := data_rows(start, X)) is not None]
    if len(rows) < len(starts):
        notes = (f"{len(starts) - len(rows)} of {len(starts)} starts are no data points.",)
    else:
        notes = ()
    if geometry is not EUCLIDEAN or not rows or len(rows[0]) < 2:
        return [], notes, (0, 0)
    totals, always_farthest = np.zeros(3), True
    for row in rows:
        for m in range(1, len(row)):
            share = shares_so_far(X, X[row[:m]], geometry)
            if not share.any():
                continue
            always_farthest &= bool(share[row[m]] == share.max())
            even = even_chances(len(X), tuple(row[:m]))
            chances = [share / share.sum(), np.sqrt(share) / np.sqrt(share).sum(), even]
            totals += [np.log(max(p[row[m]], 1e-12)) for p in chances]
    if always_farthest:
        return [], (*notes, "every seed is the farthest point: farthest-first."), (0, 0)
    best = int(totals.argmax())
    ahead = float(totals[best] - (totals[0] if best else totals[1:].max()))
    if best == 0 and ahead >= EVIDENCE:
        return [], notes, (1, 1)
    if ahead < EVIDENCE:
        return [], (*notes, f"{len(rows)} starts are too few to tell D² from other draws."), (0, 0)
    if best == 2:
        return [], (*notes, "the seeds look drawn uniformly, not by D²: that is random seeding."), (0, 0)
    text = (
        f"over {len(rows)} starts the seeds look drawn by D(x), not by D²(x) "
        f"(e^{ahead:.0f} times as likely): square the distances before drawing."
    )
    return [Finding(None, "D", text)], notes, (0, 1)


def start_arrays(items: Any, X: Array) -> list[Array]:
    """The start centroids (k, d) that a list of arrays holds; empty where it holds anything else."""
    if not isinstance(items, list | tuple) or len(items) < 2:
        return []
    arrays = [item for item in items if isinstance(item, np.ndarray) and item.shape[1:] == X.shape[1:]]
    return arrays if len(arrays) == len(items) else []


def data_rows(start: Array, X: Array) -> list[int] | None:
    """The rows of the data that the start centroids are; None where one is no data point."""
    rows = []
    for place in start:
        same = np.flatnonzero((place == X).all(axis=1))
        if not len(same):
            return None
        rows.append(int(next((row for row in same if row not in rows), same[0])))
    return rows
