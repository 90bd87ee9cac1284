"""Each step of a run, judged from what the run itself had before it."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EVEN, assign
from kviz.engine.phases import rounding_cost
from kviz.engine.steps import Step
from kviz.engine.students.mistakes.cost import Claim, is_rounded
from kviz.engine.students.mistakes.phase import Phase
from kviz.engine.trace import Trace

NEAR = 1e-6  # part of the data's spread within which a centroid is where it should be


@dataclass(frozen=True)
class Tolerance:
    """What rounding alone may do: ``near`` to a centroid, ``even`` to the difference of two shares."""

    near: float
    even: float


def tolerance(X: Array, eps: float = 0.0) -> Tolerance:
    """The rounding of n sums in double precision, or in the program's own, whose ``eps`` is given."""
    most, n = float(np.abs(X).max()), len(X)
    spread = float(np.ptp(X, axis=0).max())
    near = NEAR * spread + n * np.finfo(float).eps * most
    if not eps:
        return Tolerance(near, 0.0)
    return Tolerance(near + min(n, 1000) * eps * most, 4 * eps * most * (most + spread))


def slack(X: Array) -> float:
    """How far a centroid may be from where it should be, in double precision."""
    return tolerance(X).near


def judge_step(trace: Trace, i: int, allowed: Tolerance) -> list[Phase]:
    """The phases of step ``i``, each with what is wrong in it (nothing, mostly).

    Where labels and centroids both changed, the step is a whole round: assigned, then updated, or
    the other way round. Both are k-means, so the better reading counts.
    """
    step, before = trace[i], trace[i - 1] if i else None
    if step.phase == "seed":
        return []
    if before is None:
        first = step.phase == "update"
        return [_update(trace, i, step.labels, allowed) if first else _assign(trace, i, step, allowed)]
    relabelled = not np.array_equal(step.labels, before.labels)
    moved = not np.array_equal(step.centroids, before.centroids)
    if relabelled and moved and not relocated(trace, i):
        forward = [_assign(trace, i, before, allowed), _update(trace, i, step.labels, allowed)]
        if not _faults(forward) or (before.labels < 0).any():
            return forward
        backward = [_update(trace, i, before.labels, allowed), _assign(trace, i, step, allowed)]
        return forward if _faults(forward) <= _faults(backward) else backward
    if moved or (not relabelled and step.phase == "update"):
        return [_update(trace, i, step.labels, allowed)]
    return [_assign(trace, i, step, allowed)]


def _faults(phases: list[Phase]) -> int:
    return sum(len(phase.wrong) > 0 for phase in phases)


def relocated(trace: Trace, i: int) -> bool:
    """Whether points changed, and all that did were given to clusters that were empty, one each."""
    step, before = trace[i], trace[i - 1]
    points = np.flatnonzero(step.labels != before.labels)
    empty = ~np.isin(step.labels[points], before.labels)
    there = trace.X[points] == step.centroids[step.labels[points]]
    return len(points) > 0 and bool(empty.all()) and bool(there.all())


def wrong_points(
    X: Array, labels: Array, centroids: Array, nearest: Array, trace: Trace, even: float
) -> Array:
    """The points (m,) that are farther from their own centroid than from the nearest, or have none."""
    geometry = trace.geometry
    best = geometry.own_shares(X, centroids, nearest)
    own = np.where(labels < 0, np.inf, geometry.own_shares(X, centroids, labels))
    return np.flatnonzero(own > best * (1 + EVEN) + even)


def _assign(trace: Trace, i: int, placed: Step, allowed: Tolerance) -> Phase:
    """Whether every label of step ``i`` is the nearest centroid of the step ``placed``."""
    X, labels = trace.X, trace[i].labels
    nearest, _ = assign(X, placed.centroids, trace.geometry)
    wrong = wrong_points(X, labels, placed.centroids, nearest, trace, allowed.even)
    old = trace[i - 1].labels if i else np.full(len(X), -1)
    return _phase(trace, i, "assign", placed.centroids, old, labels, nearest, wrong, allowed)


