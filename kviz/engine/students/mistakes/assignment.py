"""How wrong programs assign points: each a score of every centroid, or the labels themselves."""

from collections.abc import Callable

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EUCLIDEAN, MANHATTAN
from kviz.engine.students.mistakes.phase import Facts, Mistake, Phase, Phases, by_labels, by_scores

SIMULATED = 5_000  # points up to which a pass point by point is tried
FEW = 5  # wrong labels from which a fitted number explains more than it costs
SMALL_TYPES = ("uint8", "int8", "int16", "uint16")


def gaps(s: Phase) -> Array:
    """Point minus centroid (n, k, d)."""
    return s.X[:, None] - s.centroids


def other_metric(s: Phase) -> Array:
    """Scores by the other distance."""
    return (MANHATTAN if s.geometry is EUCLIDEAN else EUCLIDEAN).shares(s.X, s.centroids)


def stale(s: Phase) -> Array | None:
    """Scores by the centroids of the round before."""
    return None if s.earlier is None else s.geometry.shares(s.X, s.earlier)


def columns(chosen: Callable[[int], list[int]]) -> Callable[[Phase], Array | None]:
    """Scores by some of the columns."""

    def scores(s: Phase) -> Array | None:
        d = s.X.shape[1]
        used = [column for column in chosen(d) if 0 <= column < d]
        return s.geometry.shares(s.X[:, used], s.centroids[:, used]) if 0 < len(used) < d else None

    return scores


def only(c: int) -> Callable[[int], list[int]]:
    """One column alone."""
    return lambda d: [c]


def all_but(c: int) -> Callable[[int], list[int]]:
    """All columns but one, which may be counted from the end."""
    return lambda d: [j for j in range(d) if j != c % d]


def swapped(s: Phase) -> Array | None:
    """Scores of points against centroids whose columns come in the other order."""
    return s.geometry.shares(s.X, s.centroids[:, ::-1]) if s.X.shape[1] > 1 else None


def lengths(X: Array) -> Array:
    """The length of every row."""
    return np.sqrt((X**2).sum(axis=1))


def cosine(s: Phase) -> Array | None:
    """Minus the cosine of the angle between point and centroid."""
    size = lengths(s.X)[:, None] * lengths(s.centroids)
    return None if (size == 0).any() else -(s.X @ s.centroids.T) / size


def scaled(spread: Callable[[Array], Array]) -> Callable[[Phase], Array | None]:
    """Scores in other units: every column divided by its spread."""

    def scores(s: Phase) -> Array | None:
        size = spread(s.X)
        return None if (size == 0).any() else s.geometry.shares(s.X / size, s.centroids / size)

    return scores


def without(which: slice) -> Callable[[Phase], Array | None]:
    """Scores of some centroids only: the loop leaves one out."""

    def scores(s: Phase) -> Array | None:
        table = np.full((len(s.X), s.k), 1e300)
        table[:, which] = s.geometry.shares(s.X, s.centroids)[:, which]
        return table if s.k > 2 else None

    return scores


def wrapped(kind: str) -> Callable[[Phase], Array | None]:
    """Scores in a small type of whole numbers, where 3 - 5 is 254."""
    most = np.iinfo(kind)

    def scores(s: Phase) -> Array | None:
        if (np.round(s.X) != s.X).any() or s.X.min() < most.min or s.X.max() > most.max:
            return None
        if s.centroids.min() < most.min or s.centroids.max() > most.max:
            return None
        gap = s.X.astype(kind)[:, None] - s.centroids.astype(kind)
        return (gap**2).sum(axis=2).astype(float) if s.geometry is EUCLIDEAN else None

    return scores


def in_place(how: str) -> Callable[[Phase], Array | None]:
    """Labels of a pass in which each point moves its centroid at once, before the next is assigned."""

    def labels(s: Phase) -> Array | None:
        return None if len(s.X) > SIMULATED else online(s, how)[0]

    return labels


def online(s: Phase, how: str) -> tuple[Array, Array]:
    """One pass, point by point; a centroid follows all its members, those of this pass, or a running mean."""
    centroids, labels = np.array(s.centroids), np.array(s.labels, dtype=np.intp)
    known = labels >= 0 if how == "members" else np.zeros(len(labels), dtype=bool)
    counts = np.bincount(labels[known], minlength=s.k).astype(float)
    sums = np.stack([np.bincount(labels[known], column[known], s.k) for column in s.X.T], axis=1) * 1.0
    if how == "running":
        counts, sums = np.ones(s.k), np.array(centroids)
    for i, x in enumerate(s.X):
        nearest = int(s.geometry.shares(x[None], centroids).argmin())
        if known[i]:
            counts[labels[i]] -= 1
            sums[labels[i]] -= x
        labels[i], known[i] = nearest, how == "members"
        counts[nearest] += 1
        sums[nearest] += x
        centroids[nearest] = sums[nearest] / counts[nearest]
    return labels, centroids


