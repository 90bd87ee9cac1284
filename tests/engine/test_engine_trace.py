"""The recorded run: a sequence of steps that nothing can change."""

import json
import pickle
import sys
from inspect import signature

import numpy as np
import pytest

import kviz
from kviz.engine.steps import letter, letters

X = np.random.default_rng(2).normal(size=(60, 2))


def test_a_trace_is_a_sequence_of_steps():
    trace = kviz.run(X, 3, rng=0)

    assert len(trace) == len(list(trace))
    assert trace[-1] is trace[len(trace) - 1]
    assert trace[2:5].steps == trace.steps[2:5]
    assert isinstance(trace[:4], kviz.Trace)
    assert trace[::-1][0] is trace[-1]
    with pytest.raises(IndexError):
        trace[len(trace)]
    assert trace.costs.tolist() == [step.cost for step in trace]
    assert (trace.labels is trace[-1].labels, trace.centroids is trace[-1].centroids) == (True, True)
    assert (trace.n_iter, trace.converged) == (trace[-1].iteration, True)
    assert "converged after" in repr(trace)
    assert repr(trace[0]).startswith("<Seed: iteration 0, 60 points, 1 centroids, cost ")


def test_steps_cannot_be_changed_and_do_not_change():
    """Frame 0 is still frame 0 after the run."""
    steps, copies = [], []
    for step in kviz.kmeans(X, 4, rng=1):
        steps.append(step)
        copies.append((step.centroids.copy(), step.labels.copy(), step.cost))
    for step, (centroids, labels, cost) in zip(steps, copies, strict=True):
        assert (step.centroids == centroids).all()
        assert (step.labels == labels).all()
        assert step.cost == cost
        for array in (step.centroids, step.labels):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0
            with pytest.raises(ValueError, match="WRITEABLE"):
                array.flags.writeable = True
        with pytest.raises(AttributeError):
            step.cost = 0.0


def test_the_callers_arrays_are_neither_changed_nor_frozen_nor_kept():
    points, start = X.copy(), X[:3].copy()

    trace = kviz.run(points, 3, init=start)

    assert (points == X).all()
    assert points.flags.writeable
    assert start.flags.writeable
    points[:] = 0
    start[:] = 0
    assert (trace.X == X).all()
    assert (trace[2].centroids == X[:3]).all()


@pytest.mark.parametrize(
    "rng", [3, np.random.default_rng(3), None, np.random.Generator(np.random.MT19937(1))]
)
@pytest.mark.parametrize("init", ["k-means++", "box"])
def test_settings_are_enough_to_run_it_again(init, rng):
    trace = kviz.run(X, 4, init=init, rng=rng, metric="manhattan", on_empty="farthest", max_iter=50)
    settings = json.loads(json.dumps(trace.settings))

    assert list(settings) == ["k", "init", "metric", "seed", "max_iter", "on_empty"]
    again = kviz.run(X, rng=settings.pop("seed"), **settings)

    assert again.costs.tolist() == trace.costs.tolist()
    assert (again.labels == trace.labels).all()


def test_settings_hold_the_start_of_a_function_or_an_iterator():
    for init in (lambda P, k, rng: P[:k] + 1, iter(X[:3] + 1)):
        trace = kviz.run(X, 3, init=init)

        assert trace.settings["init"] == (X[:3] + 1).tolist()
        assert trace.settings["seed"] is None


def test_a_run_goes_on_from_recorded_centroids():
    """What a drag needs: the same arrays, one of them moved."""
    trace = kviz.run(X, 3, rng=0)
    start = np.array(trace[4].centroids)
    start[1] += 1

    moved = kviz.run(trace.dataset, trace.k, init=start)

    assert moved[2].centroids.tolist() == start.tolist()
    assert moved.dataset is not None
    assert moved.X is trace.X, "the points are not copied again"


def sizes(trace):
    """Bytes of everything a trace holds, each array once."""
    held = {}
    for step in trace:
        for value in vars(step).values():
            if isinstance(value, np.ndarray):
                base = value if value.base is None else value.base
                held[id(base)] = sys.getsizeof(base)
    return sum(held.values()) + trace.X.nbytes


@pytest.mark.parametrize("how", ["run", "record", "pairs"])
def test_a_long_run_of_many_points_takes_at_most_a_byte_and_a_half_per_point_and_step(how):
    many = np.random.default_rng(0).normal(size=(100_000, 2))
    steps = kviz.kmeans(many, 5, rng=0, max_iter=17)
    trace = {
        "run": lambda: kviz.run(many, 5, rng=0, max_iter=17),
        "record": lambda: kviz.record(steps, many),
        "pairs": lambda: kviz.record(((s.labels.astype(int), s.centroids) for s in steps), many),
    }[how]()

    assert len(trace) == 40
    assert sizes(trace) / len(many) / len(trace) <= 1.5


def test_weights_are_made_when_asked_for():
    """They take 8 bytes a point, so a step keeps the rule they come from; the last ones told of are kept."""
    trace = kviz.run(X, 5, rng=0)
    last = trace[4].weights

    assert last.sum() == pytest.approx(trace[3].cost)
    assert trace[4].weights is last
    assert trace[3].weights.sum() == pytest.approx(trace[2].cost)
    assert trace[4].weights is not last


