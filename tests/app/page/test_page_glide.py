"""Smooth on the page: centroids glide when Python has found the time, and nobody waits for it."""

import pytest
from gliding import first_update, spy, step_into
from stepping import pixels, press, rerun, settled, step, visit

pytestmark = pytest.mark.browser


@pytest.fixture
def page(server, page):
    spy(page)
    visit(page, server, "#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=0")
    yield page
    assert page.errors == []


def test_updates_glide_once_the_pictures_between_are_there(page, eventually):
    update = first_update(page)
    page.get_by_label("Smooth").check()

    assert eventually(lambda: step_into(page, update) == 12)
    after = pixels(page)
    page.get_by_label("Smooth").uncheck()
    press(page, "First")
    page.get_by_role("slider", name="Step").fill(str(update))
    assert pixels(page) == after


def test_another_run_has_its_own_ways(page, eventually):
    page.get_by_label("Smooth").check()
    assert eventually(lambda: step_into(page, first_update(page)) == 12)
    rerun(page, lambda: press(page, "More clusters"))

    assert eventually(lambda: step_into(page, first_update(page)) == 12)


def test_nobody_asks_for_them_without_smooth(page):
    """They would only cost Python time."""
    asked = page.evaluate(
        """async () => {
          const send = WebSocket.prototype.send, sizes = [];
          WebSocket.prototype.send = function (data) { sizes.push(data); return send.call(this, data); };
          await new Promise((done) => setTimeout(done, 1500));
          WebSocket.prototype.send = send;
          const text = (data) => (typeof data === "string" ? data : new TextDecoder().decode(data));
          return sizes.map(text).filter((data) => data.includes('"want"')).length;
        }"""
    )

    assert asked == 0
    assert step_into(page, first_update(page)) == 0


def test_quick_keys_end_at_the_picture_of_their_step(page):
    """The second of two quick keys shows its step at once, whatever was moving."""
    press(page, "Last")
    settled(page)
    end = pixels(page)
    press(page, "First")
    page.get_by_label("Smooth").check()
    page.get_by_role("slider", name="Step").focus()
    last = int(page.get_by_role("slider", name="Step").get_attribute("max"))
    seen = []
    for _ in range(last):
        page.keyboard.press("PageDown")
        seen.append(step(page))
    page.wait_for_timeout(800)

    assert seen == list(range(1, last + 1))
    assert pixels(page) == end
