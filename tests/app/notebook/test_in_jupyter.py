"""The widgets in a real JupyterLab and Notebook 7: their keys are theirs, and saved they need no kernel."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import nbformat
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import TimeoutError, expect
from stepping import fitted, press, sentence, settled, step
from windows import outside, watched

import kviz
from kviz.app.frame_store import BESIDE
from kviz.picture.film import Film

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SOURCES = {
    "play": "import kviz\nd = kviz.datasets['tutorial']()\nkviz.play(kviz.run(d, k=2, init=d.start))",
    "explore": "import kviz\nkviz.explore()",
}
# further cells of the first, for a notebook that has to be opened costs seconds
LESSON = ['unit = kviz.lesson("unplugged")\nunit.ask("compare")', "print(unit.marks())"]
ASKS, MARKS = 2, 3  # their numbers
# several widgets and a picture of matplotlib's own, drawn at the same time by cells and by messages
MANY = [
    "import kviz, matplotlib\nbefore = dict(matplotlib.rcParams)",
    "blobs = kviz.datasets['blobs']()\nkviz.play(kviz.run(blobs, k=3, rng=0))",
    "kviz.play(kviz.run(kviz.datasets['moons'](), k=2, rng=1))",
    "for _ in range(3):\n    list(kviz.film(kviz.run(blobs, k=4, rng=2), style='dark'))",
    "print('unchanged' if dict(matplotlib.rcParams) == before else 'changed')",
]
PLACES = {"jupyterlab": "lab/tree", "notebook": "notebooks"}  # the module to start: where it opens notebooks
SHORTCUTS = [*"ddxabmryz00v", "Enter", "Escape", "Backspace"]  # of the notebook, and none of the player's


class Jupyter(NamedTuple):
    """A server that only this machine reaches."""

    address: str
    folder: Path
    place: str

    def ask(self, path, method="GET"):
        request = urllib.request.Request(f"{self.address}api/{path}?token=kviz", method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def end_kernel(self, name):
        for session in json.loads(self.ask("sessions")):
            if session["path"] == f"{name}.ipynb":
                self.ask(f"kernels/{session['kernel']['id']}", "DELETE")

    def widgets(self, name):
        """The widget states saved in a notebook, or None while there are none, or not yet the whole file."""
        try:
            book = json.loads((self.folder / f"{name}.ipynb").read_text())
        except ValueError:
            return None
        states = book.get("metadata", {}).get("widgets")
        return states and states["application/vnd.jupyter.widget-state+json"]["state"].values()


@pytest.fixture(scope="module", params=list(PLACES))
def jupyter(request, tmp_path_factory) -> Iterator[Jupyter]:
    """JupyterLab, then Notebook 7, with a notebook for each widget."""
    folder, state = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("state")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, source in SOURCES.items():
        sources = [source, "1 + 1", *(LESSON if name == "play" else [])]
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")
    many = [nbformat.v4.new_code_cell(source) for source in MANY]
    nbformat.write(nbformat.v4.new_notebook(cells=many, metadata=kernel), folder / "many.ipynb")
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
    command = [sys.executable, "-m", request.param, *flags, f"--ServerApp.root_dir={folder}"]
    with (state / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        running = Jupyter(f"http://localhost:{port}/", folder, PLACES[request.param])
        for _ in range(300):
            try:
                running.ask("status")
                break
            except OSError:
                time.sleep(0.2)
        yield running
        server.terminate()
        server.wait(timeout=20)


class Tabs:
    """A browser with one tab for each notebook: to load JupyterLab costs more than most tests in it."""

    def __init__(self, browser, jupyter):
        self.context = watched(browser.new_context(viewport={"width": 1280, "height": 720}))
        self.jupyter, self.open, self.thrown = jupyter, {}, []

    def page(self, name):
        """The tab of a notebook; it keeps what tests before have done there."""
        if name not in self.open:
            page = self.open[name] = self.context.new_page()
            page.set_default_timeout(60_000)
            # a dialog may come up twice, or not hear the first click: as long as one is there, it is answered
            page.add_locator_handler(
                page.locator(".jp-Dialog .jp-mod-accept"), lambda button: button.click(), no_wait_after=True
            )
            # by a widget, whose script is a blob; Notebook 7 throws of its own while it starts
            page.on(
                "pageerror", lambda error: "blob:" in (error.stack or "") and self.thrown.append(error.stack)
            )
            self.load(name)
        page = self.open[name]
        page.bring_to_front()
        return page

    def reopen(self, name):
        """Load it until what was saved is shown; where the kernel is slow, JupyterLab may give that up."""
        for _ in range(5):
            self.load(name)
            with suppress(TimeoutError):
                self.open[name].get_by_role("slider", name="Step").wait_for(timeout=30_000)
                return
        raise AssertionError(f"{name}.ipynb shows nothing of what was saved in it")

    def load(self, name):
        """Load it anew, with a new kernel, and wait until that is ready."""
        page, jupyter = self.open[name], self.jupyter
        jupyter.end_kernel(name)
        page.goto(f"{jupyter.address}{jupyter.place}/{name}.ipynb?reset&token=kviz")
        page.locator(".jp-Notebook .jp-Cell .cm-content").first.wait_for()
        page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").first.wait_for()


@pytest.fixture(scope="module")
def tabs(browser, jupyter) -> Iterator[Tabs]:
    tabs = Tabs(browser, jupyter)
    yield tabs
    tabs.context.close()
    assert outside(tabs.context) == []


@pytest.fixture(autouse=True)
def nothing_is_thrown(tabs):
    yield
    assert tabs.thrown == []


def ran(page, act, *numbers):
    """Run what ``act`` runs until the cells of these numbers have run, again where the kernel did not listen.

    While a kernel starts, JupyterLab may mark a cell as running and forget it: only a number is an answer.
    """
    prompts = page.locator(".jp-Notebook .jp-Cell .jp-InputPrompt")
    prompts.nth(max(numbers)).wait_for(state="attached")  # the last cells come after the first
    for _ in range(6):
        prompts.evaluate_all("(all, numbers) => numbers.forEach((i) => { all[i].textContent = '' })", numbers)
        act()
        begun = quiet = time.monotonic()
        while time.monotonic() < min(quiet + 10, begun + 60):
            all_said = prompts.all_text_contents()
            said = [all_said[i] for i in numbers]
            if all(re.search("[0-9]", one) for one in said):
                return
            if any("*" in one for one in said):
                quiet = time.monotonic()
            page.wait_for_timeout(50)
    raise AssertionError(f"the kernel did not run these cells: {numbers}")


def run_cell(page, number):
    """Run a cell, and wait until it has run."""

    def run():
        page.locator(".jp-Notebook .jp-Cell .cm-content").nth(number).click()
        page.keyboard.press("Shift+Enter")

    ran(page, run, number)


def run_first_cell(page):
    """Run it, and wait until every frame has arrived."""
    run_cell(page, 0)
    page.get_by_role("slider", name="Step").wait_for(timeout=30_000)
    fitted(page)  # or what is saved would still be pictures of another size
    settled(page)


def steps(page, act, *names):
    """The step after each of them."""
    seen = []
    for name in names:
        act(name)
        settled(page)
        seen.append(step(page))
    return seen


def cells(page):
    """The kind and the source of each cell."""
    tell = """cells => cells.map((cell) => [
        /jp-(Code|Markdown|Raw)Cell/.exec(cell.className)[1],
        cell.querySelector(".cm-content")?.textContent])"""
    return page.locator(".jp-Notebook .jp-Cell").evaluate_all(tell)


def find_segments(page):
    """Open the Segment part and search; the field of the first segment's name."""
    page.get_by_role("tab", name="Segment").click()
    page.locator(".kviz-told-table input:checked").first.wait_for(state="attached")
    page.get_by_role("button", name="Find segments").click()
    name = page.get_by_label("Name of segment A")
    name.wait_for(timeout=90_000)
    page.wait_for_function(
        """() => [...document.querySelectorAll(".kviz-drawing:not([hidden])")]
            .filter((image) => image.complete && image.naturalWidth > 300).length === 4"""
    )
    return name


