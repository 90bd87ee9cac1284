"""The site without a network on the second day."""

import pytest
from visiting import press, sentence, served, until, until_address, until_there

pytestmark = pytest.mark.browser


def test_on_the_second_day_no_network_is_needed(context, built):
    """A service worker keeps what the first visit of a browser has loaded."""
    server, address = served(built)
    page = context.new_page()
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
