"""The command's own help is true, and it ends quietly whatever becomes of its streams."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete
from click.testing import CliRunner
from readers import SHELLS, need

import kviz
from kviz.cli import COMMANDS, main

SERVES = {"app", "present", "site"}  # these open a browser or build for a minute: their arguments are read
ROOT = Path(__file__).parents[2]
PROGRAM = """
import numpy as np

def kmeans(X, k):
    centroids = X[:k].copy()
    while True:
        labels = ((X[:, None] - centroids) ** 2).sum(axis=2).argmin(axis=1)
        yield labels, centroids
        moved = np.array([X[labels == j].mean(axis=0) for j in range(k)])
        if np.array_equal(moved, centroids):
            return
        centroids = moved
        yield labels, centroids
"""


def examples(name):
    text = CliRunner().invoke(main, [*([name] if name else []), "--help"]).output
    return re.findall(r"^ {4}kviz( .*)?$", text, re.M)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files that the examples speak of."""
    monkeypatch.chdir(tmp_path)
    table = kviz.datasets["customers"]().table
    table = table.set_axis(["customer_id", "gender", "age", "income", "score"], axis=1)
    table.to_csv("customers.csv", index=False)
    Path("homework").mkdir()
    Path("homework/one.py").write_text(PROGRAM, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_help_has_two_examples(name):
    assert len(examples(name)) >= 2


RUN = [name for name in COMMANDS if name not in {*SERVES, "lesson"}]


@pytest.mark.parametrize("example", [line for name in RUN for line in examples(name)])
def test_the_examples_of_the_help_work(example, desk):
    if ".mp4" in example:
        pytest.importorskip("imageio_ffmpeg")
    done = CliRunner().invoke(main, shlex.split(example))

    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("example", [line for name in sorted(SERVES) for line in examples(name)])
def test_the_arguments_of_examples_that_serve_are_known(example, desk):
    words = shlex.split(example)
    words = words if words[0] in COMMANDS else ["app", *words]
    command = main.get_command(click.Context(main), words[0])

    assert command.make_context(words[0], words[1:]).params


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version_is_said(flag):
    assert CliRunner().invoke(main, [flag]).output == f"kviz, version {kviz.__version__}\n"


def in_a_shell(line):
    kviz_command = f"{shlex.quote(sys.executable)} -m kviz"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.format(kviz=kviz_command)}"],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "{kviz} datasets --json | head -c 10",
        "{kviz} export tutorial - --format .csv -q | true",
        "{kviz} datasets >&-",
        "{kviz} datasets >&- 2>&-",
        "{kviz} elbow blobs --most 2 --n-init 1 2>&- >/dev/null",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="a shell with pipes")
def test_streams_that_end_early_are_no_error_of_ours(line):
    assert "Traceback" not in in_a_shell(line).stderr


@pytest.mark.parametrize("line", ["export tutorial {file}", "elbow blobs --most 2 --n-init 1 {file}"])
@pytest.mark.skipif(sys.platform == "win32", reason="a shell with pipes")
def test_a_file_is_written_where_nobody_can_be_told(line, tmp_path):
    """As from cron, or a program without a window: both outputs are closed."""
    file = tmp_path / "made.png"

    done = in_a_shell(f"{{kviz}} {line.format(file=file)} >&- 2>&-")

    assert (done.returncode, file.exists()) == (0, True)


def test_a_bar_is_left_out_where_there_is_no_place_for_it(monkeypatch):
    monkeypatch.setattr("sys.stderr", None)

    assert kviz.elbow([[1, 2], [1, 4], [8, 8], [9, 6]], [1, 2, 3], rng=0, progress=True).ks == (1, 2, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell with pipes")
def test_a_closed_standard_input_is_said():
    done = in_a_shell("{kviz} elbow - -q <&-")

    assert done.returncode == 2
    assert 'Error: "-" is the standard input, and it is closed; name a file.' in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell with pipes")
def test_a_table_goes_in_and_a_picture_comes_out_through_pipes():
    done = in_a_shell(
        r"printf 'a,b\n1,2\n1,3\n8,9\n9,8\n' | {kviz} export - - -k 2 --format .svg -q | grep -c '<svg'"
    )
    assert done.stdout.strip() == "1", done.stderr


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kviz el", {"elbow"}),
        ("kviz ", set(COMMANDS)),
        ("kviz --por", {"--port"}),
        ("kviz --port 9000 --peo", {"--people"}),
        ("kviz export --se", {"--sep", "--seed"}),
    ],
)
def test_the_tab_key_offers_commands_and_options(line, offered):
    words, _, incomplete = line.rpartition(" ")
    complete = BashComplete(main, {}, "kviz", "_KVIZ_COMPLETE")

    found = complete.get_completions(shlex.split(words)[1:], incomplete)

    assert {item.value for item in found} == offered


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_every_shell_is_read_by_it(shell):
    need(shell)
    script = subprocess.run(
        [sys.executable, "-m", "kviz"], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "_KVIZ_COMPLETE": f"{shell}_source"},
    ).stdout  # fmt: skip
    read = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True)

    assert "_kviz_completion" in script
    assert (read.returncode, read.stderr) == (0, "")
