"""The lesson about segments with the real customers' table in place of ours."""

from pathlib import Path

import nbformat
import pytest
from mall import find, needs_mall
from nbclient import NotebookClient
from saved import printed

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "customer-segmentation.ipynb"
LINE = 'source = kviz.datasets["customers"].file  # your own table: source = "Mall_Customers.csv"'


@needs_mall
@pytest.mark.slow
def test_the_segmentation_runs_on_the_real_customers_by_one_changed_line(tmp_path):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    cell = next(cell for cell in notebook.cells if LINE in cell.source)
    cell.source = cell.source.replace(LINE, f"source = {str(find())!r}")
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    text = printed(notebook)
    assert "The curve bends at k = 5: a slight elbow" in text
    assert (tmp_path / "segments.csv").read_text().count("\n") == 201
