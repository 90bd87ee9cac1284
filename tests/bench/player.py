"""On the page itself: from a key or a choice to the new picture on screen, and how fast a drag follows.

``python tests/bench/player.py``. The page is whole, its tables and listing included, in Voila and in
JupyterLab. The baseline is what notebooks usually do: an ``ipywidgets.Image`` that Python fills whenever a
slider moves, with the same pictures of the same run, drawn beforehand. Times run from the key or click to
the first frame after the change.
"""

import json
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles

import nbformat
from figures import Figure, report, told

sys.path.insert(0, str(Path(__file__).parents[1] / "programs"))

import chromium

TITLE = "On screen"
HOW = (
    "Wall time, headless Chromium at 1280×900 on the same machine, the whole page with tables and "
    "listing, 200 customers; the baseline is `ipywidgets.Image` behind a slider, filled by Python with "
    "pictures drawn beforehand. A change of k or seed is a run that nobody has seen before."
)
KEYS = 60
RUN = "import kviz\ntrace = kviz.run(kviz.datasets['customers'](), k=5, rng=0)\n"
BASELINE = f"""{RUN}import ipywidgets
frames = list(kviz.film(trace))
image = ipywidgets.Image(value=frames[0], width=960)
step = ipywidgets.IntSlider(max=len(frames) - 1)
step.observe(lambda change: setattr(image, "value", frames[change.new]), "value")
ipywidgets.VBox([image, ipywidgets.Play(max=len(frames) - 1), step])"""

# From the key's own time stamp to the message that follows the first frame in which the change is drawn.
WATCH = """
window.painted = [];
let pressed = 0;
addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
const drawn = () => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { if (pressed) painted.push(performance.now() - pressed); pressed = 0; };
  channel.port2.postMessage(0);
});
new MutationObserver(async (changes) => {
  for (const change of changes) {
    const image = change.target.matches?.("img") && change.target;
    if (image) await image.decode();
    if (image || change.target.getAttribute("aria-label") === "Step") return drawn();
  }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["src", "aria-valuetext"] });
window.decoded = 0;
const decode = createImageBitmap;
window.createImageBitmap = (...given) => { window.decoded += 1; return decode(...given); };
"""


@contextmanager
def serving(*command: str) -> Iterator[None]:
    """A server that ends with the block."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            yield server
        finally:
            server.terminate()


@contextmanager
def page_of(notebook: Path | None = None) -> Iterator[str]:
    """The address of the page of kviz, or of another notebook shown by the same server."""
    more = ["--notebook", str(notebook)] if notebook else []
    with serving(sys.executable, "-m", "kviz", "--no-browser", "--port", "0", *more) as server:
        yield re.search(r"http://\S+", server.stdout.readline()).group()


@contextmanager
def lab_of(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab over a folder."""
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    flags = ["--no-browser", "--allow-root", f"--port={port}", f"--notebook-dir={folder}"]
    flags.append(f"--LabApp.workspaces_dir={folder / 'workspaces'}")
    flags.append("--IdentityProvider.token=")  # bound to this machine, for the minutes of the measurement
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *flags], stdout=log, stderr=log)
        try:
            address = f"http://localhost:{port}/"
            _await(f"{address}api")
            yield address
        finally:
            server.terminate()
            server.wait()


def _await(address: str) -> None:
    for _ in range(300):
        try:
            json.load(urllib.request.urlopen(address, timeout=2))
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} does not answer")


def key_times(page: object, slider: object) -> list[float]:
    """Milliseconds from each of many keys to its frame."""
    slider.focus()
    page.wait_for_timeout(1500)
    chance = Random(0)
    for i in range(KEYS):
        key = "ArrowRight" if i % 14 < 7 else "ArrowLeft"
        before = page.evaluate("() => painted.length")
        page.keyboard.press(key)
        page.wait_for_function("before => painted.length > before", arg=before)
        page.wait_for_timeout(30 + 17 * chance.random())  # or keys keep step with the screen's own beat
    return page.evaluate("() => painted")


def open_in_lab(page: object, address: str, name: str) -> None:
    """Open a notebook and run its cell."""
    page.goto(f"{address}lab/tree/{name}?reset")
    cell = page.locator(".jp-Notebook .jp-Cell .cm-content").first
    page.get_by_text("| Idle").wait_for(timeout=60_000)
    cell.click()
    page.keyboard.press("Shift+Enter")


