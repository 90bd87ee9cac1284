"""The seedings: what they draw, and from what."""

from itertools import pairwise

import numpy as np
import pytest

import kviz
from kviz.data.points import as_points
from kviz.engine.geometry import EUCLIDEAN
from kviz.engine.seeding.methods import greedy_plus_plus, plus_plus
from kviz.engine.seeding.potential import Ground, pick
from kviz.engine.seeding.registry import SEEDINGS, Seeding

BLOBS = as_points(
    np.random.default_rng(3).normal(size=(80, 2)) + np.repeat([[0, 0], [6, 0], [3, 5], [9, 9]], 20, 0)
)


class Fixed:
    """A generator that draws the given numbers."""

    def __init__(self, *draws):
        self.draws = list(draws)

    def random(self, size=None):
        return self.draws.pop(0) if size is None else np.array([self.draws.pop(0) for _ in range(size)])


def ground(X, k, name=""):
    return Ground(as_points(X), k, EUCLIDEAN, name)


def seeds(X, k, **options):
    return [step for step in kviz.kmeans(X, k, **options) if step.phase == "seed"]


def test_the_draw_picks_the_row_where_the_cumulative_probability_passes_it():
    chances = np.array([0.0, 0.25, 0.0, 0.25, 0.5, 0.0])

    assert [pick(chances, u)[0] for u in (0.0, 0.2499, 0.25, 0.4999, 0.5, 0.9999)] == [1, 1, 3, 3, 4, 4]
    assert pick(chances, 1.0)[0] == 4, "rounding past the end picks the last row that has a chance"


def test_a_draw_of_zero_never_picks_a_seed_again():
    """Row 0 is a seed, its D² is 0, and a draw of exactly 0 must pass over it."""
    steps = list(plus_plus(ground([[0.0], [1.0], [3.0]], 2), Fixed(0.0, 0.0)))

    assert [step.chosen for step in steps] == [0, 1]
    assert steps[1].weights.tolist() == [0.0, 1.0, 9.0]
    assert steps[1].probabilities.tolist() == [0.0, 0.1, 0.9]


def test_d_squared_draws_follow_the_exact_distribution():
    """Chi-square over 20,000 second seeds after a first at 0; fixed seed, so it cannot flicker."""
    from scipy import stats

    X = as_points([[0.0], [1.0], [2.0], [3.0], [5.0]])
    rng = np.random.default_rng(20)
    pairs = [[step.chosen for step in plus_plus(ground(X, 2), rng)] for _ in range(20_000)]
    second = np.bincount([b for a, b in pairs if a == 0], minlength=5)

    weights = np.array([0.0, 1.0, 4.0, 9.0, 25.0])
    expected = second.sum() * weights / weights.sum()
    assert second[0] == 0
    assert stats.chisquare(second[1:], expected[1:]).pvalue > 0.01
    root = np.sqrt(weights)
    assert stats.chisquare(second[1:], (second.sum() * root / root.sum())[1:]).pvalue < 1e-12, (
        "the test can tell D"
    )
    assert stats.chisquare(np.bincount([a for a, _ in pairs], minlength=5)).pvalue > 0.01


@pytest.mark.parametrize("k", [1, 2, 5, 12])
def test_greedy_seeds_are_those_of_scikit_learn(k):
    """The same stream of numbers gives the same rows: 2 + ⌊ln k⌋ draws for each seed."""
    from sklearn import cluster

    for seed in range(20):
        _, rows = cluster.kmeans_plusplus(np.array(BLOBS), k, random_state=seed)
        steps = list(greedy_plus_plus(ground(BLOBS, k), np.random.RandomState(seed)))

        assert [step.chosen for step in steps] == rows.tolist()


def test_greedy_shows_its_candidates_and_takes_the_best():
    for before, step in pairwise(seeds(BLOBS, 5, init="greedy-k-means++", rng=4)):
        assert len(step.candidates) == 2 + int(np.log(5))
        for row, potential in zip(step.candidates, step.potentials, strict=True):
            gaps = ((BLOBS[:, None] - np.vstack([before.centroids, BLOBS[row]])) ** 2).sum(2).min(1)
            assert potential == pytest.approx(gaps.sum())
        assert step.cost == min(step.potentials)
        assert step.chosen == step.candidates[int(np.argmin(step.potentials))]


