"""A student's generator, read as steps: the phase is inferred from what changed."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from kviz.data.points import Array, frozen
from kviz.engine.geometry import Geometry, assign, strays
from kviz.engine.seeding.potential import single_chance
from kviz.engine.steps import Assign, Converged, Seed, Step, Update
from kviz.engine.students.validate_steps import FaultyStep, read_pair


def read_steps(items: Iterator, X: Array, geometry: Geometry) -> Iterator[Step]:
    """One step for each item: pairs (labels, centroids) or steps.

    All labels -1 (or None): seeding. Labels changed: assignment. Centroids changed: update. Both: a
    whole round, seen after its update, unless only the labels fit the centroids that came with them.
    Neither: assignment and update in turn.

    Raises
    ------
    FaultyStep
        If an item is not a pair of labels and centroids; the message names the step.
    """
    before: Step | None = None
    for number, item in enumerate(items):
        if isinstance(item, Step):
            step = own_step(item, number, X)
        else:
            labels, centroids = read_pair(item, number, X.shape)
            step = infer(labels, centroids, before, X, geometry)
        seeding = before is None or "seed" in (step.phase, before.phase)
        if before is not None and not seeding and len(before.centroids) != len(step.centroids):
            facts = {"n": len(step.centroids), "before": len(before.centroids)}
            raise FaultyStep(number, "shape", "number-changed", **facts)
        yield step
        before = step


def own_step(step: Step, number: int, X: Array) -> Step:
    """A step made of private arrays: the engine's own are already, others are copied."""
    labels, centroids = read_pair(step, number, X.shape)
    if frozen(step.centroids) is step.centroids and frozen(step.labels) is step.labels:
        return step
    changes: dict[str, Any] = {"labels": labels, "centroids": centroids}
    for name in ("changed", "previous", "empty", "shift"):
        if hasattr(step, name):
            changes[name] = frozen(np.asarray(getattr(step, name)))
    return replace(step, **changes)


def infer(labels: Array, centroids: Array, before: Step | None, X: Array, geometry: Geometry) -> Step:
    """The step that leads from ``before`` to these labels and centroids."""
    if before is not None:
        labels = before.labels if np.array_equal(labels, before.labels) else labels
        centroids = before.centroids if np.array_equal(centroids, before.centroids) else centroids
    cost = cost_of(X, labels, centroids, geometry)
    if (labels == -1).all():
        return seed(X, labels, centroids, cost)
    seeding = before is None or before.phase == "seed"
    old = np.full(len(X), -1) if before is None else before.labels
    changed = np.flatnonzero(labels != old)
    moved = before is not None and centroids is not before.centroids
    if before is not None and not len(changed) and not moved:
        assigns = before.phase == "update"
    elif len(changed) and (moved or seeding):
        nearest = not len(strays(X, labels, centroids, geometry))
        middles = geometry.middles(X, np.maximum(labels, 0), len(centroids))
        # NaN, where nobody belongs, is not off
        settled = not (np.abs(middles - centroids) > 1e-6 * np.ptp(X, axis=0).max()).any()
        # without a step before, the pair may be a whole round from a start that was never shown
        assigns = (nearest or not settled) if before is None else (not moved or (nearest and not settled))
    else:
        assigns = bool(len(changed))
    last = 0 if before is None else before.iteration
    if assigns:
        return Assign(last + 1, centroids, labels, cost, frozen(changed.astype(np.int32)))
    new_round = before is None or seeding or len(changed) or before.phase == "update"
    previous = centroids
    if before is not None and len(before.centroids) == len(centroids):
        previous = before.centroids
    shift = np.sqrt(((centroids - previous) ** 2).sum(axis=1))
    empty = np.setdiff1d(np.arange(len(centroids)), labels)
    return Update(last + bool(new_round), centroids, labels, cost, previous, frozen(empty), frozen(shift))


def seed(X: Array, labels: Array, centroids: Array, cost: float) -> Seed:
    """A step in which nobody is assigned yet; where the newest centroid is a data point, its row is found."""
    same = np.flatnonzero((centroids[-1] == X).all(axis=1))
    if not len(same):
        return Seed(0, centroids, labels, cost, method="yours")
    row = int(same[0])
    return Seed(
        0, centroids, labels, cost, row, probabilities=partial(single_chance, len(X), row), method="yours"
    )


def cost_of(X: Array, labels: Array, centroids: Array, geometry: Geometry) -> float:
    """The cost of labels and centroids; a point without a cluster counts at its nearest centroid."""
    waiting = labels == -1
    with np.errstate(over="ignore"):
        if waiting.any():
            labels = np.where(waiting, assign(X, centroids, geometry)[0], labels)
        return float(geometry.own_shares(X, centroids, labels).sum())


def at_rest(step: Step, X: Array, geometry: Geometry) -> bool:
    """Whether one more assignment would change nothing: every label is a nearest centroid."""
    return not len(strays(X, step.labels, step.centroids, geometry))


def finished(step: Step, before: Step | None) -> Step:
    """The last step of a generator that ended by itself: converged, if it changed nothing."""
    if before is None or step.phase not in ("assign", "update") or step.labels is not before.labels:
        return step
    if step.centroids is not before.centroids:
        return step
    return Converged(step.iteration, step.centroids, step.labels, step.cost)
