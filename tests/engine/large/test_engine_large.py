"""Points in parts: the same steps as in memory, exact numbers of all points, a sample to look at."""

import re
from pathlib import Path

import dask
import dask.array as da
import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest

import kviz
from kviz.data.large.parts import SHOWN
from kviz.engine.seeding.registry import SEEDINGS

RNG = np.random.default_rng(1)
X = RNG.normal(size=(20_000, 2)) + np.repeat([[0, 0], [6, 1], [3, 7], [9, 9]], 5_000, 0)
RNG.shuffle(X)
FAR = np.vstack([X[:3], [[500.0, 500.0]]])  # nobody is near the fourth
REST = kviz.run(X, 4, init=X[:4]).centroids


@pytest.fixture
def mapped(tmp_path, monkeypatch):
    """The points in a file, and a limit from which such a file is read in parts that this file is above."""
    monkeypatch.setattr("kviz.data.large.parts.MAPPED", 1_000)
    monkeypatch.setattr("kviz.data.large.readers.PART_BYTES", 50_000)
    np.save(tmp_path / "points.npy", X)
    return np.load(tmp_path / "points.npy", mmap_mode="r")


def in_parts(points=X, rows=3_000):
    return da.from_array(points, chunks=(rows, 1))


def assert_same(one, large):
    """Step by step: phase, iteration, centroids, cost, sizes, how many changed, and what is said of it."""
    assert [step.phase for step in one] == [step.phase for step in large]
    for step, exact in zip(one, large, strict=True):
        assert exact.iteration == step.iteration
        np.testing.assert_allclose(exact.centroids, step.centroids, rtol=1e-9, atol=1e-9)
        assert exact.cost == pytest.approx(step.cost, rel=1e-9, abs=1e-9)
        assert exact.events == step.events
        if step.phase != "seed":
            assert exact.whole.sizes == tuple(np.bincount(step.labels, minlength=one.k))
        if step.phase == "assign":
            assert exact.whole.changed == len(step.changed)


@pytest.mark.parametrize("start", [X[:4], FAR, np.repeat(X[:2], 2, 0)], ids=["rows", "far", "twins"])
@pytest.mark.parametrize("on_empty", ["keep", "farthest"])
def test_a_dask_array_gives_the_steps_of_an_array_in_memory(start, on_empty):
    run = {"k": 4, "init": start, "on_empty": on_empty}

    assert_same(kviz.run(X, **run), kviz.run(in_parts(), **run))


def test_a_run_from_where_another_ended_stays_there():
    """In the middle to rounding: sums in parts differ in the last bits, and these are no move."""
    large = kviz.run(in_parts(), 4, init=REST)

    assert large.converged
    assert large.n_iter == 1
    np.testing.assert_allclose(large.centroids, REST, rtol=1e-12)


@pytest.mark.parametrize("shift", [1e8, -3e5])
def test_points_far_from_zero_lose_no_digits(shift):
    assert_same(
        kviz.run(X + shift, 4, init=X[:4] + shift), kviz.run(in_parts(X + shift), 4, init=X[:4] + shift)
    )


def test_a_mapped_file_gives_the_steps_of_an_array_in_memory(mapped):
    large = kviz.run(mapped, 4, init=X[:4])

    assert_same(kviz.run(X, 4, init=X[:4]), large)
    assert large.whole is not None, "it was read in parts"


def test_a_mapped_file_is_not_kept_in_memory(mapped):
    """Linux counts the pages of a file that were read as memory of the process, until they are given back."""
    steps = kviz.kmeans(mapped, 4, init=X[:4])
    assert [next(steps).phase for _ in range(5)][-1] == "assign"
    [place] = [
        entry
        for entry in Path("/proc/self/smaps").read_text(encoding="utf-8").split("\n\n")[0].split("VmFlags")
        if "points.npy" in entry
    ]
    kept = int(re.search(r"points\.npy\n(?:.*\n)*?Rss:\s+(\d+) kB", place).group(1))

    assert kept == 0


