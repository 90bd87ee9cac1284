"""The built-in sets are what their sentences say."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

import kviz
from kviz.data import builtin, synthetic
from kviz.engine.choose_k.elbow import curve

INSTALLED = importlib.util.find_spec("palmerpenguins") is not None


@pytest.mark.parametrize("name", kviz.datasets)
def test_every_set_runs_with_its_own_k(name):
    data = kviz.datasets[name]()

    trace = kviz.run(data, k=data.k, init="k-means++" if data.start is None else data.start, rng=0)

    assert trace.converged
    assert data.points.shape[1] == len(data.names) >= 2
    assert data.about.endswith(".") and data.title and data.group and builtin.datasets[name].source


def test_the_tutorial_happens_as_it_is_told():
    """First border; one point one way and two the other; new centroids; no change."""
    data = kviz.datasets["tutorial"]()
    assert data.names == ("M1", "M2") and data.k == 2
    assert not (data.points[:, None] == data.start).all(axis=2).any(), "a start centroid is a data point"

    trace = kviz.run(data, k=2, init=data.start)

    phases = [step.phase for step in trace if step.phase != "seed"]
    assert phases == ["assign", "update", "assign", "update", "converged"]
    first, second = (step.labels for step in trace if step.phase == "assign")
    assert np.sum((first == 1) & (second == 0)) == 1
    assert np.sum((first == 0) & (second == 1)) == 2
    assert not [step.events for step in trace if step.phase == "assign" and step.events], "no ties"


def test_the_tutorial_is_the_first_set():
    assert next(iter(kviz.datasets)) == "tutorial"


@pytest.mark.parametrize("name", synthetic.RECIPES)
def test_the_stored_sets_are_what_their_recipes_make(name):
    stored = (builtin.SETS / f"{name}.csv").read_text(encoding="utf-8").splitlines()

    header, *rows = stored

    assert header == ",".join(synthetic.RECIPES[name][0])
    assert rows == [",".join(row) for row in synthetic.rows_of(name)]


def test_iris_is_fishers_iris():
    from sklearn.datasets import load_iris

    ours = kviz.datasets["iris"]()

    table = ours.table.iloc[:, :4].to_numpy(float)
    assert np.array_equal(table, load_iris().data)
    assert ours.table["Species"].tolist() == load_iris().target_names[load_iris().target].tolist()


def test_old_faithful_gives_the_published_clusters():
    data = kviz.datasets["old-faithful"]()
    assert data.points.shape == (272, 2)
    assert data.points.mean(axis=0) == pytest.approx([3.487783, 70.897059], abs=1e-6)

    best = curve(data, [2], rng=0).best(2)

    order = np.argsort(best.centroids[:, 0])
    assert best.centroids[order] == pytest.approx(np.array([[2.09433, 54.75], [4.29793, 80.28488]]), abs=5e-6)
    assert np.bincount(best.labels)[order].tolist() == [100, 172]
    assert best.cost == pytest.approx(8901.769, abs=5e-4)


def test_standardizing_old_faithful_moves_four_eruptions():
    data = kviz.datasets["old-faithful"]()
    raw = curve(data, [2], rng=0).best(2).labels
    scaled = curve(data.standardized(), [2], rng=0).best(2).labels
    moved = int(np.sum(raw != scaled))
    assert min(moved, 272 - moved) == 4


def test_the_empty_cluster_set_empties_a_cluster_that_began_with_points():
    data = kviz.datasets["empty-trap"]()
    trace = kviz.run(data, k=3, init=data.start)
    starts = [step.chosen for step in trace if step.phase == "seed"]
    assert None not in starts, "every start centroid is a data point"
    first = next(step for step in trace if step.phase == "assign")
    assert len(np.unique(first.labels)) == 3
    assert len(np.unique(trace.labels)) == 2


def test_the_outlier_owns_a_centroid():
    best = curve(kviz.datasets["outlier"](), [2], rng=0).best(2)
    assert sorted(np.bincount(best.labels)) == [1, 60]


def test_k_means_cuts_the_large_group_rather_than_keep_the_small_ones_apart():
    best = curve(kviz.datasets["sizes"](), [3], rng=0).best(3)
    large, small = best.labels[:240], best.labels[240:]
    assert len(np.unique(large)) == 3
    assert len(np.unique(small)) == 1


def test_units_decide_until_they_are_standardized():
    data = kviz.datasets["units"]()
    young = data.points[:, 0] < 45

    def agreement(set_of_points):
        labels = curve(set_of_points, [2], rng=0).best(2).labels
        same = np.mean((labels == 1) == young)
        return max(same, 1 - same)

    assert agreement(data) < 0.65
    assert agreement(data.standardized()) == 1


def test_the_synthetic_customers_have_the_columns_of_the_real_ones_and_say_they_are_invented():
    row, data = kviz.datasets["customers"], kviz.datasets["customers"]()
    assert list(data.table.columns) == list(synthetic.MALL_COLUMNS)
    assert "synthetic" in row.title and "invented" in row.about


def test_loading_one_set_reads_one_file(monkeypatch):
    """Nothing is loaded before it is asked for."""
    opened = []
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *a, **k: opened.append(self.name) or real(self, *a, **k))
    kviz.datasets["blobs"]()
    assert opened == ["blobs.csv"]


@pytest.mark.skipif(INSTALLED, reason="palmerpenguins is installed")
def test_penguins_are_offered_only_where_their_package_is():
    assert "penguins" not in kviz.datasets


@pytest.mark.skipif(not INSTALLED, reason="palmerpenguins is not installed: pip install kviz[penguins]")
def test_unmeasured_penguins_are_left_out_and_counted():
    data = kviz.datasets["penguins"]()
    assert len(data.points) == 342
    assert any(note.startswith("2 of 344 rows lack a value") for note in data.notes)
