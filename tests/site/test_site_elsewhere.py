"""The same page from a USB stick, with a teacher's table, and without a network on the second day."""

import pytest
from visiting import press, sentence, served, step, until, until_address, until_there

import kviz

pytestmark = pytest.mark.browser

SHOP = "name;income;score\n" + "\n".join(f"p{i};{i % 7},5;{(i * i) % 11}" for i in range(40))


@pytest.fixture
def table(tmp_path):
    """A table as an office program writes it, which a browser's quick way could not read."""
    path = tmp_path / "Our shop.csv"
    path.write_text(SHOP)
    return path


def test_one_file_from_a_disk_is_the_whole_page(page, pyodide, tmp_path, table):
    path = kviz.site(tmp_path, one_file=True, data=[table], pyodide=pyodide, progress=False)
    page.goto(path.as_uri())
    press(page, "Next")
    until_there(page)
    assert step(page) == 1

    page.get_by_label("Data set").select_option("our-shop")
    until_address(page, "data=our-shop")
    assert page.get_by_text("A table that came with this page: 40 points").first.is_visible()
    page.get_by_role("tab", name="Segment").click()
    page.get_by_label("income").wait_for()
    page.get_by_role("button", name="Find segments").click()
    until(page, "document.querySelectorAll('.kviz-drawing:not([hidden])').length === 4")
    assert page.errors == []


def test_on_the_second_day_no_network_is_needed(page, built):
    """A service worker keeps what the first visit has loaded."""
    server, address = served(built)
    page.goto(address)
    until_there(page)
    kept = "caches.open('kviz').then(cache => cache.keys()).then(keys => keys.map(key => key.url).join())"
    until(page, lambda: all(name in page.evaluate(kept) for name in ("core", "stdlib", "wasm", "script")))
    server.shutdown()
    server.server_close()

    page.reload()
    press(page, "Next")
    until_there(page)
    page.get_by_label("Clusters, k").fill("4")
    until_address(page, "k=4")
    assert sentence(page)
