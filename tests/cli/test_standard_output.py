"""Every command that writes a file writes it to the standard output, too, and its words elsewhere."""

import contextlib

import pytest
from click.testing import CliRunner

from kviz.cli import main

CURVE = ("elbow", "blobs", "--most", "2", "--n-init", "1")
SEGMENTS = ("segment", "customers", "-k", "3", "--n-init", "1")


def run(folder, *arguments):
    with contextlib.chdir(folder):
        done = CliRunner().invoke(main, arguments)
    assert list(folder.iterdir()) == [], "nothing is left in the folder"
    return done


@pytest.mark.parametrize(
    ("arguments", "begins", "said"),
    [
        ((*CURVE, "-", "--format", ".csv"), b"k,WCSS\n1,", "-: the curve for k = 1 to 2\n"),
        ((*CURVE, "-", "--format", "svg"), b"<?xml", "-: the curve for k = 1 to 2\n"),
        ((*SEGMENTS, "-", "--format", ".csv"), b"CustomerID,Gender,", "-: 200 rows in 3 segments\n"),
        (("lesson", "1", "-", "--format", "gift"), b"//", "-: Quiz as GIFT text, "),
        (("lesson", "1", "-", "--format", "assignment.ipynb"), b"{", "-: Notebook to hand in, "),
    ],
)
def test_the_standard_output_holds_the_file_and_nothing_else(arguments, begins, said, tmp_path):
    done = run(tmp_path, *arguments)

    assert done.exit_code == 0, done.stderr
    assert done.stdout_bytes.startswith(begins)
    assert said.encode() not in done.stdout_bytes
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*CURVE, "-"), 'Error: "-" has no suffix; say what to write, for example with --format .pdf.'),
        ((*CURVE, "curve.png", "--format", "svg"), "Error: --format says what"),
        ((*CURVE, "-", "--format", "bmp"), ".bmp"),
        ((*SEGMENTS, "-", "rows.csv", "--format", "csv"), "stands alone"),
        ((*SEGMENTS, "-", "--format", ".."), "no known suffix"),
        (("lesson", "1", "-", "--format", "x"), "a lesson becomes one of"),
    ],
)
def test_what_cannot_be_written_there_is_refused_before_the_work(arguments, said, tmp_path):
    done = run(tmp_path, *arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
