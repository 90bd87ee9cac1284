"""``kviz export`` says how it read a table, and can be corrected, as ``kviz segment`` and ``kviz elbow``."""

import click
import pytest
from click.testing import CliRunner

import kviz
from kviz.cli import main
from kviz.cli.elbow import elbow
from kviz.cli.export import export
from kviz.cli.segment import segment
from kviz.cli.table_options import reading


@pytest.fixture
def wild(tmp_path, monkeypatch):
    """A table as a spreadsheet of another country writes it, with a word for a gap."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wild.csv").write_text(
        "who;a;b;c\nann;1,500;2;5\nbob;?;4;6\neve;9,500;8;4\n", encoding="utf-8"
    )
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["export", "wild.csv", *arguments, "--na", "?"])


def test_it_says_how_the_table_was_read(wild):
    result = run("run.csv", "--missing", "median", "-k", "2")

    assert result.stderr.startswith("We read it as UTF-8 text, separated by semicolons")
    assert "the median of the column was filled in" in result.stderr
    assert result.stdout.splitlines()[-1].startswith("run.csv: ")


def test_what_is_said_does_not_get_into_the_standard_output(wild):
    result = run("-", "--format", "csv", "--missing", "drop", "-k", "2")

    assert "We read it as" in result.stderr
    assert result.stdout.splitlines()[0] == "who,a,b,c,cluster"


def test_quiet_leaves_what_was_written(wild):
    assert run("run.csv", "--missing", "drop", "-k", "2", "-q").output == "run.csv: 5 steps, final WCSS 0.0\n"


@pytest.mark.parametrize(("marks", "a"), [((",", "."), [1.5, 9.5]), ((".", ","), [1500, 9500])])
def test_the_reading_can_be_corrected(wild, marks, a):
    run("run.json", "--decimal", marks[0], "--thousands", marks[1], "--missing", "drop", "-k", "2")

    assert kviz.load("run.json").X[:, 0].tolist() == a


def test_any_number_of_columns(wild):
    """Their order is the caller's; more than two are drawn in their principal directions."""
    result = run(
        "run.json", "run.png", *(word for name in "cba" for word in ("--by", name)), "--missing", "median"
    )

    assert result.exit_code == 0, result.output
    assert kviz.load("run.json").dataset.names == ("c", "b", "a")


@pytest.mark.parametrize("command", [export, segment, elbow], ids=lambda command: command.name)
def test_all_commands_that_read_a_table_have_the_same_options(command):
    """One definition: equal names, flags, defaults and help."""
    bare = reading(click.Command("bare"))
    wanted = {param.name: param.to_info_dict() for param in bare.params}
    found = {param.name: param.to_info_dict() for param in command.params if param.name in wanted}

    assert found == wanted
