"""When the Python behind a page ends, the page says so, goes on playing, and can be restored."""

import contextlib
import os
import signal
import socket
import threading

import nbformat
import pytest
from asking import change
from playwright.sync_api import expect
from stepping import press, sentence, settled, step, there, visit

from kviz.app.explorer import time_limit

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_a_dead_kernel_is_told_while_replay_goes_on_and_the_run_can_be_restored(page, start):
    server = start()
    visit(page, server, "#data=iris&k=3&init=k-means%2B%2B&seed=4&step=3")
    page.wait_for_function("() => document.querySelector('[role=status]').textContent.includes('A gets 67')")
    settled(page)
    before = sentence(page)
    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)

    page.get_by_role("alert").get_by_text("has ended").wait_for(timeout=12_000)
    press(page, "Next")
    assert step(page) == 4
    press(page, "Back")
    page.wait_for_function("() => location.hash.endsWith('step=3')")
    press(page, "Restore this run")
    restored = "text => document.querySelector('[role=status]')?.textContent === text"
    page.wait_for_function(restored, arg=before)
    expect(page.get_by_label("Data set")).to_have_value("iris")


@pytest.mark.slow
def test_a_lost_server_is_told_and_replay_goes_on(page, start):
    server = start()
    visit(page, server)
    server.stop()

    page.get_by_role("alert").get_by_text("connection").wait_for(timeout=12_000)
    press(page, "Next")
    assert step(page) == 1

    press(page, "Restore this run")
    page.get_by_text("still no answer").wait_for()
    press(page, "Next")
    assert step(page) == 2, "loading the page anew from nobody would have ended the replay, too"


def test_two_tabs_share_nothing_but_pictures_of_built_in_data(page, server):
    visit(page, server)
    assert list(server.folder.glob("kviz-*/pictures/*")), "where other kernels find them"
    other = page.context.new_page()
    visit(other, server)
    page.get_by_label("Clusters, k").fill("5")
    page.wait_for_function("() => location.hash.includes('k=5')")

    expect(other.get_by_label("Clusters, k")).to_have_value("2")
    assert "k=5" not in other.url


BUSY = """
import time, kviz
from kviz.app.explorer.explorer import Explorer

def slow(session, message, buffers=()):
    end = time.time() + 60
    while time.time() < end:
        time.sleep(0.05)

Explorer.actions = {**Explorer.actions, "new seeds": slow}
kviz.explore()
"""


@pytest.mark.slow
def test_a_busy_python_is_told_after_ten_seconds_and_can_be_cancelled(page, start, tmp_path):
    path = tmp_path / "busy.ipynb"
    about = {"kviz": {"shows": "explore"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(BUSY)], metadata=about), path)
    server = start("--notebook", str(path))
    visit(page, server)
    before = sentence(page)

    page.keyboard.press("n")
    page.get_by_role("alert").get_by_text("still working").wait_for(timeout=20_000)
    page.get_by_role("button", name="Wait", exact=True).click()
    page.get_by_role("alert").wait_for(state="hidden")
    press(page, "Next")
    assert step(page) == 1, "replay goes on"
    press(page, "Back")
    expect(page.get_by_role("progressbar", name="How far it is")).to_be_visible()
    press(page, "Cancel this")

    page.get_by_text("It was cancelled. The run is as it was.").wait_for(timeout=10_000)
    assert sentence(page) == before
    page.get_by_role("progressbar", name="How far it is").wait_for(state="hidden")
    page.get_by_label("Clusters, k").fill("4")
    page.wait_for_function("() => location.hash.includes('k=4')")


class Wire:
    """A cable between browser and server that can be pulled; ``address`` leads through it."""

    def __init__(self, port):
        self.port, self.pulled, self.open = port, False, []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.door.getsockname()[1]}/"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            if self.pulled:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.port))
            self.open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=[one, other], daemon=True).start()

    def _pass_on(self, one, other):
        with contextlib.suppress(OSError):
            while data := one.recv(65_536):
                other.sendall(data)
        for end in (one, other):
            end.close()

    def pull(self):
        self.pulled = True
        for end in self.open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.open = []


@pytest.mark.slow
def test_clicks_made_while_the_line_is_cut_are_dropped(page, server):
    wire = Wire(server.port)
    page.goto(wire.address + "#data=iris&k=4&init=k-means%2B%2B&seed=4&step=0")
    there(page)
    page.wait_for_function("() => document.querySelector('[data-field=data] select').value === 'iris'")
    settled(page)

    wire.pull()
    page.get_by_role("alert").get_by_text("connection").wait_for(timeout=12_000)
    for _ in range(3):
        page.keyboard.press("k")
    wire.pulled = False
    page.get_by_role("alert").wait_for(state="hidden", timeout=40_000)
    page.wait_for_timeout(3_000)  # a click that was kept would be sent by now

    expect(page.get_by_label("Clusters, k")).to_have_value("4")
    page.wait_for_url(lambda url: "k=4" in url)
    page.keyboard.press("k")
    page.wait_for_function("() => location.hash.includes('k=5')")
    wire.door.close()


def test_a_request_that_computes_too_long_is_stopped(explorer, monkeypatch):
    """Seconds of the processor, not of the clock: others may be at work on the same machine."""
    monkeypatch.setenv(time_limit.LIMIT, "1")

    def endless(*_):
        while True:
            pass

    monkeypatch.setattr("kviz.app.explorer.session.settle", endless)
    before = explorer.trace
    change(explorer, k=4)

    assert "took more than 1 second" in explorer.view["messages"]["page"]
    assert explorer.trace is before
    assert explorer.settings.k == 2


def test_what_is_cancelled_leaves_the_run_as_it_was(explorer, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("kviz.app.explorer.session.FrameStore", interrupted)
    before = explorer.trace
    change(explorer, k=4)

    assert explorer.view["messages"]["page"] == "It was cancelled. The run is as it was."
    assert explorer.trace is before
    assert explorer.settings.k == 2
