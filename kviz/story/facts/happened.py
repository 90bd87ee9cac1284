"""What one step did: its points, its moves, its cost."""

from dataclasses import dataclass

import numpy as np

from kviz.engine.geometry import TIE
from kviz.engine.large.whole import Whole
from kviz.engine.steps import Step, Update
from kviz.engine.trace import Trace
from kviz.story.facts.costs import box_of, cost_change
from kviz.story.facts.moves import Move, moves_of
from kviz.story.facts.points import NOBODY, Points, points_of


@dataclass(frozen=True, eq=False)
class Happened:
    """The facts of one step: its points and its moves, None where it had none, and what the cost did.

    ``points_first`` is false where the centroids moved before the points were assigned.
    """

    points: Points | None
    moves: tuple[Move, ...] | None
    cost: str
    points_first: bool = True


def what_happened(trace: Trace, index: int) -> Happened:
    """Measure step ``index`` against the step before it.

    Of our own runs it is known that an assignment takes the nearest centroid, which spares n·k distances.
    """
    step = trace[index]
    before = trace[index - 1] if index else None
    cost = cost_change(trace, before, step)
    if step.phase == "seed":
        return Happened(None, None, cost)
    own, k = bool(trace.settings), len(step.centroids)
    if step.whole:
        return of_all_points(trace, step, step.whole, cost)
    old = before.labels if before is not None else np.full(len(trace.X), -1)
    relabelled = before is None or (step.labels is not old and not np.array_equal(step.labels, old))
    moved = (
        before is not None
        and before.centroids is not step.centroids
        and before.centroids.shape == step.centroids.shape
        and not np.array_equal(before.centroids, step.centroids)
    )
    updates = isinstance(step, Update) or (before is not None and moved and before.phase != "seed")
    if isinstance(step, Update) and own:
        return Happened(None, moves_of(trace, step.previous, step.centroids, step.labels), cost)
    if not updates:
        seen = step.phase == "assign" or relabelled or not own
        points = points_of(trace, old, step.labels, step.centroids, measure=not own) if seen else None
        return Happened(points, None, cost)
    if isinstance(step, Update):
        points = points_of(trace, old, step.labels, step.previous, measure=True) if relabelled else None
        if points and before is None:  # the centroids that these points chose from were never shown
            points = Points(points.joined, NOBODY, NOBODY, NOBODY, waiting=points.waiting, known=False)
        return Happened(points, moves_of(trace, step.previous, step.centroids, step.labels), cost)
    members = old if (old >= 0).any() else step.labels
    points = points_of(trace, old, step.labels, step.centroids, measure=True)
    moves = None
    if before is not None and len(before.centroids) == k:
        moves = moves_of(trace, before.centroids, step.centroids, members)
    return Happened(points, moves, cost, points_first=False)


def of_all_points(trace: Trace, step: Step, whole: Whole, cost: str) -> Happened:
    """What a step on large data did, from its exact numbers; rows stand for how many there are."""
    if isinstance(step, Update):
        still = TIE * float(np.abs(np.array(box_of(trace))).max())
        lengths = step.shift.tolist()
        rules = [("empty", "empty"), ("there", "middle")]
        moves = tuple(
            Move(j, rules[bool(size)][length > still], length)
            for j, (size, length) in enumerate(zip(whole.sizes, lengths, strict=True))
        )
        return Happened(None, moves, cost)
    if step.phase != "assign":
        return Happened(None, None, cost)
    first = cost == "first"
    joined, switched = (range(whole.n), range(0)) if first else (range(0), range(whole.changed))
    points = Points(joined, switched[whole.equal :], switched[: whole.equal], range(0))
    return Happened(points, None, cost)
