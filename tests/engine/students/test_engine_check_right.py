"""The check finds nothing in what is right, whatever way it is written."""

import lecture
import numpy as np
import pytest

import kviz

check = kviz.check

X = lecture.blobs()


@pytest.mark.parametrize(
    "steps",
    [
        lambda: lecture.kmeans(X, 3),
        lambda: lecture.kmeans(X, 3, first=False),
        lambda: lecture.kmeans(X, 3, patience=2),
        lambda: lecture.whole_rounds(X, 3),
        lambda: lecture.with_costs(X, 3, lambda gaps: (gaps**2).sum()),
        lambda: kviz.kmeans(X, 3, rng=0),
        lambda: kviz.kmeans(X, 3, rng=0, max_iter=1),
        lambda: kviz.kmeans(X, 9, init="box", rng=1),
        lambda: kviz.kmeans(X, 9, init="box", rng=1, on_empty="farthest"),
        lambda: list(kviz.run(X, 5, init="greedy-k-means++", rng=2)),
        lambda: ((labels, C.astype(np.float32)) for labels, C in lecture.kmeans(X, 3)),
    ],
)
def test_a_right_run_has_no_findings(steps):
    report = check(steps(), X)

    assert report.ok, str(report)
    assert report
    assert report.score == 1
    assert str(report).startswith("This is k-means: every rule was kept (score 1.00).")


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
@pytest.mark.parametrize("on_empty", ["keep", "farthest"])
def test_our_own_runs_have_no_findings_whatever_happens_to_empty_clusters(on_empty, metric):
    """From positions in the box clusters empty, take points and lose them again, up to k = n."""
    for seed in range(40):
        rng = np.random.default_rng(seed)
        P = rng.normal(size=(rng.integers(2, 40), rng.integers(1, 4)))
        k = len(P) if seed % 3 == 0 else int(rng.integers(1, len(P) + 1))
        trace = kviz.run(P, k, init="box", rng=seed, metric=metric, on_empty=on_empty)

        report = check(trace, P, metric=metric)
        pairs = [(step.labels, step.centroids) for step in trace if step.phase != "seed"]
        assert report.ok, (seed, str(report))
        assert check(iter(pairs), P, metric=metric).ok, seed


def test_rounding_is_no_rise():
    """Far from the origin, the mean of equal numbers may differ from them in its last digit."""
    P = 1e3 + 1e-6 * np.random.default_rng(90).integers(-3, 4, size=(52, 2))

    assert check(lecture.kmeans(P, 52), P).ok


@pytest.mark.parametrize("places", [1, 3])
def test_rounding_of_many_copies_far_away_is_no_mistake(places):
    """The cost of a run on few places is 0 or the rounding of 400 sums, and either may be claimed."""
    rng = np.random.default_rng(5)
    P = rng.normal(size=(places, 3))[rng.integers(0, places, 400)] + 1e8

    for seed in range(5):
        report = check(kviz.kmeans(P, 8, init="random", rng=seed), P)
        assert report.ok, str(report)


def test_a_manhattan_run_is_right_for_the_manhattan_metric_only():
    assert check(kviz.kmeans(X, 3, rng=0, metric="manhattan"), X, metric="manhattan").ok
    assert not check(kviz.kmeans(X, 3, rng=0, metric="manhattan"), X).ok


def test_a_tie_may_go_either_way():
    P = np.array([[0.0], [1.0], [2.0]])
    for middle in (0, 1):
        labels = np.array([0, middle, 1])
        moved = np.array([P[labels == j].mean(axis=0) for j in (0, 1)])
        steps = [(labels, P[[0, 2]]), (labels, moved)]

        assert check(iter(steps), P).ok