def other_units(phases: Phases) -> Facts | None:
    """Two columns, one of which counts more than the other: by how much is found from the labels."""
    low, high, wrong = 0.0, np.inf, sum(len(phase.wrong) for phase in phases)
    if wrong < FEW or any(p.X.shape[1] != 2 or p.geometry is not EUCLIDEAN for p in phases):
        return None
    for p in phases:
        if (p.given < 0).any():
            return None
        squares = gaps(p) ** 2
        own = np.take_along_axis(squares, p.given[:, None, None].astype(np.intp), axis=1)
        a, b = np.moveaxis(own - squares, 2, 0)  # a + r·b must be at most 0
        bounds = np.divide(-a, b, out=np.zeros_like(a), where=b != 0)
        low = max(low, float(bounds[b < 0].max(initial=0.0)))
        high = min(high, float(bounds[b > 0].min(initial=np.inf)))
        if ((b == 0) & (a > p.even)).any():
            return None
    if not (high > 0 and low <= high * (1 + 1e-9) and low < np.inf):
        return None
    size = np.sqrt(np.sqrt(low * high)) if low and np.isfinite(high) else np.sqrt(low or high)
    return {"times": float(size)} if 1e-4 < size < 1e4 else None


def never_assigned(row: int) -> Callable[[Phases], Facts | None]:
    """One point, the first or the last, keeps its label whatever happens: the loop leaves it out."""

    def explains(phases: Phases) -> Facts | None:
        p = row % len(phases[0].X)
        faulty = [phase for phase in phases if len(phase.wrong)]
        alone = all(phase.wrong.tolist() == [p] for phase in faulty)
        return {"p": p} if alone and len({int(phase.given[p]) for phase in phases}) == 1 else None

    return explains


def renamed(phases: Phases) -> Facts | None:
    """Every label is the number of another cluster than the nearest, always by the same rule."""
    k = phases[0].k
    other: dict[int, int] = {}
    for phase in phases:
        if not len(phase.wrong) or (phase.given < 0).any() or phase.k != k:
            return None
        for given, nearest in set(zip(phase.given.tolist(), phase.expected.tolist(), strict=True)):
            if other.setdefault(nearest, given) != given:
                return None
    return {} if len(set(other.values())) == len(other) > 1 else None


def by_rule(kind: str, explains: Callable[[Phases], Facts | None]) -> Mistake:
    """An assignment that is recognised from all labels together."""
    return Mistake(kind, "assign", explains)


ASSIGN_MISTAKES = [
    by_scores("metric", other_metric),
    by_scores("farthest", lambda s: -s.geometry.shares(s.X, s.centroids)),
    by_scores("stale", stale),
    *(by_scores("one-column", columns(only(c)), column=c + 1) for c in range(4)),
    *(by_scores("column-left-out", columns(all_but(c)), column=c)
      for c in (-1, 0)),
    by_scores("signed", lambda s: gaps(s).sum(axis=2)),
    by_scores("signed", lambda s: -gaps(s).sum(axis=2)),
    by_scores("signed", lambda s: np.abs(gaps(s).sum(axis=2))),
    by_scores("lengths", lambda s: np.abs(lengths(s.X)[:, None] - lengths(s.centroids))),
    by_scores("dot-product", lambda s: -(s.X @ s.centroids.T)),
    by_scores("dot-product", lambda s: s.X @ s.centroids.T),
    by_scores("cosine", cosine),
    by_scores("chebyshev", lambda s: np.abs(gaps(s)).max(axis=2)),
    by_scores("smallest-difference", lambda s: np.abs(gaps(s)).min(axis=2)),
    by_scores("swapped-columns", swapped),
    by_scores("scaled", scaled(lambda X: X.std(axis=0)), units="standard"),
    by_scores("scaled", scaled(lambda X: np.ptp(X, axis=0)), units="min-max"),
    *(by_scores("overflow", wrapped(name), type=name) for name in SMALL_TYPES),
    by_scores("centroid-left-out", without(slice(None, -1)), which="last"),
    by_scores("centroid-left-out", without(slice(1, None)), which="first"),
    by_labels("in-place", in_place("members")),
    by_labels("in-place", in_place("pass")),
    by_labels("in-place", in_place("running")),
    by_rule("last-point", never_assigned(-1)),
    by_rule("first-point", never_assigned(0)),
    by_rule("wrong-index", renamed),
    by_rule("other-units", other_units),
]  # fmt: skip
