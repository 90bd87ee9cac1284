"""The page and an exported file in Firefox and in WebKitGTK: a short walk, and a look at the screen.

They run with ``make browsers``: the two are 110 MB to fetch, which ``make test`` leaves out.
"""

from io import BytesIO

import browsers
import numpy as np
import pytest
from PIL import Image
from waiting import wait_until

import kviz

pytestmark = [pytest.mark.browser, pytest.mark.slow]

READY = """
const waits = document.querySelector(".kviz-waiting, .kviz-veiled");
return Boolean(document.querySelector("progress.kviz-done") && !waits);
"""


RIGHT, ESCAPE = "\ue014", "\ue00c"  # as WebDriver writes these keys
SAID = "return document.querySelector('[role=status]').textContent.includes(arguments[0])"
INK = 0.02  # of a picture is points, letters and lines, at the least


class Person:
    """Somebody in front of one of these browsers: presses, reads, looks."""

    def __init__(self, window):
        self.window = window

    def tell(self, script, *given):
        return self.window.execute_script(script, *given)

    def waits_for(self, script, *given):
        """Wait until a script says yes."""
        assert wait_until(lambda: self.tell(script, *given), 60), script

    def opens(self, address):
        self.window.get(address)
        self.waits_for(READY)

    def presses(self, name):
        """Press a button in view as a person does, with the pointer."""
        find = """return [...document.querySelectorAll("button, [role=tab]")].find((node) =>
            [node.ariaLabel, node.textContent.trim()].includes(arguments[0]) &&
            node.getClientRects().length)"""
        self.waits_for(f"{find} !== undefined", name)
        self.tell(find, name).click()

    def strikes(self, key):
        from selenium.webdriver import ActionChains

        ActionChains(self.window).send_keys(key).perform()

    @property
    def step(self):
        return int(self.tell("return document.querySelector('[aria-label=Step]').value"))

    def sees_ink(self):
        """How much of the picture is not paper, from a screenshot: a canvas can forget its pixels."""
        box = self.tell(
            "const b = document.querySelector('canvas').getBoundingClientRect();"
            "return [b.left, b.top, b.right, Math.min(b.bottom, innerHeight)]"
        )
        shot = Image.open(BytesIO(self.window.get_screenshot_as_png())).convert("RGB")
        scale = shot.width / self.tell("return innerWidth")
        pixels = np.asarray(shot.crop([round(edge * scale) for edge in box])).reshape(-1, 3).astype(int)
        paper = np.median(pixels, axis=0)
        return float((np.abs(pixels - paper).max(axis=1) > 40).mean())


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def person(request):
    """One window of each browser for all tests here."""
    if request.param in browsers.missing():
        pytest.fail(
            f"no {request.param} with its driver on this machine: run python tests/programs/browsers.py"
        )
    with browsers.opened(request.param) as window:
        yield Person(window)


def test_the_page_opens_steps_and_takes_another_k(person, server):
    person.opens(f"{server.address}#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=0")
    assert person.sees_ink() > INK
    person.presses("Next")
    person.waits_for(SAID, "start centroid B")
    assert person.step == 1

    person.presses("More clusters")
    person.waits_for("return location.hash.includes('k=4')")
    person.waits_for(READY)
    person.presses("Last")
    person.waits_for(SAID, "No point changed")
    assert person.sees_ink() > INK


def test_the_picture_is_there_again_after_another_tab(person, server):
    person.opens(f"{server.address}#data=tutorial&k=2&step=3")
    before = person.sees_ink()
    person.presses("Segment")
    person.waits_for("return document.querySelector('canvas').getClientRects().length === 0")
    person.presses("Explore")
    person.waits_for("return document.querySelector('canvas').getClientRects().length > 0")

    assert before > INK
    assert wait_until(lambda: person.sees_ink() > INK, 10)


@pytest.fixture(scope="module")
def exported(tmp_path_factory, tutorial):
    return kviz.export(tutorial, tmp_path_factory.mktemp("other") / "run.html", progress=False).as_uri()


@pytest.mark.parametrize("place", ["page", "file"])
def test_a_presentation_shows_the_picture_and_so_does_the_page_after_it(person, server, exported, place):
    person.opens(exported if place == "file" else f"{server.address}#data=tutorial&k=2&step=3")
    person.presses("Present")
    person.waits_for("return document.querySelector('.kviz-present') !== null")
    assert wait_until(lambda: person.sees_ink() > INK, 10)
    person.strikes(RIGHT)
    person.strikes(ESCAPE)
    person.waits_for("return document.querySelector('.kviz-present') === null")

    assert wait_until(lambda: person.sees_ink() > INK, 10)
    assert person.tell("return document.activeElement.textContent") == "Present"


def test_a_page_that_is_loaded_again_has_one_kernel_and_one_that_is_left_none(person, start):
    server = start()
    for _ in range(2):
        person.opens(server.address)
    person.window.refresh()
    person.waits_for(READY)
    assert wait_until(lambda: len(server.kernels()) == 1)

    person.window.get("about:blank")
    assert wait_until(lambda: server.kernels() == [])
