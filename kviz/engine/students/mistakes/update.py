"""How wrong programs update centroids: the places they would give, or what all updates have in common."""

from collections.abc import Callable, Iterator

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import means, medians
from kviz.engine.students.mistakes.phase import Facts, Mistake, Phase, Phases, by_places


def sums(s: Phase) -> Array:
    """The sum of every cluster's members (k, d)."""
    return np.stack([np.bincount(s.labels, column, s.k) for column in s.X.T], axis=1)


def counts(s: Phase) -> Array:
    """The number of every cluster's members (k, 1)."""
    return np.bincount(s.labels, minlength=s.k)[:, None].astype(float)


def middles(s: Phase) -> Array:
    """What k-means gives, NaN where a cluster is empty."""
    return s.geometry.middles(s.X, s.labels, s.k)


def each(place: Callable[[Array], Array]) -> Callable[[Phase], Array]:
    """The place of each cluster from its members (m, d) alone; NaN where there is none."""

    def places(s: Phase) -> Array:
        made = np.full(s.centroids.shape, np.nan)
        for cluster in range(s.k):
            members = s.members(cluster)
            if len(members):
                made[cluster] = place(members)
        return made

    return places


def leaving_out(which: slice) -> Callable[[Phase], Array]:
    """The middle of the members that a slice of the rows of X keeps."""
    return lambda s: s.geometry.middles(s.X[which], s.labels[which], s.k)


def old_labels(s: Phase) -> Array | None:
    """The middles of the labels of the round before."""
    return None if s.old_labels is None else s.geometry.middles(s.X, s.old_labels, s.k)


def only_changed(s: Phase) -> Array | None:
    """The middle of the points that changed cluster just now; a cluster without any keeps its centroid."""
    if len(s.history) < 2:
        return None
    changed = s.labels != s.history[-2]
    made = s.geometry.middles(s.X[changed], s.labels[changed], s.k)
    return np.where(np.isnan(made), s.centroids, made)


def not_reset(of: str) -> Callable[[Phase], Array]:
    """Sums, counts or both that go on from round to round."""

    def places(s: Phase) -> Array:
        rounds = np.array([np.bincount(labels, minlength=s.k) for labels in s.history], float)
        added = sum(
            np.stack([np.bincount(labels, column, s.k) for column in s.X.T], axis=1) for labels in s.history
        )
        total = rounds.sum(axis=0)[:, None]
        return {"sums": added / counts(s), "counts": sums(s) / total, "both": added / total}[of]

    return places


def wrapping(kind: str) -> Callable[[Phase], Array | None]:
    """Sums that overflow in a small type of whole numbers."""

    def places(s: Phase) -> Array | None:
        if (np.round(s.X) != s.X).any() or np.abs(s.X).max() > np.iinfo(kind).max:
            return None
        return sums(s).astype(np.int64).astype(kind).astype(float) // counts(s)

    return places


def faulty(phases: Phases) -> Iterator[tuple[Phase, int]]:
    """Every wrong centroid: its update, and its cluster."""
    yield from ((phase, int(cluster)) for phase in phases for cluster in phase.wrong)


def part_of_the_way(phases: Phases) -> Facts | None:
    """Every centroid goes the same part of the way to the middle: a learning rate."""
    rate = _rate(phases)
    return {"share": rate} if rate is not None and 0 < rate < 1 - 1e-9 else None


def too_far(phases: Phases) -> Facts | None:
    """Every centroid goes past the middle, by the same part of the way."""
    rate = _rate(phases)
    return {"share": rate} if rate is not None and 1 + 1e-9 < rate < 3 else None


def _rate(phases: Phases) -> float | None:
    """The part of the way to the middle that all centroids go, None where it is not the same."""
    ways, gone = [], []
    for phase in phases:
        there = np.nan_to_num(middles(phase) - phase.centroids)
        known = counts(phase)[:, 0] > 0
        ways.append(there[known])
        gone.append((phase.given - phase.centroids)[known])
    way, moved = np.concatenate(ways), np.concatenate(gone)
    if not (way**2).sum():
        return None
    rate = float((way * moved).sum() / (way**2).sum())
    near = max(phase.near for phase in phases)
    fits = (np.abs(moved - rate * way) <= near * (1 + abs(rate))).all()
    return rate if fits else None


