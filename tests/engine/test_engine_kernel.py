"""The fast kernel does exactly what the plain way does."""

import numpy as np
import pytest

import kviz
from kviz.data.points import as_points
from kviz.engine import fast_phases
from kviz.engine.fast_phases import Kernel, work_on
from kviz.engine.geometry import EUCLIDEAN, MANHATTAN
from kviz.engine.phases import Work

LAYOUTS = {
    "cloud": lambda rng, X: X,
    "far away": lambda rng, X: X + 1e8,
    "two far groups": lambda rng, X: np.where(rng.random((len(X), 1)) < 0.5, 1e8, -1e8) + X,
    "grid full of ties": lambda rng, X: np.round(X),
    "one outlier": lambda rng, X: np.vstack([X[1:], X[:1] + 1e6]),
    "tiny": lambda rng, X: X * 1e-120,
    "huge": lambda rng, X: X * 1e120,
    "twins": lambda rng, X: np.repeat(X[: len(X) // 50], 50, axis=0),
    "decimals": lambda rng, X: np.round(X, 1) * 0.1,
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("d", [1, 2, 3, 7])
@pytest.mark.parametrize("chunk", [16384, 300])
def test_labels_ties_centroids_and_costs_are_equal(layout, d, chunk, monkeypatch):
    """Labels and ties to the last one, sums and costs to rounding, round after round.

    Small blocks of neighbours leave out most of the 40 centroids, and must not leave out a winner.
    """
    monkeypatch.setattr(fast_phases, "CHUNK", chunk)
    for seed, k in enumerate([2, 7, 40]):
        rng = np.random.default_rng(seed)
        X = as_points(LAYOUTS[layout](rng, rng.normal(size=(6000, d))))
        centroids = X[rng.integers(0, len(X), k)]
        plain, fast = Work(X, k, EUCLIDEAN, "keep"), Kernel(X, k, EUCLIDEAN, "keep")
        for _ in range(4):
            (labels, tied), (quick, quick_tied) = plain.assign(centroids), fast.assign(centroids)
            assert np.array_equal(quick, labels)
            assert quick.dtype == labels.dtype
            assert np.array_equal(quick_tied, tied)
            cost = plain.cost(centroids, labels, np.inf)
            assert fast.cost(centroids, quick, np.inf) == pytest.approx(cost, rel=1e-10)
            assert np.array_equal(fast.empty(quick), plain.empty(labels))
            moved, _, _ = fast.update(centroids, quick)
            centroids, _, _ = plain.update(centroids, labels)
            assert moved == pytest.approx(centroids, rel=1e-12, abs=1e-12 * np.ptp(X, axis=0).max())


def test_blocks_of_neighbours_leave_far_centroids_out(monkeypatch):
    monkeypatch.setattr(fast_phases, "CHUNK", 100)
    X = as_points(np.random.default_rng(0).random((6000, 2)))
    fast = Kernel(X, 40, EUCLIDEAN, "keep")
    scaled = (X[:40] - fast.origin - fast.centre) * fast.scale

    kept = [len(fast.within_reach(number, scaled, 1.0)) for number in range(60)]

    assert np.mean(kept) < 20
    assert sorted(fast.order.tolist()) == list(range(6000))
    assert Kernel(X, 5, EUCLIDEAN, "keep").order is None, "with few clusters there is nothing to leave out"


def test_more_than_255_clusters_are_counted_right():
    rng = np.random.default_rng(1)
    X = as_points(rng.normal(size=(3000, 2)))
    for k in (255, 256, 300):
        plain, fast = Work(X, k, EUCLIDEAN, "keep"), Kernel(X, k, EUCLIDEAN, "keep")
        assert np.array_equal(fast.assign(X[:k])[0], plain.assign(X[:k])[0])


def test_a_centroid_beyond_single_precision_is_decided_in_double():
    X = as_points(np.random.default_rng(0).normal(size=(100, 2)))
    start = as_points([[0.0, 0.0], [1e140, 0.0], [1.0, 1.0]])

    assert np.array_equal(
        Kernel(X, 3, EUCLIDEAN, "keep").assign(start)[0], Work(X, 3, EUCLIDEAN, "keep").assign(start)[0]
    )


@pytest.mark.parametrize("on_empty", ["keep", "farthest"])
@pytest.mark.parametrize("init", ["k-means++", "box"])
def test_whole_runs_are_equal(init, on_empty, monkeypatch):
    X = np.random.default_rng(9).normal(size=(8000, 2))
    options = {"k": 12, "init": init, "rng": 3, "on_empty": on_empty}

    fast = kviz.run(X, **options)
    monkeypatch.setattr(fast_phases, "SMALL", np.inf)
    plain = kviz.run(X, **options)

    assert isinstance(work_on(fast.X, 12, EUCLIDEAN, "keep"), Work)
    assert [s.labels.tobytes() for s in fast] == [s.labels.tobytes() for s in plain]
    assert fast.costs == pytest.approx(plain.costs, rel=1e-11)
    assert (np.diff(fast.costs) <= 0).all()


def test_the_kernel_takes_over_for_many_points_and_squared_distances_only():
    X = as_points(np.random.default_rng(0).normal(size=(20_000, 2)))

    assert type(work_on(X, 5, EUCLIDEAN, "keep")) is Kernel
    assert type(work_on(X, 5, MANHATTAN, "keep")) is Work
    assert type(work_on(X[:200], 5, EUCLIDEAN, "keep")) is Work


def test_a_mean_of_thousands_of_copies_does_not_seem_to_raise_the_cost():
    """Adding equal numbers errs to the same side every time: after 1,750 of them in the 14th digit."""
    rng = np.random.default_rng(26)
    X = rng.normal(size=(20, 2))[rng.integers(0, 20, 35_000)]
    trace = kviz.run(X, 40, init=X[rng.choice(len(X), 40, replace=False)], max_iter=6)

    assert len(np.unique(X, axis=0)) == 20
    assert not (np.diff(trace.costs) > 0).any()


@pytest.mark.parametrize("way", [Work, Kernel])
def test_what_is_kept_of_the_last_question_answers_no_other_one(way):
    """Changed points and empty clusters are asked for several times an iteration."""
    work = way(as_points([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]), 2, EUCLIDEAN, "keep")
    first, second, third = (np.array(labels, dtype=np.int8) for labels in ([0, 0, 0], [0, 0, 1], [1, 0, 1]))

    assert work.changed(second, first).tolist() == [2]
    assert work.changed(third, first).tolist() == [0, 2]
    assert work.changed(third, second).tolist() == [0]
    assert not work.same(third, second)
    assert work.same(third, third)
    assert [work.empty(labels).tolist() for labels in (first, second, first)] == [[1], [], [1]]
