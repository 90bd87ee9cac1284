import pytest
from asking import ask
from segmenting import TABLE, search


@pytest.fixture(autouse=True)
def _at_once(request, monkeypatch):
    """As in a script: a browser driven by other tests leaves an event loop behind."""

    def no_loop():
        raise RuntimeError

    if "beside" not in request.node.name:
        monkeypatch.setattr("kviz.app.explorer.background_task.get_running_loop", no_loop)


@pytest.fixture
def uploaded(explorer):
    ask(explorer, "upload", [memoryview(TABLE)], name="people.csv")
    return explorer


@pytest.fixture
def found(uploaded):
    search(uploaded)
    return uploaded
