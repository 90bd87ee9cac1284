"""Runs small enough to be worked out on paper."""

import pickle
from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kviz

SQUARE = [[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]]


def steps(X, start, **options):
    return list(kviz.kmeans(X, k=len(start), init=start, **options))


def test_four_points_take_two_rounds_by_hand():
    """From (0, 0) and (0, 2) the rows separate; the run is done when they do not change again."""
    seed_a, seed_b, assign, update, end = steps(SQUARE, [[0.0, 0.0], [0.0, 2.0]])

    assert [seed_a.chosen, seed_b.chosen] == [0, 1]
    assert (seed_a.cost, seed_b.cost) == (4 + 100 + 104, 100 + 100)
    assert assign.labels.tolist() == [0, 1, 0, 1]
    assert assign.changed.tolist() == [0, 1, 2, 3]
    assert assign.cost == 200
    assert update.centroids.tolist() == [[5.0, 0.0], [5.0, 2.0]]
    assert update.previous.tolist() == [[0.0, 0.0], [0.0, 2.0]]
    assert update.shift.tolist() == [5.0, 5.0]
    assert update.cost == 100
    assert (end.phase, end.iteration, end.reason) == ("converged", 2, "no point changed cluster")
    assert end.labels.tolist() == [0, 1, 0, 1]


def test_a_point_that_is_nearer_to_the_new_centroid_moves_over():
    """0 | 1, 5, 6 → means 0 and 4, so 1 comes over; then 0, 1 | 5, 6 rests."""
    run = steps([[0.0], [1.0], [5.0], [6.0]], [[0.0], [1.0]])

    assert [s.labels.tolist() for s in run if s.phase == "assign"] == [[0, 1, 1, 1], [0, 0, 1, 1]]
    assert [s.centroids.ravel().tolist() for s in run if s.phase == "update"] == [[0.0, 4.0], [0.5, 5.5]]
    assert [s.changed.tolist() for s in run if s.phase == "assign"] == [[0, 1, 2, 3], [1]]
    assert [s.cost for s in run if s.phase in ("assign", "update")] == [41.0, 14.0, 6.0, 1.0]
    assert run[-1].iteration == 3


def test_manhattan_takes_the_median_and_counts_absolute_gaps():
    """The median of 0, 1 and 10 is 1: an outlier does not pull it."""
    run = steps([[0.0], [1.0], [10.0]], [[2.0]], metric="manhattan")

    assert [s.cost for s in run] == [11.0, 11.0, 10.0, 10.0]
    assert run[-1].centroids.tolist() == [[1.0]]


def test_an_empty_cluster_keeps_its_centroid():
    """Nobody is nearest to (9, 9), so it waits where it is, and the run says so."""
    run = steps([[0.0, 0.0], [0.0, 2.0]], [[0.0, 1.0], [9.0, 9.0]])

    assert run[-1].labels.tolist() == [0, 0]
    assert run[-1].centroids.tolist() == [[0.0, 1.0], [9.0, 9.0]]
    update = next(s for s in run if s.phase == "update")
    assert update.empty.tolist() == [1]
    assert update.events == (("empty", {"case": "kept", "n": 1, "clusters": (1,)}),)


def test_an_empty_cluster_takes_the_point_farthest_from_its_centroid():
    """10 is farthest from 0, so it becomes B, and A is the mean of the rest."""
    run = steps([[0.0], [1.0], [10.0]], [[0.0], [99.0]], on_empty="farthest")
    update = next(s for s in run if s.phase == "update")

    assert update.centroids.tolist() == [[0.5], [10.0]]
    assert update.labels.tolist() == [0, 0, 1]
    assert update.cost == 0.5
    assert update.empty.tolist() == [1], "announced in the step, though it is filled by then"
    assert update.events == (("moved", {"case": "first", "point": 2, "cluster": 1, "source": 0}),)
    assert run[-1].labels.tolist() == [0, 0, 1]


