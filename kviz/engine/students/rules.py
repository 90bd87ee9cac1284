"""Each step of a run, judged from what the run itself had before it."""

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EVEN, assign, strays
from kviz.engine.phases import rounding_cost
from kviz.engine.steps import letter, letters
from kviz.engine.students.mistakes import ASSIGN_MISTAKES, COST_MISTAKES, UPDATE_MISTAKES, Scene, recognised
from kviz.engine.students.report import Finding
from kviz.engine.trace import Trace

NEAR = 1e-6  # part of the data's spread within which a centroid is where it should be

Verdicts = list[tuple[str, list[Finding]]]


def judge_step(trace: Trace, i: int) -> Verdicts:
    """For each rule that applies to step ``i``: its name, and what is wrong (nothing, mostly).

    Where labels and centroids both changed, the step is a whole round: assigned, then updated, or
    the other way round. Both are k-means, so the better reading counts.
    """
    step, before = trace[i], trace[i - 1] if i else None
    if step.phase == "seed":
        return []
    relabelled = before is None or not np.array_equal(step.labels, before.labels)
    moved = before is not None and not np.array_equal(step.centroids, before.centroids)
    if before is None:
        return (
            [judge_update(trace, i, step.labels)]
            if step.phase == "update"
            else [judge_assign(trace, i, step)]
        )
    if relabelled and moved and not relocated(trace, i):
        forward = [judge_assign(trace, i, before), judge_update(trace, i, step.labels)]
        if not any(found for _, found in forward) or (before.labels < 0).any():
            return _unless_in_place(forward)
        backward = [judge_update(trace, i, before.labels), judge_assign(trace, i, step)]
        return _unless_in_place(forward if any(found for _, found in backward) else backward)
    if moved:
        return [judge_update(trace, i, step.labels)]
    if relabelled or step.phase != "update":
        return [judge_assign(trace, i, step)]
    return [judge_update(trace, i, step.labels)]


def _unless_in_place(verdicts: Verdicts) -> Verdicts:
    """Centroids that moved while assigning explain the update as well."""
    spoiled = any(finding.kind == "in-place" for _, found in verdicts for finding in found)
    return (
        [(rule, [f for f in found if f.kind == "in-place"]) for rule, found in verdicts]
        if spoiled
        else verdicts
    )


def relocated(trace: Trace, i: int) -> bool:
    """Whether points changed, and all that did were given to clusters that were empty, one each."""
    step, before = trace[i], trace[i - 1]
    points = np.flatnonzero(step.labels != before.labels)
    empty = ~np.isin(step.labels[points], before.labels)
    there = trace.X[points] == step.centroids[step.labels[points]]
    return len(points) > 0 and bool(empty.all()) and bool(there.all())


def scene_of(trace: Trace, i: int, centroids: Array, labels: Array) -> Scene:
    """What the phase of step ``i`` started from, with a look back for stale arrays."""
    back = trace.steps[:i][::-1]
    other = next((step for step in back if not np.array_equal(step.centroids, centroids)), None)
    older = next((step for step in back if not np.array_equal(step.labels, labels)), None)
    return Scene(
        trace.X,
        trace.geometry,
        centroids,
        labels,
        other.centroids if other is not None and len(other.centroids) == len(centroids) else None,
        older.labels if older is not None and (older.labels >= 0).all() else None,
    )


def judge_assign(trace: Trace, i: int, placed: object) -> tuple[str, list[Finding]]:
    """Whether every label of step ``i`` is the nearest centroid of the step ``placed``."""
    X, geometry, labels, centroids = trace.X, trace.geometry, trace[i].labels, placed.centroids
    wrong = strays(X, labels, centroids, geometry)
    if not len(wrong):
        return "assign", []
    nearest, _ = assign(X, centroids, geometry)
    old = trace[i - 1].labels if i else np.full(len(X), -1)
    kind, said = recognised(ASSIGN_MISTAKES, scene_of(trace, i, centroids, old), labels, slice(None), 0.5)
    p = int(wrong[0])
    if labels[p] < 0:
        text = f"point {p} has no cluster, and its nearest centroid is {letter(nearest[p])}"
    else:
        own, best = geometry.shares(X[[p]], centroids)[0, [labels[p], nearest[p]]]
        text = (
            f"point {p} is put into {letter(labels[p])} ({geometry.distance_name} {own:.4g}), and its "
            f"nearest centroid is {letter(nearest[p])} ({best:.4g})"
        )
    more = f"; {len(wrong)} points are put wrongly" if len(wrong) > 1 else ""
    text = f"{text}{more}{f': {said}' if said else ''}."
    return "assign", [Finding(i, kind or "assign", text, wrong, (), nearest, centroids)]


