"""The notebooks of the units: made from the lesson files, without outputs.

That every cell runs and shows what the words speak of is tested where the documentation runs them.
"""

import re
from pathlib import Path

import nbformat
import pytest
from small_lesson import SMALL
from unit_files import UNITS, read

from kviz.lessons.lesson import Lesson
from kviz.lessons.numbers.runs import made, python

FOLDER = Path(__file__).parents[2] / "notebooks"


def book(name):
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def test_every_notebook_is_what_its_lesson_file_makes(unit, tmp_path):
    """``python assets/notebooks.py`` writes them anew."""
    made = unit.export(tmp_path / "x.ipynb").read_bytes()
    assert (FOLDER / f"{unit.plain.name}.ipynb").read_bytes() == made
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted(UNITS)


@pytest.mark.parametrize("name", UNITS)
def test_outputs_are_stripped_and_cells_are_short(name):
    notebook = book(name)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None
            shown = [line for line in cell.source.splitlines() if line.strip()]
            assert len(shown) <= 6 or "def kmeans" in cell.source


def test_on_slides_every_heading_begins_one_and_the_code_that_sets_up_is_not_shown():
    """As ``nbconvert --to slides`` lays them out."""
    exporter = pytest.importorskip("nbconvert").SlidesExporter()
    notebook = book("the-start-decides")
    headings = sum(cell.source.startswith(("# ", "## ")) for cell in notebook.cells)
    page, _ = exporter.from_notebook_node(notebook)
    inside = page.split('<div class="slides">')[1]

    assert inside.count("<section ><section >") + inside.count("<section><section>") == headings
    assert "unit = kviz" not in re.sub("<[^>]+>", "", inside)


@pytest.mark.parametrize("name", UNITS)
def test_every_question_has_a_place_for_its_answer(name):
    asked = re.findall(r'unit\.ask\("(\w+)"\)', "\n".join(cell.source for cell in book(name).cells))
    content = read(name).content
    wanted = [question.name for question in (*content.questions, *content.exits, *content.later)]
    assert sorted(asked) == sorted(wanted)


def test_the_seven_steps_of_the_tutorial_come_in_order():
    words = "\n".join(cell.source for cell in book("how-k-means-works").cells)
    names = ["one", "two", "three", "four", "five", "six and seven"]
    places = [words.lower().index(f"· step{'s' * (name == 'six and seven')} {name} ·") for name in names]
    assert places == sorted(places)
    pictures = re.findall(r'figure\("([\w ]+)"\)', words)
    assert len(pictures) == 11


@pytest.mark.parametrize("name", UNITS)
def test_a_run_that_a_notebook_makes_is_the_run_of_the_lesson(name):
    """The numbers in the words belong to the very call that a learner sees."""
    import numpy as np

    import kviz

    for spec in read(name).plain.runs:
        names = {"kviz": kviz, "np": np}
        exec(python(spec), names)
        assert names[spec.name].costs.tolist() == made(spec).costs.tolist()


def test_a_lesson_of_ones_own_travels_inside_its_notebook(tmp_path):
    """A learner gets one file: the questions are in it."""
    path = Lesson(SMALL, "small.toml").export(tmp_path / "small.ipynb")
    setup = next(cell for cell in nbformat.read(path, as_version=4).cells if "unit =" in cell.source)
    names = {}
    exec(setup.source, names)
    assert names["unit"].ask("one").question.text == "How many dots does A get?"


def test_an_answer_is_marked_and_counted_at_the_first_try():
    small = Lesson(SMALL, "small.toml")
    first, second = small.ask("one"), small.ask("exit_1")
    assert small.marks() == "No question is answered yet."
    right = first.question.answer
    first.choices = [right]
    second.choices = [1 - second.question.answer, second.question.answer]
    assert first.right and not second.right
    assert small.marks() == "1 of 2 questions right at the first try."


def test_a_browser_cannot_send_a_choice_that_there_is_not():
    widget = Lesson(SMALL, "small.toml").ask("one")
    widget.choices = [99, -1, 1]
    assert widget.choices == [1]


def test_an_assignment_has_room_for_name_answers_and_program(unit, tmp_path):
    notebook = nbformat.read(unit.export(tmp_path / "assignment.ipynb"), as_version=4)
    nbformat.validate(notebook)
    words = "\n".join(cell.source for cell in notebook.cells)
    answers = [cell for cell in notebook.cells if "kviz-answer" in cell.metadata.get("tags", [])]
    assert "Name:" in words and "kviz check FOLDER" in words
    assert len(answers) == 1 and "def kmeans(X, k):" in answers[0].source
