"""What a cost is made of: every sum that the page shows is one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import points

import kviz
from kviz.engine.cost.decomposition import decompose
from kviz.engine.cost.descent import descent
from kviz.engine.geometry import EUCLIDEAN, MANHATTAN


def test_the_parts_by_hand():
    """A has (0, 0) and (4, 0) with its mean at (2, 0); its centroid is at (1, 0). B is one point."""
    X = np.array([[0.0, 0.0], [4.0, 0.0], [8.0, 0.0]])
    parts = decompose(X, np.array([0, 0, 1]), np.array([[1.0, 0.0], [8.0, 0.0]]))

    assert parts.shares.tolist() == [1.0, 9.0, 0.0]
    assert parts.clusters.tolist() == [10.0, 0.0]
    assert (parts.within, parts.extra) == (8.0, 2.0)
    assert (parts.total, parts.between) == (32.0, 24.0)


@given(points(), st.integers(1, 4), st.integers(0, 99))
def test_total_is_within_plus_between_and_the_cost_within_plus_extra(X, k, seed):
    trace = kviz.run(X, k=min(k, len(X)), init="random", rng=seed)
    for step in trace:
        if step.labels.min() >= 0:
            parts = decompose(trace.X, step.labels, step.centroids)
            scale = max(parts.total, parts.cost, 1e-12)
            assert parts.within + parts.between == pytest.approx(parts.total, abs=1e-9 * scale)
            assert parts.within + parts.extra == pytest.approx(step.cost, abs=1e-9 * scale)
            assert parts.shares.sum() == pytest.approx(step.cost, abs=1e-9 * scale)


def test_with_manhattan_distance_there_is_no_between():
    trace = kviz.run(kviz.datasets["tutorial"](), k=2, metric="manhattan", rng=0)
    parts = decompose(trace.X, trace[3].labels, trace[3].centroids, MANHATTAN)
    assert parts.total is None and parts.between is None
    assert parts.cost == pytest.approx(trace[3].cost)


@pytest.mark.parametrize("geometry", [EUCLIDEAN, MANHATTAN], ids=lambda g: g.name)
@pytest.mark.parametrize("cluster", [None, 0, 2])
def test_the_cost_for_fixed_clusters_lies_over_the_true_cost_and_touches_it(geometry, cluster):
    trace = kviz.run(kviz.datasets["blobs"](), k=3, init="random", metric=geometry.name, rng=3)
    for i, step in enumerate(trace):
        found = descent(trace, i, cluster)
        if found is None:
            continue
        before, after = (int(np.argmin(abs(found.places - t))) for t in (0, 1))
        assert (found.fixed >= found.true * (1 - 1e-12)).all()
        assert (
            found.fixed[before] == pytest.approx(found.true[before]) == pytest.approx(trace[found.step].cost)
        )
        assert found.fixed.argmin() == after or geometry is MANHATTAN
        assert found.fixed[after] == pytest.approx(found.fixed.min())
        if cluster is None and step.phase == "update":
            assert (found.step, found.at) == (i - 1, 1.0)
            assert found.fixed[after] == pytest.approx(step.cost)


def test_with_squared_distances_the_curve_is_a_parabola():
    trace = kviz.run(kviz.datasets["blobs"](), k=3, init="random", rng=3)
    found = descent(trace, 3)
    assert np.diff(found.fixed, n=3) == pytest.approx(0, abs=1e-7)
    assert (np.diff(found.fixed, n=2) > 0).all()


def test_before_the_first_assignment_and_where_nothing_moves_there_is_no_curve():
    trace = kviz.run([[0.0, 0.0], [4.0, 0.0]], k=2, init=[[0.0, 0.0], [4.0, 0.0]])
    assert [descent(trace, i) for i in range(len(trace))] == [None] * len(trace)