def test_farthest_first_takes_the_largest_gap_and_draws_nothing():
    first, *others = seeds(BLOBS, 4, init="farthest-first", rng=0)

    assert first.draw is not None
    for step in others:
        assert step.chosen == int(step.weights.argmax())
        assert step.draw is None
        assert step.probabilities.tolist() == np.eye(80)[step.chosen].tolist()


def test_equally_far_points_are_said_to_be():
    steps = seeds([[0.0], [-2.0], [2.0]], 2, init="farthest-first", rng=np.random.default_rng(1))
    middle_first = [s for s in steps if s.events and s.events[0][0] == "tie"]

    assert (steps[0].chosen == 0) == bool(middle_first)


def test_where_every_point_lies_on_a_seed_none_is_called_farthest():
    """A distance of 0 is not a distance: the next row is taken, and that is said instead of a tie."""
    steps = seeds([[0.0], [0.0], [0.0]], 2, init="farthest-first", rng=np.random.default_rng(1))

    assert ("duplicate", {"case": "covered"}) in steps[1].events
    assert not [event for event in steps[1].events if event.kind == "tie"]


def test_random_seeds_are_distinct_rows_and_every_row_has_its_turn():
    from scipy import stats

    rng = np.random.default_rng(0)
    few = BLOBS[:6]
    starts = [[s.chosen for s in SEEDINGS["random"].make(ground(few, 3), rng)] for _ in range(2000)]

    assert all(len(set(rows)) == 3 for rows in starts)
    assert stats.chisquare(np.bincount(np.ravel(starts), minlength=6)).pvalue > 0.01


def test_box_seeds_fill_the_bounding_box_and_are_no_data_points():
    places = np.array(
        [step.centroids[-1] for seed in range(200) for step in seeds(BLOBS, 3, init="box", rng=seed)]
    )
    unit = (places - BLOBS.min(0)) / (BLOBS.max(0) - BLOBS.min(0))

    assert unit.min() >= 0
    assert unit.max() <= 1
    assert unit.mean(axis=0) == pytest.approx([0.5, 0.5], abs=0.05)
    first = seeds(BLOBS, 3, init="box", rng=0)[0]
    assert (first.chosen, first.weights, first.probabilities, first.draw) == (None, None, None, None)


def test_given_centroids_are_rows_where_they_are_data_points():
    a, b = seeds([[0.0, 0.0], [1.0, 1.0]], 2, init=[[1.0, 1.0], [0.5, 0.5]])

    assert (a.chosen, a.probabilities.tolist(), a.draw, a.method) == (1, [0.0, 1.0], None, "given")
    assert (b.chosen, b.probabilities, b.weights) == (None, None, None)


def test_a_function_may_return_a_start_or_yield_it_seed_by_seed():
    def corners(X, k, rng):
        return X[[0, -1]]

    def one_by_one(X, k, rng):
        yield 3
        yield X[5] + 1

    def steps(X, k, rng):
        yield from SEEDINGS["farthest-first"].make(ground(X, k, "farthest-first"), rng)

    a, b = seeds(BLOBS, 2, init=corners)
    assert (a.chosen, b.chosen, a.method) == (0, 79, "corners")
    a, b = seeds(BLOBS, 2, init=one_by_one)
    assert (a.chosen, b.chosen) == (3, None)
    assert b.centroids[1].tolist() == (BLOBS[5] + 1).tolist()
    a, b = seeds(BLOBS, 2, init=steps, rng=1)
    assert b.method == "farthest-first"
    assert b.chosen == int(b.weights.argmax())
    a, b = seeds(BLOBS, 2, init=iter([1, 2]))
    assert (a.chosen, b.chosen) == (1, 2)


def test_the_function_gets_its_own_copy_of_the_points():
    X = np.array(BLOBS)

    def spoil(P, k, rng):
        P -= P.mean(axis=0)
        return np.zeros((k, 2))

    kviz.run(X, 2, init=spoil)

    assert (X == BLOBS).all()


@pytest.mark.parametrize(
    ("init", "message"),
    [
        (lambda X, k, rng: None, "returned None"),
        (lambda X, k, rng: X[:1], r"need \(3, 2\)"),
        (lambda X, k, rng: iter([0, 1]), "yields 2 seeds, and k=3"),
        (lambda X, k, rng: iter([0, 1, 2, 3]), "more than k=3"),
        (lambda X, k, rng: iter([0, 1, 99]), "row 99, and the data has rows 0 to 79"),
        (lambda X, k, rng: iter([0, [1.0], 2]), r"position of shape \(2,\)"),
    ],
)
def test_a_seeding_that_goes_wrong_is_explained(init, message):
    with pytest.raises((TypeError, ValueError), match=message):
        list(kviz.kmeans(BLOBS, 3, init=init))


