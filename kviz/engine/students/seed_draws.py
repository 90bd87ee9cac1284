"""What many starts say together: were the seeds drawn by D², by D, or uniformly?"""

from collections.abc import Callable
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EUCLIDEAN, Geometry
from kviz.engine.seeding.potential import even_chances
from kviz.engine.students.report import Finding, Note

GREEDY = 2_000  # points up to which greedy draws are compared
EVIDENCE = 5.0  # log-likelihood that one rule must be ahead of another (150 to 1)


def outside(start: Array, X: Array) -> list[Note]:
    """A note on start centroids outside the bounding box of the data: such a cluster may stay empty."""
    slack = 1e-9 * np.ptp(X, axis=0)
    out = ((start < X.min(axis=0) - slack) | (start > X.max(axis=0) + slack)).any(axis=1)
    return [Note("start-outside", {"A": int(c), "place": start[c]}) for c in np.flatnonzero(out)[:1]]


def _softmax(D: Array) -> Array:
    return np.exp(D - D.max())


def _greedy(D: Array, row: list[int], k: int, X: Array) -> Array:
    """The chance to be the best of 2 + ln k draws by D²."""
    share = (D**2).min(axis=1)
    potentials = np.array([np.minimum(share, ((X - x) ** 2).sum(axis=1)).sum() for x in X])
    order = np.argsort(-potentials)
    reached = np.cumsum(share[order] / share.sum()) ** (2 + int(np.log(k)))
    chances = np.empty(len(X))
    chances[order] = np.diff(reached, prepend=0.0)
    return chances


# name -> the weights of all points, from their distances to the centroids chosen so far (n, m)
RULES: dict[str, Callable[[Array], Array]] = {
    "D2": lambda D: D.min(axis=1) ** 2,
    "D": lambda D: D.min(axis=1),
    "D4": lambda D: D.min(axis=1) ** 4,
    "last": lambda D: D[:, -1] ** 2,
    "last-D": lambda D: D[:, -1],
    "first": lambda D: D[:, 0] ** 2,
    "first-D": lambda D: D[:, 0],
    "sum": lambda D: (D**2).sum(axis=1),
    "sum-D": lambda D: D.sum(axis=1),
    "max": lambda D: D.max(axis=1) ** 2,
    "max-D": lambda D: D.max(axis=1),
    "softmax": lambda D: _softmax(D.min(axis=1)),
    "softmax-D2": lambda D: _softmax(D.min(axis=1) ** 2),
}
RIGHT = {"D2", "greedy", "uniform"}
TINY = 1e-9


def judge_seedings(
    starts: list[Array], X: Array, geometry: Geometry
) -> tuple[list[Finding], tuple[Note, ...], tuple[int, int]]:
    """Which rule made these starts (each (k, d), in the order drawn): the likeliest that also fits.

    A rule fits if, with the points sorted by distance, the draws fall evenly into its cumulative chances (a
    Kolmogorov-Smirnov test at 0.1 %).

    Returns
    -------
    findings : one where another rule than D² explains the seeds much better, or none fits
    notes : what else was seen
    tally : (1, 1) for D², (0, 1) for a wrong rule, (0, 0) where nothing can be said
    """
    rows = [found for start in starts if (found := data_rows(start, X)) is not None]
    notes: tuple[Note, ...] = ()
    if len(rows) < len(starts):
        notes = (Note("not-rows", {"some": len(starts) - len(rows), "n": len(starts)}),)
    if geometry is not EUCLIDEAN or not rows or len(rows[0]) < 2:
        return [], notes, (0, 0)
    likely, places, farthest = _compared(rows, X)
    if farthest:
        return [], (*notes, Note("farthest-first")), (0, 0)
    best = max(likely, key=lambda rule: likely[rule])
    ahead = likely[best] - likely["D2"]
    few = Note("too-few", {"n": len(rows)})
    if not places or (ahead < EVIDENCE and _fits(places["D2"])):
        other = likely["D2"] - max(likely[rule] for rule in ("D", "uniform", "D4"))
        return ([], notes, (1, 1)) if other >= EVIDENCE else ([], (*notes, few), (0, 0))
    if not _fits(places[best]):
        return [Finding(None, "seeds", case="seeds-unknown", numbers={"n": len(rows)})], notes, (0, 1)
    if ahead < EVIDENCE:
        return [], (*notes, few), (0, 0)
    if best in RIGHT:
        return [], (*notes, Note(best)), (0, 0)
    kind = best.split("-")[0]
    return [Finding(None, kind, case=f"seeds-{kind}", numbers={"n": len(rows)})], notes, (0, 1)


def _compared(rows: list[list[int]], X: Array) -> tuple[dict[str, float], dict[str, Array], bool]:
    """For each rule the log-likelihood of all draws, and where they fell; and whether all are farthest."""
    chance = np.random.default_rng(0)
    likely = dict.fromkeys([*RULES, "uniform", "greedy"], 0.0)
    places: dict[str, list] = {rule: [] for rule in likely}
    farthest = True
    for row in rows:
        for m in range(1, len(row)):
            D = np.sqrt(np.stack([((X - X[c]) ** 2).sum(axis=1) for c in row[:m]], axis=1))
            nearest = D.min(axis=1)
            if not nearest.any():
                continue
            farthest &= bool(nearest[row[m]] == nearest.max())
            orders = [np.argsort(D[:, -1], kind="stable"), np.argsort(nearest, kind="stable")]
            orders.append(np.argsort(D[:, 0], kind="stable"))
            weights = {rule: of(D) for rule, of in RULES.items()}
            weights["uniform"] = even_chances(len(X), tuple(row[:m]))
            if len(X) <= GREEDY:
                weights["greedy"] = _greedy(D, row, len(row), X)
            for rule, weight in weights.items():
                p = weight / weight.sum()
                likely[rule] += float(np.log(max(p[row[m]], TINY)))
                places[rule].append([_place(p, order, row[m], chance) for order in orders])
    if len(X) > GREEDY:
        likely["greedy"] = -np.inf
    return likely, {rule: np.array(found) for rule, found in places.items() if found}, farthest


def _place(p: Array, order: Array, row: int, chance: np.random.Generator) -> float:
    """Where in [0, 1) of the cumulative chances a draw fell; within its own chance anywhere."""
    at = int(np.flatnonzero(order == row)[0])
    return float(p[order[:at]].sum() + chance.random() * p[row])


def _fits(places: Array) -> bool:
    """Whether the places are spread evenly over [0, 1), in every order."""
    n = len(places)
    grid = np.arange(1, n + 1) / n
    for column in np.sort(places, axis=0).T:
        gap = max(np.abs(grid - column).max(), np.abs(grid - 1 / n - column).max())
        if gap * (np.sqrt(n) + 0.12 + 0.11 / np.sqrt(n)) > 2.1:
            return False
    return True


def start_arrays(items: Any, X: Array) -> list[Array]:
    """The start centroids (k, d) that a list of arrays holds; empty where it holds anything else."""
    if not isinstance(items, list | tuple) or len(items) < 2:
        return []
    arrays = [item for item in items if isinstance(item, np.ndarray) and item.shape[1:] == X.shape[1:]]
    return arrays if len(arrays) == len(items) else []


def data_rows(start: Array, X: Array) -> list[int] | None:
    """The rows of the data that the start centroids are; None where one is no data point."""
    rows = []
    for place in start:
        same = np.flatnonzero((place == X).all(axis=1))
        if not len(same):
            return None
        rows.append(int(next((row for row in same if row not in rows), same[0])))
    return rows
