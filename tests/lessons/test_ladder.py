"""The ladder of unit 6: every rung can be climbed, and every bug is the one that the check names."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import kviz
from kviz.cli import main
from kviz.engine.students.mistakes.registry import MISTAKES
from kviz.lessons.ladder.bug_questions import bug_question, bug_run, report_of
from kviz.lessons.ladder.programs import (
    BUGS,
    HOLE,
    HOLES,
    PROGRAM,
    assembled,
    program_with,
    right_order,
    shuffled,
    with_holes,
)  # fmt: skip
from kviz.lessons.lesson import lesson
from kviz.story.messages import say

X = kviz.datasets["blobs"]().points


def function(text):
    names = {"np": np}
    exec(text, names)
    return names["kmeans"]


def test_the_program_of_the_ladder_is_k_means():
    assert kviz.check(function(PROGRAM)(X, 3), X).ok


@pytest.mark.parametrize("seed", range(5))
def test_the_shuffled_lines_can_be_put_in_order(seed):
    order = right_order(seed)
    assert order != "abcdefghi"
    assert sorted(shuffled(seed)) == sorted(PROGRAM.splitlines()[1:])
    assert kviz.check(assembled(order, seed)(X, 3), X).ok


def test_a_wrong_order_is_answered_in_words():
    with pytest.raises(ValueError, match="Write each letter once: aab was given"):
        assembled("aab")
    with pytest.raises(ValueError, match="In this order Python stops at the line"):
        assembled("abcdefghi")


def test_lines_that_are_equal_may_be_swapped():
    """Two lines of the program say the same: whoever takes the other one is right as well."""
    order = right_order()
    swapped = order.translate(str.maketrans("ef", "fe"))
    assert order != swapped and kviz.check(assembled(swapped)(X, 3), X).ok


def test_the_program_with_holes_is_filled_by_the_three_expressions():
    text = with_holes()
    for expression, _ in HOLES:
        at = next(
            i for i, line in enumerate(text.splitlines()) if HOLE in line and not line.strip().startswith("#")
        )
        lines = text.splitlines()
        lines[at] = lines[at].replace(HOLE, expression)
        text = "\n".join(lines)
    assert kviz.check(function(text)(X, 3), X).ok


def test_the_holes_left_open_are_a_finding_and_no_crash():
    assert not kviz.check(function(with_holes())(X, 3), X).ok


@pytest.mark.parametrize("kind", BUGS)
def test_every_bug_is_named_by_the_check(kind):
    """It is a row of MISTAKES, its first wrong step is found, and its words name no other mistake."""
    report = report_of(kind, "blobs", 3)
    assert report.first.kind == kind in {row.kind for row in MISTAKES}
    question = bug_question("spot", kind, "blobs", 3)
    assert question.choices[question.answer].text == str(say(f"lessons.bug.choice.{kind}"))
    assert report.first.text in question.why
    assert len({choice.text for choice in question.choices}) == 4
    assert len(bug_run(kind, "blobs", 3)) > 1
    assert program_with(kind).count("\n") >= PROGRAM.count("\n")


def test_an_assignment_that_comes_back_is_graded_by_its_marked_cell(tmp_path):
    """Three pupils: one right, one wrong, one who left it blank; other cells are not run."""
    folder, out = tmp_path / "back", tmp_path / "out"
    folder.mkdir()
    empty = json.loads(lesson("write-it").export(tmp_path / "assignment.ipynb").read_text())
    for name, text in {"ada": PROGRAM, "bob": program_with("median"), "eve": None}.items():
        for cell in empty["cells"]:
            if "kviz-answer" in cell["metadata"].get("tags", []) and text is not None:
                cell["source"] = [
                    "%matplotlib inline\n",
                    "import numpy as np\n\n",
                    *text.splitlines(keepends=True),
                ]
            elif cell["cell_type"] == "code" and "kviz-answer" not in cell["metadata"].get("tags", []):
                cell["source"] = ["raise SystemExit('not to be run')"]
        if text is None:
            empty = json.loads((tmp_path / "assignment.ipynb").read_text())
        (folder / f"{name}.ipynb").write_text(json.dumps(empty))

    done = CliRunner().invoke(main, ["check", str(folder), str(out)])

    assert done.exit_code == 0, done.output
    assert "1.00  ada.ipynb: This is k-means." in done.output
    assert "it is their median" in done.output
    assert "0.00  eve.ipynb" in done.output