def play_to_the_end(page):
    press(page, "First")
    page.get_by_label("Speed").select_option("4")
    press(page, "Play")
    page.wait_for_function("""() => {
        const slider = document.querySelector("input[aria-label=Step]");
        return slider.value === slider.max && !document.querySelector(".kviz-waiting");
    }""")
    return sentence(page)


@pytest.mark.parametrize("name", SOURCES)
def test_a_saved_notebook_plays_when_its_kernel_is_gone(tabs, eventually, name):
    """The first test of each tab; where another one came before, what that left must not be saved with it."""
    page, jupyter = tabs.page(name), tabs.jupyter
    if page.get_by_role("slider", name="Step").count():
        tabs.load(name)
    run_first_cell(page)
    slider = page.get_by_role("slider", name="Step")
    length = int(slider.get_attribute("max")) + 1
    page.keyboard.press("Control+s")
    saved = []
    assert eventually(lambda: saved.extend(jupyter.widgets(name) or ()) or saved)
    [player] = [model for model in saved if "frames" in model["state"]]
    frames = [buffer for buffer in player["buffers"] if buffer["path"][0] == "frames"]
    assert len(frames) == length

    tabs.reopen(name)
    settled(page)
    assert "No point changed cluster" in play_to_the_end(page)
    assert steps(page, page.keyboard.press, "Home", "ArrowRight", "End") == [0, 1, length - 1]


