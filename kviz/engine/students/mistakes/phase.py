"""One assignment or update of a run, as it was judged, and how a mistake is compared with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import Geometry

Family = Literal["assign", "update", "cost", "run"]


@dataclass(frozen=True, eq=False)
class Phase:
    """One assignment or update: what the program had, what it gave, and what k-means gives.

    ``given``, ``expected`` and ``wrong`` are labels (n,) and points in an assignment, centroids (k, d) and
    clusters in an update. ``history`` holds the labels of this and all earlier updates.
    """

    name: Literal["assign", "update"]
    step: int
    X: Array
    geometry: Geometry
    centroids: Array  # before the phase
    labels: Array  # before an assignment (-1 where not assigned), or what an update has to average
    given: Array
    expected: Array
    wrong: Array
    near: float  # how far a centroid may be from where it should be
    even: float = 0.0  # how much farther the own centroid may be than the nearest
    earlier: Array | None = None  # other centroids, before these
    old_labels: Array | None = None  # other labels, before these
    history: tuple[Array, ...] = ()

    @property
    def k(self) -> int:
        """Number of clusters."""
        return len(self.centroids)

    def members(self, cluster: int) -> Array:
        """The points of a cluster (m, d)."""
        return self.X[self.labels == cluster]


Phases = Sequence[Phase]
Facts = dict[str, Any]


@dataclass(frozen=True)
class Mistake:
    """One row: a wrong program, by what it would have done.

    ``kind`` is its name. ``family`` says what it spoils: "assign", "update", "cost", or "run" where it is
    about the data or the whole run. ``explains`` gets what to explain (all assignments, all updates, all
    costs, or the ``Run``) and returns the fields of the sentence (a dict, mostly empty) if this mistake
    accounts for every fault, otherwise None. ``said`` is the sentence; the built-in rows have theirs in
    the catalogue of messages, under ``checks.causes``.
    """

    kind: str
    family: Family
    explains: Callable[[Any], Facts | None]
    said: str = ""


def by_scores(kind: str, scores: Callable[[Phase], Array | None], **facts: Any) -> Mistake:
    """An assignment to the cluster of the lowest score (n, k); equal scores may go either way.

    Scores that cannot tell the wrong labels from the right ones explain nothing.
    """

    def explains(phases: Phases) -> Facts | None:
        wrong = told_apart = 0
        for phase in phases:
            table = scores(phase)
            if table is None or (phase.given < 0).any():
                if len(phase.wrong):
                    return None
                continue
            near = 1e-9 * np.ptp(table, axis=1) + 1e-15 * np.abs(table).max()
            highest = table.min(axis=1) + near
            if (_of(table, phase.given) > highest).any():
                return None
            wrong += len(phase.wrong)
            told_apart += (_of(table, phase.expected) > highest)[phase.wrong].sum()
        return facts if 2 * told_apart >= wrong else None

    return Mistake(kind, "assign", explains)


def _of(table: Array, labels: Array) -> Array:
    """The score of each point in its cluster (n,)."""
    return np.take_along_axis(table, labels[:, None].astype(np.intp), 1)[:, 0]


def by_labels(kind: str, labels: Callable[[Phase], Array | None], **facts: Any) -> Mistake:
    """An assignment that gives exactly these labels (n,)."""

    def explains(phases: Phases) -> Facts | None:
        for phase in phases:
            made = labels(phase) if len(phase.wrong) else None
            if len(phase.wrong) and (made is None or not np.array_equal(made, phase.given)):
                return None
        return facts

    return Mistake(kind, "assign", explains)


def by_places(
    kind: str, places: Callable[[Phase], Array | None], *, partial: bool = False, **facts: Any
) -> Mistake:
    """An update to these centroids (k, d), NaN where unknown; ``partial``: only where it was wrong."""

    def explains(phases: Phases) -> Facts | None:
        for phase in phases:
            with np.errstate(all="ignore"):
                made = places(phase) if len(phase.wrong) or not partial else None
            if made is None:
                if len(phase.wrong):
                    return None
                continue
            made = np.array(made, dtype=float)
            made[np.bincount(phase.labels, minlength=phase.k) == 0] = np.nan
            where = np.isin(np.arange(phase.k), phase.wrong)
            if np.isnan(made[where]).any():
                return None
            seen = where if partial else ~np.isnan(made).any(axis=1)
            if (np.abs(made - phase.given)[seen] > phase.near).any():
                return None
        return facts

    return Mistake(kind, "update", explains)