def judge_update(trace: Trace, i: int, labels: Array) -> tuple[str, list[Finding]]:
    """Whether every centroid of step ``i`` is the middle of the points that ``labels`` give it."""
    X, geometry, given, k = trace.X, trace.geometry, trace[i].centroids, len(trace[i].centroids)
    if (labels < 0).any():
        return "update", []
    old = trace[i - 1].centroids if i and len(trace[i - 1].centroids) == k else given
    middles = geometry.middles(X, labels, k)
    empty = np.isnan(middles).any(axis=1)
    expected = np.where(empty[:, None], old, middles)
    near = slack(X)
    off = (np.abs(given - expected) > near).any(axis=1)
    rows = [c for c in np.flatnonzero(off & empty) if not (given[c] == X).all(axis=1).any()]
    wrong = np.flatnonzero(off & ~empty)
    found = [_stray(i, given, c, rows, labels, expected) for c in rows[:1]]
    if len(wrong):
        scene = scene_of(trace, i, old, labels)
        kind, said = recognised(UPDATE_MISTAKES, scene, given, wrong, near)
        c = int(wrong[0])
        count, name = int((labels == c).sum()), geometry.middle_name
        more = f"; {letters(wrong)} are wrong" if len(wrong) > 1 else ""
        text = (
            f"the centroid of {letter(c)} is {spot(given[c])}, and the {name} of its {count} "
            f"member{'s' * (count != 1)} is {spot(expected[c])}{more}{f': {said}' if said else ''}."
        )
        members = np.flatnonzero(np.isin(labels, wrong))
        found.append(Finding(i, kind or "update", text, members, tuple(wrong.tolist()), labels, expected))
    return "update", found


def _stray(i: int, given: Array, c: int, rows: list, labels: Array, expected: Array) -> Finding:
    """An empty cluster whose centroid went somewhere without a reason."""
    origin = not given[c].any()
    kind, where = ("empty-origin", "to the origin") if origin else ("empty", f"to {spot(given[c])}")
    text = (
        f"nobody belongs to {letter(c)}, and its centroid went {where}: let it keep its place, or give it "
        "the point that is farthest from its own centroid."
    )
    return Finding(i, kind, text, (), tuple(map(int, rows)), labels, expected)


def judge_cost(trace: Trace, i: int, costs: list[float], claim: float | None) -> list[Finding]:
    """Whether the cost did not rise, and is what the run says it is."""
    step, cost, geometry = trace[i], costs[i], trace.geometry
    found = []
    floor = rounding_cost(trace.X.min(axis=0), trace.X.max(axis=0), len(trace.X), geometry)
    if i and cost > costs[i - 1] * (1 + EVEN) + floor:
        text = f"the cost rises from {costs[i - 1]:.6g} to {cost:.6g}, and no phase of k-means can raise it."
        found.append(Finding(i, "rise", text))
    fair = [cost, *costs[max(0, i - 1) : i]]
    if claim is not None and not any(np.isclose(claim, value, rtol=NEAR, atol=floor) for value in fair):
        shares = geometry.own_shares(trace.X, step.centroids, np.maximum(step.labels, 0))
        known = (pair for pair in COST_MISTAKES if np.isclose(pair[1](shares), claim, rtol=NEAR, atol=0))
        kind, _, said = next(known, ("cost", None, ""))
        text = f"the cost is given as {claim:.6g}, and the {geometry.cost_name} is {cost:.6g}"
        found.append(Finding(i, kind, f"{text}{f': {said}' if said else ''}."))
    return found


def starting_centroids(trace: Trace) -> Array | None:
    """The centroids a run started from, None where they were never shown."""
    seeds = [step for step in trace if step.phase == "seed"]
    if seeds:
        return seeds[-1].centroids
    return trace[0].centroids if trace[0].phase == "assign" else None


def slack(X: Array) -> float:
    """How far a centroid may be from where it should be: a part of the spread, and the rounding of n sums."""
    return NEAR * float(np.ptp(X, axis=0).max()) + len(X) * np.finfo(float).eps * float(np.abs(X).max())


def spot(position: Array) -> str:
    """A position in words."""
    return f"({', '.join(f'{value:.4g}' for value in position)})"
