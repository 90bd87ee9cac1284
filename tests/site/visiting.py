"""A visit of the site in a real browser, without a word that its content policy would refuse."""

import http.server
import threading
import time
from functools import partial


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain static server, as anybody may have one."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *told):
        pass


def served(folder):
    """A running server of a folder, and its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://localhost:{server.server_port}/"


def until(page, claim, patience=60.0):
    """Wait until a claim about the page is true; a string is asked of the page itself."""
    end = time.monotonic() + patience
    ask = (lambda: page.evaluate(claim)) if isinstance(claim, str) else claim
    while not ask():
        assert time.monotonic() < end, f"this did not become true in time: {claim}"
        page.wait_for_timeout(30)


def until_there(page):
    """Wait until Python is there."""
    until(page, "document.querySelector('.kviz-arrival')?.hidden === true")


def until_address(page, word):
    until(page, f"location.hash.includes({word!r})")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def step(page):
    return int(page.get_by_role("slider", name="Step").input_value())


def sentence(page):
    return page.get_by_role("status").first.text_content()
