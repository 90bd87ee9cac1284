import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

PATH = Path(__file__).parents[2] / "notebooks" / "how-k-means-works.ipynb"


@pytest.fixture(scope="module")
def book():
    return nbformat.read(PATH, as_version=4)


def test_outputs_are_stripped(book):
    for cell in book.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_the_seven_steps_come_in_order(book):
    words = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    places = [words.index(f"## Step {n} ·") for n in range(1, 8)]

    assert places == sorted(places)


def test_cells_are_short_and_a_question_comes_before_the_pictures(book):
    code = [cell.source for cell in book.cells if cell.cell_type == "code"]
    words = " ".join(cell.source for cell in book.cells if cell.cell_type == "markdown")

    assert max(len(source.splitlines()) for source in code) <= 6
    assert words.count("?**") + words.count(".** ") >= 7


@pytest.mark.slow
def test_every_cell_runs_and_ends_in_something_to_look_at(book):
    resources = {"metadata": {"path": str(PATH.parent)}}
    client = NotebookClient(book, timeout=120, kernel_name="python3", resources=resources)
    client.execute()

    kinds = [
        {kind for output in cell.outputs for kind in output.get("data", {"text": ""})}
        for cell in book.cells
        if cell.cell_type == "code"
    ]
    assert sum("image/png" in kind for kind in kinds) >= 14
    assert sum("application/vnd.jupyter.widget-view+json" in kind for kind in kinds) == 1
    said = "".join(output.get("text", "") for cell in book.cells for output in cell.get("outputs", []))
    good, bad = map(float, re.search(r"WCSS ([\d.]+) and ([\d.]+)", said).groups())
    assert bad / good == pytest.approx(5, abs=0.1)
    assert not any(output.output_type == "error" for cell in book.cells for output in cell.get("outputs", []))
