"""Small numbers worked out by hand for lines that a changed sign would otherwise pass unseen."""

import numpy as np
import pytest

import kviz
from kviz.data.points import as_points
from kviz.engine import fast_phases
from kviz.engine.fast_phases import Kernel
from kviz.engine.geometry import EUCLIDEAN, MANHATTAN, strays
from kviz.engine.parity import _means

ENDS = np.array([[0.0, 0.0], [5.0, 0.0]])


@pytest.mark.parametrize(
    ("x", "label", "stray"),
    [
        (0.0, 0, False),  # on its own centroid
        (1.0, 0, False),
        (1.0, 1, True),  # 1 from A, 4 from B
        (2.2, 1, True),  # 4.84 and 7.84: nearer to A by less than a factor of two
        (2.5, 0, False),  # equally far: may be with either
        (2.5, 1, False),
        (5.0, -1, True),  # with no cluster at all
    ],
)
def test_a_stray_is_nearer_to_another_centroid_or_has_none(x, label, stray):
    assert strays(np.array([[x, 0.0]]), np.array([label]), ENDS).tolist() == [0] * stray


def test_who_is_a_stray_depends_on_the_geometry():
    """From (1.9, 0): 3.61 and 2.21 by squares, 1.9 and 2.1 by absolute values."""
    X, labels, centroids = np.array([[1.9, 0.0]]), np.array([0]), np.array([[0.0, 0.0], [3.0, 1.0]])

    assert strays(X, labels, centroids, EUCLIDEAN).tolist() == [0]
    assert strays(X, labels, centroids, MANHATTAN).tolist() == []


def test_every_column_counts_in_a_distance():
    """3 and 4 apart: 9 + 16, and 3 + 4."""
    X, centroids = np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 1.0]])

    assert EUCLIDEAN.shares(X, centroids).tolist() == [[25.0, 1.0]]
    assert MANHATTAN.shares(X, centroids).tolist() == [[7.0, 1.0]]


def test_a_point_that_fills_an_empty_cluster_is_taken_off_the_sum_of_its_old_one():
    """-4, 0, 1 and 3 were together. -4 alone leaves a sum of 4 to the three others."""
    around = np.array([[-4.0], [0.0], [1.0], [3.0]])

    means = _means(around, np.zeros(4, dtype=np.int8), np.array([0]), 2)

    assert means.tolist() == [[pytest.approx(4 / 3)], [-4.0]]


def test_a_random_row_is_the_one_where_the_drawn_number_falls():
    X = np.arange(14.0).reshape(7, 2)
    for seed in range(20):
        for step in list(kviz.kmeans(X, k=3, init="random", rng=seed))[:3]:
            assert step.chosen == np.searchsorted(step.probabilities.cumsum(), step.draw, side="right")


def test_every_coordinate_in_the_box_is_drawn_for_itself():
    """One number for both would put all start centroids on a diagonal."""
    X = np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    places = [kviz.run(X, k=1, init="box", rng=seed)[0].centroids[0] for seed in range(20)]

    assert max(abs(x - y) for x, y in places) > 0.2


@pytest.fixture
def far_groups():
    """Three groups of 6,000 points, ten apart and a thousand away from zero."""
    rng = np.random.default_rng(0)
    middles = np.array([[1000.0, 1000.0], [1010.0, 1000.0], [1000.0, 1010.0]])
    return as_points(np.vstack([middle + rng.random((6000, 2)) for middle in middles])), middles


def test_few_points_are_decided_twice(far_groups, monkeypatch):
    """The screen that is trusted for all others is what makes the fast phases fast."""
    X, middles = far_groups
    asked = []
    monkeypatch.setattr(
        fast_phases, "assign", lambda X, *rest: asked.append(len(X)) or (np.zeros(len(X), int), np.arange(0))
    )

    labels, _ = Kernel(X, 3, EUCLIDEAN, "keep").assign(middles)

    assert sum(asked) == 0
    assert np.bincount(labels).tolist() == [6000, 6000, 6000]


def test_sums_follow_the_points_that_changed(far_groups, monkeypatch):
    """Four points change cluster: four are added and taken off, the other 17,996 are not counted anew."""
    X, middles = far_groups
    work = Kernel(X, 3, EUCLIDEAN, "keep")
    labels, _ = work.assign(middles)
    before = work.middles(labels)
    counted, gather = [], work.gather
    monkeypatch.setattr(
        work, "gather", lambda labels, rows: counted.append(len(labels)) or gather(labels, rows)
    )
    other = labels.copy()
    other[:4] = 1

    after = work.middles(other)

    assert counted == [4, 4]
    assert after[0] == pytest.approx((before[0] * 6000 - (X[:4] - work.origin).sum(axis=0)) / 5996)
    assert after[2].tolist() == before[2].tolist()
    work.middles(np.roll(labels, 6000))
    assert counted[2:] == [18_000], "where most points changed, all are counted, so that errors cannot grow"
