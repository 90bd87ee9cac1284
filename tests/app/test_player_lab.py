"""The player in a real JupyterLab: its keys are its own, and a saved notebook plays without the kernel."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOURCE = "import kviz\ndata = kviz.datasets['tutorial']()\nkviz.play(kviz.run(data, k=2, init=data.start))"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address and folder of a JupyterLab that only this machine reaches."""
    folder, state = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("state")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(SOURCE), nbformat.v4.new_code_cell("1 + 1")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "run.ipynb")
    settings = state / "settings" / "@jupyter-widgets" / "jupyterlab-manager"
    settings.mkdir(parents=True)
    (settings / "plugin.jupyterlab-settings").write_text('{"saveState": true}')
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "JUPYTER_DATA_DIR": str(state / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(state / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(state / "workspaces"),
    }
    flags = ["--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=kviz"]
    command = [sys.executable, "-m", "jupyterlab", *flags, f"--notebook-dir={folder}"]
    with (state / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        address = f"http://localhost:{port}/"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}api", timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address, folder
        server.terminate()
        server.wait(timeout=20)


def open_notebook(page, address, name):
    page.goto(f"{address}lab/tree/{name}?reset&token=kviz")
    page.locator(".jp-Notebook .jp-Cell .cm-content").first.wait_for(timeout=60_000)
    page.get_by_text("| Idle").wait_for(timeout=60_000)


def test_keys_saving_and_playing_without_the_kernel(page, lab):
    address, folder = lab
    open_notebook(page, address, "run.ipynb")
    page.locator(".jp-Notebook .jp-Cell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    slider = page.get_by_role("slider", name="Step")
    slider.wait_for(timeout=60_000)
    page.locator("progress.kviz-done").wait_for(state="attached")
    cells = page.locator(".jp-Cell").count()

    page.get_by_role("button", name="Next", exact=True).click()
    for key in ["d", "d", "x", "ArrowRight", "b", "PageDown", "ArrowLeft", " "]:
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells, "a key deleted or made a cell"
    assert slider.input_value() == "3"

    page.keyboard.press("Control+s")
    saved = folder / "run.ipynb"
    for _ in range(100):
        state = json.loads(saved.read_text())["metadata"].get("widgets")
        if state:
            break
        page.wait_for_timeout(100)
    models = state["application/vnd.jupyter.widget-state+json"]["state"].values()
    [player] = [model for model in models if "frames" in model["state"]]
    frames = [buffer for buffer in player["buffers"] if buffer["path"][0] == "frames"]
    assert len(frames) == int(slider.get_attribute("max")) + 1

    for kernel in json.load(urllib.request.urlopen(f"{address}api/kernels?token=kviz")):
        request = urllib.request.Request(f"{address}api/kernels/{kernel['id']}?token=kviz", method="DELETE")
        urllib.request.urlopen(request).close()
    open_notebook(page, address, "run.ipynb")
    slider.wait_for()
    page.get_by_role("button", name="Last", exact=True).click()
    page.wait_for_function("() => !document.querySelector('.kviz-waiting')")
    assert "No point changes cluster" in page.get_by_role("status").text_content()
