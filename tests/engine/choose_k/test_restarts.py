"""Many runs as one array program: each is the run that it claims to be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kviz
from kviz.engine.choose_k import restarts
from kviz.engine.choose_k.restarts import compare_starts, draw_rows, draw_starts, settle
from kviz.engine.seeding.registry import SEEDINGS, drawn_at_once

SETS = ["tutorial", "customers", "old-faithful", "noise", "duplicates"]


def alone(X, k, init, seed):
    trace = kviz.run(X, k=k, init=init, rng=seed)
    return [step.chosen for step in trace if step.phase == "seed"], trace


@pytest.mark.parametrize("init", list(drawn_at_once()))
@pytest.mark.parametrize("name", SETS)
def test_every_restart_is_a_run_that_can_be_repeated_step_by_step(name, init):
    X = kviz.datasets[name]().points
    for k in (1, 2, 4):
        rows = draw_rows(X, k, range(12), init)
        costs, centroids, labels = settle(X, X[rows])
        for seed in range(12):
            chosen, trace = alone(X, k, init, seed)
            assert chosen == rows[seed].tolist()
            assert labels[seed].tolist() == trace.labels.tolist()
            assert costs[seed] == pytest.approx(trace.cost, rel=1e-12, abs=1e-12)
            assert centroids[seed] == pytest.approx(trace.centroids, rel=1e-12)


@given(st.integers(0, 2**32), st.integers(1, 6), st.integers(1, 3), st.sampled_from(sorted(drawn_at_once())))
@settings(max_examples=60, deadline=None)
def test_on_lattices_full_of_ties_and_duplicates_too(seed, k, d, init):
    X = np.random.default_rng(seed).integers(0, 3, (9, d)).astype(float)

    rows = draw_rows(X, k, [seed], init)
    _, _, labels = settle(X, X[rows])

    chosen, trace = alone(X, k, init, seed)
    assert chosen == rows[0].tolist()
    assert labels[0].tolist() == trace.labels.tolist()


def test_large_data_are_settled_one_run_at_a_time_with_the_same_result(monkeypatch):
    X = kviz.datasets["blobs"]().points
    starts = X[draw_rows(X, 3, range(6))]
    together = settle(X, starts)
    monkeypatch.setattr(restarts, "ALONE", 1)
    apart = settle(X, starts)
    assert apart[0].min() == pytest.approx(together[0].min(), rel=1e-12)
    best = int(apart[0].argmin())
    assert apart[2][best].tolist() == together[2][best].tolist()


def test_small_blocks_change_nothing(monkeypatch):
    X = kviz.datasets["customers"]().points
    rows = draw_rows(X, 4, range(20), "greedy-k-means++")
    costs = settle(X, X[rows])[0]
    monkeypatch.setattr(restarts, "BLOCK", 1000)
    assert draw_rows(X, 4, range(20), "greedy-k-means++").tolist() == rows.tolist()
    assert settle(X, X[rows])[0] == pytest.approx(costs, rel=1e-12)


def test_a_cluster_that_empties_keeps_its_centroid():
    data = kviz.datasets["empty-trap"]()
    _, centroids, labels = settle(data.points, data.start[None])
    trace = kviz.run(data, k=3, init=data.start)
    assert labels[0].tolist() == trace.labels.tolist()
    assert centroids[0] == pytest.approx(trace.centroids)


def test_data_far_from_zero_lose_no_digits():
    X = kviz.datasets["blobs"]().points
    near = settle(X, X[None, [0, 70, 130]])[0]
    far = settle(X + 1e8, (X + 1e8)[None, [0, 70, 130]])[0]
    assert far == pytest.approx(near, rel=1e-7)


def test_random_starts_find_a_worse_optimum_more_often_than_careful_ones():
    """On the synthetic customers, with room for chance: 600 starts each."""
    X = kviz.datasets["customers"]().points
    found = compare_starts(X, 5, 600, np.random.default_rng(0))
    best = min(costs.min() for costs in found.values())
    missed = {init: np.mean(costs > best * (1 + 1e-9)) for init, costs in found.items()}
    assert list(found) == ["random", "k-means++", "greedy-k-means++"]
    assert missed["random"] > missed["k-means++"] > missed["greedy-k-means++"]


def test_an_unknown_seeding_is_refused_by_name():
    with pytest.raises(ValueError, match="is unknown; init is one of"):
        draw_starts(np.eye(3), 2, [0], "farthest")


@pytest.mark.parametrize("init", SEEDINGS)
def test_every_seeding_can_be_restarted(init):
    """Start i is the one that a single run with random seed i shows step by step."""
    X = kviz.datasets["customers"]().points

    starts = draw_starts(X, 4, range(3), init)

    for seed, start in enumerate(starts):
        seeds = [step for step in kviz.run(X, 4, init=init, rng=seed) if step.phase == "seed"]
        assert start.tolist() == seeds[-1].centroids.tolist()
