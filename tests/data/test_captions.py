"""Every built-in set shows what its sentence says, with its own k, seed and scale; new sets are found."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import kviz
from kviz.app.explorer.runs import shelf_groups
from kviz.cli import main
from kviz.data.registry import SCALES, BuiltIn, Datasets, row_of
from kviz.segmentation.segment import segment


def run_of(name):
    """The run that a page shows when this set is chosen, and its row."""
    row = kviz.datasets[name]
    data = row()
    data = data.standardized() if row.scale == "standardized" else data
    init = "k-means++" if data.start is None else data.start
    return kviz.run(data, k=row.k, init=init, rng=row.seed)


def sizes(trace):
    return sorted(np.bincount(trace.labels, minlength=trace.k).tolist())


def halves(trace, members):
    """Share of the points on which two clusters and a division of the points agree."""
    same = np.mean((trace.labels == 1) == members)
    return max(same, 1 - same)


def tutorial(trace):
    changed = [len(step.changed) for step in trace if step.phase == "assign"]
    return changed[1] == 3 and trace.converged


def blobs(trace):
    true = np.repeat([0, 1, 2], 60)
    return all(len(np.unique(trace.labels[true == c])) == 1 for c in range(3)) and sizes(trace) == [60] * 3


def customers(trace):
    return trace.k == 5 and min(sizes(trace)) > 20 and len(trace.X) == 200


def old_faithful(trace):
    return sizes(trace) == [100, 172]


def iris(trace):
    species = trace.dataset.table["Species"].to_numpy()
    setosa = trace.labels[species == "setosa"]
    others = trace.labels[species != "setosa"]
    apart = len(np.unique(setosa)) == 1 and setosa[0] not in others
    return apart and sizes(trace) != [50, 50, 50]


def penguins(trace):
    return len(trace.X) == 342


def elongated(trace):
    """Each long cloud of 60 is cut: its points lie in two clusters at least, three clouds in three."""
    cloud = np.repeat([0, 1, 2], 60)
    return sum(len(np.unique(trace.labels[cloud == c])) > 1 for c in range(3)) >= 2


def moons(trace):
    return 0.6 < halves(trace, np.arange(180) < 90) < 0.9


def rings(trace):
    return halves(trace, np.arange(180) < 60) < 0.75


def sizes_set(trace):
    large, small = trace.labels[:240], trace.labels[240:]
    return len(np.unique(large)) > 1 and len(np.unique(small)) == 1


def density(trace):
    """More than 60 points lie in the clusters of the two tight clouds of 60, fewer in the loose one."""
    tight = {trace.labels[60:120][0], trace.labels[120:][0]}
    both = len(tight) == 2 and len(np.unique(trace.labels[60:120])) == len(np.unique(trace.labels[120:])) == 1
    taken = sum(label in tight for label in trace.labels[:60].tolist())
    return both and taken > 0


def outlier(trace):
    return sizes(trace) == [1, 60] and trace.labels[60] not in trace.labels[:60]


def noise(trace):
    return kviz.elbow(trace.X, rng=0).best_k is None and min(sizes(trace)) > 0


def duplicates(trace):
    return len(np.unique(trace.X, axis=0)) == 3 and min(sizes(trace)) == 0 and trace.cost == 0


def empty_trap(trace):
    first = next(step for step in trace if step.phase == "assign")
    return len(np.unique(first.labels)) == 3 and min(sizes(trace)) == 0


def units(trace):
    young = trace.X[:, 0] < 45
    again = kviz.run(trace.dataset.standardized(), k=2, init="k-means++", rng=trace.dataset.seed)
    return halves(trace, young) < 0.65 and halves(again, young) == 1


SHOWS = {
    "tutorial": tutorial, "blobs": blobs, "customers": customers, "old-faithful": old_faithful, "iris": iris,
    "penguins": penguins, "elongated": elongated, "moons": moons, "rings": rings, "sizes": sizes_set,
    "density": density, "outlier": outlier, "noise": noise, "duplicates": duplicates,
    "empty-trap": empty_trap, "units": units,
}  # fmt: skip


@pytest.mark.parametrize("name", kviz.datasets)
def test_a_run_with_the_sets_own_settings_shows_what_its_sentence_says(name):
    assert kviz.datasets[name].scale in SCALES
    assert SHOWS[name](run_of(name))


def test_a_kept_scale_would_cure_the_empty_cluster_so_the_row_says_raw():
    data = kviz.datasets["empty-trap"]().standardized()
    assert min(sizes(kviz.run(data, k=3, init=data.start))) > 0
    assert kviz.datasets["empty-trap"].scale == "raw"


def spirals():
    """Two arms that wind around each other."""
    turn = np.linspace(0.5, 3, 40)[:, None] * np.pi
    arm = np.hstack([turn * np.cos(turn), turn * np.sin(turn)])
    return np.vstack([arm, -arm])


@pytest.fixture
def added():
    """One row, and one plain function, for the time of a test."""
    row = BuiltIn("spirals", "Two spirals", "made to break k-means", "Arms wind.", 2, make=spirals, seed=3)
    kviz.datasets["spirals"] = row
    kviz.datasets["ladder"] = lambda: kviz.Dataset([(0, 0), (0, 1), (9, 0), (9, 1)], ("x", "y"), k=2)
    yield
    del kviz.datasets["spirals"], kviz.datasets["ladder"]


def test_a_function_and_a_row_are_found_by_python(added):
    data = kviz.datasets["spirals"]()
    assert data.points.shape == (80, 2) and data.names == ("x", "y")
    assert (data.title, data.k, data.seed, data.group) == ("Two spirals", 2, 3, "made to break k-means")


def test_a_function_and_a_row_are_listed_by_the_command(added):
    listed = CliRunner().invoke(main, ["datasets"]).output
    assert "  spirals       k = 2   Two spirals" in listed and "ladder" in listed
    told = CliRunner().invoke(main, ["datasets", "ladder", "--json"])
    assert json.loads(told.output)["points"] == 4


def test_a_function_and_a_row_are_in_the_list_of_the_page(added):
    groups = {group["group"]: [row["name"] for row in group["sets"]] for group in shelf_groups()}
    assert "spirals" in groups["made to break k-means"] and groups["added"] == ["ladder"]


@pytest.mark.parametrize("name", ["spirals", "ladder"])
def test_a_function_and_a_row_can_be_exported_and_segmented(added, name, tmp_path):
    run = tmp_path / "run.json"
    done = CliRunner().invoke(main, ["export", name, str(run)])
    assert done.exit_code == 0, done.output
    assert kviz.load(run).k == 2
    program = tmp_path / "again.py"
    done = CliRunner().invoke(main, ["segment", name, str(program), "-k", "2"])
    assert done.exit_code == 0, done.output
    assert f"kviz.read_table(kviz.datasets['{name}'].table" in program.read_text()
    exec(compile(program.read_text(), "again.py", "exec"), {})


def test_what_is_no_function_is_refused():
    with pytest.raises(TypeError, match="'points' is of type list; give for example lambda: points"):
        Datasets()["points"] = [[1, 2]]


def test_a_name_in_the_dict_is_the_name_of_the_row():
    sets = Datasets()
    sets["other"] = row_of("one", spirals)
    assert sets["other"].name == "other" and sets["other"].about == "Two arms that wind around each other."
    assert segment(sets["other"].table, k=2).k == 2


def test_all_sets_as_json():
    rows = json.loads(CliRunner().invoke(main, ["datasets", "--json"]).output)
    assert [row["name"] for row in rows] == list(kviz.datasets)
    assert {"k", "seed", "scale", "about"} <= set(rows[0])
