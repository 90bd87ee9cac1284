"""The elbow: the curve never rises, the bend is the largest distance, and no elbow is admitted."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from mall import INCOME, SCORE, find, needs_mall

import kviz
from kviz.engine.choose_k.elbow import curve
from kviz.engine.choose_k.knee import find_bend
from kviz.engine.choose_k.restarts import settle
from kviz.picture.render.style import color

MALL = [269981.28, 181363.60, 106348.37, 73679.79, 44448.46, 37233.81]


@needs_mall
@pytest.mark.parametrize("seed", range(5))
def test_the_real_customers_bend_at_five(seed):
    found = kviz.elbow(kviz.read_table(find(), x=INCOME, y=SCORE), rng=seed)
    assert found.best_k == 5
    assert found.costs[:6] == pytest.approx(MALL, rel=1e-3)


@pytest.mark.parametrize("name, k", [("customers", 5), ("blobs", 3), ("outlier", 3), ("duplicates", 3)])
def test_sets_with_clusters_bend_where_their_clusters_are(name, k):
    assert kviz.elbow(kviz.datasets[name](), rng=0).best_k == k


def test_uniform_noise_has_no_elbow_and_it_is_admitted():
    found = kviz.elbow(kviz.datasets["noise"](), rng=0)
    assert found.best_k is None
    assert found.bend.farthest is not None, "some k is always farthest from the line"
    assert found.sentence.startswith("There is no elbow: k = 4 is farthest from the line, but")
    assert found.draw().get_title(loc="left") == "No elbow"


@given(arrays.arrays(float, st.tuples(st.integers(1, 14), st.integers(1, 3)), elements=st.integers(-5, 5)))
@settings(max_examples=60, deadline=None)
def test_the_curve_never_rises_and_ends_at_zero(X):
    """One more centroid can only help; n centroids leave nothing to measure."""
    found = curve(X, range(1, len(X) + 1), n_init=1, rng=0)
    assert np.all(np.diff(found.costs) <= 1e-9 * found.costs[0])
    assert found.costs[-1] == pytest.approx(0, abs=1e-12)
    assert found.costs[0] == pytest.approx(((X - X.mean(axis=0)) ** 2).sum())


@pytest.mark.parametrize("seed", range(4))
def test_no_run_is_worse_than_the_next_one_less_a_centroid(seed):
    """With a single restart the search would be caught in bad optima, were it not for its neighbours."""
    X = kviz.datasets["noise"]().points
    runs = curve(X, range(1, 9), n_init=1, rng=seed).runs
    for here, after in pairwise(runs):
        starts = np.array([np.delete(after.centroids, gone, axis=0) for gone in range(after.k)])
        assert here.cost <= settle(X, starts)[0].min() * (1 + 1e-6)


def test_gaps_in_ks_do_not_let_the_curve_rise():
    X = kviz.datasets["noise"]().points
    found = curve(X, [2, 7, 12, 30], n_init=1, rng=3)
    assert np.all(np.diff(found.costs) < 0)


def test_k_equal_to_n_is_explained():
    found = kviz.elbow([[0.0], [1.0], [5.0], [9.0]], ks=range(1, 5), rng=0)
    assert found.costs[-1] == 0
    assert "At k = n every point is its own cluster, and the cost is 0" in found.sentence


def test_each_point_of_the_curve_opens_its_run():
    found = kviz.elbow(kviz.datasets["customers"](), rng=0)
    for k, cost in zip(found.ks, found.costs, strict=True):
        trace = found.trace(k)
        assert trace.k == k and trace.converged
        assert trace.cost == pytest.approx(cost, rel=1e-9)
        assert trace.dataset.names == found.curve.dataset.names


def test_a_seeded_point_can_be_repeated_with_kviz_run():
    found = kviz.elbow(kviz.datasets["blobs"](), rng=0)
    best = found.curve.best(3)
    again = kviz.run(kviz.datasets["blobs"](), k=3, init="greedy-k-means++", rng=best.seed)
    assert again.labels.tolist() == best.labels.tolist()


def test_the_same_seed_gives_the_same_curve():
    X = kviz.datasets["noise"]().points
    first, second = curve(X, rng=7), curve(X, rng=7)
    assert first.costs.tolist() == second.costs.tolist()
    assert [run.seed for run in first.runs] == [run.seed for run in second.runs]


def test_no_restart_is_below_the_curve():
    found = curve(kviz.datasets["customers"](), rng=0)
    for run in found.runs:
        assert len(run.found) == 10
        assert run.cost <= run.found.min() * (1 + 1e-9)


def test_progress_is_told_and_cancel_keeps_what_was_found():
    told = []
    found = kviz.elbow(
        kviz.datasets["blobs"](), rng=0, progress=lambda *now: told.append(now), cancel=lambda: len(told) == 4
    )
    assert told == [(1, 10), (2, 10), (3, 10), (4, 10)]
    assert found.ks == (1, 2, 3, 4) and found.best_k == 3
    assert "The search was cancelled after k = 4." in found.sentence


def test_a_bar_shows_the_progress(capsys):
    kviz.elbow(kviz.datasets["blobs"](), rng=0, progress=True)
    assert "elbow" in capsys.readouterr().err


def test_a_search_cancelled_at_once_has_nothing_to_show():
    with pytest.raises(ValueError, match="cancelled before its first k was done"):
        kviz.elbow(kviz.datasets["blobs"](), cancel=lambda: True)


@pytest.mark.parametrize(
    "asked, sentence",
    [
        ({"ks": [0, 1]}, "k=0 is no number of clusters; use 1 <= k <= 4."),
        ({"ks": range(1, 6)}, "k=5 clusters need at least k points, and the data has n=4; use 1 <= k <= 4."),
        ({"ks": []}, "ks holds no number of clusters; give for example ks=range(1, 11)."),
        ({"ks": None}, "ks=None holds no numbers of clusters; give for example ks=range(1, 11)."),
        ({"n_init": 0}, "n_init=0 leaves nothing to compare; use n_init >= 1."),
        (
            {"init": "boxes"},
            "init='boxes' is unknown; init is one of k-means++, greedy-k-means++, farthest-first, random, "
            "box, random-partition; did you mean 'box'?",
        ),
    ],
)
def test_what_cannot_be_searched_is_said(asked, sentence):
    with pytest.raises((TypeError, ValueError)) as error:
        kviz.elbow([[0.0], [1.0], [5.0], [9.0]], **asked)
    assert str(error.value) == sentence


@pytest.mark.parametrize("ks", [np.arange(1, 4), [3, 1, 2, 2], (k for k in (1, 2, 3)), {1, 2, 3}])
def test_ks_come_in_any_order_and_shape(ks):
    assert kviz.elbow([[0.0], [1.0], [5.0], [9.0]], ks=ks).ks == (1, 2, 3)


def test_one_k_alone_has_no_bend():
    found = kviz.elbow([[0.0], [1.0], [5.0], [9.0]], ks=2, rng=0)
    assert found.ks == (2,) and found.best_k is None
    assert found.draw().get_title(loc="left") == "No elbow"


def test_fewer_than_ten_points_are_searched_up_to_their_number():
    assert kviz.elbow([[0.0], [1.0], [5.0], [9.0]]).ks == (1, 2, 3, 4)


def test_the_bend_by_hand():
    """Costs 10, 4, 3, 2 at k = 1…4: the line falls by 8/3 a step, so k = 2 lies 10/3 below it."""
    bend = find_bend([1, 2, 3, 4], np.array([10.0, 4.0, 3.0, 2.0]), d=2)
    assert bend.farthest == 2
    unit = 1 - 1 / 3 - 2 / 8
    assert bend.distances == pytest.approx(np.array([0, unit, 1 - 2 / 3 - 1 / 8, 0]) / np.sqrt(2))
    # the fall is 6 before and 1 after; evenly spread points in the plane fall 1/2 and 1/6
    assert bend.sharpness == pytest.approx((6 / 1) / ((1 / 2) / (1 / 6)))
    assert bend.confidence == "none" and bend.best_k is None


def test_sharpness_counts_the_fall_for_each_step_of_k():
    """At k = 1, 2, 4 the fall is 8 in one step, then 2 in two; that of evenly spread points 1/2, then 1/4."""
    bend = find_bend([1, 2, 4], np.array([10.0, 2.0, 0.0]), d=2)
    assert bend.farthest == 2
    assert bend.sharpness == pytest.approx((8 / (2 / 2)) / ((1 / 2) / (1 / 4 / 2)))


def test_sharpness_looks_at_the_nearest_ks_only():
    bend = find_bend([1, 3, 4, 8], np.array([100.0, 50.0, 10.0, 0.0]), d=2)
    assert bend.farthest == 4
    even = ((1 / 3 - 1 / 4) / 1) / ((1 / 4 - 1 / 8) / 4)
    assert bend.sharpness == pytest.approx((40 / 1) / (10 / 4) / even)


def test_three_ks_are_enough_for_a_bend():
    assert find_bend([1, 2, 3], np.array([10.0, 0.5, 0.0]), d=2).best_k == 2


@pytest.mark.parametrize("cost, runner_up", [(0.4, 3), (0.6, None)])
def test_a_k_nearly_as_far_from_the_line_is_named(cost, runner_up):
    """On the line from (1, 10) to (4, 0): k = 2 is 20/3 - 3.6 = 3.07 below it, k = 3 is 10/3 - cost."""
    found = find_bend([1, 2, 3, 4], np.array([10.0, 3.6, cost, 0.0]), d=2)
    assert found.farthest == 2
    assert found.runner_up == runner_up


def test_the_end_of_a_curve_is_no_bend():
    """A curve that falls ever faster lies above its line; its farthest point is an end."""
    bend = find_bend([1, 2, 3, 4], np.array([10.0, 9.0, 6.0, 0.0]), d=2)
    assert bend.best_k is None and bend.sharpness == 0


def test_a_bend_at_no_cost_is_explained():
    found = kviz.elbow(kviz.datasets["duplicates"](), rng=0)
    assert found.sentence.startswith(
        "The curve bends at k = 3, where every point lies on a centroid: a clear elbow"
    )
    assert "where every point" not in kviz.elbow(kviz.datasets["blobs"](), rng=0).sentence


def test_a_curve_of_evenly_spread_points_has_sharpness_one_everywhere():
    ks = np.arange(1, 11)
    assert find_bend(ks, 100.0 / ks, d=2).sharpness == pytest.approx(1)


@pytest.mark.parametrize("ks, costs", [([1, 2], [5.0, 1.0]), ([1, 2, 3], [0.0, 0.0, 0.0])])
def test_too_short_or_flat_curves_have_no_bend(ks, costs):
    bend = find_bend(ks, np.array(costs), d=2)
    assert bend.farthest is None and bend.sentence.startswith("There is no elbow: the curve ")


@pytest.mark.parametrize("name", [name for name in kviz.datasets if name not in ("tutorial", "empty-trap")])
def test_the_bend_is_where_kneed_finds_it(name):
    import kneed

    found = kviz.elbow(kviz.datasets[name]().standardized(), rng=0)
    other = kneed.KneeLocator(found.ks, found.costs, curve="convex", direction="decreasing")
    assert found.bend.farthest == other.knee


def test_the_drawing_shows_curve_line_and_distance():
    found = kviz.elbow(kviz.datasets["customers"](), rng=0)
    ax = found.draw()
    drawn = next(line for line in ax.lines if line.get_color() == color(0))
    assert drawn.get_xdata().tolist() == list(found.ks)
    assert drawn.get_ydata() == pytest.approx(found.costs)
    ends = next(line for line in ax.lines if line.get_linestyle() == "--")
    assert ends.get_xdata().tolist() == [1, 10]
    assert ends.get_ydata() == pytest.approx(found.costs[[0, -1]])
    distance = next(c for c in ax.collections if c.get_label() == "largest distance to it")
    (bottom, top) = distance.get_segments()[0]
    assert bottom == pytest.approx([5, found.costs[4]])
    assert top == pytest.approx([5, np.interp(5, [1, 10], found.costs[[0, -1]])])


def test_it_draws_into_axes_of_the_caller_and_gives_them_back():
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    assert kviz.elbow(kviz.datasets["blobs"](), rng=0).draw(ax) is ax


def test_a_notebook_shows_the_picture_of_an_elbow():
    assert kviz.elbow(kviz.datasets["blobs"](), rng=0)._repr_png_().startswith(b"\x89PNG")
