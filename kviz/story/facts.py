"""What a step really did, measured on its arrays: nothing is taken from what it should have done."""

from dataclasses import dataclass, field

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import BLOCK, EVEN, GEOMETRIES, TIE, Geometry
from kviz.engine.large.whole import Whole
from kviz.engine.phases import rounding_cost
from kviz.engine.steps import Step, Update
from kviz.engine.trace import Trace

NEAR = 1e-6  # part of the data's spread within which two places are the same
NOBODY = np.empty(0, dtype=np.intp)


@dataclass(frozen=True)
class Move:
    """Where the centroid of one cluster went.

    ``rule`` is "middle" (it moved there), "there" (it was there before), "still" (it stayed, and is not in
    the middle), the name of another middle ("mean", "median"), "sum", "part" (``share`` of the way to the
    middle), "member" (onto point ``row``), "elsewhere"; of a cluster without points "empty" or "placed".
    ``length`` is how far it moved, ``off`` how far it is from the middle of its points.
    """

    cluster: int
    rule: str
    length: float
    off: float = 0.0
    share: float = 1.0
    row: int = -1


@dataclass(frozen=True, eq=False)
class Points:
    """Where the points of a step went, each an array of rows.

    ``joined`` had no cluster before; ``nearer``, ``equal`` and ``farther`` switched, compared with the
    centroid they left; ``strays`` are not with their nearest centroid, ``farthest`` with the one that is
    farthest; ``waiting`` have no cluster. ``worst`` is the clearest stray, ``own`` and ``best`` its
    cluster and its nearest one, ``distances`` its distances to the nearest and to its own. The centroids that
    the points chose from are ``known``, but for a first step that shows a whole round.
    """

    joined: Array | range
    nearer: Array | range
    equal: Array | range
    farther: Array | range
    strays: Array = field(default_factory=lambda: NOBODY)
    farthest: Array = field(default_factory=lambda: NOBODY)
    waiting: Array = field(default_factory=lambda: NOBODY)
    worst: int = -1
    own: int = -1
    best: int = -1
    distances: tuple[float, float] = (0.0, 0.0)
    known: bool = True

    @property
    def switched(self) -> int:
        """How many points left one cluster for another."""
        return len(self.nearer) + len(self.equal) + len(self.farther)


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
        still = TIE * float(np.abs(np.array(_box(trace))).max())
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


def cost_change(trace: Trace, before: Step | None, step: Step) -> str:
    """Whether the cost is the "first", "fell", "stayed" or "rose"; what rounding can make is not a change."""
    if before is None or (step.phase == "assign" and before.phase == "seed"):
        return "first"
    if before.cost == step.cost:
        return "stayed"
    slack = EVEN * abs(before.cost) + rounding_floor(trace)
    return (
        "fell" if step.cost < before.cost - slack else "rose" if step.cost > before.cost + slack else "stayed"
    )


def rising_steps(trace: Trace) -> list[int]:
    """The steps at which the cost rose, which it cannot do in k-means."""
    steps = trace.steps
    return [i for i in range(1, len(steps)) if cost_change(trace, steps[i - 1], steps[i]) == "rose"]


def rounding_floor(trace: Trace) -> float:
    """A cost that rounding alone can make: below it the cost is as good as zero."""
    low, high = _box(trace)
    return rounding_cost(low, high, trace.n, trace.geometry)


def _box(trace: Trace) -> tuple[Array, Array]:
    known = trace.__dict__.get("_box")
    if known is None:
        known = trace.__dict__["_box"] = (trace.X.min(axis=0), trace.X.max(axis=0))
    return known


