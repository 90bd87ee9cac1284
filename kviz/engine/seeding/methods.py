"""The seedings as functions: each takes the ground and a random generator, and yields seed after seed."""

from collections.abc import Iterator

import numpy as np

from kviz.data.points import Array
from kviz.engine import events
from kviz.engine.seeding.potential import Ground, pick
from kviz.engine.steps import Seed

ROUNDS = 5  # of k-means||, as in its paper


def plus_plus(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """k-means++: the next seed is drawn with probability D²(x) / ΣD².

    References
    ----------
    D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
    """
    for _ in range(ground.k):
        [(row, facts)] = ground.drawn([rng.random()])
        yield ground.take_row(row, **facts)


def greedy_plus_plus(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """The best of 2 + ⌊ln k⌋ draws of k-means++ per seed: what scikit-learn runs under the name k-means++.

    References
    ----------
    Arthur and Vassilvitskii 2007, last section; scikit-learn's ``kmeans_plusplus``.
    """
    trials = trials_of_greedy(ground.k)
    for seed in range(ground.k):
        many = seed > 0 and not ground.covered()
        picks = ground.drawn(rng.random(trials).tolist() if many else [rng.random()])
        rows = [row for row, _ in picks]
        potentials = ground.potentials_with(rows)
        best = int(np.argmin(potentials))
        facts = picks[best][1]
        if len(rows) > 1:
            facts |= {"candidates": tuple(rows), "potentials": tuple(potentials)}
        said = (*facts.pop("said"), *events.of_candidates(rows, potentials, best))
        yield ground.take_row(rows[best], said=said, **facts)


def trials_of_greedy(k: int) -> int:
    """How many draws greedy k-means++ compares for each seed after the first: 2 + ⌊ln k⌋."""
    return 2 + int(np.log(k))


def farthest_first(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """The next seed is the point with the largest D²: what many tutorials draw and call k-means++.

    Only the first seed is drawn, uniformly; equally far points leave the choice to the lower row.

    References
    ----------
    T. Gonzalez, "Clustering to minimize the maximum intercluster distance", TCS 38 (1985).
    """
    row, facts = ground.drawn_evenly(rng.random())
    yield ground.take_row(row, **facts)
    for _ in range(ground.k - 1):
        row, facts = ground.farthest()
        yield ground.take_row(row, **facts)


def random_rows(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """K distinct rows of the data, uniformly.

    References
    ----------
    E. Forgy, "Cluster analysis of multivariate data", Biometrics 21 (1965).
    """
    for _ in range(ground.k):
        row, facts = ground.drawn_evenly(rng.random())
        yield ground.take_row(row, **facts)


def box_positions(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """K uniform positions in the bounding box of the data: no data points, so a cluster may stay empty."""
    low, high = ground.box()
    for _ in range(ground.k):
        yield ground.take(low + rng.random(len(low)) * (high - low))


def partition_means(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """Every point gets a random cluster, at least one point in each; the middles of these are the seeds.

    All of them lie near the middle of the data: the other classic beside random data points.

    References
    ----------
    J. MacQueen, "Some methods for classification and analysis of multivariate observations", 1967.
    """
    for middle in ground.middles_of_random_clusters(rng):
        yield ground.take(middle)


def in_rounds(ground: Ground, rng: np.random.Generator) -> Iterator[Seed]:
    """k-means||: a few rounds draw many candidates at once, and the start centroids are drawn from these.

    The first start centroid is drawn from all points. In each round every point becomes a candidate by
    itself, with probability 2k·D²(x) / ΣD² to the candidates so far. A candidate then counts as often as
    there are points nearest to it, and k-means++ draws the other start centroids from the candidates.

    References
    ----------
    B. Bahmani et al., "Scalable k-means++", PVLDB 5 (2012).
    """
    row, facts = ground.drawn_evenly(rng.random())
    yield ground.take_row(row, **facts)
    rows, places = np.array([row]), np.array(ground.centroids)
    for number in range(1, ROUNDS + 1 if ground.k > 1 else 1):
        found, there, total = ground.sampled(rng, 2.0 * ground.k, places)
        if not total:
            break
        yield ground.take_round(found, there, number, places, total)
        rows, places = np.concatenate([rows, found]), np.concatenate([places, there])
    order = np.argsort(rows)
    rows, places = rows[order], places[order]
    crowds = ground.crowds(places) if ground.k > 1 else np.empty(0)
    for _ in range(ground.k - 1):
        weights = crowds * ground.geometry.shares(places, ground.centroids).min(axis=1)
        if weights.sum() > 0:
            one, draw = pick(weights / weights.sum(), rng.random())
            yield ground.take_candidate(rows, weights, one, draw)
        else:  # fewer candidates than start centroids: the rest is drawn from all points
            [(row, facts)] = ground.drawn([rng.random()])
            yield ground.take_row(row, **facts)


def given(ground: Ground, start: Array) -> Iterator[Seed]:
    """The caller's own start centroids (k, d), one after the other."""
    yield from ground.take_all(start)
