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
from kviz.picture.render.style import STYLES
from kviz.story.elbow_words import bend_text, gap_text, silhouette_text

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


def test_a_search_can_be_given_up_within_one_k():
    """With many columns a single k takes a minute, and nobody waits a minute for Cancel."""
    asked = []

    def give_up():
        asked.append(1)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        kviz.elbow(np.random.default_rng(0).normal(size=(6000, 2)), ks=[4], rng=0, cancel=give_up)


def test_a_search_cancelled_at_once_has_nothing_to_show():
    with pytest.raises(ValueError, match="cancelled before its first k was done"):
        kviz.elbow(kviz.datasets["blobs"](), cancel=lambda: True)


@pytest.mark.parametrize(
    "asked, sentence",
    [
        ({"ks": [0, 1]}, "k=0 is not a valid number of clusters; use 1 <= k <= 4."),
        ({"ks": range(1, 6)}, "k=5 clusters need at least k points, and the data has n=4; use 1 <= k <= 4."),
        ({"ks": []}, "ks holds no number of clusters; give for example ks=range(1, 11)."),
        ({"ks": None}, "ks=None holds no numbers of clusters; give for example ks=range(1, 11)."),
        ({"n_init": 0}, "n_init=0 leaves nothing to compare; use n_init >= 1."),
        (
            {"init": "boxes"},
            "init='boxes' is unknown; init is one of k-means++, greedy-k-means++, farthest-first, random, "
            "box, random-partition, k-means||; did you mean 'box'?",
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


def power(*rates):
    """A curve for k = 1, 2, … whose logarithm falls by these rates for each unit of log k."""
    steps = np.log(np.arange(2, len(rates) + 2) / np.arange(1, len(rates) + 1))
    return 1000 * np.exp(-np.concatenate([[0.0], np.cumsum(np.array(rates) * steps)]))


def test_the_bend_by_hand():
    """Costs 100, 25, 16.7, 12.5: a quarter at the first doubling, then like 1/k. The rates are 2, 1, 1."""
    bend = find_bend([1, 2, 3, 4], np.array([100.0, 25.0, 25 * 2 / 3, 12.5]))
    assert bend.sharpnesses == pytest.approx([0, 2, 1, 0])
    assert bend.confidence == "none" and bend.best_k is None and bend.sharpest == 2


def test_the_distance_to_the_line_by_hand():
    """Costs 10, 4, 3, 2 at k = 1…4: the line falls by 8/3 a step, so k = 2 lies 10/3 below it."""
    bend = find_bend([1, 2, 3, 4], np.array([10.0, 4.0, 3.0, 2.0]))
    assert bend.farthest == 2
    unit = 1 - 1 / 3 - 2 / 8
    assert bend.distances == pytest.approx(np.array([0, unit, 1 - 2 / 3 - 1 / 8, 0]) / np.sqrt(2))


def test_sharpness_counts_the_fall_for_each_step_of_log_k():
    """At k = 1, 2, 4, 8 the cost is 64, 8, 4, 2: a factor 8 over one doubling, then 2 over each."""
    bend = find_bend([1, 2, 4, 8], np.array([64.0, 8.0, 4.0, 2.0]))
    assert bend.sharpnesses == pytest.approx([0, 3, 1, 0])
    assert bend.best_k == 2 and bend.confidence == "slight"


def test_every_k_is_tested_not_only_the_one_farthest_from_the_line():
    """The curve falls like 1/k, then by ten times as much from 8 to 9; k = 4 is farthest from the line."""
    bend = find_bend(range(1, 11), power(1, 1, 1, 1, 1, 1, 1, 10, 1))
    assert bend.farthest in (3, 4) and bend.best_k == 9 and bend.confidence == "clear"


def test_three_ks_are_enough_for_a_bend():
    assert find_bend([1, 2, 3], np.array([10.0, 0.5, 0.0])).best_k is None, "it falls for ever at the end"
    assert find_bend([1, 2, 3], np.array([10.0, 0.5, 0.4])).best_k == 2


@pytest.mark.parametrize(("rate", "runner_up"), [(6, 4), (4, None)])
def test_another_k_with_a_bend_of_its_own_is_named(rate, runner_up):
    """From 2 to 3 the rate is 2, from 4 on again 2; a rate of 6 between them is a bend at 4 as well."""
    found = find_bend(range(1, 6), power(9, 2, rate, 2))
    assert found.best_k == 2
    assert found.runner_up == runner_up
    assert ("It bends at k = 4 as well" in bend_text(found)) == bool(runner_up)


def test_neither_end_of_a_curve_is_an_elbow():
    bend = find_bend([1, 2, 3, 4], np.array([10.0, 9.0, 6.0, 0.0]))
    assert bend.best_k is None and bend.sharpnesses[[0, -1]].tolist() == [0, 0]
    assert "still falls steeply at its last k = 4" in bend_text(bend)


def test_an_elbow_beside_the_end_of_the_search_is_said():
    assert "Only one k was tried after it" in bend_text(find_bend(range(1, 6), power(1, 1, 8, 1)))
    assert "Only one k" not in bend_text(find_bend(range(1, 7), power(1, 1, 8, 1, 1)))


@pytest.mark.parametrize("d", [1, 2, 5, 12])
def test_a_curve_of_evenly_spread_points_has_sharpness_one_everywhere(d):
    """Zador: the cost falls like k to the power -2/d, in any number of columns."""
    ks = np.arange(1, 11)
    assert find_bend(ks, 100.0 * ks ** (-2 / d)).sharpnesses[1:-1] == pytest.approx(1)


@pytest.mark.parametrize("ks, costs", [([1, 2], [5.0, 1.0]), ([1, 2, 3], [0.0, 0.0, 0.0])])
def test_too_short_or_flat_curves_have_no_bend(ks, costs):
    bend = find_bend(ks, np.array(costs))
    assert bend.farthest is None and bend_text(bend).startswith("There is no elbow: the curve ")


def groups(centers, spread, each, seed=0):
    """Round groups of equal size."""
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.normal(at, spread, (each, len(at))) for at in np.asarray(centers, float)])


@pytest.mark.parametrize("seed", range(3))
def test_nine_tight_groups_are_nine(seed):
    grid = [(10 * x, 10 * y) for x in range(3) for y in range(3)]
    assert kviz.elbow(groups(grid, 0.3, 30, seed), rng=seed).best_k == 9


def test_six_groups_on_a_line_are_six():
    assert kviz.elbow(groups([(10 * x,) for x in range(6)], 0.5, 30), rng=0).best_k == 6


def test_eight_groups_in_twelve_columns_are_eight():
    from sklearn.datasets import make_blobs

    X, _ = make_blobs(1000, n_features=12, centers=8, random_state=42)
    assert kviz.elbow(X, rng=0).best_k == 8


@pytest.mark.parametrize("count", [4, 5, 6])
def test_groups_that_do_not_overlap_are_counted_right(count):
    """Centres at least five standard deviations apart, as chance puts them."""
    from sklearn.datasets import make_blobs

    tried = 0
    for seed in range(40):
        X, _, centers = make_blobs(
            200, centers=count, cluster_std=0.6, random_state=seed, return_centers=True
        )
        apart = np.linalg.norm(centers[:, None] - centers, axis=2)[np.triu_indices(count, 1)].min()
        found = kviz.elbow(X, rng=0).best_k
        assert found in (None, *range(2, 10)), "never an edge of the search"
        if apart >= 5 * 0.6:
            tried += 1
            assert found == count, f"seed {seed}"
    assert tried >= 10


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("d", [2, 12])
def test_noise_and_one_cloud_have_no_elbow(seed, d):
    rng = np.random.default_rng(seed)
    for X in (rng.uniform(0, 1, (300, d)), rng.normal(0, 1, (300, d))):
        assert kviz.elbow(X, rng=seed).best_k is None


def test_ten_groups_at_the_end_of_the_search_are_not_hidden():
    found = kviz.elbow(groups([(10 * x, 0) for x in range(10)], 0.3, 20), rng=0)
    assert found.best_k != 10 and "still falls steeply at its last k = 10" in found.sentence
    more = kviz.elbow(groups([(10 * x, 0) for x in range(10)], 0.3, 20), range(1, 14), rng=0)
    assert more.best_k == 10


def test_few_places_few_values_and_tiny_clusters_are_said():
    rng = np.random.default_rng(0)
    places = rng.integers(0, 3, (200, 2))
    assert "stand on only 9 different places" in kviz.elbow(places, range(1, 8), rng=0).sentence
    children = kviz.Dataset(
        np.column_stack([rng.normal(0, 1, 200), 4 * rng.integers(0, 3, 200)]), ("pay", "kids")
    )
    assert "Column kids has only 3 different values" in kviz.elbow(children, rng=0).sentence
    stray = np.vstack([groups([(0, 0), (9, 0)], 1, 100), [[90.0, 300.0]]])
    assert "only 1 of 201 points" in kviz.elbow(stray, rng=0).sentence
    assert not kviz.elbow(kviz.datasets["blobs"](), rng=0).caveats


def test_a_column_that_decides_alone_is_said_beside_the_elbow():
    data = kviz.datasets["units"]()
    assert "Income ($ a year) alone decides" in kviz.elbow(data, rng=0).sentence
    assert "alone decides" not in kviz.elbow(data.standardized(), rng=0).sentence


def test_opinions_are_explained():
    said = kviz.elbow(kviz.datasets["customers"](), rng=0).opinions()
    assert said[0].startswith("The silhouette agrees: it is highest at k = 5")
    assert said[1].startswith("The gap statistic's rule stops at k = 1") and "around a middle one" in said[1]
    assert silhouette_text(5, {2: 0.7, 5: 0.5}).startswith("The silhouette prefers k = 2 (0.7; 0.5 at")
    assert "parts of their own" in silhouette_text(2, {2: 0.5, 5: 0.7})
    assert "nearly as high at k = 5" in silhouette_text(5, {4: 0.51, 5: 0.5})
    assert "in any data" in silhouette_text(None, {4: 0.51})
    assert gap_text(None, 1, 3) == "The gap statistic sees no clusters either (k = 1)."
    assert gap_text(3, 3, 3) == "The gap statistic agrees: k = 3."
    assert "goes on to k = 6" in gap_text(3, 6, 6) and "names no k" in gap_text(3, None, 10)


def test_a_bend_at_no_cost_is_explained():
    found = kviz.elbow(kviz.datasets["duplicates"](), rng=0)
    assert found.sentence.startswith(
        "The curve bends at k = 3, where every point lies on a centroid: a clear elbow"
    )
    assert "where every point" not in kviz.elbow(kviz.datasets["blobs"](), rng=0).sentence


@pytest.mark.parametrize("name", [name for name in kviz.datasets if name not in ("tutorial", "empty-trap")])
def test_the_bend_is_where_kneed_finds_it(name):
    import kneed

    found = kviz.elbow(kviz.datasets[name]().standardized(), rng=0)
    other = kneed.KneeLocator(found.ks, found.costs, curve="convex", direction="decreasing")
    assert found.bend.farthest == other.knee


def test_the_drawing_shows_curve_line_and_distance():
    found = kviz.elbow(kviz.datasets["customers"](), rng=0)
    ax = found.draw()
    drawn = next(line for line in ax.lines if line.get_color() == STYLES["light"].color(0))
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
    assert kviz.elbow(kviz.datasets["blobs"](), rng=0)._repr_png_()[0].startswith(b"\x89PNG")