def test_a_cluster_that_loses_its_only_point_says_so():
    """B is empty and takes 10, the only point of A."""
    run = steps([[10.0], [1.0], [2.0]], [[5.9], [99.0], [1.5]], on_empty="farthest")
    update = next(s for s in run if s.phase == "update")

    assert [event[1]["case"] for event in update.events] == ["first", "lost"]
    assert update.events[1] == ("empty", {"case": "lost", "n": 1, "clusters": (0,)})


@settings(deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["box", "random", "k-means++"]))
def test_copies_of_a_point_do_not_go_back_and_forth_for_ever(seed, init):
    """A centroid is off its copies by rounding only, which is not a reason to give one away."""
    rng = np.random.default_rng(seed)
    places = rng.normal(size=(rng.integers(1, 5), 2)) * 10.0 ** rng.integers(-3, 4) + rng.choice(
        [0, 100, 1e6]
    )
    X = places[rng.integers(0, len(places), 30)]

    assert kviz.run(X, k=6, init=init, rng=seed, on_empty="farthest", max_iter=40).converged


def test_the_facts_of_an_event_cannot_be_changed():
    event = steps([[0.0], [1.0], [2.0]], [[2.0], [0.0]])[2].events[0]

    with pytest.raises(TypeError, match="cannot be changed"):
        event.numbers["n"] = 2
    assert pickle.loads(pickle.dumps(event)) == event


def test_equally_good_candidates_are_a_tie():
    """Wherever the first of three points in a row is, the two others leave a sum of 1."""
    runs = [kviz.run([[-1.0], [0.0], [1.0]], 2, init="greedy-k-means++", rng=seed) for seed in range(20)]
    different = [trace[1] for trace in runs if len(set(trace[1].candidates)) == 2]

    assert different
    for step in different:
        points = step.candidates
        assert step.events == (
            ("tie", {"case": "candidates", "n": 2, "points": points, "point": step.chosen}),
        )


def test_several_empty_clusters_take_the_farthest_points_in_order():
    """The farthest goes to the first empty cluster, the next to the next."""
    run = steps([[0.0], [1.0], [7.0], [-9.0]], [[0.0], [50.0], [60.0]], on_empty="farthest")
    update = next(s for s in run if s.phase == "update")

    assert update.labels.tolist() == [0, 0, 2, 1]
    assert update.centroids.tolist() == [[0.5], [-9.0], [7.0]]


def test_a_tie_goes_to_the_lower_number_and_is_reported():
    """1 lies in the middle of 0 and 2."""
    assign = steps([[0.0], [1.0], [2.0]], [[2.0], [0.0]])[2]

    assert assign.labels.tolist() == [1, 0, 0]
    told = {"case": "points", "n": 1, "point": 1, "clusters": (0, 1), "cluster": 0, "later": 0}
    assert assign.events == (("tie", told),)


def test_a_tie_that_only_rounding_decides_is_reported_as_well():
    """0.1 + 0.2 is a hair above the middle of 0 and 0.6, which nobody can see."""
    assign = steps([[0.1 + 0.2]], [[0.6]], metric="euclidean")[1]
    assert assign.events == ()

    assign = steps([[0.1 + 0.2], [0.0]], [[0.0], [0.6]])[2]

    assert assign.labels.tolist() == [1, 0]
    told = {"case": "points", "n": 1, "point": 0, "clusters": (0, 1), "cluster": 1, "later": 1}
    assert assign.events == (("tie", told),)


def test_the_cap_is_said_and_the_last_labels_are_the_nearest():
    """As scikit-learn does, labels are assigned once more where a run is cut off."""
    trace = kviz.run([[0.0], [1.0], [5.0], [6.0]], k=2, init=[[0.0], [1.0]], max_iter=1)

    assert (trace[-1].phase, trace[-1].iteration, trace[-1].reason) == ("stopped", 1, "max_iter reached")
    assert trace.labels.tolist() == [0, 0, 1, 1]
    assert trace[-1].events == (("cap", {"case": "iterations", "limit": 1, "n": 1}),)
    assert not trace.converged


@pytest.mark.parametrize("init", ["k-means++", "greedy-k-means++", "farthest-first", "random"])
def test_as_many_clusters_as_points_leave_nothing_to_pay(init):
    """k = n: every point is its own centroid, and no centroid has to move."""
    trace = kviz.run(SQUARE, k=4, init=init, rng=1)

    assert trace.cost == 0
    assert trace.n_iter == 1
    assert sorted(trace.labels.tolist()) == [0, 1, 2, 3]


