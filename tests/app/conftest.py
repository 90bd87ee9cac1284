"""What the tests of the page and of the server share: a server that runs, and a page of it."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from serving import Server
from waiting import wait_until

# "make browsers" fetches two more browsers and runs these tests; elsewhere they are no part of the suite
collect_ignore = [] if os.environ.get("KVIZ_BROWSERS") else ["test_other_browsers.py"]

STUB = """
import anywidget, os, traitlets

class Stub(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
      el.innerHTML = "<h1>Stub</h1><button>Next</button><button>Fail</button><p role=status></p>";
      const [next, fail] = el.querySelectorAll("button");
      const words = () => `step ${model.get("step")} of ${model.get("pid")}`;
      const show = () => { el.querySelector("p").textContent = words(); };
      model.on("change", show);
      show();
      next.onclick = () => { model.set("step", model.get("step") + 1); model.save_changes(); };
      fail.onclick = () => model.send({ fail: true });
    } }'''
    step = traitlets.Int(0).tag(sync=True)
    pid = traitlets.Int(0).tag(sync=True)

def fail(widget, content, buffers):
    raise RuntimeError("a secret of the server")

stub = Stub(pid=os.getpid())
stub.on_msg(fail)
stub
"""


@pytest.fixture(scope="session")
def eventually() -> Callable[..., bool]:
    """``eventually(claim)``: whether the claim becomes true in time."""
    return wait_until


@pytest.fixture(scope="session")
def stub_notebook(tmp_path_factory) -> Path:
    """A page with a counter in place of the explorer: for what the launcher does, it is the same."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(STUB)])
    path = tmp_path_factory.mktemp("stub") / "stub.ipynb"
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def start() -> Iterator[Callable[..., Server]]:
    """``start("--port", "0", ...)`` runs ``kviz``; whatever is left of it afterwards is ended."""
    servers = []

    def start_server(*arguments: str, **environment: str) -> Server:
        quiet = [] if "BROWSER" in environment else ["--no-browser"]
        server = Server([*quiet, "--port", "0", *arguments], **environment)
        servers.append(server)
        return server

    yield start_server
    for server in servers:
        server.stop()
        for pid in server.family():
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The page of ``kviz.explore()``, one server for all tests of a file."""
    server = Server(["--no-browser", "--port", "0"])
    yield server
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def stub_server(stub_notebook) -> Iterator[Server]:
    """The page of the counter, one server for all tests of a file."""
    server = Server(["--no-browser", "--port", "0", "--notebook", str(stub_notebook)])
    yield server
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)
