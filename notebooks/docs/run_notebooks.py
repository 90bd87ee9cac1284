"""Run the notebooks for the site; where a cell shows the player, the page shows the exported one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

WIDGET = "application/vnd.jupyter.widget-view+json"
# a page has no kernel: the same run is exported, and plays in a frame
EXPORT = "import kviz; kviz.export(_.store.traces[0], {name!r}, progress=False)"
FRAME = '<iframe src="{name}" title="The run, to be played" loading="lazy" class="player"></iframe>'


def run_notebooks(sources: list[Path], folder: Path) -> None:
    """Execute copies of the notebooks in ``folder``, side by side; an error in a cell is raised."""
    with ThreadPoolExecutor(len(sources)) as side_by_side:
        list(side_by_side.map(lambda source: _run(source, folder), sources))


def _run(source: Path, folder: Path) -> None:
    notebook = nbformat.read(source, as_version=4)
    place = folder / "work" / source.stem  # what the cells write is not a part of the site
    place.mkdir(parents=True)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(place)}})
    client.store_widget_state, client.extra_arguments = False, ["--IPKernelApp.log_level=40"]
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
            if any(WIDGET in output.get("data", ()) for output in cell.get("outputs", ())):
                name = f"{source.stem}-{number}.html"
                export = EXPORT.format(name=str(folder / "static" / name))
                client.execute_cell(nbformat.v4.new_code_cell(export), number, store_history=False)
                notebook.cells[number] = cell  # the client put the other in its place
                shown = FRAME.format(name=f"_static/{name}")
                cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": shown})]
    nbformat.write(notebook, folder / source.name)
