"""Clusters of two runs are paired so that the most points agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

import kviz
from kviz.engine.choose_k.matching import agreeing, assign_rows, match


@given(st.integers(1, 12), st.integers(0, 10_000))
def test_no_other_pairing_costs_less(k, seed):
    costs = np.random.default_rng(seed).integers(0, 50, (k, k))
    columns = assign_rows(costs.tolist())
    assert sorted(columns) == list(range(k))
    assert costs[range(k), columns].sum() == costs[linear_sum_assignment(costs)].sum()


def test_the_same_clusters_in_another_order_are_all_found():
    X = kviz.datasets["blobs"]().points
    one = kviz.run(X, k=3, rng=0)
    start = one[2].centroids[[2, 0, 1]]
    other = kviz.run(X, k=3, init=start)
    names = match(one.labels, other.labels, 3)
    assert names == (2, 0, 1)
    assert agreeing(one.labels, other.labels, names) == len(X)


def test_points_without_a_cluster_count_for_nobody():
    labels, others = np.array([0, 0, 1, -1]), np.array([1, 1, 0, 0])
    names = match(labels, others, 2)
    assert names == (1, 0)
    assert agreeing(labels, others, names) == 3


@pytest.mark.parametrize("k", [1, 2])
def test_few_clusters(k):
    assert match(np.zeros(3, int), np.zeros(3, int), k)[0] == 0
