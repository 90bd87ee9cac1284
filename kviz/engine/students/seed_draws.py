"""What many starts say together: were the seeds drawn by D², by D, or uniformly?"""

from collections.abc import Callable
from typing import Any

import numpy as np

from kviz.data.points import Array
from kviz.engine.geometry import EUCLIDEAN, Geometry
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
ENOUGH = 20  # whole runs: who checks so many asks how their seeds were drawn, too
Judgement = tuple[list[Finding], tuple[Note, ...], tuple[int, int]]
TINY = 1e-9


def judge_seedings(starts: list[Array], X: Array, geometry: Geometry, *, alone: bool = True) -> Judgement:
    """Which rules may have made these starts (each (k, d), in the order drawn).

    ``alone``: nothing else is judged. Where right and wrong rules cannot be told apart, that is then a
    finding, for nothing was shown to be right; of whole runs it is one from ``ENOUGH`` of them on.

    A rule fits if, with the points sorted by distance, the draws fall evenly into its cumulative chances (a
    Kolmogorov-Smirnov test at 0.1 %).

    Returns
    -------
    findings : one where only wrong rules fit, or none, or where right and wrong ones do
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
        return _farthest(likely, len(rows), notes, alone)
    if not places:
        return [], (*notes, Note("too-few", {"n": len(rows)})), (0, 0)
    fitting = _fitting(likely, places)
    n, wrong = len(rows), list(dict.fromkeys(rule.split("-")[0] for rule in fitting if rule not in RIGHT))
    if not fitting:
        return [Finding(None, "seeds", case="seeds-unknown", numbers={"n": n})], notes, (0, 1)
    if not wrong:
        return _right(fitting, n, notes)
    if len(wrong) < len(dict.fromkeys(rule.split("-")[0] for rule in fitting)):
        right = [rule for rule in fitting if rule in RIGHT]
        few = Finding(
            None, "seeds-undecided", case="seeds-undecided", numbers={"n": n, "rules": right + wrong}
        )
        return ([few] if alone or n >= ENOUGH else []), (*notes, Note("too-few", {"n": n})), (0, 0)
    if len(wrong) > 1:
        return [Finding(None, wrong[0], case="seeds-either", numbers={"n": n, "rules": wrong})], notes, (0, 1)
    return [Finding(None, wrong[0], case=f"seeds-{wrong[0]}", numbers={"n": n})], notes, (0, 1)


def _farthest(likely: dict[str, float], n: int, notes: tuple[Note, ...], alone: bool) -> Judgement:
    """Every seed is the farthest point: farthest-first, unless another rule nearly always takes it, too."""
    alike = sorted((rule for rule in likely if likely[rule] > -EVIDENCE), key=lambda rule: -likely[rule])
    names = list(dict.fromkeys(rule.split("-")[0] for rule in alike))
    if not names:
        return [], (*notes, Note("farthest-first")), (0, 0)
    facts = {"n": n, "rules": ["farthest", *names]}
    few = Finding(None, "seeds-alike", case="seeds-alike", numbers=facts)
    return ([few] if alone or n >= ENOUGH else []), notes, (0, 0)


def _right(fitting: list[str], n: int, notes: tuple[Note, ...]) -> Judgement:
    """What is said where only right rules fit: D², the best of several draws, or all points alike."""
    if fitting == ["D2"]:
        return [], notes, (1, 1)
    if len(fitting) == 1:
        return [], (*notes, Note(fitting[0])), (0, 0)
    return [], (*notes, Note("too-few", {"n": n})), (0, 0)


def _fitting(likely: dict[str, float], places: dict[str, Array]) -> list[str]:
    """Rules that fit the draws, and that no other rule explains much better; the likeliest first."""
    fitting = [rule for rule in likely if rule in places and _fits(places[rule])]
    most = max((likely[rule] for rule in fitting), default=0.0)
    near = [rule for rule in fitting if likely[rule] > most - EVIDENCE]
    return sorted(near, key=lambda rule: -likely[rule])


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
            weights["uniform"] = np.ones(len(X))
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
    """The rows of the data that the start centroids are; None where one is not a data point."""
    rows = []
    for place in start:
        same = np.flatnonzero((place == X).all(axis=1))
        if not len(same):
            return None
        rows.append(int(next((row for row in same if row not in rows), same[0])))
    return rows
