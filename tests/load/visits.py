"""A class at the page: so many people open it at the same instant, then each changes k every four seconds.

python tests/load/visits.py [people] [seconds]: on this machine alone, 30 people and 60 seconds at most. Once
without browsers, which a class has on machines of its own; once with as many browsers on the cores of the
server, where most of the waiting is for the browsers. Wall times.
"""

import asyncio
import sys
import time
from pathlib import Path
from statistics import median

from playwright.async_api import async_playwright
from pupils import Pupil

sys.path[:0] = [str(Path(__file__).parents[1] / room) for room in ("app", "programs")]
from chromium import FLAGS, find  # noqa: E402
from serving import Server  # noqa: E402

MOST_PEOPLE, MOST_SECONDS, EVERY = 30, 60.0, 4.0
PICTURE, FIRST, LAST, CHANGE = 2.0, 5.0, 20.0, 0.6  # seconds that are promised
REQUESTS, BYTES = 25, 1_300_000


async def visit(browser, address):
    """Open the page in a browser of its own: seconds to a picture that can be stepped, and to its Python."""
    context = await browser.new_context()
    page = await context.new_page()
    begin = time.perf_counter()
    await page.goto(address, wait_until="commit")
    await page.wait_for_function("() => document.querySelector('canvas')?.width > 0", timeout=120_000)
    picture = time.perf_counter() - begin
    await page.wait_for_function("() => document.querySelector('main').dataset.kvizKernel", timeout=120_000)
    return page, picture, time.perf_counter() - begin


async def change(page, until, delay):
    """Change k again and again; seconds from each change to the new run's picture."""
    await asyncio.sleep(delay)
    times, k = [], 3
    field = page.get_by_label("Clusters, k")
    while time.perf_counter() < until:
        k = 3 + (k - 2) % 4
        begin = time.perf_counter()
        await field.fill(str(k))
        await page.wait_for_function(f"() => location.hash.includes('k={k}&')", timeout=60_000)
        await page.wait_for_function("() => !document.querySelector('.kviz-waiting')", timeout=60_000)
        times.append(time.perf_counter() - begin)
        await asyncio.sleep(max(0.0, EVERY - times[-1]))
    return times


def told(name, times, **most):
    """Print some figures, and whether each promise of them is held."""
    times = sorted(times)
    shown = {
        "first": times[0],
        "median": median(times),
        "p95": times[min(len(times) - 1, int(0.95 * len(times)))],
        "last": times[-1],
    }
    print(f"  {name:28}", *(f"{word} {seconds:.2f} s" for word, seconds in shown.items()), sep="  ")
    for word, limit in most.items():
        print(f"  {'':28}  {'held' if shown[word] <= limit else 'MISSED'}: {word} ≤ {limit:g} s")


def told_of(picture, interactive, changes):
    """The three waits of a class."""
    told("picture that can be stepped", picture, last=PICTURE)
    told("Python answers", interactive, first=FIRST, last=LAST)
    told("change of k", [one for each in changes for one in each], p95=CHANGE)


async def without_browsers(address, people, seconds):
    """What the server alone takes."""
    pupils = await asyncio.gather(*(Pupil(address).visit() for _ in range(people)))
    until = time.perf_counter() + seconds
    times = await asyncio.gather(
        *(pupil.change(until, EVERY * i / people, EVERY) for i, pupil in enumerate(pupils))
    )
    told_of([pupil.picture for pupil in pupils], [pupil.interactive for pupil in pupils], times)
    requests, size = pupils[0].requests, pupils[0].bytes
    word = "held" if requests <= REQUESTS and size <= BYTES else "MISSED"
    print(
        f"  a first visit: {requests} requests, {size / 1e6:.2f} MB; {word}: ≤ {REQUESTS}, ≤ {BYTES / 1e6} MB"
    )
    for pupil in pupils:
        pupil.line.close()


async def with_browsers(address, people, seconds):
    """What the browsers see, which share the cores with the server."""
    browser_path = BROWSER
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        visits = await asyncio.gather(*(visit(browser, address) for _ in range(people)))
        until = time.perf_counter() + seconds
        pages = [page for page, _, _ in visits]
        times = await asyncio.gather(
            *(change(page, until, EVERY * i / people) for i, page in enumerate(pages))
        )
        told_of([picture for _, picture, _ in visits], [ready for _, _, ready in visits], times)
        await browser.close()


async def main(people, seconds):
    """Two classes, one after the other, each with a server of its own."""
    for title, of in {
        "without browsers, as a class on machines of its own": without_browsers,
        "with as many browsers on the cores of the server": with_browsers,
    }.items():
        server = Server(["--no-browser", "--port", "0", "--people", str(people)])
        try:
            server.ask()  # the first answer of a server waits until it has loaded
            print(f"{people} people at the same instant, {title}", flush=True)
            await of(server.address, people, seconds)
        finally:
            server.stop()


if __name__ == "__main__":
    BROWSER = find()  # before the loop: it asks playwright in its other way
    given = [float(word) for word in sys.argv[1:]]
    people = int(min(given[0] if given else 30, MOST_PEOPLE))
    asyncio.run(main(people, min(given[1] if len(given) > 1 else 24.0, MOST_SECONDS)))