def test_a_trace_survives_pickling():
    trace = kviz.run(X, 3, rng=0)

    again = pickle.loads(pickle.dumps(trace))

    assert again.costs.tolist() == trace.costs.tolist()
    assert again[1].weights.tolist() == trace[1].weights.tolist()


def test_letters_count_on_after_z():
    assert [letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [letters(c) for c in ([], [1], [0, 2], [0, 1, 2])] == ["", "B", "A and C", "A, B and C"]


def test_run_takes_what_kmeans_takes():
    """The two signatures stand apart, so that each can be read; they may not drift apart."""
    assert signature(kviz.run).parameters == signature(kviz.kmeans).parameters


def test_a_step_that_is_not_there_is_named_with_those_that_are():
    trace = kviz.run(X, 3, rng=0)

    with pytest.raises(
        IndexError, match=f"step 999 was asked for, and this run has steps 0 to {len(trace) - 1}"
    ):
        trace[999]
    assert len(list(reversed(trace))) == len(trace)


def test_a_data_set_is_shown_by_its_name_not_by_its_numbers():
    assert repr(kviz.datasets["tutorial"]()) == "<Dataset 'Tutorial: M1 and M2': 22 points, columns M1, M2>"
    assert repr(kviz.run([[1.0]], 1).dataset) == "<Dataset: 1 point, columns x1>"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_clusters": 3}, "n_clusters is scikit-learn's word; kviz calls it k: use k=3"),
        ({"random_state": 0}, "kviz calls it rng: use rng=0"),
        ({"n_init": 10}, "one call is one run here"),
        ({"tol": 1e-4}, "a run ends when no point changes cluster"),
        ({"sample_weight": np.ones(4)}, "every point counts once"),
        ({"n_jobs": 2}, "one thread"),
        ({"clusters": 3}, "there is no argument 'clusters'; the arguments are X, k, init, metric, rng"),
    ],
)
@pytest.mark.parametrize("call", [kviz.run, kviz.kmeans])
def test_words_of_scikit_learn_are_answered_with_our_own(call, options, message):
    with pytest.raises(TypeError, match=message):
        call(X, **options)


def test_a_fitted_model_is_a_start_and_another_one_is_explained():
    from sklearn.cluster import DBSCAN, KMeans
    from sklearn.preprocessing import StandardScaler

    model = KMeans(3, n_init=1, random_state=0).fit(X)

    assert kviz.run(X, 3, init=model)[2].centroids.tolist() == model.cluster_centers_.tolist()
    with pytest.raises(TypeError, match="a KMeans that was not fitted; call its fit"):
        kviz.run(X, 3, init=KMeans(3))
    with pytest.raises(TypeError, match="a DBSCAN, and it has no cluster_centers_"):
        kviz.run(X, 3, init=DBSCAN())
    with pytest.raises(TypeError, match="a StandardScaler, not points; give what it returns"):
        kviz.run(StandardScaler(), 3)


def test_new_points_join_the_nearest_centroid_and_ties_go_to_the_lower_number():
    import pandas

    data = kviz.Dataset([[0.0, 5.0], [2.0, 5.0], [10.0, 7.0], [12.0, 7.0]], ("a", "b"))
    trace = kviz.run(data, 2, init=[[0.0, 5.0], [12.0, 7.0]])

    assert trace.centroids.tolist() == [[1.0, 5.0], [11.0, 7.0]]
    assert trace.sizes.tolist() == [2, 2]
    assert trace.predict([[0.0, 0.0], [6.0, 6.0], [9.0, 9.0]]).tolist() == [0, 0, 1]
    assert trace.predict(trace.X).tolist() == trace.labels.tolist()
    table = pandas.DataFrame({"c": ["x"], "b": [7.0], "a": [9.0]})
    assert trace.predict(table).tolist() == [1]
    assert kviz.run(data.standardized(), 2, rng=0).predict(data).tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])
    with pytest.raises(ValueError, match="X_new has no column 'a'; the run was made from a, b"):
        trace.predict(table[["b"]])
    unnamed = kviz.run(data.points, 2, init=data.points[[0, 3]])
    assert unnamed.predict(pandas.DataFrame({"a": [9.0], "b": [7.0]})).tolist() == [1]
    with pytest.raises(ValueError, match=r"X_new has shape \(1, 3\).*give shape \(m, 2\)"):
        trace.predict([[1.0, 2.0, 3.0]])


def test_a_run_is_a_table_in_the_units_of_the_data():
    data = kviz.Dataset([[0.0, 5.0], [2.0, 5.0], [10.0, 7.0], [12.0, 7.0]], ("cluster", "b"))

    table = kviz.run(data.standardized(), 2, init=data.standardized().points[[0, 3]]).to_dataframe()

    assert list(table.columns) == ["cluster", "b", "cluster_"]
    assert table["cluster"].tolist() == pytest.approx([0, 2, 10, 12])
    assert table["cluster_"].tolist() == ["A", "A", "B", "B"]


def test_the_same_run_again_is_equal_and_another_is_not(tmp_path):
    trace, again = kviz.run(X, 3, rng=1), kviz.run(X, 3, rng=1)

    assert trace == again
    assert hash(trace) == hash(again)
    assert kviz.load(kviz.save(trace, tmp_path / "run.json")) == trace
    assert trace != trace[:-1]
    assert trace != kviz.run(X, 3, rng=1, metric="manhattan")
    assert trace != kviz.run(X + 1, 3, rng=1)
    assert trace != "a run"
