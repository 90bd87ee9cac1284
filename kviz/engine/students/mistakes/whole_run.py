"""Mistakes about the data or the whole run: each explains assignments and updates together."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import Geometry, assign
from kviz.engine.students.mistakes.phase import Facts, Mistake, Phases


@dataclass(frozen=True, eq=False)
class Run:
    """A whole run: all (labels, centroids), its phases, and how it would be judged on other data."""

    X: Array
    geometry: Geometry
    pairs: list[tuple[Array, Array]]
    phases: Phases
    near: float
    judged_on: Callable[[Array], Phases]


def on_other_data(kind: str, change: Callable[[Array], Array | None], **facts: str) -> Mistake:
    """A run that is right on the points that ``change`` makes of X."""

    def explains(run: Run) -> Facts | None:
        with np.errstate(all="ignore"):
            other = change(run.X)
        if not any(phase.name == "update" for phase in run.phases):
            return None  # labels alone say too little of the data
        if other is None or not np.isfinite(other).all() or np.allclose(other, run.X, rtol=1e-9, atol=0):
            return None
        phases = run.judged_on(other)
        return facts if phases and not any(len(phase.wrong) for phase in phases) else None

    return Mistake(kind, "run", explains)


def fitted_units(run: Run) -> Facts | None:
    """Columns stretched and shifted by numbers that are found from the centroids."""
    updates = [p for p in run.phases if p.name == "update"]
    if not updates:
        return None
    middles = np.concatenate([p.geometry.middles(p.X, p.labels, p.k) for p in updates])
    given = np.concatenate([p.given for p in updates])
    known = ~np.isnan(middles).any(axis=1)
    middles, given = middles[known], given[known]
    if len(np.unique(middles.round(9), axis=0)) < 3:
        return None
    other = np.empty_like(run.X)
    for column in range(run.X.shape[1]):
        if np.ptp(middles[:, column]) == 0:
            return None
        slope, offset = np.polyfit(middles[:, column], given[:, column], 1)
        other[:, column] = run.X[:, column] * slope + offset
    return on_other_data("rescaled", lambda X: other).explains(run)


def renumbered(run: Run) -> Facts | None:
    """Labels and centroids get new numbers together, and are right otherwise."""
    changes = 0
    for (labels, centroids), (new, moved) in pairwise(run.pairs):
        if (labels < 0).any() or len(centroids) != len(moved):
            continue
        nearest = assign(run.X, centroids, run.geometry)[0]
        readings = [(labels, centroids), (nearest, centroids)]
        readings += [(given, _middles(run, given, centroids)) for given in (labels, nearest)]
        orders = [found for reading in readings if (found := _order(run, *reading, new, moved)) is not None]
        if not orders:
            return None
        changes += not any((order == np.arange(len(order))).all() for order in orders)
    return {} if changes else None


def _middles(run: Run, labels: Array, old: Array) -> Array:
    made = run.geometry.middles(run.X, labels, len(old))
    return np.where(np.isnan(made), old, made)


def _order(run: Run, labels: Array, centroids: Array, new: Array, moved: Array) -> Array | None:
    """The new number of every cluster, None where there is no such renumbering."""
    same = np.abs(centroids[:, None] - moved).max(axis=2) <= run.near
    order = same.argmax(axis=1)
    if not same.any(axis=1).all() or len(set(order.tolist())) < len(order):
        return None
    return order if np.array_equal(order[labels], new) else None


def shuffled(run: Run) -> Facts | None:
    """The centroids are those of k-means on X, and every cluster has the right size, but other rows."""
    nearest, moved = None, 0
    for phase in run.phases:
        if phase.name == "assign":
            nearest = phase.expected
            sizes = np.bincount(nearest, minlength=phase.k)
            if (phase.given < 0).any() or (sizes != np.bincount(phase.given, minlength=phase.k)).any():
                return None
        elif nearest is not None:
            if (np.abs(phase.given - _middles(run, nearest, phase.centroids)) > phase.near).any():
                return None
            moved += 1
    return {} if moved else None


def _standard(X: Array, ddof: int = 0) -> Array:
    return (X - X.mean(axis=0)) / X.std(axis=0, ddof=ddof)


def _quartiles(X: Array) -> Array:
    low, middle, high = np.percentile(X, [25, 50, 75], axis=0)
    return (X - middle) / (high - low)


RUN_MISTAKES = [
    Mistake("renumbered", "run", renumbered),
    on_other_data("standardised", _standard),
    on_other_data("standardised", lambda X: _standard(X, 1)),
    on_other_data("min-max", lambda X: (X - X.min(axis=0)) / np.ptp(X, axis=0)),
    on_other_data("min-max", lambda X: 2 * (X - X.min(axis=0)) / np.ptp(X, axis=0) - 1),
    on_other_data("centred", lambda X: X - X.mean(axis=0)),
    on_other_data("centred", lambda X: X - np.median(X, axis=0)),
    on_other_data("rows-normalised", lambda X: X / np.linalg.norm(X, axis=1)[:, None]),
    on_other_data("rows-normalised", lambda X: X / np.abs(X).sum(axis=1)[:, None]),
    on_other_data("rescaled", lambda X: X / np.abs(X).max(axis=0)),
    on_other_data("rescaled", lambda X: X / X.std(axis=0)),
    on_other_data("rescaled", _quartiles),
    on_other_data("logarithm", np.log),
    on_other_data("logarithm", np.log1p),
    on_other_data("data-rounded", np.round),
    on_other_data("data-rounded", np.trunc),
    on_other_data("columns-swapped-in-X", lambda X: X[:, ::-1] if X.shape[1] > 1 else None),
    Mistake("rescaled", "run", fitted_units),
    Mistake("shuffled", "run", shuffled),
]
