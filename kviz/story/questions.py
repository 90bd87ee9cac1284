"""Predict, then reveal: one question for a step, answered by the step that follows."""

from dataclasses import dataclass

import numpy as np

from kviz.engine.steps import Step
from kviz.engine.trace import Trace
from kviz.story.formatting import ENGLISH, Numbers, letter

MOST_CHOICES = 4
CLOSE_CALL = 0.98  # two answers nearer to each other than this ratio are no fair question


@dataclass(frozen=True)
class Question:
    """What a learner is asked before step ``index`` is shown.

    ``answer`` is an index into ``choices``; ``rows`` are the points of X it speaks of (to be ringed),
    ``why`` is said with the answer.
    """

    index: int
    text: str
    choices: tuple[str, ...]
    answer: int
    why: str
    rows: tuple[int, ...] = ()


def ask(trace: Trace, index: int, numbers: Numbers = ENGLISH) -> Question | None:
    """Ask what step ``index`` will bring, by what the step before it shows; None where no question is fair.

    Before an assignment: which cluster a point near a border joins. Before an update: which centroid
    moves farthest. Before a drawn seed: which of some points is the likeliest.
    """
    if not 0 < index < len(trace):
        return None
    before, step = trace[index - 1], trace[index]
    if step.phase == "seed" and getattr(step, "weights", None) is not None and step.draw is not None:
        return _likeliest(trace, index, step, numbers)
    if step.phase == "assign" and len(step.centroids) > 1:
        return _nearest(trace, index, step, numbers)
    if step.phase == "update" and before.phase == "assign":
        return _farthest_move(index, step, numbers)
    return None


def _likeliest(trace: Trace, index: int, step: Step, numbers: Numbers) -> Question | None:
    """One point at each end of the D² ranking and one between."""
    ranked = np.argsort(step.weights, kind="stable")
    ranked = ranked[step.weights[ranked] > 0]
    rows = [int(ranked[int(share * (len(ranked) - 1))]) for share in (0.2, 0.6, 1.0) if len(ranked)]
    if len(set(rows)) < 3 or step.weights[rows[1]] > CLOSE_CALL * step.weights[rows[2]]:
        return None
    shown = sorted(rows)
    chances = [numbers.percent(float(step.probabilities[row])) for row in shown]
    said = ", ".join(f"point {row} had {chance}" for row, chance in zip(shown, chances, strict=True))
    return Question(
        index,
        f"Which of the ringed points is the likeliest to become seed {letter(len(step.centroids) - 1)}?",
        tuple(f"point {row} at {_place(trace, row, numbers)}" for row in shown),
        shown.index(rows[2]),
        f"The chance is proportional to D²: {said}. Drawn was point {step.chosen}: likely is not certain.",
        tuple(shown),
    )


def _nearest(trace: Trace, index: int, step: Step, numbers: Numbers) -> Question | None:
    """The clearest of the points that change cluster in this step, against its nearest rivals."""
    rows = np.asarray(step.changed)
    shares = trace.geometry.shares(trace.X[rows], step.centroids)
    ranked = np.argsort(shares, axis=1, kind="stable")
    first, second = (np.take_along_axis(shares, ranked[:, [place]], axis=1)[:, 0] for place in (0, 1))
    fair = (first < CLOSE_CALL * second) & (ranked[:, 0] == step.labels[rows])
    if not fair.any():
        return None
    close = np.where(fair, first / np.where(second > 0, second, 1.0), -1.0)
    pick = int(np.argmax(close))
    row, rivals = int(rows[pick]), sorted(int(j) for j in ranked[pick, :MOST_CHOICES])
    winner = int(step.labels[row])
    apart = [float(trace.geometry.distance(share)) for share in (first[pick], second[pick])]
    runner = letter(int(ranked[pick, 1]))
    return Question(
        index,
        f"Which cluster will the ringed point at {_place(trace, row, numbers)} join?",
        tuple(letter(j) for j in rivals),
        rivals.index(winner),
        f"{letter(winner)} is {numbers(apart[0])} away and {runner} {numbers(apart[1])}: "
        "the nearest centroid wins, on whichever side of the border that is.",
        (row,),
    )


def _farthest_move(index: int, step: Step, numbers: Numbers) -> Question | None:
    shift = np.asarray(step.shift)
    if len(shift) < 2:
        return None
    ranked = np.argsort(-shift, kind="stable")
    if shift[ranked[1]] > CLOSE_CALL * shift[ranked[0]]:
        return None
    rivals = sorted(int(j) for j in ranked[:MOST_CHOICES])
    moves = ", ".join(f"{letter(j)} by {numbers(float(shift[j]))}" for j in rivals)
    return Question(
        index,
        "Which centroid will move farthest?",
        tuple(letter(j) for j in rivals),
        rivals.index(int(ranked[0])),
        f"Each goes to the middle of its own points: {moves}.",
    )


def _place(trace: Trace, row: int, numbers: Numbers) -> str:
    return numbers.place(trace.dataset.in_units(trace.X[row]))
