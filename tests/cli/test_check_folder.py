"""kviz check FOLDER: whatever a program does, it is a row with the reason."""

import csv

import pytest
from click.testing import CliRunner

from kviz.cli import main

RIGHT = """
import numpy as np
def {name}(X, k):
    C = X[:k].copy()
    while True:
        L = ((X[:, None] - C) ** 2).sum(2).argmin(1)
        yield L, C
        moved = np.array([{update} for j in range(k)])
        if (moved == C).all():
            return
        C = moved
        yield L, C
"""
MEAN = "X[L == j].mean(axis=0)"
FILES = {
    "right.py": RIGHT.format(name="kmeans", update=MEAN),
    "other-name.py": RIGHT.format(name="mine", update=MEAN),
    "median.py": RIGHT.format(name="kmeans", update="np.median(X[L == j], axis=0)"),
    "leaves.py": "import os\ndef kmeans(X, k):\n    os._exit(0)\n    yield\n",
    "eats.py": "def kmeans(X, k):\n    yield [0] * 10**12\n",
    "talks.py": "print('word ' * 10**6)\n" + RIGHT.format(name="kmeans", update=MEAN),
    "wrong syntax.py": "def kmeans(:\n",
    "empty.py": "",
    "<b>.py": "raise ValueError('<script>alert(1)</script>')\n",
}
HANGS = "while True:\n    pass\n"
DEAF = "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\n" + HANGS
WORDS = {
    "right.py": "This is k-means.",
    "other-name.py": "This is k-means.",
    "median.py": "it is their median",
    "leaves.py": "os._exit",
    "eats.py": "MemoryError",
    "talks.py": "This is k-means.",
    "wrong syntax.py": "SyntaxError",
    "empty.py": "def kmeans(X, k)",
    "<b>.py": "ValueError",
}


@pytest.mark.slow
def test_every_file_is_a_row_with_the_reason_and_a_page(tmp_path):
    folder, out = tmp_path / "homework", tmp_path / "out"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)

    run = CliRunner().invoke(main, ["check", str(folder), str(out)])

    assert run.exit_code == 0, run.output
    rows = {row["file"]: row for row in csv.DictReader((out / "results.csv").open())}
    assert set(rows) == set(FILES)
    for name, words in WORDS.items():
        assert words in rows[name]["verdict"], (name, rows[name])
        assert (rows[name]["score"] == "1.00") == (words == "This is k-means.")
        assert name in run.output
    assert rows["median.py"]["step"] == "1"
    page = (out / "median.py.html").read_text()
    assert 'alt="Given and expected: step 1' in page
    assert 'src="data:image/png;base64,' in page
    assert "<script>" not in (out / "<b>.py.html").read_text()
    assert not list(out.glob(".*"))


@pytest.mark.parametrize(
    ("program", "words"),
    [(HANGS, "did not come to its end within 0.5 seconds"), (DEAF, "stopped from outside")],
)
def test_a_program_without_end_is_stopped(tmp_path, monkeypatch, program, words):
    """By a clock inside its process, and where it stops that clock, by ending the process."""
    if program == DEAF:
        monkeypatch.setattr("kviz.cli.check.START", 1.0)
    (tmp_path / "endless.py").write_text(program)

    run = CliRunner().invoke(main, ["check", str(tmp_path), str(tmp_path / "out"), "--seconds", "0.5"])

    assert run.exit_code == 0, run.output
    assert words in run.output


def test_a_folder_without_programs_is_refused(tmp_path):
    run = CliRunner().invoke(main, ["check", str(tmp_path)])

    assert run.exit_code == 2
    assert "there is no .py file" in run.output
