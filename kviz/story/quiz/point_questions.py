"""Before an assignment: where a point goes, whether any point switches, which cluster is left empty."""

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EVEN, strays
from kviz.story.formatting import apart
from kviz.story.messages import Said
from kviz.story.quiz.question import (
    COMING,
    EASIEST,
    HARDEST,
    LATER,
    MOST_CHOICES,
    REGIONS,
    Asking,
    Question,
    by_cluster,
)

MOST_ROWS = 5000  # points that are looked at; of more, so many by chance


def join(asking: Asking) -> Question | None:
    """Which centroid does a ringed point join: one of medium difficulty."""
    step, geometry = asking.step, asking.trace.geometry
    if step.phase != "assign" or len(step.centroids) < 2 or not asking.centroids_stay:
        return None
    rows = np.arange(len(step.labels))
    if len(rows) > MOST_ROWS:
        rows = np.sort(asking.rng.choice(rows, MOST_ROWS, replace=False))
    gaps = geometry.distance(geometry.shares(asking.trace.X[rows], step.centroids))
    ranked = np.argsort(gaps, axis=1, kind="stable")
    first, second = (np.take_along_axis(gaps, ranked[:, [place]], axis=1)[:, 0] for place in (0, 1))
    fair = (
        (first >= EASIEST * second)
        & (first <= HARDEST * second)
        & (second > 0)
        & (ranked[:, 0] == step.labels[rows])
    )
    if not fair.any():
        return None
    old = asking.before.labels[rows]
    moving = fair & (old >= 0) & (old != step.labels[rows])
    pick = asking.pick(np.flatnonzero(moving if moving.any() and asking.rng.random() < 0.5 else fair))
    row, right = int(rows[pick]), int(step.labels[rows[pick]])
    near, far = apart(float(first[pick]), float(second[pick]))
    clusters = sorted(int(j) for j in ranked[pick, :MOST_CHOICES])
    reasons = {j: _wrong_centroid(asking, row, j, gaps[pick]) for j in clusters if j != right}
    why = asking.say("join.why", A=right, near=near, B=int(ranked[pick, 1]), far=far)
    lines = tuple((row, j) for j in clusters)
    more = {"rows": (row,), "lines": lines, "hide": REGIONS | COMING}
    return by_cluster(asking, "join", clusters, right, why, reasons, **more)


def _wrong_centroid(asking: Asking, row: int, j: int, gaps: Array) -> Said:
    """The rule that leads to cluster ``j``: the old colour, the nearest point, one column, or none."""
    X, labels, centroids = asking.trace.X, asking.before.labels, asking.step.centroids
    if labels[row] == j:
        return asking.say("join.old", A=j)
    others = np.flatnonzero((labels >= 0) & (np.arange(len(X)) != row))
    if len(others):
        neighbour = others[asking.trace.geometry.shares(X[others], X[row : row + 1])[:, 0].argmin()]
        if labels[neighbour] == j:
            return asking.say("join.neighbour", A=j)
    for column, name in enumerate(asking.trace.dataset.names):
        if X.shape[1] > 1 and abs(centroids[:, column] - X[row, column]).argmin() == j:
            return asking.say("join.column", A=j, name=str(name))
    return asking.say("join.farther", A=j, d=float(gaps[j]))


def switch(asking: Asking) -> Question | None:
    """Will any point switch?"""
    found = _coming(asking)
    return None if found is None else _yes_or_no(asking, "switch", len(found) > 0, len(found))


def end(asking: Asking) -> Question | None:
    """Is the run finished now?"""
    own = bool(asking.trace.settings) and asking.before.phase == "update"
    found = _coming(asking) if own and not len(asking.before.empty) else None
    return None if found is None else _yes_or_no(asking, "end", not len(found), len(found))


def _yes_or_no(asking: Asking, kind: str, yes: bool, n: int) -> Question:
    answer = "yes" if yes else "no"
    reasons = ("", asking.say(f"{kind}.not_no")) if yes else (asking.say(f"{kind}.not_yes"), "")
    return Question(
        asking.index,
        kind,
        asking.say(f"{kind}.text"),
        (asking.say("yes"), asking.say("no")),
        0 if yes else 1,
        asking.say(f"{kind}.why_{answer}", n=n),
        reasons,
        hide=REGIONS | COMING | LATER,
    )


def _coming(asking: Asking) -> Array | None:
    """Points that switch in the step that comes, None where that is not to be asked.

    Ties, and a program that does not do here what k-means does, would make a right answer wrong.
    """
    step, before, X, geometry = asking.step, asking.before, asking.trace.X, asking.trace.geometry
    if before.phase != "update" or step.phase not in ("assign", "converged"):
        return None
    if (
        len(step.centroids) < 2
        or not asking.centroids_stay
        or min(before.labels.min(), step.labels.min()) < 0
    ):
        return None
    changed = np.flatnonzero(step.labels != before.labels)
    own, new = (geometry.own_shares(X[changed], step.centroids, s.labels[changed]) for s in (before, step))
    return changed if not _anyone_strays(asking) and (new < own * (1 - EVEN)).all() else None


def _anyone_strays(asking: Asking) -> bool:
    step, trace = asking.step, asking.trace
    return not trace.settings and len(strays(trace.X, step.labels, step.centroids, trace.geometry)) > 0


def left_empty(asking: Asking) -> Question | None:
    """Which cluster is left without points?"""
    step, before = asking.step, asking.before
    if step.phase != "assign" or len(step.centroids) < 2 or not asking.centroids_stay:
        return None
    sizes = np.bincount(step.labels[step.labels >= 0], minlength=len(step.centroids))
    empty = np.flatnonzero(sizes == 0)
    if len(empty) != 1 or (step.labels < 0).any() or _anyone_strays(asking):
        return None
    right = int(empty[0])
    if (before.labels >= 0).all() and not (before.labels == right).any():
        return None  # it is empty already, for all to see
    if (step.centroids == step.centroids[right]).all(axis=1).sum() > 1:
        return None  # two centroids at one place: nothing to be seen
    others = [j for j in np.argsort(sizes, kind="stable").tolist() if j != right][: MOST_CHOICES - 1]
    reasons = {j: asking.say("empty.not_this", A=j, n=int(sizes[j])) for j in others}
    why = asking.say("empty.why", A=right)
    return by_cluster(asking, "empty", sorted([right, *others]), right, why, reasons, hide=REGIONS | COMING)
