"""``kviz export``: what it prints, what it leaves, how it ends."""

import contextlib
import os
import pty
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

import pytest
from click.testing import CliRunner
from exported import frames_of, names_in

import kviz
from kviz.cli import main

QUICK = ("--size", "360x260")


def run(*arguments, folder):
    """Result of the command in an empty folder, and the files that it left there."""
    empty = Path(tempfile.mkdtemp(dir=folder))
    with contextlib.chdir(empty):
        result = CliRunner().invoke(main, ["export", *map(str, arguments)])
    return result, {path.name: path.read_bytes() for path in empty.iterdir()}


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "shop.csv"
    rows = "".join(f"{i},{20 + i},{(7 * i) % 50},{'abc'[i % 3]}\n" for i in range(30))
    path.write_text(f"who,Annual Income (k$),score,kind\n{rows}", encoding="utf-8")
    return path


def test_the_last_line_says_what_was_written(tmp_path):
    result, files = run("tutorial", "run.gif", *QUICK, folder=tmp_path)

    assert (result.exit_code, result.stdout) == (0, "run.gif: 7 steps, final WCSS 98.1\n")
    assert list(files) == ["run.gif"]


def test_a_built_in_set_brings_its_own_k_and_start(tmp_path):
    """The tutorial's start centroids are not data points; an explicit k or init wins over them."""
    data = kviz.datasets["tutorial"]()
    for arguments, init in (
        ((), data.start.tolist()),
        (("-k", 2), "k-means++"),
        (("--init", "random"), "random"),
    ):
        _, files = run("tutorial", "run.json", *arguments, folder=tmp_path)
        (tmp_path / "run.json").write_bytes(files["run.json"])
        assert kviz.load(tmp_path / "run.json").settings["init"] == init


def test_a_table_with_two_of_its_columns(shop, tmp_path):
    asked = (shop, "--x", "Annual Income (k$)", "--y", "score", "-k", 3, "--seed", 4)
    result, files = run(*asked, "run.gif", "run.csv", *QUICK, folder=tmp_path)

    assert result.exit_code == 0, result.output
    assert set(files) == {"run.gif", "run.csv", "run-centroids.csv"}
    assert files["run.csv"].splitlines()[0] == b"who,Annual Income (k$),score,kind,cluster"
    _, same = run(*asked, "run.gif", *QUICK, folder=tmp_path)
    assert same["run.gif"] == files["run.gif"], "the same command gives the same file"


def test_seedings_and_seeds_stand_side_by_side(tmp_path):
    result, files = run("blobs", "--init", "random", "--init", "k-means++", "run.gif", folder=tmp_path)
    (tmp_path / "run.gif").write_bytes(files["run.gif"])

    assert result.exit_code == 0, result.output
    assert frames_of(tmp_path / "run.gif")[0][0].shape == (560, 1440, 3)


def test_a_saved_run_is_data_too(tmp_path):
    trace = kviz.run(kviz.datasets["blobs"](), 3, rng=8)
    path = kviz.export(trace, tmp_path / "saved.json")
    result, _ = run(path, "run.png", *QUICK, folder=tmp_path)

    assert result.output == f"run.png: {len(trace)} steps, final WCSS {trace.cost:.1f}\n"


def test_an_elbow(tmp_path):
    result, files = run("blobs", "--elbow", "elbow.svg", "elbow.csv", folder=tmp_path)

    assert result.exit_code == 0, result.output
    assert set(files) == {"elbow.svg", "elbow.csv"}


