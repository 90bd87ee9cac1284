"""k-means as a stream of steps: this is the page to read."""

from collections.abc import Generator, Iterable
from typing import Any, Never

import numpy as np

from kviz.data.points import Array, as_points, frozen
from kviz.engine import events
from kviz.engine.arguments import cluster_count, generator, iteration_limit, one_of, plain, refuse_foreign
from kviz.engine.fast_phases import work_on
from kviz.engine.geometry import EUCLIDEAN, GEOMETRIES, Geometry
from kviz.engine.parity import stands_still
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
    points = as_points(X)
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
    return Steps(lloyd(points, seeds, geometry, max_iter, on_empty), points, geometry, settings)


def lloyd(
    points: Array,
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
    work = work_on(points, len(centroids), geometry, on_empty)
    before, members = None, labels

    for iteration in range(1, max_iter + 1):
        # assign: every point joins its nearest centroid
        nearest, tied = work.assign(centroids)
        changed, done = np.flatnonzero(nearest != members), np.array_equal(nearest, labels)
        said = events.of_assignment(points, centroids, tied, nearest, geometry)
        labels = nearest
        if len(changed) or not done:
            cost = work.cost(centroids, labels, cost)
            yield Assign(iteration, centroids, labels, cost, frozen(changed.astype(np.int32)), events=said)
            said = ()
        if done:  # a point that filled an empty cluster may still have gone back, to a centroid equally near
            yield Converged(iteration, centroids, labels, cost, events=said)
            return

        # update: every centroid moves to the middle of its cluster; an empty one may take a point
        previous, empty = centroids, work.empty(labels)
        centroids, members, moved = work.update(previous, labels)
        cost = work.cost(centroids, members, cost)
        shift = np.sqrt(((centroids - previous) ** 2).sum(axis=1))
        said = events.of_update(work.empty(members), moved, labels, members, on_empty == "farthest")
        yield Update(iteration, centroids, members, cost, previous, frozen(empty), frozen(shift), events=said)

        # where no centroid moved, the next assignment would change nothing
        if not shift.any() and stands_still(points, previous, before, labels, geometry):
            yield Converged(iteration, centroids, members, cost)
            return
        before = labels, moved

    nearest, tied = work.assign(centroids)
    cap = events.of_cap(iteration, int((nearest != members).sum()), np.array_equal(nearest, labels))
    said = (*cap, *events.of_assignment(points, centroids, tied, nearest, geometry))
    yield Stopped(iteration, centroids, nearest, work.cost(centroids, nearest, cost), events=said)