def test_one_point_and_one_cluster():
    trace = kviz.run([[3.0, 4.0]], k=1, rng=0)

    assert trace.centroids.tolist() == [[3.0, 4.0]]
    assert (trace.cost, trace.converged) == (0.0, True)


def test_one_cluster_settles_on_the_mean():
    trace = kviz.run(SQUARE, k=1, rng=0)

    assert trace.centroids.tolist() == [[5.0, 1.0]]
    assert trace.cost == 104


@pytest.mark.parametrize("init", ["k-means++", "greedy-k-means++", "farthest-first", "random", "box"])
@pytest.mark.parametrize("on_empty", ["keep", "farthest"])
def test_fewer_distinct_points_than_clusters_run_and_say_so(init, on_empty):
    """Two places for three clusters: ΣD² becomes 0, and nothing is divided by it."""
    trace = kviz.run([[1.0, 1.0], [1.0, 1.0], [2.0, 2.0]], k=3, init=init, rng=0, on_empty=on_empty)

    assert trace.converged
    assert np.isfinite(trace.centroids).all()
    assert trace.cost == 0
    for step in trace[:3]:
        assert step.probabilities is None or step.probabilities.sum() == pytest.approx(1)
    assert ("duplicate", {"case": "scarce", "n": 2, "k": 3}) in trace[0].events


def test_a_mean_off_by_rounding_is_no_rise():
    """The mean of three times 341.9688 is not 341.9688 in float64, which costs 1e-26 and means nothing."""
    trace = kviz.run([[0.0], [341.9688], [341.9688], [341.9688]], k=2, init=[[0.0], [341.9688]])

    assert trace.costs.tolist()[1:] == [0.0] * (len(trace) - 1)


@pytest.mark.parametrize("d", [1, 2, 50])
def test_any_number_of_columns_and_a_constant_one(d):
    X = np.random.default_rng(d).normal(size=(40, d))
    X[:, -1] = 7.5

    trace = kviz.run(X, k=3, rng=0)

    assert trace.converged
    assert trace.centroids.shape == (3, d)
    assert trace.centroids[:, -1].tolist() == [7.5] * 3


def test_means_of_many_points_far_from_zero_are_right_to_the_last_digit():
    """20,000 sums around 10⁸ would lose eight digits; around the middle of the data they lose none."""
    X = np.random.default_rng(1).normal(size=(20_000, 1)) + 1e8

    centroid = kviz.run(X, k=1, rng=0).centroids[0, 0]

    assert abs(centroid - fsum(X[:, 0]) / len(X)) <= np.spacing(1e8)


def test_groups_with_unit_spread_at_a_hundred_million_are_told_apart():
    """Each label is the nearest centroid in exact arithmetic, and the centroids are exact means."""
    near_zero = np.random.default_rng(0).integers(0, 64, size=(500, 2)) / 16
    near_zero[250:] += 2.0
    for offset in (1e8, -1e8):
        trace = kviz.run(near_zero + offset, k=2, init=near_zero[[0, -1]] + offset)
        plain = kviz.run(near_zero, k=2, init=near_zero[[0, -1]])

        assert (trace.labels == plain.labels).all()
        assert trace.centroids - offset == pytest.approx(plain.centroids, abs=2e-8)
        assert trace.cost == pytest.approx(plain.cost, rel=1e-9)


def test_a_tie_in_the_last_assignment_is_reported():
    """0, 4 | 6 → means 2 and 6, and 4 lies half-way: it stays with A, which is not a change but is a tie."""
    *_, update, end = steps([[0.0], [4.0], [6.0]], [[3.0], [7.0]])

    assert update.centroids.tolist() == [[2.0], [6.0]]
    assert (end.phase, end.iteration, end.labels.tolist()) == ("converged", 2, [0, 0, 1])
    assert [(kind, facts["point"], facts["clusters"]) for kind, facts in end.events] == [("tie", 1, (0, 1))]
