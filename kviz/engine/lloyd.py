"""k-means as a stream of steps: this is the page to read."""

from collections.abc import Generator, Iterable
from typing import Any, Never

import numpy as np

from kviz.data.large.parts import Parts, in_parts_or_memory, is_large
from kviz.data.points import Array, as_points, frozen
from kviz.engine import events
from kviz.engine.arguments import cluster_count, generator, iteration_limit, one_of, plain, refuse_foreign
from kviz.engine.fast_phases import work_on
from kviz.engine.geometry import EUCLIDEAN, GEOMETRIES, Geometry
from kviz.engine.large.phases import LargeWork, with_exact_numbers
from kviz.engine.phases import ON_EMPTY
from kviz.engine.seeding.custom import start_from
from kviz.engine.steps import Assign, Converged, Seed, Step, Steps, Stopped, Update

ARGUMENTS = ("k", "init", "metric", "rng", "max_iter", "on_empty")


def kmeans(
    X: Any,
    k: int = 3,
    *,
    init: Any = "k-means++",
    metric: str = "euclidean",
    rng: Any = None,
    max_iter: int = 300,
    on_empty: str = "keep",
    **foreign: Never,
) -> Steps:
    """Cluster ``X`` and yield every single thing the algorithm does.

    Parameters
    ----------
    X : list, array, DataFrame or Dataset of shape (n, d)
        A dask array or data frame, and a large memory-mapped file, stay where they are and are worked on part
        by part; steps then show a random sample, and ``step.whole`` has the numbers of all points.
    k : int, 1 <= k <= n
    init : str, array of shape (k, d), fitted KMeans of scikit-learn, callable or iterator
        A name of SEEDINGS ("k-means++", "greedy-k-means++", "farthest-first", "random", "box",
        "random-partition"),
        start centroids, or ``init(X, k, rng)`` that returns start centroids or yields them one by
        one, as a row of X (an int), a position (d,) or a seed step.
    metric : "euclidean" (squared distance and mean) or "manhattan" (L1 distance and median)
    rng : None, int, numpy.random.Generator
        The same seed gives the same run on every machine.
    max_iter : int, at least 1
    on_empty : "keep" or "farthest"
        A cluster that nobody belongs to keeps its centroid, or takes the point farthest from its own.
        A cluster that loses its only point in this way keeps its centroid until the next update.

    Yields
    ------
    step : Seed (k times), then Assign and Update in turn, at last Converged or Stopped
        Immutable: its arrays are private read-only copies.

    Raises
    ------
    TypeError, ValueError
        At the call, before anything runs: what was given, what is allowed, what to do.

    Examples
    --------
    >>> import kviz
    >>> X = [[1, 2], [1, 4], [8, 8], [9, 6]]
    >>> [step.phase for step in kviz.kmeans(X, k=2, init=[[0, 0], [9, 9]])]
    ['seed', 'seed', 'assign', 'update', 'converged']
    """
    refuse_foreign(foreign, ARGUMENTS)
    points = in_parts_or_memory(X) if is_large(X) else as_points(X)
    k = cluster_count(k, len(points))
    geometry = GEOMETRIES[one_of(metric, GEOMETRIES, "metric")]
    max_iter = iteration_limit(max_iter)
    on_empty = one_of(on_empty, ON_EMPTY, "on_empty")
    random, seed = generator(rng)
    seeds, start = start_from(init, points, k, random, geometry)
    named = isinstance(start, str)
    settings = {
        "k": k,
        "init": plain(start),
        "metric": metric,
        "seed": seed if named or rng is not None else None,
        "max_iter": max_iter,
        "on_empty": on_empty,
    }
    steps = lloyd(points, seeds, geometry, max_iter, on_empty)
    if isinstance(points, Parts):
        return Steps(
            with_exact_numbers(steps, len(points)), points.sample.points, geometry, settings, points.sample
        )
    return Steps(steps, points, geometry, settings)


def phases_of(points: Array | Parts, k: int, geometry: Geometry, on_empty: str) -> Any:
    """The two phases on these points: in memory, or part by part."""
    if isinstance(points, Parts):
        return LargeWork(points, k, geometry, on_empty)
    return work_on(points, k, geometry, on_empty)


def lloyd(
    points: Array | Parts,
    seeds: Iterable[Seed],
    geometry: Geometry = EUCLIDEAN,
    max_iter: int = 300,
    on_empty: str = "keep",
) -> Generator[Step, None, None]:
    """Seed, then assign and update in turn until no point changes cluster.

    Neither phase can raise the cost: a point only ever moves to a nearer centroid, and the middle
    of a cluster is the place with the smallest cost for its members. There are finitely many ways
    to label n points, none comes twice, and so the run ends.

    References
    ----------
    S. Lloyd, "Least squares quantization in PCM", IEEE Trans. IT 28 (1982).
    """
    for step in seeds:
        yield step
    centroids, labels, cost = step.centroids, step.labels, step.cost
    work = phases_of(points, len(centroids), geometry, on_empty)
    before, members = None, labels

    for iteration in range(1, max_iter + 1):
        # assign: every point joins its nearest centroid
        nearest, tied = work.assign(centroids)
        changed, done = work.changed(nearest, members), work.same(nearest, labels)
        said = work.ties(centroids, tied, nearest)
        labels = nearest
        if len(changed) or not done:
            cost = work.cost(centroids, labels, cost)
            yield Assign(iteration, centroids, labels, cost, changed, events=said)
            said = ()
        if done:  # a point that filled an empty cluster may still have gone back, to a centroid equally near
            yield Converged(iteration, centroids, labels, cost, events=said)
            return

        # update: every centroid moves to the middle of its cluster; an empty one may take a point
        previous, empty = centroids, work.empty(labels)
        centroids, members, moved = work.update(previous, labels)
        cost = work.cost(centroids, members, cost)
        shift = np.sqrt(((centroids - previous) ** 2).sum(axis=1))
        said = work.filled(moved, labels, members)
        yield Update(iteration, centroids, members, cost, previous, frozen(empty), frozen(shift), events=said)

        # where no centroid moved, the next assignment would change nothing
        if not shift.any() and work.stands_still(previous, before, labels):
            yield Converged(iteration, centroids, members, cost)
            return
        before = labels, moved

    nearest, tied = work.assign(centroids)
    cap = events.of_cap(iteration, len(work.changed(nearest, members)), work.same(nearest, labels))
    said = (*cap, *work.ties(centroids, tied, nearest))
    yield Stopped(iteration, centroids, nearest, work.cost(centroids, nearest, cost), events=said)
