"""What is done with one whole part in a pass over the data: label its points, and add up what they tell."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.events import of_assignment
from kviz.engine.fast_phases import work_on
from kviz.engine.geometry import EVEN, Geometry

Far = tuple[float, int, tuple[float, ...], int]  # share of the cost, row in the part, place, cluster


@dataclass(frozen=True, eq=False)
class Labelled:
    """The labels of a part; they stay where they were computed. ``ties`` are the numbers of that event."""

    labels: Array
    ties: dict[str, Any] | None


@dataclass(frozen=True, eq=False)
class Told:
    """What a part adds to the numbers of all points, and the labels of the sample's points in it.

    ``sums`` (k, d) are the ways from the centroids to their points, added up; ``changed`` counts the points
    whose label is not the one they were shown with, ``equal`` those of them that moved to an equally near
    centroid, ``moved`` those whose label is not that of the last assignment; ``far`` are the points farthest
    from their own centroids.
    """

    sizes: Array
    sums: Array
    cost: float
    changed: int
    equal: int
    moved: int
    ties: dict[str, Any] | None
    shown: Array
    far: tuple[Far, ...]


def label(block: Array, centroids: Array, geometry: Geometry) -> Labelled:
    """The nearest centroid of every point of a part, as ``Work.assign`` finds it."""
    if not len(block):
        return Labelled(np.empty(0, dtype=np.int8), None)
    work = work_on(block, len(centroids), geometry, "keep")
    labels, tied = work.assign(centroids)
    said = of_assignment(block, centroids, tied, labels, geometry)
    return Labelled(np.array(labels), dict(said[0].numbers) if said else None)


def tell(
    block: Array,
    kept: Labelled,
    rows: Array,
    last: Labelled | None,
    shown: Labelled | None,
    centroids: Array,
    geometry: Geometry,
    farthest: int,
) -> Told:
    """Add up what a part tells; ``last`` are the labels as assigned before, ``shown`` those on screen."""
    labels, k = kept.labels, len(centroids)
    own, sums = np.zeros(len(block)), np.empty((k, block.shape[1]))
    for column in range(block.shape[1]):
        gap = block[:, column] - centroids[:, column].take(labels)
        sums[:, column] = np.bincount(labels, gap, k)
        own += geometry.size(gap, out=gap)
    changed, equal = len(block), 0
    if shown is not None:
        left = np.flatnonzero(shown.labels != labels)
        there = geometry.own_shares(block[left], centroids, shown.labels[left])
        changed, equal = len(left), int((own[left] >= there * (1 - EVEN)).sum())
    moved = len(block) if last is None else changed if last is shown else int((last.labels != labels).sum())
    return Told(
        np.bincount(labels, minlength=k),
        sums,
        float(own.sum()),
        changed,
        equal,
        moved,
        kept.ties,
        labels[rows],
        _farthest(block, own, labels, farthest),
    )


def _farthest(block: Array, own: Array, labels: Array, count: int) -> tuple[Far, ...]:
    order = np.argsort(-own, kind="stable")[:count] if count else ()
    return tuple((float(own[row]), int(row), tuple(block[row].tolist()), int(labels[row])) for row in order)


def relabel(kept: Labelled, rows: Array, clusters: Array) -> Labelled:
    """The labels of a part after some of its points were moved to empty clusters."""
    labels = np.array(kept.labels)
    labels[rows] = clusters
    return Labelled(labels, kept.ties)


def cost_of(block: Array, kept: Labelled, centroids: Array, geometry: Geometry) -> float:
    """What the points of a part cost with these centroids."""
    return float(geometry.own_shares(block, centroids, kept.labels).sum())