def test_a_gallery(tmp_path):
    result, files = run("tutorial", "--gallery", "all.svg", folder=tmp_path)

    assert result.exit_code == 0, result.output
    assert b"<text" in files["all.svg"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nofile.csv", "run.gif"), "There is no file 'nofile.csv'"),
        (("nothing", "run.gif"), "'nothing' is neither a file nor built in; built in are tutorial, "),
        (
            ("tutorial", "run.bmp"),
            "use one of .gif, .mp4, .html, .webp, .png, .svg, .pdf, .vtt, .srt, .csv, .json, .ipynb.",
        ),
        (("tutorial", "run"), "'run' has no suffix; use one of"),
        (("tutorial", "-k", "0", "run.gif"), "k=0 is not a valid number of clusters; use 1 <= k <= 22."),
        (("tutorial", "-k", "23", "run.gif"), "k=23 clusters need at least k points"),
        (("tutorial", "--init", "magic", "run.gif"), "init='magic' is unknown"),
        (("tutorial", "--metric", "taxi", "run.gif"), "metric='taxi' is unknown"),
        (("tutorial", "--x", "M1", "run.gif"), "has its columns already"),
        (("tutorial", "--style", "pink", "run.gif"), "style='pink' is unknown"),
        (("tutorial", "--size", "big", "run.gif"), "'big' is not a size; write it as 960x600."),
        (("tutorial", "nowhere/run.gif"), "There is no folder 'nowhere'"),
        (("tutorial", "-", "run.gif"), "stands alone"),
        (("tutorial", "-"), "has no suffix"),
        (("SHOP", "--x", "income", "--y", "score", "run.gif"), "'Annual Income (k$)', 'score'"),
        (("SHOP", "--x", "kind", "--y", "score", "run.gif"), "'kind'"),
        (("GAPS", "--x", "a", "--y", "b", "run.gif"), "1 of 3 rows"),
        (("GAPS", "--missing", "guess", "run.gif"), "'refuse', 'drop', 'median'"),
        (("tutorial", "--sep", ";", "run.gif"), "need not be read; leave out --sep."),
        (("SAVED", "-k", "4", "run.gif"), "is a run that was made already; leave out -k."),
        (("SAVED", "--missing", "drop", "run.gif"), "leave out --missing."),
        (("tutorial", "--elbow", "-k", "4", "run.png"), "--elbow tries every k"),
        (("tutorial", "--gallery", "--seed", "1", "--seed", "2", "run.png"), "the steps of one run"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_two(shop, tmp_path, arguments, said):
    (tmp_path / "gaps.csv").write_text("a,b\n1,2\n3,\n5,6\n", encoding="utf-8")
    saved = kviz.export(kviz.run([[0, 0], [1, 1], [5, 5]], 2), tmp_path / "saved.json")
    places = {"SHOP": shop, "GAPS": tmp_path / "gaps.csv", "SAVED": saved}
    result, files = run(*[places.get(word, word) for word in arguments], folder=tmp_path)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert result.stderr.strip().splitlines()[-1].startswith("Error: ")
    assert files == {}


def command(*arguments):
    return [sys.executable, "-m", "kviz", "export", *map(str, arguments)]


def test_the_standard_output_gets_the_bytes_and_nothing_else(tmp_path):
    result = subprocess.run(
        command("tutorial", "-", "--format", "gif", *QUICK), capture_output=True, cwd=tmp_path
    )
    (tmp_path / "piped.gif").write_bytes(result.stdout)

    assert len(frames_of(tmp_path / "piped.gif")) == 7
    assert result.stderr.decode() == "-: 7 steps, final WCSS 98.1\n"
    assert names_in(tmp_path) == ["piped.gif"]


def test_a_terminal_shows_a_bar_and_a_pipe_none(tmp_path):
    """The bar is on the error stream; what is piped on stays clean."""
    screen, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    arguments = command("noise", tmp_path / "run.gif", "-k", 8, "--density", 2)
    subprocess.run(arguments, stdout=subprocess.PIPE, stderr=terminal, check=True)
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(screen, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    quiet = subprocess.run(arguments, capture_output=True, check=True)

    assert b"frames" in shown and b"%" in shown
    assert quiet.stderr == b""


def test_the_table_that_is_read_is_never_overwritten(shop, tmp_path):
    before = shop.read_bytes()
    (tmp_path / "alias.csv").symlink_to(shop)
    beside = tmp_path / "run-centroids.csv"
    beside.write_bytes(before)
    for source, out in ((shop, shop), (shop, tmp_path / "alias.csv"), (beside, tmp_path / "run.csv")):
        result, _ = run(source, out, "--x", "score", "--y", "who", folder=tmp_path)
        assert result.exit_code == 2
        assert "is the file that is read; give OUT another name" in result.stderr

    assert shop.read_bytes() == beside.read_bytes() == before


@pytest.mark.parametrize("reader", ["head -c 5 > /dev/null", "true"])
def test_a_reader_that_leaves_early_is_no_fault(reader):
    """The pipe breaks; there is nothing to say about it."""
    line = f"{' '.join(command('tutorial', '-', '--format', 'webp', '--size', '960x600'))} | {reader}"
    result = subprocess.run(["bash", "-c", line], capture_output=True, text=True)

    assert "Traceback" not in result.stderr and "Exception" not in result.stderr
    assert "BrokenPipe" not in result.stderr


def test_a_closed_standard_output_is_named():
    line = f"{' '.join(command('tutorial', '-', '--format', 'csv'))} >&-"
    result = subprocess.run(["bash", "-c", line], capture_output=True, text=True)

    assert result.returncode == 2
    assert "it is closed; name a file" in result.stderr
