"""From ``kviz`` to a usable page in Chromium, cold and warm; and thirty people at the same instant.

"Usable" is the first step made in a browser that was never here; "warm" is the next visitor, a second
after the first has left.
"""

import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import chromium

ROUNDS = 5
PEOPLE = 30


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh server."""
    command = [sys.executable, "-m", "kviz", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield re.search(r"http://\S+", server.stdout.readline()).group()
        finally:
            server.terminate()


def usable(context: object, address: str) -> None:
    """Open the page in a new tab of a browser that was never here, and step once."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.get_by_role("button", name="Next", exact=True).click()


def seconds(task: object, *arguments: object) -> float:
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


def main() -> None:
    """Print the medians."""
    from playwright.sync_api import sync_playwright

    cold, warm = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        for _ in range(ROUNDS):
            first, other = browser.new_context(), browser.new_context()
            began = time.perf_counter()
            with running() as address:
                usable(first, address)
                cold.append(time.perf_counter() - began)
                first.close()
                time.sleep(1)
                warm.append(seconds(usable, other, address))
                other.close()
        browser.close()
    tell("kviz -> usable page, cold (budget 6 s)", cold)
    tell("the next page, warm (budget 2 s)", warm)
    with running() as address:
        time.sleep(2)
        tell(f"{PEOPLE} people at once", crowd(address))


def tell(what: str, times: list[float]) -> None:
    """One line: the median and the worst."""
    print(f"{what:40} median {statistics.median(times):.2f} s, worst {max(times):.2f} s")


if __name__ == "__main__":
    main()
