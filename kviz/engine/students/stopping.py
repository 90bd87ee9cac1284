"""Did a run stop when it should: when nothing changes any more, and not a round later."""

import numpy as np

from kviz.engine.geometry import strays
from kviz.engine.lloyd import lloyd
from kviz.engine.seeding.methods import given
from kviz.engine.students.report import Finding
from kviz.engine.students.rules import relocated, slack
from kviz.engine.trace import Trace


def judge_end(trace: Trace, endless: bool, wrong: set) -> list[Finding]:
    """Early, late, never, or as it should be (no finding).

    Where the last round was wrong anyway (``wrong`` holds the faulty steps), it settles elsewhere,
    and that it does not rest where k-means would is no further mistake.
    """
    last = len(trace) - 1
    quiet = _quiet(trace)
    rounds = any(_both_changed(trace, i) and not relocated(trace, i) for i in range(1, len(trace)))
    allowed = 1 if rounds else 2
    if quiet < last and relocated(trace, last - quiet):
        allowed += 2  # where a point was moved, only the next assignment shows whether it stays
    if endless:
        text = f"it did not stop by itself within {len(trace)} steps; stop when no point changes cluster."
        return [Finding(max(0, last - quiet + 1) if quiet else None, "endless", text)]
    if trace[-1].phase == "stopped":
        return []
    if quiet > allowed:
        text = (
            f"it stops late: nothing has changed for {quiet} steps; "
            "stop as soon as an assignment changes no label."
        )
        return [Finding(last - quiet + 1 + allowed, "late", text)]
    if wrong & set(range(max(0, last - quiet - 2), last + 1)):
        return []
    waiting = strays(trace.X, trace.labels, trace.centroids, trace.geometry)
    if not len(waiting) and _settled(trace):
        return []
    *_, end = lloyd(trace.X, given(trace.X, trace.centroids, trace.geometry), trace.geometry)
    more = end.iteration - 1 if len(waiting) else 1
    what = (
        f"{len(waiting)} point{'s' * (len(waiting) > 1)} would still change cluster"
        if len(waiting)
        else "the centroids would still move"
    )
    text = f"it stops early: {what}, {more} more round{'s' * (more > 1)} to go."
    return [Finding(last, "early", text, waiting)]


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


def _settled(trace: Trace) -> bool:
    """Whether the next update would leave every centroid where it is."""
    middles = trace.geometry.middles(trace.X, trace.labels, len(trace.centroids))
    off = np.abs(middles - trace.centroids) > slack(trace.X)
    return not off.any()
