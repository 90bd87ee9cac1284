"""``kviz segment``, ``kviz elbow`` and ``kviz datasets``: what they print, write and refuse."""

import pytest
from click.testing import CliRunner
from mall import INCOME

from kviz.cli import main
from kviz.data.builtin import SETS
from kviz.segmentation.files import FILES

CUSTOMERS = SETS / "customers.csv"


def test_the_command_goes_the_whole_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["segment", str(CUSTOMERS)])
    assert done.exit_code == 0, done.output
    assert "k = 5 was chosen by the elbow." in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"customers-segments{suffix}" for suffix in FILES
    )


def test_the_command_takes_the_name_of_a_built_in_set(tmp_path):
    done = CliRunner().invoke(main, ["segment", "iris", str(tmp_path / "iris.csv"), "-q", "-k", "3"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "iris.csv").read_text().startswith("Sepal length (cm),")


def test_the_command_writes_what_is_asked(tmp_path):
    report = tmp_path / "report.pdf"
    done = CliRunner().invoke(
        main, ["segment", str(CUSTOMERS), str(report), "-q", "-k", "3", "--name", "us", "--scale", "yes"]
    )
    assert done.output == f"{report}: 200 rows in 3 segments\n"
    assert list(tmp_path.iterdir()) == [report]


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["nope.csv"], "There is no file 'nope.csv'; check the name and the folder."),
        ([str(CUSTOMERS), "out.docx"], "'out.docx' has no known suffix; use one of .csv, .html, .pdf, .py."),
        (
            [str(CUSTOMERS), "--columns", "income"],
            "There is no column 'income' in customers.csv; the columns",
        ),
        ([str(CUSTOMERS), "--columns", "Gender"], "Column 'Gender' is not a column of numbers: row 2 holds"),
        ([str(CUSTOMERS), "-k", "99"], "k=99 segments were asked for; use 1 <= k <= 12."),
    ],
)
def test_a_fault_is_one_line_and_leaves_no_file(arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["segment", *arguments])
    assert done.exit_code == 2
    assert sentence in done.output and "Traceback" not in done.output
    assert not list(tmp_path.iterdir())


def test_the_elbow_command_prints_the_curve_and_the_sentence(tmp_path):
    picture = tmp_path / "elbow.png"
    done = CliRunner().invoke(main, ["elbow", "blobs", str(picture)])
    assert done.exit_code == 0, done.output
    assert "<- bend" in done.output and "a clear elbow" in done.output
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_the_elbow_command_takes_columns_of_a_file():
    done = CliRunner().invoke(
        main,
        ["elbow", str(CUSTOMERS), "--columns", "Age", "--columns", INCOME, "--most", "4", "--standardize"],
    )
    assert done.exit_code == 0 and done.output.count("\n") == 7, done.output


@pytest.mark.parametrize("command", ["segment", "elbow", "export"])
def test_help_shows_its_examples_line_by_line(command):
    lines = CliRunner().invoke(main, [command, "--help"]).output.splitlines()
    assert sum(line.strip().startswith(f"kviz {command} ") for line in lines) >= 2


def test_the_way_a_table_is_read_can_be_corrected(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("a;b\n1,234;5\n2,345;6\n9,876;1\n")
    done = CliRunner().invoke(main, ["elbow", str(path), "--decimal", ".", "--thousands", ","])
    assert "decimal point, thousands marked with ','" in done.output


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (
            ["blobs", "--columns", "x"],
            "The built-in data set 'blobs' has its columns already; leave out --columns.",
        ),
        (["nothing"], "'nothing' is neither a file nor built in; built in are tutorial, blobs"),
        (["nothing.csv"], "There is no file 'nothing.csv'; check the name and the folder."),
    ],
)
def test_an_elbow_of_nothing_is_one_line(arguments, sentence):
    done = CliRunner().invoke(main, ["elbow", *arguments])
    assert done.exit_code == 2 and sentence in done.output


@pytest.mark.parametrize(
    ("out", "sentence"),
    [("curve.gif", ".gif is not a format for a figure; use one of .png"), ("curve", "without a suffix")],
)
def test_a_curve_that_cannot_be_written_is_refused_before_the_search(out, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["elbow", "blobs", out])

    assert done.exit_code == 2
    assert sentence in done.output and "WCSS" not in done.output
    assert not list(tmp_path.iterdir())


def test_datasets_are_listed_and_told_about():
    listed = CliRunner().invoke(main, ["datasets"]).output
    assert "tutorial" in listed and "made to break k-means" in listed
    told_one = CliRunner().invoke(main, ["datasets", "old-faithful"]).output
    assert "272 points, 2 columns" in told_one and "Azzalini" in told_one
    unknown = CliRunner().invoke(main, ["datasets", "nope"])
    assert unknown.exit_code == 2 and "there are tutorial, blobs" in unknown.output