def _update(trace: Trace, i: int, labels: Array, allowed: Tolerance) -> Phase:
    """Whether every centroid of step ``i`` is the middle of the points that ``labels`` give it."""
    X, geometry, given, k = trace.X, trace.geometry, trace[i].centroids, len(trace[i].centroids)
    old = trace[i - 1].centroids if i and len(trace[i - 1].centroids) == k else given
    if (labels < 0).any():
        return _phase(trace, i, "update", old, np.maximum(labels, 0), given, given, np.empty(0, int), allowed)
    middles = geometry.middles(X, labels, k)
    empty = np.isnan(middles).any(axis=1)
    expected = np.where(empty[:, None], old, middles)
    off = (np.abs(given - expected) > allowed.near).any(axis=1)
    return _phase(trace, i, "update", old, labels, given, expected, np.flatnonzero(off & ~empty), allowed)


def _phase(
    trace: Trace,
    i: int,
    name: Literal["assign", "update"],
    centroids: Array,
    labels: Array,
    given: Array,
    expected: Array,
    wrong: Array,
    allowed: Tolerance,
) -> Phase:
    """The phase with a look back for stale arrays, which is only needed where something is wrong."""
    back = trace.steps[:i][::-1]
    other = next((step for step in back if not np.array_equal(step.centroids, centroids)), None)
    older = next((step for step in back if not np.array_equal(step.labels, labels)), None)
    return Phase(
        name,
        i,
        trace.X,
        trace.geometry,
        centroids,
        labels,
        given,
        expected,
        wrong,
        allowed.near,
        allowed.even,
        other.centroids if other is not None and len(other.centroids) == len(centroids) else None,
        older.labels if older is not None and (older.labels >= 0).all() else None,
    )


def phases_of(trace: Trace, allowed: Tolerance) -> list[Phase]:
    """All phases of a run, each with the labels of all updates up to it."""
    found: list[Phase] = []
    history: list[Array] = []
    for i in range(len(trace)):
        for phase in judge_step(trace, i, allowed):
            if phase.name == "update" and (not len(history) or not _repeats(found, phase)):
                history.append(phase.labels)
            found.append(replace(phase, history=tuple(history)))
    return found


def _repeats(found: list[Phase], phase: Phase) -> bool:
    """Whether a step showed the same centroids and labels once more."""
    last = next((p for p in reversed(found) if p.name == "update"), None)
    return last is not None and last.labels is phase.labels and last.given is phase.given


def stray_clusters(phase: Phase) -> list[int]:
    """Empty clusters whose centroid went somewhere without a reason: neither kept nor a data point."""
    if phase.name != "update":
        return []
    moved = (np.abs(phase.given - phase.centroids) > phase.near).any(axis=1)
    empty = np.bincount(phase.labels, minlength=phase.k) == 0
    return [
        int(c) for c in np.flatnonzero(moved & empty) if not (phase.given[c] == phase.X).all(axis=1).any()
    ]


def rises(trace: Trace, i: int, costs: list[float], allowed: Tolerance) -> bool:
    """Whether the cost rose in step ``i`` by more than rounding."""
    floor = rounding_cost(trace.X.min(axis=0), trace.X.max(axis=0), len(trace.X), trace.geometry)
    return i > 0 and costs[i] > costs[i - 1] * (1 + EVEN) + floor + len(trace.X) * allowed.even


def claim_of(
    trace: Trace, i: int, costs: list[float], given: float | None, allowed: Tolerance
) -> Claim | None:
    """What the program said of its cost in step ``i``; a cost of the step before, or rounded, is fair."""
    if given is None:
        return None
    step, geometry = trace[i], trace.geometry
    floor = rounding_cost(trace.X.min(axis=0), trace.X.max(axis=0), len(trace.X), geometry)
    floor += len(trace.X) * allowed.even
    could = [costs[i], *costs[max(0, i - 1) : i]]
    fair = any(np.isclose(given, c, rtol=NEAR, atol=floor) or is_rounded(given, c) for c in could)
    shares = geometry.own_shares(trace.X, step.centroids, np.maximum(step.labels, 0))
    return Claim(i, given, costs[i], shares, len(step.centroids), fair)
