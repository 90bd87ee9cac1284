"""Agreement with scikit-learn from the same start."""

import copy
import pickle
import warnings

import numpy as np
import pytest
from sklearn import cluster
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris, make_blobs
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import kviz


def problem(seed):
    """Random data, random start; every third start is not one of data points, so that clusters empty."""
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(5, 250)), int(rng.integers(1, 6))
    k = int(rng.integers(1, min(n, 12) + 1))
    X = rng.normal(size=(n, d)) + rng.integers(0, 4, size=(n, 1)) * rng.normal(size=d) * 3
    if seed % 3:
        return X, X[rng.choice(n, k, replace=False)]
    return X, X.min(axis=0) + rng.random((k, d)) * np.ptp(X, axis=0)


def oracle(X, start, max_iter=300):
    """scikit-learn's Lloyd; a warning about fewer clusters than asked for is not news here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = cluster.KMeans(len(start), init=start, n_init=1, tol=0, algorithm="lloyd", max_iter=max_iter)
        return model.fit(X)


@pytest.mark.parametrize("block", range(5))
def test_labels_iterations_centroids_and_cost_are_those_of_scikit_learn(block):
    """All four, over 300 problems; a third of them relocate empty clusters."""
    relocated = 0
    for seed in range(60 * block, 60 * block + 60):
        X, start = problem(seed)
        trace = kviz.run(X, len(start), init=start, on_empty="farthest")
        kinds = {kind for step in trace for kind, _ in step.events}
        relocated += "moved" in kinds
        model = oracle(X, start)

        assert trace.labels.tolist() == model.labels_.tolist(), seed
        assert trace.n_iter == model.n_iter_, seed
        scale = np.abs(X).max()
        assert trace.centroids == pytest.approx(model.cluster_centers_, rel=1e-9, abs=1e-9 * scale), seed
        assert trace.cost == pytest.approx(model.inertia_, rel=1e-9, abs=1e-12 * scale), seed
    assert relocated >= 3


def test_a_cluster_that_its_only_point_leaves_keeps_its_centroid():
    """C takes 10, the farthest point, away from B, where it was alone: B waits at 6 for the next update.

    Here scikit-learn puts B where the biggest cluster is, or, where that one has a later number, at its
    sum that was never divided; no rule of k-means says so. It matters in one random problem of 700.
    """
    X, start = np.array([[0.0], [1.0], [10.0]]), np.array([[0.5], [6.0], [100.0]])
    first, second = [
        step for step in kviz.kmeans(X, 3, init=start, on_empty="farthest") if step.phase == "update"
    ][:2]

    assert first.empty.tolist() == [2]
    assert first.labels.tolist() == [0, 0, 2]
    assert first.centroids.tolist() == [[0.5], [6.0], [10.0]]
    assert [kind for kind, _ in first.events] == ["moved", "empty"]
    assert oracle(X, start, max_iter=1).cluster_centers_.tolist() == [[0.5], [0.5], [10.0]]
    assert second.empty.tolist() == [1]
    assert sorted(second.centroids.ravel()) == [0.0, 1.0, 10.0]


@pytest.mark.parametrize("max_iter", [1, 2, 5])
def test_a_run_that_is_cut_off_ends_where_scikit_learn_ends(max_iter):
    for seed in range(20):
        X, start = problem(3 * seed + 1)
        trace = kviz.run(X, len(start), init=start, max_iter=max_iter)
        model = oracle(X, start, max_iter)

        assert trace.n_iter == model.n_iter_
        assert trace.labels.tolist() == model.labels_.tolist()
        assert trace.cost == pytest.approx(model.inertia_)


def test_a_start_that_is_already_the_end_takes_as_many_iterations():
    """From converged centroids scikit-learn looks once or twice, by its own rounding, and so do we."""
    for seed in range(40):
        X, start = problem(3 * seed + 1)
        start = kviz.run(X, len(start), init=start).centroids

        assert kviz.run(X, len(start), init=start).n_iter == oracle(X, start).n_iter_


@pytest.mark.parametrize("name", ["iris", "wine"])
def test_known_tables_agree(name):
    from sklearn import datasets

    X = getattr(datasets, f"load_{name}")().data
    for seed in range(10):
        start = X[np.random.default_rng(seed).choice(len(X), 3, replace=False)]
        trace, model = kviz.run(X, 3, init=start, on_empty="farthest"), oracle(X, start)

        assert (trace.labels == model.labels_).all()
        assert trace.n_iter == model.n_iter_
        assert trace.cost == pytest.approx(model.inertia_, rel=1e-9)


@pytest.mark.parametrize(
    ("wrong", "way"),
    [
        (lambda: kviz.run(make_pipeline(StandardScaler(), KMeans(2)), 2), "give what it returns"),
        (lambda: kviz.run(StandardScaler, 2), "the class StandardScaler, not points"),
        (lambda: kviz.run(load_iris(), 2), r"X\['data'\]"),
        (lambda: kviz.run(make_blobs(10), 2), r"points and labels, as make_blobs returns them; give X\[0\]"),
        (
            lambda: kviz.run([[0.0], [1.0]], 2, rng=np.random.RandomState(0)),
            "numpy.random.Generator, for",
        ),
        (lambda: kviz.run([[0.0], [1.0]], 2, random_state=np.random.RandomState(0)), "use rng=0"),
        (lambda: kviz.elbow([[0.0], [1.0]], n_clusters=2), r"use ks=range\(1, 11\)"),
        (lambda: kviz.elbow([[0.0], [1.0]], random_state=3), "use rng=3"),
        (lambda: kviz.explore([[0.0], [1.0]], n_clusters=2), "use k=2"),
        (lambda: kviz.segment(b"a,b\n1,2.5\n3,3\n", random_state=1), "use seed=1"),
        (lambda: kviz.run([[0.0], [1.0]], 2).inertia_, r"trace\.cost"),
        (lambda: kviz.run([[0.0], [1.0]], 2).cluster_centers_, r"trace\.centroids"),
        (lambda: kviz.KMeans(n_clusters=2), r"kviz\.run\(X, k=3\)"),
    ],
)
def test_what_belongs_to_scikit_learn_is_answered_with_the_way(wrong, way):
    with pytest.raises((TypeError, ValueError, AttributeError), match=way):
        wrong()


def test_a_run_can_still_be_copied_and_pickled():
    """What answers to unknown names must not answer to a copy that is not filled yet."""
    trace = kviz.run([[0.0], [1.0], [8.0]], 2, rng=0)

    assert copy.deepcopy(trace) == trace
    assert pickle.loads(pickle.dumps(trace)) == trace
    assert not hasattr(trace, "inertia_")