def test_two_seeds_at_one_place_are_said_to_be():
    events = [event for step in seeds(BLOBS, 3, init=BLOBS[[4, 7, 4]]) for event in step.events]

    assert events == [("duplicate", {"case": "place", "clusters": (0, 2)})]


def test_a_random_partition_starts_from_the_means_of_a_random_split():
    """The means of k disjoint groups that hold all points: weighted by size they give the mean of all."""
    from collections import Counter

    steps = seeds(BLOBS, 4, init="random-partition", rng=2)
    rng = np.random.default_rng(2)
    split = rng.integers(4, size=80)
    split[rng.permutation(80)[:4]] = range(4)

    assert [step.method for step in steps] == ["random-partition"] * 4
    for cluster, place in enumerate(steps[-1].centroids):
        assert place == pytest.approx(BLOBS[split == cluster].mean(axis=0))
    sizes = Counter(split.tolist())
    assert sum(sizes[j] * steps[-1].centroids[j] for j in range(4)) / 80 == pytest.approx(BLOBS.mean(axis=0))


def test_every_cluster_of_a_random_partition_has_a_point():
    for seed in range(50):
        assert len(seeds(BLOBS[:3], 3, init="random-partition", rng=seed)) == 3


def shuffled_rows(ground, rng):
    """Rows in a random order."""
    for row in rng.permutation(len(ground.X))[: ground.k]:
        yield int(row)


@pytest.fixture
def mine():
    """A seeding added from outside, by the one row that it needs."""
    SEEDINGS["mine"] = Seeding("mine", "shuffled rows", "Rows in a random order.", shuffled_rows)
    yield SEEDINGS["mine"]
    del SEEDINGS["mine"]


def test_a_seeding_added_from_outside_is_known_to_the_engine(mine, tmp_path):
    from kviz.engine.choose_k.elbow import curve

    trace = kviz.run(BLOBS, 3, init="mine", rng=1)
    found = curve(BLOBS, [3], n_init=4, rng=0, init="mine")

    assert trace.settings["init"] == "mine"
    assert [step.method for step in trace[:3]] == ["mine"] * 3
    assert kviz.load(kviz.save(trace, tmp_path / "run.json"))[2].method == "mine"
    assert found.trace(3).cost == pytest.approx(found.costs[0])
    with pytest.raises(ValueError, match="did you mean 'mine'"):
        kviz.run(BLOBS, 3, init="mime")


def test_a_seeding_added_from_outside_is_known_to_the_listing_and_the_sentences(mine):
    from kviz.story.frame import tell
    from kviz.story.pseudocode import listing

    trace = kviz.run(BLOBS, 3, init="mine", rng=1)

    assert "shuffled rows" in listing(trace)[0]
    for i in range(3):
        assert "by shuffled rows. " in tell(trace, i).sentence
        assert f"That is point {trace[i].chosen}." in tell(trace, i).sentence


def test_a_seeding_added_from_outside_is_known_to_page_and_command(mine, tmp_path):
    from click.testing import CliRunner

    from kviz.app.explorer.settings import CHECKS
    from kviz.cli import main

    explorer = kviz.explore(BLOBS, k=3)
    result = CliRunner().invoke(main, ["export", "blobs", str(tmp_path / "r.csv"), "--init", "mine"])

    assert CHECKS["init"]("mine") == "mine"
    assert {"name": "mine", "title": "shuffled rows"} in explorer.view["inits"]
    assert result.exit_code == 0, result.output
    assert (tmp_path / "r.csv").exists()


def test_a_plain_function_may_be_added_as_a_seeding():
    SEEDINGS["first"] = lambda X, k, rng: X[:k]
    try:
        assert kviz.run(BLOBS, 3, init="first")[2].centroids.tolist() == BLOBS[:3].tolist()
        assert SEEDINGS["first"].name == "first"
    finally:
        del SEEDINGS["first"]
    with pytest.raises(TypeError, match=r"a Seeding or a function of \(X, k, rng\), and 'bad'"):
        SEEDINGS["bad"] = 3


@pytest.mark.parametrize("row", SEEDINGS.values(), ids=list(SEEDINGS))
def test_every_row_says_what_it_is(row):
    assert row.title
    assert row.about.endswith(".")
    assert row.lines
    assert row.reference
    assert row.weight in ("D²", "even", "")
