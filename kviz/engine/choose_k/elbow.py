"""The elbow curve: the best cost found for every k."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np

from kviz.data.dataset import Dataset, as_dataset
from kviz.data.given import called, many, whole
from kviz.data.points import Array
from kviz.engine.arguments import cluster_count, generator, one_of, whole_number
from kviz.engine.choose_k.restarts import ALONE, SAME, draw_starts, settle
from kviz.engine.recording import run
from kviz.engine.seeding.registry import SEEDINGS
from kviz.engine.trace import Trace

DEFAULT_KS = range(1, 11)


@dataclass(frozen=True, eq=False)
class Best:
    """The best run found for one k.

    ``seed`` repeats it: ``run(X, k, init, rng=seed)``. Where a neighbour's solution led to it,
    ``seed`` is None and ``start`` (k, d) holds the start centroids: ``run(X, k, init=start)``.
    ``found`` are the costs (n_init,) of the restarts alone.
    """

    k: int
    cost: float
    centroids: Array
    labels: Array
    found: Array
    seed: int | None = None
    start: Array | None = None


@dataclass(frozen=True, eq=False)
class Curve:
    """The best cost for every k, and the runs that reached it.

    ``complete`` is False where the search was cancelled: then ``runs`` ends early.
    """

    dataset: Dataset
    runs: tuple[Best, ...]
    init: str
    n_init: int
    complete: bool = True

    @property
    def ks(self) -> tuple[int, ...]:
        """The numbers of clusters, rising."""
        return tuple(run.k for run in self.runs)

    @property
    def costs(self) -> Array:
        """WCSS for every k (len(ks),); it never rises."""
        return np.array([run.cost for run in self.runs])

    def best(self, k: int) -> Best:
        """The best run for this k."""
        if cluster_count(k, len(self.dataset.points)) not in self.ks:
            raise ValueError(f"k={k} is not on the curve; it holds k = {', '.join(map(str, self.ks))}.")
        return self.runs[self.ks.index(k)]

    def trace(self, k: int) -> Trace:
        """The whole recorded run behind one point of the curve, step by step."""
        best = self.best(k)
        if best.seed is None:
            return run(self.dataset, k=k, init=best.start)
        return run(self.dataset, k=k, init=self.init, rng=best.seed)


def curve(
    X: Any,
    ks: Iterable[int] = DEFAULT_KS,
    n_init: int = 10,
    rng: Any = None,
    *,
    init: str = "greedy-k-means++",
    progress: Callable[[int, int], object] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Curve:
    """Search the lowest WCSS for every k.

    Each k gets ``n_init`` seeded restarts, then as many starts from the best solution for the k
    before it plus one random point, and at last the best solution for the k after it less one
    centroid. The second kind of start is why the curve never rises: one more centroid can only
    lower the cost, and so can every step of the algorithm.

    Parameters
    ----------
    X : list, array, DataFrame or Dataset of shape (n, d)
    ks : iterable of int, 1 <= k <= n, default 1 to 10 (or to n, if there are fewer points)
    n_init : int, at least 1
    rng : None, int or numpy.random.Generator
    init : str, a name of SEEDINGS, default "greedy-k-means++" (scikit-learn's own)
    progress : callable, optional
        Called as ``progress(done, total)`` after every k.
    cancel : callable, optional
        Asked before every k; True ends the search with what was found so far. It is called within a k as
        well, and may raise.

    Raises
    ------
    ValueError
        If a k is out of range, ``n_init`` is below 1, or the search was cancelled before its first k.
    """
    dataset = as_dataset(X)
    points = dataset.points
    ks = _checked(ks, len(points))
    if whole_number(n_init, "n_init") < 1:
        raise ValueError(f"n_init={n_init} leaves nothing to compare; use n_init >= 1.")
    n_init = whole(n_init, "n_init", 1, 10_000)
    called(progress, "progress", ("done", "total"))
    called(cancel, "cancel", ())
    one_of(init, SEEDINGS, "init")
    random, _ = generator(rng)
    between = (lambda _: cancel()) if cancel else None
    runs: list[Best] = []
    for done, k in enumerate(ks):
        if cancel and cancel():
            break
        runs.append(_search(points, k, n_init, random, init, runs[-1] if runs else None, between))
        if progress:
            progress(done + 1, len(ks))
    if not runs:
        raise ValueError("The search was cancelled before its first k was done; there is nothing to show.")
    _look_back(points, runs, between)
    return Curve(dataset, tuple(runs), init, n_init, complete=len(runs) == len(ks))


def _checked(ks: Iterable[int], n: int) -> list[int]:
    if isinstance(ks, range) and ks == DEFAULT_KS:
        return list(range(1, min(10, n) + 1))
    if not (isinstance(ks, Integral) or many(ks)):
        raise TypeError(f"ks={ks!r} holds no numbers of clusters; give for example ks=range(1, 11).")
    given = [int(ks)] if isinstance(ks, Integral) else ks
    counts = sorted({cluster_count(k, n) for k in given})
    if not counts:
        raise ValueError("ks holds no number of clusters; give for example ks=range(1, 11).")
    return counts


def _search(
    X: Array,
    k: int,
    n_init: int,
    rng: np.random.Generator,
    init: str,
    last: Best | None,
    between: Callable[[int], object] | None,
) -> Best:
    seeds = rng.integers(2**32, size=n_init).tolist()
    starts = draw_starts(X, k, seeds, init)
    if last is not None:
        starts = np.concatenate([starts, _with_one_more(X, last, k, n_init, rng)])
    costs, centroids, labels = settle(X, starts, between)
    at = int(costs.argmin())
    if len(X) * k < ALONE:  # all are settled: the first of the same optimum can best be repeated
        limit = min(costs[at] * (1 + SAME), np.inf if last is None else last.cost)
        at = int(np.flatnonzero(costs <= max(limit, costs[at]))[0])
    return Best(
        k,
        float(costs[at]),
        centroids[at],
        labels[at],
        costs[:n_init],
        seed=seeds[at] if at < n_init else None,
        start=None if at < n_init else starts[at],
    )


def _with_one_more(X: Array, last: Best, k: int, n_init: int, rng: np.random.Generator) -> Array:
    """Starts (m, k, d): the last solution and points drawn from the data."""
    many = n_init if len(X) * k < ALONE else 1
    rows = rng.integers(len(X), size=(many, k - last.k))
    kept = np.broadcast_to(last.centroids, (many, *last.centroids.shape))
    return np.concatenate([kept, X[rows]], axis=1)


def _look_back(X: Array, runs: list[Best], between: Callable[[int], object] | None) -> None:
    """Try, from the last k to the first, the next solution less one of its centroids."""
    for at in range(len(runs) - 2, -1, -1):
        here, after = runs[at], runs[at + 1]
        if after.k != here.k + 1 or len(X) * here.k >= ALONE:
            continue
        starts = np.array([np.delete(after.centroids, gone, axis=0) for gone in range(after.k)])
        costs, centroids, labels = settle(X, starts, between)
        best = int(costs.argmin())
        if costs[best] * (1 + SAME) < here.cost:
            runs[at] = Best(
                here.k, float(costs[best]), centroids[best], labels[best], here.found, start=starts[best]
            )