def moves_of(trace: Trace, previous: Array, centroids: Array, labels: Array) -> tuple[Move, ...]:
    """Where each centroid (k, d) went from ``previous``, seen from its members by ``labels`` (n,)."""
    X, geometry, k = trace.X, trace.geometry, len(centroids)
    if (labels < 0).any():
        X, labels = X[labels >= 0], labels[labels >= 0]
    counts = np.bincount(labels, minlength=k)
    middles = geometry.middles(X, labels, k)
    lengths = np.sqrt(((centroids - previous) ** 2).sum(axis=1))
    offs = np.sqrt(((centroids - middles) ** 2).sum(axis=1))
    low, high = _box(trace)
    spread, size = float((high - low).max()), float(np.abs([low, high]).max())
    with np.errstate(over="ignore"):
        single = bool((centroids.astype(np.float32) == centroids).all())
    near = NEAR * spread + (NEAR if single else TIE) * size
    still = TIE * (spread + size)
    moves = []
    for j in range(k):
        length, off = float(lengths[j]), float(offs[j])
        if not counts[j]:
            moves.append(Move(j, "empty" if length <= still else "placed", length))
        elif length <= still:
            moves.append(Move(j, "there" if off <= near else "still", length, off))
        elif off <= near:
            moves.append(Move(j, "middle", length, off))
        else:
            rows = np.flatnonzero(labels == j)
            found = _other_rule(geometry, X, rows, previous[j], centroids[j], middles[j], near)
            moves.append(Move(j, found[0], length, off, found[1], found[2]))
    return tuple(moves)


def _other_rule(
    geometry: Geometry, X: Array, rows: Array, previous: Array, now: Array, middle: Array, near: float
) -> tuple[str, float, int]:
    """Which wrong rule leads to ``now``: its name, the share of the way, the row of a point."""
    members = X[rows]
    for other in GEOMETRIES.values():
        if other is not geometry:
            center = other.middles(members, np.zeros(len(rows), dtype=np.intp), 1)[0]
            if np.abs(now - center).max() <= near:
                return other.center_name, 1.0, -1
    total = members.sum(axis=0)
    if np.abs(now - total).max() <= near * len(rows):
        return "sum", 1.0, -1
    way = middle - previous
    share = float((now - previous) @ way / max(float(way @ way), 1e-300))
    if 0.005 < share < 0.995 and np.abs(previous + share * way - now).max() <= near:
        return "part", share, -1
    same = np.flatnonzero((np.abs(members - now) <= near).all(axis=1))
    return ("member", 1.0, int(rows[same[0]])) if len(same) else ("elsewhere", 1.0, -1)


def points_of(trace: Trace, old: Array, labels: Array, centroids: Array, measure: bool) -> Points:
    """Where the points went from ``old`` to ``labels`` (n,); if measured, who is not with the nearest."""
    X, geometry = trace.X, trace.geometry
    changed = np.flatnonzero(old != labels)
    joined = changed[old[changed] < 0]
    switched = changed[(old[changed] >= 0) & (labels[changed] >= 0)]
    there, here = (geometry.own_shares(X[switched], centroids, which[switched]) for which in (old, labels))
    nearer, farther = here < there * (1 - EVEN), here * (1 - EVEN) > there
    parts = (joined, switched[nearer], switched[~nearer & ~farther], switched[farther])
    if not measure:
        return Points(*parts)
    waiting = np.flatnonzero(labels < 0)
    strays, far, worst, facts = _strays(X, labels, centroids, geometry)
    return Points(*parts, strays, far, waiting, worst, *facts)


def _strays(X: Array, labels: Array, centroids: Array, geometry: Geometry) -> tuple:
    """Rows that are not with their nearest centroid, those with their farthest, and the clearest of them."""
    off_rows: list[Array] = []
    far_rows: list[Array] = []
    gap_parts: list[Array] = []
    block = max(1, BLOCK // len(centroids))
    for first in range(0, len(X), block):
        mine = labels[first : first + block]
        shares = geometry.shares(X[first : first + block], centroids)
        own = np.take_along_axis(shares, np.maximum(mine, 0)[:, None].astype(np.intp), axis=1)[:, 0]
        best = shares.min(axis=1)
        off = np.flatnonzero((mine >= 0) & (own > best * (1 + EVEN)))
        off_rows.append(first + off)
        gap_parts.append(own[off] - best[off])
        far_rows.append(first + np.flatnonzero((mine >= 0) & (own >= shares.max(axis=1) * (1 - EVEN))))
    strays, far, gaps = map(np.concatenate, (off_rows, far_rows, gap_parts))
    if not len(strays):
        return strays, far, -1, (-1, -1, (0.0, 0.0))
    row = int(strays[int(np.argmax(gaps))])
    shares = geometry.shares(X[row : row + 1], centroids)[0]
    here, nearest = int(labels[row]), int(shares.argmin())
    both = tuple(float(d) for d in geometry.distance(shares[[nearest, here]]))
    return strays, far, row, (here, nearest, both)
