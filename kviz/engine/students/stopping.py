"""Did a run stop when it should: when nothing changes any more, and not a round later."""

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import Geometry, assign
from kviz.engine.lloyd import lloyd
from kviz.engine.seeding.methods import given
from kviz.engine.seeding.potential import Ground
from kviz.engine.steps import Step
from kviz.engine.students.report import Finding
from kviz.engine.students.rules import Tolerance, relocated, wrong_points
from kviz.engine.trace import Trace


def judge_end(trace: Trace, endless: bool, wrong: set, allowed: Tolerance) -> list[Finding]:
    """Early, late, never, or as it should be (no finding).

    Where the last round was wrong anyway (``wrong`` holds the faulty steps), it settles elsewhere,
    and that it does not rest where k-means would is not another mistake.
    """
    last = len(trace) - 1
    quiet = _quiet(trace)
    rounds = any(_both_changed(trace, i) and not relocated(trace, i) for i in range(1, len(trace)))
    most = 1 if rounds else 2
    if quiet < last and relocated(trace, last - quiet):
        most += 2  # where a point was moved, only the next assignment shows whether it stays
    if endless:
        step = max(0, last - quiet + 1) if quiet else None
        return [Finding(step, "endless", case="endless", numbers={"n": len(trace)})]
    if trace[-1].phase == "stopped":
        return []
    if quiet > most:
        return [Finding(last - quiet + 1 + most, "late", case="late", numbers={"n": quiet})]
    if wrong & set(range(max(0, last - quiet - 2), last + 1)):
        return []
    X, geometry, end = trace.X, trace.geometry, trace[-1]
    nearest, _ = assign(X, end.centroids, geometry)
    waiting = wrong_points(X, end.labels, end.centroids, nearest, trace, allowed.even)
    if not len(waiting) and settled(X, end, geometry, allowed.near):
        return []
    start = given(Ground(X, len(end.centroids), geometry, "given"), end.centroids)
    *_, rest = lloyd(X, start, geometry)
    more = max(1, rest.iteration - 1) if len(waiting) else 1
    case = "early-points" if len(waiting) else "early-centroids"
    return [Finding(last, "early", points=waiting, case=case, numbers={"n": more, "points": len(waiting)})]


def _quiet(trace: Trace) -> int:
    """How many steps at the end changed nothing."""
    count = 0
    for i in range(len(trace) - 1, 0, -1):
        a, b = trace[i], trace[i - 1]
        if not (np.array_equal(a.labels, b.labels) and np.array_equal(a.centroids, b.centroids)):
            break
        count += 1
    return count


def _both_changed(trace: Trace, i: int) -> bool:
    a, b = trace[i], trace[i - 1]
    return not np.array_equal(a.labels, b.labels) and not np.array_equal(a.centroids, b.centroids)


def settled(X: Array, step: Step, geometry: Geometry, near: float) -> bool:
    """Whether the next update would leave every centroid where it is."""
    middles = geometry.middles(X, np.maximum(step.labels, 0), len(step.centroids))
    return not (np.abs(middles - step.centroids) > near).any()
