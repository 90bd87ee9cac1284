"""A class at the page: so many people open it at the same instant, then each changes k every four seconds.

python tests/load/visits.py [people] [seconds]: on this machine alone, 30 people and 60 seconds at most.
Wall times as the browser sees them; all browsers run on the same machine, so a class of its own is faster.
"""

import asyncio
import sys
import time
from pathlib import Path
from statistics import median

from playwright.async_api import async_playwright

sys.path[:0] = [str(Path(__file__).parents[1] / "app"), str(Path(__file__).parents[1])]
from chromium import FLAGS, find  # noqa: E402
from conftest import Server  # noqa: E402

MOST_PEOPLE, MOST_SECONDS, EVERY = 30, 60.0, 4.0


async def visit(browser, address):
    """Open the page in a browser of its own: seconds to its answer, and to a picture that can be stepped."""
    context = await browser.new_context()
    page = await context.new_page()
    begin = time.perf_counter()
    await page.goto(address, wait_until="commit")
    answered = time.perf_counter() - begin
    await page.get_by_role("slider", name="Step").wait_for(timeout=120_000)
    await page.wait_for_function("() => document.querySelector('canvas')?.width > 0")
    return page, answered, time.perf_counter() - begin


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


def told(name, times):
    times = sorted(times)
    shown = {
        "first": times[0],
        "median": median(times),
        "p95": times[min(len(times) - 1, int(0.95 * len(times)))],
        "last": times[-1],
    }
    print(f"{name:28}", *(f"{word} {seconds:.2f} s" for word, seconds in shown.items()), sep="  ")


async def main(people, seconds):
    browser_path = find()  # before the loop: it asks playwright in its other way
    server = Server(["--no-browser", "--port", "0", "--people", str(people)])
    try:
        async with async_playwright() as tool:
            browser = await tool.chromium.launch(executable_path=browser_path, args=list(FLAGS))
            visits = await asyncio.gather(*(visit(browser, server.address) for _ in range(people)))
            print(f"{people} people at the same instant")
            told("page answered", [answered for _, answered, _ in visits])
            told("picture that can be stepped", [ready for _, _, ready in visits])
            until = time.perf_counter() + seconds
            pages = [page for page, _, _ in visits]
            times = await asyncio.gather(
                *(change(page, until, EVERY * i / people) for i, page in enumerate(pages))
            )
            told("change of k", [one for each in times for one in each])
            await browser.close()
    finally:
        server.stop()


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:]]
    people = int(min(given[0] if given else 30, MOST_PEOPLE))
    asyncio.run(main(people, min(given[1] if len(given) > 1 else 24.0, MOST_SECONDS)))
