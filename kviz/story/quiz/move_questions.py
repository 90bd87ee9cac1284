"""Before an update: which centroid moves farthest, where one lands, and what the cost does."""

import numpy as np

from kviz.data.points import Array
from kviz.story.facts.costs import cost_change
from kviz.story.facts.moves import moves_of
from kviz.story.formatting import apart
from kviz.story.messages import joined
from kviz.story.quiz.question import (
    COMING,
    HARDEST,
    LATER,
    MOST_CHOICES,
    REGIONS,
    Asking,
    Question,
    by_cluster,
)

SEEN = 0.06  # part of the data's spread that can be told apart in a picture


def farthest_move(asking: Asking) -> Question | None:
    """Which centroid moves farthest? Never where none moves, nor where two move nearly as far."""
    step = asking.step
    if not _after_assignment(asking) or len(step.centroids) < 2:
        return None
    shift = np.sqrt(((step.centroids - asking.before.centroids) ** 2).sum(axis=1))
    ranked = np.argsort(-shift, kind="stable")
    if shift[ranked[0]] < SEEN / 3 * _spread(asking) or shift[ranked[1]] > HARDEST * shift[ranked[0]]:
        return None
    clusters, right = sorted(int(j) for j in ranked[:MOST_CHOICES]), int(ranked[0])
    sizes = np.bincount(step.labels[step.labels >= 0], minlength=len(shift))
    reasons = {}
    for j in clusters:
        rule = "largest" if sizes[j] == sizes.max() else "shorter" if sizes[j] else "no_points"
        reasons[j] = asking.say(f"move.{rule}", A=j, d=float(shift[j]))
    moves = [asking.say("move.by", A=j, d=float(shift[j])) for j in clusters]
    why = asking.say("move.why", A=right, moves=joined(moves, asking.numbers))
    return by_cluster(asking, "move", clusters, right, why, reasons)


def landing(asking: Asking) -> Question | None:
    """Where does a centroid land? A click counts by its distance; each wrong place has its own rule."""
    step, before = asking.step, asking.before
    if not _after_assignment(asking) or step.centroids.shape[1] != 2:
        return None
    moves = moves_of(asking.trace, before.centroids, step.centroids, step.labels)
    wide = [m.cluster for m in moves if m.rule == "middle" and m.length >= 2 * SEEN * _spread(asking)]
    if not wide:
        return None
    j = asking.pick(np.array(wide))
    members = asking.trace.X[step.labels == j]
    places = _places(asking, j, members)
    order = asking.rng.permutation(len(places))
    places, right = [places[i] for i in order], int(np.flatnonzero(order == 0)[0])
    units = asking.trace.dataset.in_units
    return Question(
        asking.index,
        "land",
        asking.say("land.text", A=j),
        tuple(asking.say("land.place", at=units(place)) for _, place in places),
        right,
        asking.say("land.why", A=j, at=units(step.centroids[j]), n=len(members)),
        tuple(asking.say(f"land.{rule}", A=j) if rule else "" for rule, _ in places),
        places=tuple(tuple(place.tolist()) for _, place in places),
        tolerance=SEEN / 2 * _spread(asking),
    )


def _places(asking: Asking, j: int, members: Array) -> list[tuple[str, Array]]:
    """The right place, and those to which wrong rules lead: all can be told apart in the picture."""
    now, target = asking.before.centroids[j], asking.step.centroids[j]
    traps = {
        "stay": now,
        "box": (members.min(axis=0) + members.max(axis=0)) / 2,
        "centroids": asking.before.centroids.mean(axis=0),
        "half": (now + target) / 2,
        "everything": asking.trace.X.mean(axis=0),
    }
    places: list[tuple[str, Array]] = [("", target)]
    for rule, place in traps.items():
        gaps = [np.sqrt(((place - other) ** 2).sum()) for _, other in places]
        if min(gaps) > SEEN * _spread(asking) and len(places) < MOST_CHOICES:
            places.append((rule, place))
    return places


def cost(asking: Asking) -> Question | None:
    """Does the cost fall or stay, or does it rise, as it can in somebody's own program?"""
    step, before = asking.step, asking.before
    if step.phase not in ("assign", "update", "converged") or before.phase not in ("assign", "update"):
        return None
    change, name = cost_change(asking.trace, before, step), asking.trace.geometry.name
    x, y = apart(before.cost, step.cost)
    may_rise = change == "rose" or not asking.trace.settings
    ways = ("fell", "stayed", "rose") if may_rise else ("fell", "stayed")
    return Question(
        asking.index,
        "cost",
        asking.say(f"cost.{name}.text"),
        tuple(asking.say(f"cost.{way}") for way in ways),
        ways.index(change),
        asking.say(f"cost.{name}.why_{change}", x=x, y=y),
        tuple("" if way == change else asking.say(f"cost.not_{way}_{change}") for way in ways),
        hide=LATER | COMING | (REGIONS if before.phase == "update" else frozenset()),
    )


def _after_assignment(asking: Asking) -> bool:
    """Whether the step is an update of the labels that are on screen."""
    step, before = asking.step, asking.before
    shown = before.phase == "assign" and before.centroids.shape == step.centroids.shape
    return step.phase == "update" and shown and bool((before.labels == step.labels).all())


def _spread(asking: Asking) -> float:
    return float(np.ptp(asking.trace.X, axis=0).max()) or 1.0
