"""The challenges, one row each: what the page is set to, what is to beat, and who judges it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from kviz.data.points import Array
from kviz.engine.choose_k.restarts import draw_starts, settle
from kviz.engine.recording import run
from kviz.engine.steps import Update
from kviz.engine.trace import Trace
from kviz.story.formatting import SPOKEN
from kviz.story.messages import say

BADLY = 1.2  # times the best known cost: an end that anybody sees is bad
WANTED = 3  # bad starts
OTHER = 0.05  # of the data's width: starts of which no centroid is farther off than this are the same
TRIED = 100  # starts by which kviz finds out what is good, usual and long
USUAL, LONG = 50, 80  # per cent of these starts that end lower, or end sooner


@dataclass
class Attempt:
    """How far a person has come with a challenge: what counts so far, and what is to be reached."""

    name: str
    goal: float = 0.0
    best: float | None = None
    found: list[Array] = field(default_factory=list)
    said: str = ""
    done: bool = False


class Judged(NamedTuple):
    """What the judge looks at: the run that a hand made, its start (k, d), and how many were dragged.

    ``dragged`` is 0 where the start was put down anew.
    """

    trace: Trace
    start: Array
    dragged: int


class Challenge(NamedTuple):
    """A row: the choices that it begins with, the goal for these points, and the judge of a start."""

    settings: dict[str, Any]
    goal: Callable[[Array, int], float]
    judge: Callable[[Attempt, Judged], None]


def best_cost(X: Array, k: int) -> float:
    """The lowest cost of many starts."""
    return float(settle(X, draw_starts(X, k, range(TRIED), "k-means++"))[0].min())


def usual_cost(X: Array, k: int) -> float:
    """A cost that many random starts do not reach."""
    return float(
        np.percentile(settle(X, draw_starts(X, k, range(TRIED), "random"))[0], USUAL, method="nearest")
    )


def long_run(X: Array, k: int) -> float:
    """So many iterations that only one random start in five takes as long."""
    counts = [run(X, k=k, init="random", rng=seed).n_iter for seed in range(TRIED)]
    return float(np.percentile(counts, LONG, method="nearest"))


def judge_bad_starts(attempt: Attempt, judged: Judged) -> None:
    """Three different starts that end far above the best."""
    cost, start = judged.trace.cost, judged.start
    fields = {"cost": cost, "best": attempt.goal, "count": WANTED}
    wide = float(np.ptp(judged.trace.X[:, 0])) or 1.0
    bad = cost > BADLY * attempt.goal
    if not bad:
        key = "good"
    elif any(np.abs(start - other).max() <= OTHER * wide for other in attempt.found):
        key = "again"
    else:
        key = "bad"
        attempt.found.append(start)
    attempt.done |= len(attempt.found) >= WANTED
    attempt.said = str(say(f"page.challenges.bad.{key}", SPOKEN, n=len(attempt.found), **fields))


def judge_empty(attempt: Attempt, judged: Judged) -> None:
    """One centroid dragged, and a cluster is left without points."""
    empty = next((step.empty for step in judged.trace if isinstance(step, Update) and len(step.empty)), ())
    if judged.dragged != 1:
        key = "many"
    elif not len(empty):
        key = "full"
    else:
        key, attempt.done = "empty", True
    clusters = [int(j) for j in empty]
    attempt.said = str(say(f"page.challenges.empty.{key}", SPOKEN, clusters=clusters, n=judged.dragged))


def judge_beat(attempt: Attempt, judged: Judged) -> None:
    """An end below the goal."""
    cost = judged.trace.cost
    attempt.best = cost if attempt.best is None else min(attempt.best, cost)
    lower = cost < attempt.goal * (1 - 1e-6)
    attempt.done |= lower
    key = "lower" if lower else "higher"
    fields = {"cost": cost, "best": attempt.best, "goal": attempt.goal}
    attempt.said = str(say(f"page.challenges.beat.{key}", SPOKEN, **fields))


def judge_longest(attempt: Attempt, judged: Judged) -> None:
    """As many iterations as the goal, or more."""
    count = judged.trace.n_iter
    attempt.best = max(attempt.best or 0, count)
    attempt.done |= count >= attempt.goal
    key = "long" if count >= attempt.goal else "short"
    fields = {"best": int(attempt.best), "goal": int(attempt.goal), "n": count}
    attempt.said = str(say(f"page.challenges.longest.{key}", SPOKEN, **fields))


CHALLENGES: dict[str, Challenge] = {
    "bad": Challenge({"data": "blobs", "k": 3}, best_cost, judge_bad_starts),
    "empty": Challenge({"data": "blobs", "k": 3}, lambda X, k: 0.0, judge_empty),
    "beat": Challenge({"data": "elongated", "k": 6}, usual_cost, judge_beat),
    "longest": Challenge({"data": "moons", "k": 3}, long_run, judge_longest),
}
