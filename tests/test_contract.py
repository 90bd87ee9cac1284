"""The public names and what they mean, tried as a notebook would."""

import json
from itertools import pairwise

import numpy as np
import pytest

import kviz

X = np.array([[1.0, 2.0], [1.0, 4.0], [2.0, 3.0], [8.0, 8.0], [9.0, 6.0], [8.0, 7.0], [5.0, 1.0]])
NAMED = ["k-means++", "greedy-k-means++", "farthest-first", "random", "box", "random-partition"]


@pytest.mark.parametrize("init", NAMED)
@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_every_seeding_yields_k_seeds_then_assign_and_update_in_turn(init, metric):
    steps = list(kviz.kmeans(X, k=3, init=init, metric=metric, rng=3, max_iter=300, on_empty="keep"))
    phases = [step.phase for step in steps]

    assert phases[:3] == ["seed"] * 3
    assert [step.centroids.shape for step in steps[:3]] == [(1, 2), (2, 2), (3, 2)]
    assert [step.iteration for step in steps[:3]] == [0, 0, 0]
    body = phases[3:-1]
    assert body == (["assign", "update"] * len(body))[: len(body)]
    assert phases[-1] == "converged"
    assert steps[-1].reason == "no point changed cluster"
    costs = [step.cost for step in steps]
    assert all(b <= a * (1 + 1e-12) for a, b in pairwise(costs))
    for step in steps:
        assert step.labels.shape == (7,)
        assert not step.labels.flags.writeable
        assert not step.centroids.flags.writeable


def test_a_seed_says_what_it_was_drawn_from():
    first, second, third = list(kviz.kmeans(X, k=3, rng=0))[:3]

    assert first.weights is None
    assert first.probabilities == pytest.approx(np.full(7, 1 / 7))
    for before, step in ((first, second), (second, third)):
        gaps = ((X[:, None] - before.centroids) ** 2).sum(axis=2).min(axis=1)
        assert step.weights == pytest.approx(gaps)
        assert step.probabilities == pytest.approx(gaps / gaps.sum())
        assert 0 <= step.draw < 1
        assert step.chosen == np.searchsorted(np.cumsum(step.probabilities), step.draw, side="right")
        assert step.centroids[-1].tolist() == X[step.chosen].tolist()


def test_the_cap_is_told_apart_from_convergence():
    trace = kviz.run(X, k=3, init=[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0]], max_iter=1)

    assert (trace[-1].phase, trace[-1].reason) == ("stopped", "max_iter reached")
    assert not trace.converged
    assert trace.n_iter == 1


@pytest.mark.parametrize("kind", ["list", "frame", "dataset"])
def test_points_come_as_a_list_a_table_or_a_dataset(kind):
    import pandas

    given = {
        "list": lambda: X.tolist(),
        "frame": lambda: pandas.DataFrame(X, columns=["income", "score"]),
        "dataset": lambda: kviz.Dataset(X, ("income", "score")),
    }[kind]()

    trace = kviz.run(given, k=2, rng=1)

    assert trace.labels.tolist() == kviz.run(X, k=2, rng=1).labels.tolist()
    if kind != "list":
        assert trace.dataset.names == ("income", "score")


def test_a_trace_is_a_sequence_with_its_outcome():
    trace = kviz.run(X, k=2, rng=0)

    assert len(trace) == len(list(trace)) == len(trace.costs)
    assert trace[0].phase == "seed" and trace[-1].phase == "converged"
    assert trace.labels is not None and trace.centroids.shape == (2, 2)
    assert trace.costs[-1] == pytest.approx(((X - trace.centroids[trace.labels]) ** 2).sum())


def test_record_takes_a_students_pairs():
    def mine(X, k):
        centroids = np.array(X[:k])
        for _ in range(20):
            labels = ((X[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
            yield labels, centroids
            centroids = np.array([X[labels == j].mean(axis=0) for j in range(k)])
            yield labels, centroids

    trace = kviz.record(mine(X, 2), X)

    assert {step.phase for step in trace} <= {"seed", "assign", "update", "converged", "stopped"}
    assert trace.costs[-1] == pytest.approx(((X - trace.centroids[trace.labels]) ** 2).sum())
    assert "def mine" in trace.source


def test_draw_returns_plain_axes_and_film_one_png_a_step():
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    trace = kviz.run(X, k=2, rng=0)
    ax = Figure().add_subplot()

    assert kviz.draw(trace, 2, ax=ax) is ax
    assert isinstance(kviz.draw(trace, -1), Axes)
    pictures = list(kviz.film(trace, size=(480, 300)))
    assert len(pictures) == len(trace)
    assert all(picture.startswith(b"\x89PNG\r\n\x1a\n") for picture in pictures)
    assert pictures == list(kviz.film(trace, size=(480, 300))), "the same frame gives the same bytes"


@pytest.mark.parametrize("suffix", [".gif", ".html", ".png", ".csv", ".json"])
def test_export_chooses_by_suffix_and_returns_the_path(suffix, tmp_path):
    path = kviz.export(kviz.run(X, k=2, rng=0), tmp_path / f"run{suffix}")

    assert path == tmp_path / f"run{suffix}"
    assert path.stat().st_size > 50


def test_a_run_file_is_the_same_run_bit_for_bit(tmp_path):
    trace = kviz.run(X, k=3, rng=2)
    again = kviz.load(kviz.export(trace, tmp_path / "run.json"))

    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert len(again) == len(trace)
    for a, b in zip(trace, again, strict=True):
        assert (a.phase, a.iteration, a.cost) == (b.phase, b.iteration, b.cost)
        assert a.centroids.tobytes() == b.centroids.tobytes()
        assert a.labels.tolist() == b.labels.tolist()


def test_elbow_has_costs_that_never_rise_and_draws():
    from matplotlib.figure import Figure

    curve = kviz.elbow(kviz.datasets["blobs"](), ks=range(1, 7), n_init=4, rng=0)

    assert list(curve.ks) == [1, 2, 3, 4, 5, 6]
    assert all(b <= a for a, b in pairwise(curve.costs))
    assert curve.best_k == 3
    ax = Figure().add_subplot()
    assert curve.draw(ax) is ax


def test_a_right_run_passes_the_check():
    assert kviz.check(kviz.kmeans(X, k=3, rng=0), X)


def test_play_and_explore_are_widgets():
    from ipywidgets import DOMWidget

    trace = kviz.run(X, k=2, rng=0)
    assert isinstance(kviz.play(trace), DOMWidget)
    assert isinstance(kviz.play([trace, kviz.run(X, k=3, rng=1)]), DOMWidget)
    assert isinstance(kviz.explore(X, k=2), DOMWidget)
    assert isinstance(kviz.explore(), DOMWidget)


def test_every_built_in_set_has_points_names_and_a_sentence():
    for name, load in kviz.datasets.items():
        dataset = load()
        assert dataset.points.shape[1] == len(dataset.names), name
        assert dataset.about.endswith("."), name
    assert kviz.datasets["tutorial"]().names == ("M1", "M2")
