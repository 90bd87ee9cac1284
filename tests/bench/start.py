"""From ``kviz`` to a page that can be stepped, for the first visitor and the next; thirty people at once.

"Stepped" is the first step made in a browser that was never here. The CPU is that of the server's own
process, its kernels left out: up to that step.
"""

import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from figures import Figure, report

sys.path.insert(0, str(Path(__file__).parents[1] / "programs"))

import chromium

TITLE = "The first picture"
HOW = (
    "Wall time, medians of 5, headless Chromium on the same machine: from the command or the address to"
    " the first step made, by a browser that was never here. CPU: the server's own process till then, "
    "without kernels."
)
ROUNDS = 5
PEOPLE = 30


@contextmanager
def running() -> Iterator[tuple[str, int]]:
    """The address of a fresh server, and its process."""
    command = [sys.executable, "-m", "kviz", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield re.search(r"http://\S+", server.stdout.readline()).group(), server.pid
        finally:
            server.terminate()


def used(process: int) -> float:
    """CPU seconds of a process, without those that it started."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def usable(context: object, address: str) -> None:
    """Open the page in a new tab of a browser that was never here, and step once."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.get_by_role("button", name="Next", exact=True).click()


def seconds(task: Callable[..., object], *arguments: object) -> float:
    """How long a task takes."""
    began = time.perf_counter()
    task(*arguments)
    return time.perf_counter() - began


def crowd(address: str) -> list[float]:
    """How long each of many people waits for the whole page when all come at once."""
    waits: list[float] = []

    def visit() -> None:
        waits.append(seconds(lambda: urllib.request.urlopen(address, timeout=120).read()))

    people = [threading.Thread(target=visit) for _ in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return waits


def figures() -> Iterator[Figure]:
    """All lines."""
    from playwright.sync_api import sync_playwright

    cold, warm, busy = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        for _ in range(ROUNDS):
            first, other = browser.new_context(), browser.new_context()
            began = time.perf_counter()
            with running() as (address, process):
                usable(first, address)
                cold.append(time.perf_counter() - began)
                first.close()
                time.sleep(1)
                before = used(process)
                warm.append(seconds(usable, other, address))
                busy.append(used(process) - before)
                other.close()
        browser.close()
    yield Figure("`kviz` to the first step, first visitor", median(cold), "s")
    yield Figure("address to the first step, next visitor", median(warm), "s", 0.7)
    yield Figure("CPU of the server for the next visitor", median(busy), "s", 0.1)
    with running() as (address, _):
        time.sleep(2)
        waits = crowd(address)
    yield Figure(
        f"{PEOPLE} people at once, the whole page",
        median(waits),
        "s",
        beside={"worst": f"{max(waits):.1f} s"},
    )


if __name__ == "__main__":
    report(TITLE, HOW, figures())
