"""CSV with the original rows, and the run itself as JSON."""

import csv
from io import BytesIO, StringIO

import numpy as np
import pytest

import kviz
from kviz.engine.seeding.registry import SEEDINGS
from kviz.exports.documents.csv_json import write_rows


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_points_and_centroids_are_in_two_files(trace, tmp_path):
    path = kviz.export(trace, tmp_path / "run.csv")
    header, *rows = rows_of(path)
    names, *middles = rows_of(tmp_path / "run-centroids.csv")

    assert header == ["M1", "M2", "cluster"]
    assert [[float(x), float(y)] for x, y, _ in rows] == trace.X.tolist()
    assert [cluster for *_, cluster in rows] == ["AB"[label] for label in trace.labels]
    assert names == ["cluster", "M1", "M2", "points"]
    assert [[float(x), float(y)] for _, x, y, _ in middles] == trace.centroids.tolist()
    assert [int(row[-1]) for row in middles] == np.bincount(trace.labels).tolist()


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "shop.csv"
    path.write_text(
        "who,age,score,note\n"
        "Ann,20,1,=1+1\n"
        "Bob,21,2,@home\n"
        "Cid,,3,left out\n"
        'Dee,60,9,"with, comma"\n'
        "Eve,61,8,-5\n",
        encoding="utf-8",
    )
    return kviz.read_table(path, x="age", y="score", missing="drop")


def test_every_original_row_and_column_comes_back(table, tmp_path):
    """A row that lacked a value belongs to no cluster and is still there."""
    trace = kviz.run(table, 2, init=[[20, 1], [60, 9]])
    header, *rows = rows_of(kviz.export(trace, tmp_path / "run.csv"))

    assert header == ["who", "age", "score", "note", "cluster"]
    assert [row[0] for row in rows] == ["Ann", "Bob", "Cid", "Dee", "Eve"]
    assert [row[1] for row in rows] == ["20", "21", "", "60", "61"], "as they were written, not 20.0"
    assert [row[-1] for row in rows] == ["A", "A", "", "B", "B"]
    assert rows[3][3] == "with, comma"


def test_no_cell_becomes_a_formula(table, tmp_path):
    """A spreadsheet would compute them; what looks like a number stays one."""
    trace = kviz.run(table, 2, rng=0)
    notes = [row[3] for row in rows_of(kviz.export(trace, tmp_path / "run.csv"))[1:]]

    assert notes[0] == "'=1+1"
    assert notes[1] == "'@home"


@pytest.mark.parametrize(
    "cell", ["=1+1", "@home", "\n=1+1", "＝1+1", "＋1", "－1", "＠a", "％1", "\t=1", "\r=1"]
)
def test_every_beginning_of_a_formula_gets_an_apostrophe(cell):
    file = BytesIO()
    write_rows(file, ["note"], [[cell]])
    _, (note,) = csv.reader(StringIO(file.getvalue().decode(), newline=""))

    assert note == f"'{cell}".replace("\r", "\n")


def test_a_carriage_return_begins_no_row():
    """What follows it would be a cell of its own, and could be a formula."""
    file = BytesIO()
    write_rows(file, ["note"], [["a\r=1+1"], ["b\r\n=2"]])

    assert file.getvalue() == b'note\n"a\n=1+1"\n"b\n=2"\n'


def test_standardized_data_come_out_in_their_own_units(table, tmp_path):
    trace = kviz.run(table.standardized(), 2, init=table.standardized().points[[0, 2]])
    kviz.export(trace, tmp_path / "run.csv")
    middles = rows_of(tmp_path / "run-centroids.csv")[1:]

    assert [float(row[1]) for row in middles] == pytest.approx([20.5, 60.5])


def test_a_column_called_cluster_keeps_its_place(tmp_path):
    data = kviz.Dataset([[0.0, 0.0], [5.0, 5.0]], ("cluster", "y"))
    header, *_ = rows_of(kviz.export(kviz.run(data, 2, rng=0), tmp_path / "run.csv"))

    assert header == ["cluster", "y", "cluster_kviz"]


@pytest.mark.parametrize("init", SEEDINGS)
def test_the_run_itself_comes_back_bit_for_bit(init, tmp_path):
    trace = kviz.run(kviz.datasets["blobs"](), 4, init=init, rng=5)
    again = kviz.load(kviz.export(trace, tmp_path / "run.json"))

    assert again.settings == trace.settings
    assert [step.centroids.tobytes() for step in again] == [step.centroids.tobytes() for step in trace]
    assert again.costs.tobytes() == trace.costs.tobytes()


@pytest.mark.parametrize("suffix", [".csv", ".json", ".ipynb"])
def test_a_format_for_one_run_refuses_two(trace, tmp_path, suffix):
    with pytest.raises(ValueError, match=rf"\{suffix} holds one run, and 2 were given"):
        kviz.export([trace, trace], tmp_path / f"run{suffix}")