def test_a_small_mapped_file_is_taken_into_memory(tmp_path):
    np.save(tmp_path / "points.npy", X)

    trace = kviz.run(np.load(tmp_path / "points.npy", mmap_mode="r"), 4, init=X[:4])

    assert trace == kviz.run(X, 4, init=X[:4])


def test_a_data_frame_keeps_its_names_and_parts_of_unknown_length():
    frame = pd.DataFrame(X, columns=["income", "score"])

    large = kviz.run(dd.from_pandas(frame, npartitions=5).query("income < 7"), 4, init=X[:4])

    assert large.dataset.names == ("income", "score")
    assert_same(kviz.run(frame[frame.income < 7], 4, init=X[:4]), large)


def test_ties_of_all_parts_are_one_event():
    grid = np.tile([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]], (4_000, 1))
    run = {"k": 2, "init": [[0.0, 0.0], [2.0, 0.0]]}

    large = kviz.run(in_parts(grid, 1_000), **run)

    assert_same(kviz.run(grid, **run), large)
    assert large[2].events[0].numbers["n"] == 4_000


def test_the_cap_says_how_many_points_still_switch():
    assert_same(kviz.run(X, 4, init=X[:4], max_iter=2), kviz.run(in_parts(), 4, init=X[:4], max_iter=2))


def test_the_sample_is_the_same_in_every_step_and_every_run():
    one, two = kviz.run(in_parts(), 4, init=X[:4]), kviz.run(in_parts(rows=700), 3, rng=0)

    assert len(one.X) == SHOWN < one.n == len(X)
    assert np.array_equal(one.X, two.X)
    assert len(np.unique(one.X, axis=0)) == SHOWN, "drawn without replacement"
    assert np.array_equal(one.labels, one.predict(one.X)), "the labels are those of the points shown"
    spread = np.abs(np.bincount(one.labels) / SHOWN - one.sizes / one.n).max()
    assert spread < 0.03, "and it is like all points"


def test_few_points_are_shown_all():
    few = X[: SHOWN - 1]

    assert kviz.run(in_parts(few), 4, rng=3) == kviz.run(few, 4, rng=3)


@pytest.mark.parametrize("init", list(SEEDINGS))
def test_every_seeding_starts_from_points_in_parts(init):
    """Same seed, same run; the potential falls; what is drawn are rows of all points."""
    trace, again = (kviz.run(in_parts(), 4, init=init, rng=5) for _ in range(2))
    seeds = [step for step in trace if step.phase == "seed"]

    assert trace == again
    assert (np.diff(trace.costs) <= 0).all()
    assert seeds[-1].centroids.shape == (4, 2)
    for step in seeds:
        if step.chosen is not None:
            assert step.centroids[-1].tolist() == X[step.chosen].tolist()
        gaps = ((X[:, None] - step.centroids) ** 2).sum(axis=2).min(axis=1)
        assert step.cost == pytest.approx(gaps.sum(), rel=1e-9)


def test_d_squared_draws_of_parts_are_those_of_the_whole():
    """The chance that a step names is D² of its row over ΣD²; rows are drawn as the cumulative sum says."""
    for seed in range(5):
        step = [s for s in kviz.kmeans(in_parts(), 3, init="k-means++", rng=seed) if s.phase == "seed"][-1]
        share = ((X[:, None] - step.centroids[:-1]) ** 2).sum(axis=2).min(axis=1)
        ends = np.cumsum(share) / share.sum()

        assert step.whole.chance == pytest.approx(share[step.chosen] / share.sum())
        assert step.chosen == np.searchsorted(ends, step.draw, side="right")


@pytest.mark.parametrize("points", [X, in_parts()], ids=["memory", "parts"])
def test_rounds_of_k_means_parallel_draw_rows_by_their_own_chance(points):
    """About 2k candidates a round, none twice, and the start centroids are among them."""
    seeds = [step for step in kviz.kmeans(points, 20, init="k-means||", rng=2) if step.phase == "seed"]
    rounds = [step for step in seeds if step.round]
    drawn = [row for step in rounds for row in step.candidates]
    chosen = [step.chosen for step in seeds if not step.round]

    assert [step.round for step in rounds] == [1, 2, 3, 4, 5]
    assert 100 < len(drawn) < 300
    assert len({*drawn, chosen[0]}) == len(drawn) + 1
    assert set(chosen[1:]) <= set(drawn)
    assert all(len(step.centroids) == 1 for step in rounds), "a round chooses no centroid"