def other_order(phases: Phases) -> Facts | None:
    """The right centroids, in another order than the labels have."""
    for phase in phases:
        expected = np.where(np.isnan(middles(phase)), phase.centroids, middles(phase))
        off = np.abs(phase.given[:, None] - expected).max(axis=2) <= phase.near
        if len(phase.wrong) and (not off.any(axis=1).all() or not off.any(axis=0).all()):
            return None
    return {}


def reseeded(phases: Phases) -> Facts | None:
    """Every wrong centroid is a data point, and not always one of its own: drawn anew, not computed."""
    own = []
    for phase, cluster in faulty(phases):
        rows = np.flatnonzero((phase.given[cluster] == phase.X).all(axis=1))
        if not len(rows):
            return None
        own.append(bool((phase.labels[rows] == cluster).any()))
    return {} if len(own) > 1 and not all(own) else None


def member(phases: Phases) -> Facts | None:
    """Every wrong centroid is one of its own members: k-medoids."""
    among = [
        (phase.members(cluster) == phase.given[cluster]).all(axis=1).any()
        for phase, cluster in faulty(phases)
    ]
    return {} if all(among) else None


def rounded(places: int) -> Callable[[Phase], Array]:
    """The middles, rounded to so many decimal places."""
    return lambda s: np.round(middles(s), places)


UPDATE_MISTAKES = [
    by_places("median", lambda s: medians(s.X, s.labels, s.k)),
    by_places("mean", lambda s: means(s.X, s.labels, s.k)),
    by_places("sum", sums),
    by_places("divided", lambda s: sums(s) / len(s.X), by="n"),
    by_places("divided", lambda s: sums(s) / s.k, by="k"),
    by_places("divided", lambda s: sums(s) / s.X.shape[1], by="d"),
    by_places("n-minus-1", lambda s: sums(s) / (counts(s) - 1), by="n − 1"),
    by_places("n-plus-1", lambda s: sums(s) / (counts(s) + 1), by="n + 1"),
    by_places("old-centroid-counted", lambda s: (sums(s) + s.centroids) / (counts(s) + 1)),
    by_places("whole-numbers", lambda s: np.trunc(middles(s))),
    by_places("floor", lambda s: np.floor(middles(s))),
    by_places("floor", lambda s: np.ceil(middles(s))),
    *(by_places("rounded", rounded(places), n=places) for places in range(6)),
    by_places("first-member", each(lambda m: m[1:].mean(axis=0) if len(m) > 1 else m[0] * np.nan)),
    by_places("last-member", each(lambda m: m[:-1].mean(axis=0) if len(m) > 1 else m[0] * np.nan)),
    by_places("first-point-left-out", leaving_out(slice(1, None))),
    by_places("last-point-left-out", leaving_out(slice(None, -1))),
    by_places("no-axis", each(lambda m: m.mean() * np.ones(m.shape[1]))),
    by_places("swapped-columns", lambda s: middles(s)[:, ::-1]),
    by_places("midrange", each(lambda m: (m.max(axis=0) + m.min(axis=0)) / 2)),
    by_places("duplicates", each(lambda m: np.unique(m, axis=0).mean(axis=0))),
    by_places("all-points", lambda s: s.X.mean(axis=0) * np.ones((s.k, 1))),
    by_places("mean-of-centroids", lambda s: s.centroids.mean(axis=0) * np.ones((s.k, 1))),
    by_places("stale", old_labels),
    by_places("not-updated", lambda s: s.centroids, partial=True),
    by_places("only-changed", only_changed),
    *(by_places("not-reset", not_reset(of), of=of) for of in ("both", "sums", "counts")),
    *(by_places("overflow", wrapping(name), type=name) for name in ("uint8", "int8", "int16", "uint16")),
    Mistake("learning-rate", "update", part_of_the_way),
    Mistake("too-far", "update", too_far),
    Mistake("wrong-index", "update", other_order),
    Mistake("medoid", "update", member),
    Mistake("reseeded", "update", reseeded),
]  # fmt: skip
