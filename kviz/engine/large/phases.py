"""The two phases on points that come in parts: one pass over the data is one assignment and one update."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from kviz.data.large.parts import Parts
from kviz.data.points import Array, frozen
from kviz.engine import events
from kviz.engine.geometry import EUCLIDEAN, Geometry, label_type
from kviz.engine.large.passes import Told, cost_of, label, relabel, tell
from kviz.engine.large.whole import Whole
from kviz.engine.phases import ROUNDING, no_rise, rounding_cost
from kviz.engine.steps import Assign, Step

FEW = 1e-3  # a cost that fell below this part of what it was has lost too many digits in a difference
STILL = 1e-13  # part of the data's spread within which sums of parts say that a centroid has not moved


@dataclass(frozen=True, eq=False)
class Labels:
    """Labels of all points, where they were computed; those of the sample; how many each cluster has."""

    kept: list[Any]
    shown: Array
    sizes: Array


@dataclass(frozen=True, eq=False)
class Changed:
    """How many points changed cluster, and which of the sample."""

    rows: Array
    n: int
    equal: int

    def __len__(self) -> int:
        return self.n


class LargeWork:
    """What ``Work`` does, with labels that stay where their points are.

    An assignment is a pass over all parts. It brings the sums from which the update and its cost follow:
    Σ‖x - c‖² = Σ‖x - m‖² + n‖c - m‖², where m is the mean of n points.
    """

    def __init__(self, parts: Parts, k: int, geometry: Geometry, on_empty: str) -> None:
        if geometry is not EUCLIDEAN:
            raise ValueError(
                f"metric={geometry.name!r} needs all values of a column at once, because a median cannot be "
                "added up from parts; use metric='euclidean', or give points that fit into memory."
            )
        self.parts, self.k, self.geometry, self.on_empty = parts, k, geometry, on_empty
        self.floor = rounding_cost(parts.low, parts.high, len(parts), geometry)
        self.still = STILL * float((parts.high - parts.low).max())
        self.rows = parts.split(parts.rows)
        self.last: Labels | None = None  # as assigned
        self.members: Labels | None = None  # as shown, after points were moved to empty clusters
        self.told: list[Told] = []  # of the last pass
        self.known: float | None = None  # the cost as it is now, where it follows from the last pass

    def assign(self, centroids: Array) -> tuple[Labels, tuple]:
        """The nearest centroid of every point, and what must be said of ties."""
        nothing = [None] * self.parts.reader.count
        before = [labels.kept if labels else nothing for labels in (self.last, self.members)]
        wanted = self.k if self.on_empty == "farthest" else 0
        kept, told = self.parts.reader.sweep(
            partial(label, centroids=centroids, geometry=self.geometry),
            partial(tell, centroids=centroids, geometry=self.geometry, farthest=wanted),
            self.rows,
            *before,
        )
        self.told = told
        shown = np.concatenate([part.shown for part in told]).astype(label_type(self.k))
        sizes = np.sum([part.sizes for part in told], axis=0)
        self.known = float(np.sum([part.cost for part in told]))
        self.last = self.members = Labels(kept, frozen(shown), sizes)
        return self.last, _ties(told, self.parts.starts)

    def changed(self, nearest: Labels, members: Any) -> Changed:
        """The points whose cluster is not the one that they were shown with."""
        old = members.shown if isinstance(members, Labels) else members
        rows = np.flatnonzero(nearest.shown != old).astype(np.int32)
        return Changed(
            frozen(rows), sum(part.changed for part in self.told), sum(part.equal for part in self.told)
        )

    def same(self, nearest: Labels, labels: Any) -> bool:
        """Whether this assignment is the same as the one before."""
        return isinstance(labels, Labels) and not sum(part.moved for part in self.told)

    def ties(self, centroids: Array, tied: tuple, nearest: Labels) -> tuple:
        """What must be said of points that are equally near to several centroids."""
        return tied

    def empty(self, labels: Labels) -> Array:
        """The clusters that nobody belongs to (m,)."""
        return np.flatnonzero(labels.sizes == 0)

    def update(self, centroids: Array, labels: Labels) -> tuple[Array, Labels, list[tuple[int, int, int]]]:
        """New centroids, labels after relocation, and the points that were relocated."""
        moved = self._farthest(labels)
        sums, sizes = np.sum([part.sums for part in self.told], axis=0), labels.sizes.copy()
        assigned = cost = float(np.sum([part.cost for part in self.told]))
        for share, _, place, source, _ in moved:
            sums[source] -= np.subtract(place, centroids[source])
            sizes[source] -= 1
            cost -= share
        known = sizes > 0
        ways = sums[known] / sizes[known, None]
        ways[np.abs(ways).max(axis=1) <= self.still] = 0.0
        middles = np.array(centroids)
        middles[known] += ways
        cost -= float((sizes[known, None] * np.square(ways)).sum())
        self.known = cost if cost >= FEW * assigned else None
        for _, _, place, _, cluster in moved:
            middles[cluster], sizes[cluster] = place, 1
        told = [(row, cluster, source) for _, row, _, source, cluster in moved]
        self.members = self._with(labels, told, sizes) if moved else labels
        return frozen(middles), self.members, told

    def _farthest(self, labels: Labels) -> list[tuple[float, int, tuple[float, ...], int, int]]:
        """For every empty cluster, the lowest first, the point farthest from its own centroid.

        Its share of the cost, its row, its place, the cluster it leaves and the one it fills.
        """
        empty = self.empty(labels).tolist() if self.on_empty == "farthest" else []
        if not empty:
            return []
        least = self.floor / len(self.parts)
        far = [
            (-share, int(first) + row, place, source)
            for part, first in zip(self.told, self.parts.starts, strict=False)
            for share, row, place, source in part.far
            if share > least
        ]
        return [
            (-share, row, place, source, cluster)
            for cluster, (share, row, place, source) in zip(empty, sorted(far), strict=False)
        ]

    def _with(self, labels: Labels, moved: list[tuple[int, int, int]], sizes: Array) -> Labels:
        """The labels after points were moved; the parts without such a point are what they were."""
        kept, shown = list(labels.kept), np.array(labels.shown)
        for row, cluster, _ in moved:
            part, own = self.parts.place_of(row)
            kept[part] = self.parts.reader.change(relabel, kept[part], np.array([own]), np.array([cluster]))
            shown[self.parts.rows == row] = cluster
        return Labels(kept, frozen(shown), sizes)

    def filled(self, moved: list[tuple[int, int, int]], labels: Labels, members: Labels) -> tuple:
        """What must be said of empty clusters, and of the points that fill them."""
        rows = np.arange(len(moved))
        sources, clusters = (np.array([m[at] for m in moved], dtype=np.intp) for at in (2, 1))
        said = events.of_update(self.empty(members), rows, sources, clusters, self.on_empty == "farthest")
        points = iter([row for row, _, _ in moved])
        return tuple(
            events.event(one.kind, **{**one.numbers, "point": next(points)}) if one.kind == "moved" else one
            for one in said
        )

    def cost(self, centroids: Array, labels: Labels, before: float) -> float:
        """What the run minimises; a pass of its own where the difference would have lost too many digits."""
        cost = self.known
        if cost is None:
            measure = partial(cost_of, centroids=centroids, geometry=self.geometry)
            cost = float(np.sum(self.parts.reader.each(measure, labels.kept)))
        return no_rise(cost, before, 1e3 * ROUNDING, self.floor)

    def stands_still(self, previous: Array, before: Any, labels: Labels) -> bool:
        """No centroid moved, to the rounding of sums in parts: the next assignment changes nothing."""
        return True


def _ties(told: list[Told], starts: Array) -> tuple:
    """One event for the ties of all parts: the first of them, and how many there are."""
    found = [(int(first), part.ties) for part, first in zip(told, starts, strict=False) if part.ties]
    if not found:
        return ()
    first, facts = found[0]
    n, later = (sum(ties[name] for _, ties in found) for name in ("n", "later"))
    return (events.event("tie", **{**facts, "n": n, "later": later, "point": first + facts["point"]}),)


def with_exact_numbers(steps: Iterable[Step], n: int) -> Generator[Step, None, None]:
    """The steps with the labels of the sample as their arrays, and the exact numbers of all points beside."""
    for step in steps:
        labels: Any = step.labels
        if not isinstance(labels, Labels):
            yield step  # a seed, which knows its numbers
            continue
        facts: dict[str, Any] = {"labels": labels.shown}
        whole = Whole(n, tuple(labels.sizes.tolist()))
        if isinstance(step, Assign):
            changed: Any = step.changed
            facts["changed"] = changed.rows
            whole = replace(whole, changed=changed.n, equal=changed.equal)
        yield replace(step, whole=whole, **facts)