def test_k_means_parallel_costs_few_looks_at_the_data():
    """However many clusters: k-means++ looks at all points once for each."""
    looks = []

    def look(block):
        looks.append(len(block))
        return block

    def passes(init):
        points = da.from_array(X, chunks=(20_000, 2)).map_blocks(look, meta=np.empty((0, 2)))
        looks.clear()
        for step in kviz.kmeans(points, 30, init=init, rng=0):
            if len(step.centroids) == 2:
                return len(looks)
        return 0

    assert passes("k-means||") < 25


def test_graphs_run_on_the_scheduler_of_the_user():
    used = []

    def scheduler(graph, keys, **options):
        used.append(len(keys))
        return dask.get(graph, keys, **options)

    with dask.config.set(scheduler=scheduler):
        kviz.run(in_parts(), 4, init=X[:4], max_iter=1)

    assert used, "the scheduler was asked"


def test_sentences_and_files_have_the_numbers_of_all_points(tmp_path):
    large, one = kviz.run(in_parts(), 4, init=X[:4]), kviz.run(X, 4, init=X[:4])

    for i in range(4, len(one)):
        assert str(kviz.tell(large, i).sentence) == str(kviz.tell(one, i).sentence)
        assert kviz.tell(large, i).fact == kviz.tell(one, i).fact
    again = kviz.load(kviz.save(large, tmp_path / "run.json"))
    assert again == large
    assert [step.whole for step in again] == [step.whole for step in large]
    assert "20000 points" in repr(again)
    assert again.sizes.tolist() == one.sizes.tolist()
    assert "5,000 of the 20,000 points" in " ".join(large.dataset.notes)


@pytest.mark.parametrize("init", ["k-means||", "k-means++", "greedy-k-means++", "farthest-first"])
def test_every_step_of_a_large_run_can_be_drawn(init):
    pictures = list(kviz.film(kviz.run(in_parts(), 3, init=init, rng=0, max_iter=1), size=(480, 300)))

    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def with_fault(value):
    bad = X.copy()
    bad[7_777, 1] = value
    return bad


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e200, 1e-200])
def test_a_bad_value_is_named_as_in_memory(value):
    bad = with_fault(value)
    with pytest.raises(ValueError, match="row 7777, column 1") as small:
        kviz.kmeans(bad, 3)
    with pytest.raises(ValueError, match="row 7777, column 1") as large:
        kviz.kmeans(in_parts(bad), 3)

    assert str(large.value) == str(small.value)


@pytest.mark.parametrize(
    ("points", "options", "message"),
    [
        (in_parts(), {"metric": "manhattan", "init": X[:3]}, "median cannot be added up"),
        (in_parts(), {"init": lambda X, k, rng: X[:k]}, "needs all points in memory.*k-means"),
        (in_parts(), {"k": 20_001}, "k=20001 clusters need at least k points"),
        (in_parts(X.astype(complex)), {}, "X holds complex numbers"),
        (in_parts()[:, :, None], {}, "3 dimensions"),
        (dd.from_pandas(pd.DataFrame({"a": ["x"] * 9}), npartitions=2), {}, "column 'a' of X"),
    ],
)
def test_what_cannot_be_done_in_parts_is_refused_in_a_sentence(points, options, message):
    with pytest.raises((TypeError, ValueError), match=message):
        list(kviz.kmeans(points, **{"k": 3, **options}))


def test_one_place_for_all_points_is_said():
    trace = kviz.run(da.ones((8_000, 2), chunks=(1_000, 2)), 3, rng=0)

    assert trace.converged
    assert trace[0].events[0].kind == "duplicate"