@pytest.mark.parametrize("name", SOURCES)
def test_controls_and_keys_step_and_no_key_is_a_shortcut_of_the_notebook(tabs, name):
    page = tabs.page(name)
    run_first_cell(page)
    before, slider = cells(page), page.get_by_role("slider", name="Step")
    last = int(slider.get_attribute("max"))

    buttons = ["First", "Next", "Next", "Back", "Last"]
    assert steps(page, lambda name: press(page, name), *buttons) == [0, 1, 2, 1, last]
    keys = ["Home", "ArrowRight", "PageDown", "ArrowLeft", "End"]
    assert steps(page, page.keyboard.press, *keys) == [0, 1, 2, 1, last]
    assert steps(page, slider.fill, "2") == [2]
    assert steps(page, page.keyboard.press, "ArrowRight", "PageUp", " ") == [3, 2, 3]

    for where in [slider, page.get_by_role("button", name="Skip iteration"), page.get_by_label("Loop")]:
        where.focus()
        for key in SHORTCUTS:
            page.keyboard.press(key)
        # A, D and M choose a tool and go on to the picture
        assert where.evaluate("node => node.closest('.jp-OutputArea').contains(document.activeElement)")
    assert cells(page) == before, "a key deleted, made or changed a cell"
    assert "No point changed cluster" in play_to_the_end(page)


def test_a_question_of_a_lesson_is_answered_marked_and_counted(tabs):
    """The first answer counts; the reason that is given belongs to the very choice."""
    asked = kviz.lesson("unplugged").part("compare").question
    right, wrong = asked.choices[asked.answer].text, next(one for one in asked.choices if one.rule)
    page = tabs.page("play")
    run_cell(page, 0)  # it imports kviz
    run_cell(page, ASKS)
    question = page.get_by_role("group", name=asked.text)
    question.wait_for(timeout=30_000)
    before = cells(page)

    question.get_by_label(wrong.text).check()
    question.get_by_role("button", name="Check").click()
    expect(question.get_by_role("status")).to_contain_text(wrong.rule)
    for key in "ddx":
        page.keyboard.press(key)
    question.get_by_label(right).check()
    question.get_by_role("button", name="Check").click()
    expect(question.get_by_role("status")).to_contain_text(asked.why)
    assert cells(page) == before, "a key deleted, made or changed a cell"
    run_cell(page, MARKS)
    expect(page.get_by_text("0 of 1 question right at the first try.")).to_be_visible(timeout=30_000)


def test_what_is_typed_into_a_field_stays_there(tabs):
    page = tabs.page("explore")
    run_first_cell(page)
    before = cells(page)
    page.get_by_text("More options").click()
    page.get_by_label("Seeding").select_option("k-means++")
    seed = page.get_by_label("Random seed")
    page.wait_for_function("() => !document.querySelector('.kviz-runoptions input[type=number]').disabled")
    seed.fill("")
    for key in ["0", "0", "7", "Home", "1", "ArrowRight", "Delete", "End", "5"]:
        page.keyboard.press(key)
    expect(seed).to_have_value("1075")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('.kviz-waiting')")

    name = find_segments(page)
    name.fill("")
    name.press_sequentially("add xx by p i n 00 mm")
    for key in ["Home", "Delete", "End", "Backspace"]:
        page.keyboard.press(key)
    expect(name).to_have_value("dd xx by p i n 00 m")
    assert cells(page) == before, "typing deleted, made or changed a cell"


