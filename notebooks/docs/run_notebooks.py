"""Run the notebooks for the site; where a cell shows the player, the page shows the exported one."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient

WIDGET = "application/vnd.jupyter.widget-view+json"
# a page has no kernel: the same run is exported, and plays in a frame
EXPORT = """import kviz
hasattr(_, "store") and bool(kviz.export(_.store.traces[0], {path!r}, progress=False))"""
FRAME = '<iframe src="_static/{name}" title="The run, to be played" loading="lazy" class="player"></iframe>'
ASKS = "<p><em>Here the notebook asks, and answers what you choose; open it in Jupyter.</em></p>"


def run_notebooks(sources: list[Path], folder: Path, tries: int, kept: Path | None = None) -> None:
    """Execute copies of the notebooks in ``folder``, two at a time; an error in a cell is raised.

    ``tries``: how often the one long experiment, the table of a paper, starts each seeding. In ``kept``
    each notebook stays as Jupyter would save it, ``name/name.ipynb``, beside the files that its cells wrote.
    """
    with ThreadPoolExecutor(2) as side_by_side:
        list(side_by_side.map(lambda source: _run(source, folder, tries, kept), sources))


def _run(source: Path, folder: Path, tries: int, kept: Path | None) -> None:
    notebook = nbformat.read(source, as_version=4)
    place = (kept or folder / "work") / source.stem  # what the cells write is not a part of the site
    place.mkdir(parents=True)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(place)}})
    client.store_widget_state = kept is not None
    client.extra_arguments = ["--IPKernelApp.log_level=40"]
    outputs = {}
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            cell.source = cell.source.replace("norm25_table(tries=20)", f"norm25_table(tries={tries})")
            client.execute_cell(cell, number)
            outputs[number] = deepcopy(cell.get("outputs", []))
            if any(WIDGET in output.get("data", ()) for output in cell.get("outputs", ())):
                name = f"{source.stem}-{number}.html"
                path = folder / "static" / name
                export = EXPORT.format(path=str(path))
                client.execute_cell(nbformat.v4.new_code_cell(export), number, store_history=False)
                notebook.cells[number] = cell  # the client put the other in its place
                shown = FRAME.format(name=name) if path.exists() else ASKS
                cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": shown})]
    nbformat.write(notebook, folder / source.name)
    if kept:
        client.set_widgets_metadata()
        for number, shown in outputs.items():
            if notebook.cells[number].cell_type == "code":
                notebook.cells[number].outputs = shown
        nbformat.write(notebook, place / source.name)
