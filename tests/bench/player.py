"""From a key to the new frame on screen, and how fast a drag follows: ``python tests/bench/player.py``.

kviz replays frames in the browser; the baseline is what notebooks usually do, an ``ipywidgets.Image``
that Python fills whenever a slider moves, with the same pictures of the same run, drawn beforehand.
Both are measured in one browser, in Voila and in JupyterLab, from the time stamp of the key to the
first frame after the change.
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

sys.path.insert(0, str(Path(__file__).parents[1]))

import chromium

KEYS = 60
RUN = "import kviz\ntrace = kviz.run(kviz.datasets['customers'](), k=5, rng=0)\n"
OURS = f"{RUN}kviz.play(trace)"
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


def change_of_k(page: object) -> list[float]:
    """Milliseconds from a click on + or - to the first frame of the new run, at 200 points."""
    times = []
    for i in range(10):
        name = "More clusters" if i % 2 == 0 else "Fewer clusters"
        times.append(
            page.get_by_role("button", name=name).evaluate(
                """button => new Promise((done) => {
                  const began = performance.now();
                  const slider = document.querySelector("input[aria-label=Step]");
                  new MutationObserver((_, watch) => {
                    watch.disconnect();
                    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
                  }).observe(slider, { attributes: true, attributeFilter: ["aria-valuetext"] });
                  button.click();
                })"""
            )
        )
        page.wait_for_timeout(700)
    return times


def report(what: str, times: list[float], limit: str = "") -> None:
    """One line of the table."""
    p95 = quantiles(times, n=20)[-1]
    print(f"{what:44} median {median(times):6.1f} ms   p95 {p95:6.1f} ms   {limit}", flush=True)


def main() -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    folder = Path(tempfile.mkdtemp())
    explore = "import kviz\nkviz.explore()"
    for name, source in {"ours": OURS, "baseline": BASELINE, "explore": explore}.items():
        cells = [nbformat.v4.new_code_cell(source)]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / f"{name}.ipynb")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)

        def tab() -> object:
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.add_init_script(WATCH)
            return page

        ours = lambda page: page.get_by_role("slider", name="Step")  # noqa: E731
        theirs = lambda page: page.locator(".noUi-handle")  # noqa: E731
        for where in ("Voila", "JupyterLab"):
            for name, slider, limit in (("ours", ours, "limit 16 / 34"), ("baseline", theirs, "")):
                page = tab()
                opened = page_of(folder / f"{name}.ipynb") if where == "Voila" else lab_of(folder)
                with opened as address:
                    page.goto(address) if where == "Voila" else open_in_lab(page, address, f"{name}.ipynb")
                    slider(page).first.wait_for(timeout=60_000)
                    report(f"{where}: key to frame, {name}", key_times(page, slider(page).first), limit)
                page.context.close()
            page = tab()
            with page_of() if where == "Voila" else lab_of(folder) as address:
                page.goto(address) if where == "Voila" else open_in_lab(page, address, "explore.ipynb")
                page.get_by_label("Data set").select_option("customers", timeout=60_000)
                page.wait_for_timeout(2500)
                report(f"{where}: change of k to its first frame", change_of_k(page), "limit 400")
                page.get_by_role("button", name="Last", exact=True).click()
                page.wait_for_timeout(1500)
                rate, least = frames_a_second(page), 30 if where == "Voila" else 18
                what = f"{where}: dragged centroid"
                print(f"{what:44} {rate:.0f} frames a second   at least {least}", flush=True)
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