def test_undo_keys_are_the_explorers_and_in_a_field_the_fields(tabs):
    """In Notebook 7 they took back what was done to the cells."""
    page = tabs.page("explore")
    run_first_cell(page)
    page.locator(".jp-Notebook .jp-Cell .cm-content").last.click()
    page.keyboard.type("+ 1")
    before = cells(page)
    k = page.get_by_label("Clusters, k")
    has_k = "k => document.querySelector('.kviz-stepper input').value === k"

    page.get_by_text("More options").click()
    page.get_by_role("button", name="More clusters").click()
    page.wait_for_function(has_k, arg="3")
    settled(page)
    for where in [page.get_by_role("slider", name="Step"), page.get_by_label("Seeding")]:
        where.focus()
        for keys, value in zip(["Control+z", "Control+Shift+Z", "Meta+z", "Control+y"], "2323", strict=True):
            page.keyboard.press(keys)
            page.wait_for_function(has_k, arg=value)
            assert where.evaluate("node => node === document.activeElement")

    name = find_segments(page)
    name.evaluate("""field => {
        field.asked = [];
        field.addEventListener("beforeinput", (event) => field.asked.push(event.inputType));
    }""")
    name.focus()
    for keys in ["End", "!", "Control+z"]:
        page.keyboard.press(keys)
    assert name.evaluate("field => field.asked") == ["insertText", "historyUndo"]
    expect(k).to_have_value("3")
    assert cells(page) == before, "a key took back what was done to a cell"


def test_segments_are_found_named_and_kept_in_a_notebook(tabs):
    page = tabs.page("explore")
    run_first_cell(page)
    name = find_segments(page)
    name.fill("Savers")
    name.press("Tab")
    page.wait_for_function("() => document.querySelector('.kviz-found pre').textContent.includes('Savers')")
    with page.expect_download() as waited:
        page.get_by_role("button", name="Download CSV").click()
    table = Path(waited.value.path()).read_text(encoding="utf-8-sig")
    assert table.count("Savers") > 3

    page.get_by_role("button", name="Open k = 4 in the player").click()
    page.wait_for_function("() => document.querySelector('.kviz-stepper input').value === '4'")
    settled(page)
    assert steps(page, lambda name: press(page, name), "First", "Next", "Last")[:2] == [0, 1]


def pictures(page, player):
    """Every step of a player as arrays of pixels, as the browser holds them."""
    slider, found = player.get_by_role("slider", name="Step"), []
    for i in range(int(slider.get_attribute("max")) + 1):
        slider.fill(str(i))
        page.wait_for_function(
            "player => !player.classList.contains('kviz-waiting')", arg=player.element_handle()
        )
        page.wait_for_timeout(60)
        url = player.locator("canvas").evaluate("canvas => canvas.toDataURL()")
        found.append(np.asarray(Image.open(BytesIO(b64decode(url.partition(",")[2]))).convert("RGB")))
    return found


def test_run_all_draws_every_picture_as_alone(tabs):
    """Messages come on a thread of their own, while cells still run and draw in another style."""
    page = tabs.page("many")

    def run_all():
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    ran(page, run_all, *range(len(MANY)))
    page.get_by_text("unchanged", exact=True).wait_for()
    players = page.locator(".kviz-player")
    page.wait_for_function("() => document.querySelectorAll('progress.kviz-done').length === 2")

    traces = [kviz.run(kviz.datasets["blobs"](), k=3, rng=0), kviz.run(kviz.datasets["moons"](), k=2, rng=1)]
    for n, trace in enumerate(traces):
        shown = pictures(page, players.nth(n))
        film = Film(trace, (shown[0].shape[1], shown[0].shape[0]), style="light", hide=BESIDE)
        for i, picture in enumerate(shown):
            alone = np.asarray(Image.open(BytesIO(film.png(i))).convert("RGB"))
            assert np.array_equal(picture, alone), f"player {n}, step {i}"
