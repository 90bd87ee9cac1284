"""Where no thread can be started, the same work is done in turn, with the same result."""

import subprocess
import sys
import threading
from io import BytesIO

import pytest

import kviz
from kviz.app.explorer.background_task import Cancelled, Search
from kviz.data import in_browser
from kviz.exports.encoder_thread import encoder_thread


@pytest.fixture
def alone(monkeypatch):
    """As in a browser: to start a thread is an error."""

    def refuse(thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(in_browser, "IN_BROWSER", True)
    monkeypatch.setattr(threading.Thread, "start", refuse)


@pytest.fixture(scope="module")
def trace():
    return kviz.run(kviz.datasets["tutorial"](), k=2, rng=0)


def test_a_film_has_the_same_pictures(trace, request):
    apart = list(kviz.film(trace, (400, 260)))
    request.getfixturevalue("alone")

    assert list(kviz.film(trace, (400, 260))) == apart


@pytest.mark.parametrize("suffix", [".gif", ".png", ".webp", ".html"])
def test_an_export_is_the_same_file(trace, request, suffix):
    files = []
    for _ in range(2):
        file = BytesIO()
        kviz.export(trace, file, format=suffix, size=(320, 200), progress=False)
        files.append(file.getvalue())
        request.getfixturevalue("alone")

    assert files[0] == files[1]


def test_an_error_while_encoding_is_raised_at_once(alone):
    def fail(picture):
        raise OSError("full")

    with pytest.raises(OSError, match="full"), encoder_thread(fail) as add:
        add(1)


def test_a_search_is_done_when_it_was_started(alone, monkeypatch):
    told = []
    monkeypatch.setattr("kviz.app.explorer.background_task.get_running_loop", object)  # a page has one
    search = Search()

    search.start(lambda: search.tell(lambda: told.append("found")))

    assert told == ["found"]
    search.cancel()
    with pytest.raises(Cancelled):
        search.go_on()


BUILT_IN = """
import sys
from kviz.data import in_browser
in_browser.IN_BROWSER = True
import kviz
for name, row in kviz.datasets.items():
    if row.path is None:
        print(name, *row().points.shape, row().points.sum())
assert "pandas" not in sys.modules
"""


def test_built_in_sets_need_no_pandas_in_a_browser():
    """There it is 7 MB away."""
    result = subprocess.run([sys.executable, "-c", BUILT_IN], capture_output=True, text=True, check=True)
    told = dict(line.split(" ", 1) for line in result.stdout.splitlines())

    here = {name: row() for name, row in kviz.datasets.items() if row.path is None}
    assert told == {name: f"{len(d.points)} {d.points.shape[1]} {d.points.sum()}" for name, d in here.items()}
