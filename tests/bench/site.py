"""The page without a server: what it weighs, how soon it plays and answers, and a thousand visitors.

"Cold" is a browser that was never here, "warm" the next visit, with the files that the service worker kept.
The seconds of a processor are those of all of the browser's processes.
"""

import os
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "programs"))
sys.path.insert(0, str(Path(__file__).parents[1] / "site"))

import chromium
import distribution
from visiting import press, served, until, until_address, until_there

ROUNDS = 3
VISITORS, AT_ONCE = 1000, 20
LATE = ("tables.", "documents.")


def processor(pid: int) -> float:
    """Seconds that a process and all below it have used a processor."""
    used = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            used[int(entry.name)] = (
                int(fields[1]),
                (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"),
            )
    family, waiting = {pid}, [pid]
    while waiting:
        parent = waiting.pop()
        children = [child for child, (above, _) in used.items() if above == parent and child not in family]
        family.update(children)
        waiting += children
    return sum(used[member][1] for member in family if member in used)


def visit(page, address: str) -> tuple[float, float, float]:
    """Seconds to the first step, to an answer of Python, and of a processor."""
    began, used = time.perf_counter(), processor(os.getpid())
    page.goto(address, wait_until="commit")
    press(page, "Next")
    until(page, "document.querySelector('input[aria-label=Step]').value === '1'")
    first = time.perf_counter() - began
    until_there(page)
    there = time.perf_counter() - began
    return first, there, processor(os.getpid()) - used


def change(page) -> float:
    """Seconds from another k to its run."""
    began = time.perf_counter()
    page.get_by_label("Clusters, k").fill("4")
    until_address(page, "k=4")
    return time.perf_counter() - began


def crowd(address: str, names: list[str]) -> float:
    """Seconds in which many visitors get the files of the first picture."""
    left = iter(range(VISITORS))
    lock = threading.Lock()

    def person() -> None:
        while True:
            with lock:
                if next(left, None) is None:
                    return
            for name in names:
                urllib.request.urlopen(address + name, timeout=60).read()

    began = time.perf_counter()
    people = [threading.Thread(target=person) for _ in range(AT_ONCE)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return time.perf_counter() - began


def sizes(folder: Path) -> tuple[float, float]:
    """Megabytes of a visit with one theme and window, and of what comes with tables and documents."""
    files = {path.name: path.stat().st_size / 1e6 for path in folder.iterdir()}
    others = ("first-dark", "first-light-19", "first-light-36")
    once = sum(size for name, size in files.items() if not name.startswith((*LATE, *others)))
    return once, sum(size for name, size in files.items() if name.startswith(LATE))


def main() -> None:
    """Print everything."""
    if why := distribution.missing():
        sys.exit(f"run python tests/programs/distribution.py first: {why}")
    os.environ.setdefault("KVIZ_CACHE", str(distribution.KEPT))
    from playwright.sync_api import sync_playwright

    import kviz

    with tempfile.TemporaryDirectory() as place:
        folder = kviz.site(place, pyodide=distribution.FOLDER, progress=False).parent
        one, stick = sizes(folder), Path(place, "stick")
        path = kviz.site(stick, pyodide=distribution.FOLDER, one_file=True, progress=False)
        print(
            f"a visit: {one[0]:.1f} MB, tables and documents {one[1]:.1f} MB more; "
            f"one file: {path.stat().st_size / 1e6:.1f} MB"
        )
        server, address = served(folder)
        rows: dict[str, list[tuple[float, ...]]] = {"cold": [], "warm": [], "one file": []}
        changes = []
        with sync_playwright() as playwright:
            for _ in range(ROUNDS):
                browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*chromium.FLAGS])
                context = browser.new_context(viewport={"width": 1280, "height": 720})
                page = context.new_page()
                rows["cold"].append(visit(page, address))
                kept = "caches.open('kviz').then(cache => cache.keys()).then(keys => keys.length > 7)"
                until(page, kept)
                changes.append(change(page))
                page.close()
                page = context.new_page()
                rows["warm"].append(visit(page, address))
                page.close()
                page = context.new_page()
                rows["one file"].append(visit(page, path.as_uri()))
                browser.close()
        for name, found in rows.items():
            first, there, used = (statistics.median(column) for column in zip(*found, strict=True))
            print(f"{name}: first step {first:.2f} s, Python answers {there:.1f} s, processor {used:.1f} s")
        print(f"another k: {1000 * statistics.median(changes):.0f} ms")
        small = [
            p.name
            for p in folder.iterdir()
            if p.name.startswith(("index", "script", "style", "first-light-1280"))
        ]
        took = crowd(address, small)
        print(
            f"{VISITORS} visitors, {AT_ONCE} at once, files of the first picture: {took:.1f} s, "
            f"{VISITORS * len(small) / took:.0f} files/s"
        )
        server.shutdown()


if __name__ == "__main__":
    main()
