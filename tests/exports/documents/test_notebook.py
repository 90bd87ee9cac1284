"""The notebook makes the same run again when it is executed by a notebook's own means."""

import nbclient
import nbformat
import numpy as np
import pytest
from exported import SMALL

import kviz


def executed(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return notebook


def last_text(notebook, word):
    """The text of the last output that holds a word."""
    texts = [str(output.get("data", {})) for cell in notebook.cells for output in cell.get("outputs", [])]
    return next(text for text in reversed(texts) if word in text)


@pytest.mark.slow
def test_it_reproduces_and_plays_the_run(trace, tmp_path):
    notebook = executed(kviz.export(trace, tmp_path / "run.ipynb", **SMALL))

    assert repr(trace) in last_text(notebook, "Trace")
    assert "application/vnd.jupyter.widget-view+json" in last_text(notebook, "widget-view")


@pytest.mark.slow
def test_a_students_run_comes_with_its_source(tmp_path):
    def mine(X, k):
        centroids = X[:k].copy()
        for _ in range(3):
            labels = np.argmin(((X[:, None] - centroids) ** 2).sum(2), axis=1)
            yield labels, centroids
            centroids = np.array([X[labels == j].mean(0) for j in range(k)])
            yield labels, centroids

    data = kviz.datasets["tutorial"]()
    trace = kviz.record(mine(data.points, 2), data)
    notebook = executed(kviz.export(trace, tmp_path / "run.ipynb", **SMALL))

    assert repr(trace) in last_text(notebook, "Trace")
    assert any("def mine(X, k)" in cell.source for cell in notebook.cells)


def test_the_last_step_is_there_before_anybody_runs_it(trace, tmp_path):
    notebook = nbformat.read(kviz.export(trace, tmp_path / "run.ipynb", **SMALL), as_version=4)
    data = notebook.cells[-1].outputs[0].data

    assert data["image/png"].startswith("iVBORw0KGgo")
    assert "No point changed cluster" in "".join(data["text/plain"])


def test_a_title_from_a_file_is_not_markup(tmp_path):
    data = kviz.Dataset(
        [[0.0, 0.0], [5.0, 5.0]], ("a", "b"), title="<img src=x onerror=alert(1)> *[x](http://x)*"
    )
    notebook = nbformat.read(
        kviz.export(kviz.run(data, 2, rng=0), tmp_path / "run.ipynb", **SMALL), as_version=4
    )

    assert "\\<img src" in notebook.cells[0].source
    assert "\\[x\\]\\(http" in notebook.cells[0].source


def test_names_with_quotes_stay_names(tmp_path):
    data = kviz.Dataset([[0.0, 0.0], [5.0, 5.0]], ('it\'s "x"\n', "'''"), title="t")
    notebook = nbformat.read(
        kviz.export(kviz.run(data, 2, rng=0), tmp_path / "run.ipynb", **SMALL), as_version=4
    )
    space = {}
    exec(notebook.cells[1].source, space)

    assert space["data"].names == data.names


def test_every_text_begins_a_slide(trace, tmp_path):
    notebook = nbformat.read(kviz.export(trace, tmp_path / "run.ipynb", **SMALL), as_version=4)
    kinds = [(cell.cell_type, cell.metadata.slideshow.slide_type) for cell in notebook.cells]

    assert set(kinds) == {("markdown", "slide"), ("code", "-")}
    assert kinds[0] == ("markdown", "slide")
