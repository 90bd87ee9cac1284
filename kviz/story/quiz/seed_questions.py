"""Before a start centroid is chosen: which of three points has the best chance, or is the farthest."""

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import TIE, Geometry
from kviz.story.formatting import apart
from kviz.story.messages import Said, joined, sentences
from kviz.story.quiz.question import CHANCES, EASIEST, HARDEST, Asking, Question

MOST_POINTS = 2000  # the exact chances of a greedy draw need all distances between points


def chances_of_greedy(X: Array, centroids: Array, draws: int, geometry: Geometry) -> Array:
    """Exact chance of every point (n,) to be kept by greedy k-means++: the best of several draws by D².

    A point is kept if it is drawn and every other draw leaves as much or more. Of points that leave the
    same, the one that is drawn first is kept.
    """
    share = geometry.shares(X, centroids).min(axis=1)
    single = share / share.sum()
    left = np.minimum(share[:, None], geometry.shares(X, X)).sum(axis=0)
    order = np.argsort(-left, kind="stable")
    group = np.cumsum(np.r_[0, np.diff(left[order]) < -TIE * left[order][:-1]])
    total = np.bincount(group, single[order])
    worse = np.r_[0.0, np.cumsum(total)[:-1]]
    kept = (worse + total) ** draws - worse**draws
    chances = np.empty(len(X))
    chances[order] = single[order] * np.divide(kept, total, out=np.zeros_like(kept), where=total > 0)[group]
    return chances


def chance(asking: Asking) -> Question | None:
    """Which of three points is the likeliest to be drawn, or to be kept by a greedy draw."""
    step, trace = asking.step, asking.trace
    if step.phase != "seed" or step.weights is None or step.draw is None or step.chosen is None:
        return None
    if step.method == "k-means||" or step.probabilities is None:  # its chances are not those of D² alone
        return None
    draws, previous, geometry = len(step.candidates), step.centroids[:-1], trace.geometry
    if draws > 1 and len(trace.X) > MOST_POINTS:
        return None
    chances = np.asarray(step.probabilities)
    if draws > 1:
        chances = chances_of_greedy(trace.X, previous, draws, geometry)
    rows = _three(asking, chances, geometry.power)
    if rows is None:
        return None
    near = geometry.shares(trace.X[rows], previous).min(axis=1)
    best, kind = int(np.argmax(chances[rows])), "kept" if draws > 1 else "drawn"
    reasons = []
    for i in range(len(rows)):
        rule = "nearest" if near[i] == near.min() else "between"
        rule = "farther" if near[i] >= near[best] else rule
        reasons.append("" if i == best else asking.say(f"chance.{rule}", D=geometry.symbol))
    said = [asking.say("chance.had", p=row, chance=float(chances[row])) for row in rows]
    told = asking.say("chance.best", best=rows[best], chances=joined(said, asking.numbers))
    kept = f"it_{kind}" if step.chosen == rows[best] else kind
    why = sentences([told, asking.say(f"chance.why_{kept}", p=step.chosen)])
    text = asking.say(f"chance.{kind}", A=len(previous), draws=draws)
    return _of_points(asking, "chance", text, rows, best, why, reasons, previous)


def farthest(asking: Asking) -> Question | None:
    """Which of three points does farthest-first take."""
    step, geometry = asking.step, asking.trace.geometry
    if step.phase != "seed" or step.weights is None or step.draw is not None or step.chosen is None:
        return None
    weights = np.asarray(step.weights)
    alone = (weights >= weights.max() * (1 - TIE)).sum() == 1 and weights[step.chosen] == weights.max()
    rows = _three(asking, weights, geometry.power, step.chosen) if alone else None
    if rows is None:
        return None
    gaps, best = geometry.distance(weights[rows]), rows.index(step.chosen)
    from_newest = geometry.shares(asking.trace.X[rows], step.centroids[-2:-1])[:, 0]
    reasons = []
    for i, row in enumerate(rows):
        rule = "newest" if from_newest[i] > from_newest[best] else "nearer"
        mine, most = apart(float(gaps[i]), float(gaps[best]))
        reasons.append("" if i == best else asking.say(f"farthest.{rule}", p=row, d=mine, most=most))
    text = asking.say("farthest.text", A=len(step.centroids) - 1)
    why = asking.say("farthest.why", p=step.chosen, d=float(gaps[best]))
    return _of_points(asking, "farthest", text, rows, best, why, reasons, step.centroids[:-1])


def _of_points(
    asking: Asking,
    kind: str,
    text: Said,
    rows: list[int],
    best: int,
    why: Said,
    reasons: list[str],
    centroids: Array,
) -> Question:
    """Choices that are points; the answer shows how far each is from the nearest of ``centroids``."""
    choices = tuple(asking.say("point", i=i, p=row) for i, row in enumerate(rows, start=1))
    nearest = asking.trace.geometry.shares(asking.trace.X[rows], centroids).argmin(axis=1)
    lines = tuple(zip(rows, nearest.tolist(), strict=True))
    return Question(
        asking.index,
        kind,
        text,
        choices,
        best,
        why,
        tuple(reasons),
        rows=tuple(rows),
        lines=lines,
        hide=CHANCES,
    )


def _three(asking: Asking, weights: Array, power: int, best: int | None = None) -> list[int] | None:
    """Three rows: a likely one, one that is somewhat less likely, and one that is clearly less likely."""
    roots = np.maximum(weights, 0) ** (1 / power)
    best = asking.pick(np.flatnonzero(roots >= np.quantile(roots, 0.7))) if best is None else best
    second = np.flatnonzero((roots >= EASIEST * roots[best]) & (roots <= HARDEST * roots[best]))
    third = np.flatnonzero((roots > 0) & (roots < EASIEST * roots[best]))
    if not roots[best] or not len(second) or not len(third):
        return None
    return sorted([best, asking.pick(second), asking.pick(third)])
