"""Many runs at once: every restart of one k as a single array program."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from kviz.data.points import Array
from kviz.engine.arguments import one_of
from kviz.engine.fast_phases import work_on
from kviz.engine.geometry import EUCLIDEAN, Geometry
from kviz.engine.phases import Work
from kviz.engine.seeding.custom import start_from
from kviz.engine.seeding.registry import SEEDINGS, drawn_at_once

BLOCK = 100_000  # distances of one phase, in all runs together
CACHED = 20_000  # distances that stay in the processor's cache
ALONE = 20_000  # distances from which one run at a time is faster
MAX_ITER = 300
NEAR = 1e-4  # squared movement, in units of the mean variance, at which a run is as good as settled
SAME = 1e-6  # relative difference of final costs up to which two settled runs count as the same optimum
NEARLY_SAME = 1e-3  # the same for runs that stopped when they were as good as settled


def draw_starts(
    X: Array, k: int, seeds: Sequence[int], init: str = "k-means++", geometry: Geometry = EUCLIDEAN
) -> Array:
    """Start centroids (r, k, d) of r restarts: start i is what ``run(X, k, init, rng=seeds[i])`` chooses.

    ``init`` is a name of SEEDINGS. Every restart has a generator of its own, so each can be repeated
    alone, step by step.
    """
    one_of(init, SEEDINGS, "init")
    if SEEDINGS[init].weight and geometry is EUCLIDEAN:
        return np.asarray(X[draw_rows(X, k, seeds, init)])
    starts = np.empty((len(seeds), k, X.shape[1]))
    for start, seed in zip(starts, seeds, strict=True):
        seeding, _ = start_from(init, X, k, np.random.default_rng(seed), geometry)
        *_, last = seeding
        start[:] = last.centroids
    return starts


def draw_rows(X: Array, k: int, seeds: Sequence[int], init: str = "k-means++") -> Array:
    """Start rows (r, k) of r restarts by a seeding whose row in SEEDINGS has a ``weight``."""
    size = max(1, CACHED // len(X))
    parts = [_draw_together(X, k, seeds[first : first + size], init) for first in range(0, len(seeds), size)]
    return np.concatenate(parts)


def _draw_together(X: Array, k: int, seeds: Sequence[int], init: str) -> Array:
    generators = [np.random.default_rng(seed) for seed in seeds]
    columns = np.ascontiguousarray(X.T)
    rows = np.empty((len(seeds), k), dtype=np.intp)
    share = np.full((len(seeds), len(X)), np.inf)
    by_distance, trials_of = SEEDINGS[init].weight == "D²", SEEDINGS[init].trials
    for at in range(k):
        even = _even_chances(share.shape, rows[:, :at])
        potential = share.sum(axis=1, keepdims=True)
        weighted = by_distance & (at > 0) & (potential > 0)
        chances = np.where(weighted, share / np.where(weighted, potential, 1.0), even)
        trials = trials_of(k) if at else 1
        picks = _pick(chances, generators, np.where(weighted[:, 0], trials, 1))
        if by_distance:
            shares = np.minimum(share[:, None], _squares(columns, X[picks]))
            best = shares.sum(axis=2).argmin(axis=1)
            share = shares[np.arange(len(seeds)), best]
            picks = np.take_along_axis(picks, best[:, None], axis=1)
        rows[:, at] = picks[:, 0]
    return rows


def _even_chances(shape: tuple[int, int], taken: Array) -> Array:
    even = np.ones(shape)
    np.put_along_axis(even, taken, 0.0, axis=1)
    return np.asarray(even / np.maximum(even.sum(axis=1, keepdims=True), 1.0))


def _pick(chances: Array, generators: list[np.random.Generator], trials: Array) -> Array:
    """Rows (r, t) where the cumulative chances (r, n) pass t draws; a lone draw fills its line."""
    total = np.cumsum(chances, axis=1)
    picks = np.empty((len(chances), int(trials.max())), dtype=np.intp)
    for restart, (generator, count) in enumerate(zip(generators, trials.tolist(), strict=True)):
        found = np.searchsorted(total[restart], generator.random(count), side="right")
        late = found == chances.shape[1]
        if late.any():
            found[late] = np.flatnonzero(chances[restart])[-1]
        picks[restart] = found
    return picks


def _squares(columns: Array, places: Array) -> Array:
    """Squared distances (..., n) from every place (..., d) to every point, by direct differences.

    ``columns`` is (d, n): the points, one line of memory for each coordinate.
    """
    total = np.square(columns[0] - places[..., 0, None])
    for column, values in enumerate(columns[1:], start=1):
        gap = values - places[..., column, None]
        total += np.square(gap, out=gap)
    return np.asarray(total)


def _nearest(columns: Array, centroids: Array) -> Array:
    """Nearest centroid of every point in every run (r, n); a tie goes to the lower number."""
    least = _squares(columns, centroids[:, 0])
    nearest = np.zeros(least.shape, dtype=np.intp)
    for cluster in range(1, centroids.shape[1]):
        squares = _squares(columns, centroids[:, cluster])
        np.copyto(nearest, cluster, where=squares < least)
        np.minimum(least, squares, out=least)
    return nearest


def settle(
    X: Array, starts: Array, between: Callable[[int], object] | None = None
) -> tuple[Array, Array, Array]:
    """Run Lloyd's algorithm from every start (r, k, d) until no point changes cluster.

    With many points only the best run goes all the way; the others stop when their centroids move
    by less than a hundredth of the spread, as scikit-learn does by default. ``between`` is told how many
    runs have ended, before every block of runs or, with many points, every iteration; it may raise.

    Returns
    -------
    costs : array of shape (r,), WCSS
    centroids : array of shape (r, k, d)
    labels : array of shape (r, n)
        An empty cluster keeps its centroid; a tie goes to the lower cluster.
    """
    runs, k, _ = starts.shape
    if len(X) * k >= ALONE:
        return _settle_apart(X, starts, between)
    size = max(1, BLOCK // (len(X) * k))
    found = []
    for first in range(0, runs, size):
        if between:
            between(first)
        found.append(_settle_together(X, starts[first : first + size]))
    costs, centroids, labels = zip(*found, strict=True)
    return np.concatenate(costs), np.concatenate(centroids), np.concatenate(labels)


def tolerance(n: int, k: int) -> float:
    """Relative difference up to which final costs of ``settle`` count as the same optimum.

    The one answer to "did these two starts end in the same place?" for n points and k clusters.
    """
    return SAME if n * k < ALONE else NEARLY_SAME


def _settle_apart(
    X: Array, starts: Array, between: Callable[[int], object] | None
) -> tuple[Array, Array, Array]:
    work = work_on(X, starts.shape[1], EUCLIDEAN, "keep")
    near_enough = NEAR * float(X.var(axis=0).mean())
    found = [
        _settle_one(work, start, near_enough, between and partial(between, done))
        for done, start in enumerate(starts)
    ]
    best = int(np.argmin([cost for cost, _, _ in found]))
    found[best] = _settle_one(work, found[best][1], 0.0, between and partial(between, len(starts)))
    costs, centroids, labels = zip(*found, strict=True)
    return np.array(costs), np.array(centroids), np.array(labels)


def _settle_one(
    work: Work, centroids: Array, near_enough: float, between: Callable[[], object] | None
) -> tuple[float, Array, Array]:
    labels = np.empty(0, dtype=int)
    for _ in range(MAX_ITER):
        if between:
            between()
        nearest, _ = work.assign(centroids)
        if np.array_equal(nearest, labels):
            break
        labels, before = nearest, centroids
        centroids = work.update(before, labels)[0]
        if np.square(centroids - before).sum() < near_enough:
            break
    return float(EUCLIDEAN.own_shares(work.X, centroids, labels).sum()), centroids, labels


def _settle_together(X: Array, starts: Array) -> tuple[Array, Array, Array]:
    work = Work(X, starts.shape[1], EUCLIDEAN, "keep")
    points, centroids = work.shifted, starts - work.origin
    columns = np.ascontiguousarray(points.T)
    labels = np.full((len(starts), len(X)), -1)
    active = np.arange(len(starts))
    for _ in range(MAX_ITER):
        nearest = _nearest(columns, centroids[active])
        moved = (nearest != labels[active]).any(axis=1)
        active, nearest = active[moved], nearest[moved]
        if not len(active):
            break
        labels[active] = nearest
        centroids[active] = _means(columns, nearest, centroids[active])
    costs = np.zeros(len(starts))
    for column, values in enumerate(columns):
        own = np.take_along_axis(centroids[:, :, column], labels, axis=1)
        costs += np.square(values - own).sum(axis=1)
    return costs, centroids + work.origin, labels


def _means(columns: Array, labels: Array, centroids: Array) -> Array:
    runs, k, _ = centroids.shape
    bins = (labels + k * np.arange(runs)[:, None]).ravel()
    counts = np.bincount(bins, minlength=runs * k).reshape(runs, k)
    means = centroids.copy()
    for column, values in enumerate(columns):
        weights = np.broadcast_to(values, labels.shape).ravel()
        sums = np.bincount(bins, weights=weights, minlength=runs * k).reshape(runs, k)
        np.divide(sums, counts, out=means[:, :, column], where=counts > 0)
    return means


def compare_starts(
    X: Array,
    k: int,
    runs: int,
    rng: np.random.Generator,
    progress: Callable[[int, int], object] | None = None,
) -> dict[str, Array]:
    """Final costs (runs,) of ``runs`` restarts from each seeding that draws rows, the least careful first.

    ``progress(done, total)`` counts the runs of all seedings together; it may raise.
    """
    names, results = list(drawn_at_once()), {}
    for number, init in enumerate(names):

        def between(done: int, before: int = number * runs) -> None:
            if progress:
                progress(before + done, len(names) * runs)

        seeds = rng.integers(2**32, size=runs).tolist()
        results[init] = settle(X, X[draw_rows(X, k, seeds, init)], between)[0]
    return results