# A browser hands a mouse's moves to the page once a frame; those of the test driver wait for the page.
MOVES = """(handle, [x, y, seconds]) => new Promise((done) => {
  const before = decoded, began = performance.now();
  let i = 0;
  const move = () => {
    const past = performance.now() - began;
    if (past > 1000 * seconds) return done((1000 * (decoded - before)) / past);
    i += 1;
    const place = { clientX: x + 3 * (i % 20), clientY: y + 3 * (i % 13) };
    handle.dispatchEvent(new PointerEvent("pointermove", { pointerId: 1, bubbles: true, ...place }));
    requestAnimationFrame(move);
  };
  move();
})"""


def frames_a_second(page: object, seconds: float = 4.0) -> float:
    """Pictures of a dragged centroid that reach the browser in a second."""
    handle = page.get_by_role("button", name="Centroid A")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3, y + 3)
    page.wait_for_timeout(300)
    rate = handle.evaluate(MOVES, [x, y, seconds])
    page.mouse.up()
    return rate


CHANGE = """(control, value) => new Promise((done) => {
  const began = performance.now();
  const slider = document.querySelector("input[aria-label=Step]");
  new MutationObserver((_, watch) => {
    watch.disconnect();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now() - began);
      channel.port2.postMessage(0);
    });
  }).observe(slider, { attributes: true, attributeFilter: ["aria-valuetext"] });
  if (value === null) return control.click();
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
})"""


def changes(page: object, times: int) -> dict[str, list[float]]:
    """Milliseconds from a choice of k, seed or data to the first picture of its run, at about 200 points."""
    more, fewer = (page.get_by_role("button", name=f"{way} clusters") for way in ("More", "Fewer"))
    start = page.get_by_role("button", name="New start", exact=True)
    data = page.get_by_label("Data set")
    waits: dict[str, list[float]] = {"k": [], "seed": [], "data": []}

    def wait(kind: str, control: object, value: str | None = None) -> None:
        waits[kind].append(control.first.evaluate(CHANGE, value))
        page.wait_for_timeout(600)

    for i in range(times):
        wait("seed", start)
        wait("k", more if i % 8 < 4 else fewer)
    for i in range(times):
        wait("data", data, ("blobs", "customers")[i % 2])
    return waits


def line(
    what: str, times: list[float], most: float | None = None, worst: float | None = None
) -> Iterator[Figure]:
    """The median and the slowest twentieth, each with its budget."""
    yield Figure(f"{what}, median", median(times), "ms", most)
    yield Figure(f"{what}, 95 %", quantiles(times, n=20)[-1], "ms", worst)


@contextmanager
def opened(browser: object, where: str, folder: Path, name: str) -> Iterator[object]:
    """A tab with the page, or with a notebook, served in one of two ways."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(WATCH)
    own = None if name == "explore" else folder / f"{name}.ipynb"
    with page_of(own) if where == "Voila" else lab_of(folder) as address:
        page.goto(address) if where == "Voila" else open_in_lab(page, address, f"{name}.ipynb")
        if where == "Voila" and own is None:  # the first run is there before its kernel
            page.wait_for_function("() => document.querySelector('main').dataset.kvizKernel")
        yield page
    page.context.close()


def figures() -> Iterator[Figure]:
    """All lines."""
    from playwright.sync_api import sync_playwright

    folder = Path(tempfile.mkdtemp())
    for name, source in {"baseline": BASELINE, "explore": "import kviz\nkviz.explore()"}.items():
        cells = [nbformat.v4.new_code_cell(source)]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        for where in ("Voila", "JupyterLab"):
            with opened(browser, where, folder, "baseline") as page:
                handle = page.locator(".noUi-handle").first
                handle.wait_for(timeout=60_000)
                theirs = key_times(page, handle)
            with opened(browser, where, folder, "explore") as page:
                page.get_by_label("Data set").select_option("customers", timeout=60_000)
                page.wait_for_timeout(2500)
                ours = key_times(page, page.get_by_role("slider", name="Step").first)
                waits = changes(page, 20)
                page.get_by_role("button", name="Last", exact=True).click()
                page.wait_for_timeout(1500)
                rate = frames_a_second(page)
            beside = {
                "Image and slider": f"{told(median(theirs))} and {told(quantiles(theirs, n=20)[-1])} ms"
            }
            first, last = line(f"{where}: key to painted picture", ours, 16.7, 25)
            yield Figure(first.what, first.value, "ms", first.budget, beside=beside)
            yield last
            for kind, times in waits.items():
                yield from line(f"{where}: change of {kind} to its first picture", times, 60, 120)
            yield Figure(f"{where}: dragged centroid", rate, "pictures a second")
        browser.close()


if __name__ == "__main__":
    report(TITLE, HOW, figures())
