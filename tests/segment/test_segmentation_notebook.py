"""The notebook runs from top to bottom: on the embedded set, and on the real file by one changed line."""

from pathlib import Path

import nbformat
import pytest
from mall import find, needs_mall
from nbclient import NotebookClient

PATH = Path(__file__).parents[2] / "notebooks" / "customer-segmentation.ipynb"
LINE = 'source = kviz.datasets["customers"].file  # your own table: source = "Mall_Customers.csv"'


def run(folder, source=None):
    notebook = nbformat.read(PATH, as_version=4)
    if source is not None:
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        assert LINE in first.source
        first.source = first.source.replace(LINE, f"source = {str(source)!r}")
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    return client.execute()


def said(notebook):
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    texts = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in outputs]
    return "\n".join(texts), sum("image/png" in output.get("data", {}) for output in outputs)


def test_outputs_are_stripped_and_cells_are_short():
    notebook = nbformat.read(PATH, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None
            assert len(cell.source.splitlines()) <= 6
    assert sum("**Predict:**" in cell.source for cell in notebook.cells) >= 4


@pytest.mark.slow
def test_it_runs_on_the_embedded_customers(tmp_path):
    text, pictures = said(run(tmp_path))
    assert "The curve bends at k = 5: a clear elbow" in text
    assert pictures == 5
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csv", ".html", ".pdf", ".py"]


@needs_mall
@pytest.mark.slow
def test_it_runs_on_the_real_customers_by_one_changed_line(tmp_path):
    text, _ = said(run(tmp_path, find()))
    assert "The curve bends at k = 5: a slight elbow" in text
    assert "low income, high spending" in text
    assert (tmp_path / "segments.csv").read_text().count("\n") == 201
