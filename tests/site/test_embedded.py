"""The page in a frame of another page, of another origin."""

import pytest
from playwright.sync_api import expect
from visiting import served, until

pytestmark = pytest.mark.browser

AROUND = """<!doctype html><title>A course</title><h1>Lesson 7</h1>
<script>
  const said = [];
  addEventListener("message", (event) => said.push(event.data));
</script>
"""


@pytest.fixture
def course(tmp_path, built, address):
    """Another server, whose page holds the lines that the site offers."""
    (tmp_path / "index.html").write_text(AROUND)
    server, other = served(tmp_path)
    yield other.replace("localhost", "127.0.0.1")
    server.shutdown()
    server.server_close()


def test_the_lines_that_the_page_offers_show_its_run_in_another_page(page, course, address):
    """Only what the author leaves can be changed; the page around hears size, step and score."""
    page.set_default_timeout(20_000)
    page.goto(f"{address}#data=tutorial&k=2&init=own&seed=0&step=2")
    page.get_by_text("Download and share").click()
    page.get_by_text("Put this page into a course").click()
    page.get_by_label("other data").uncheck()
    lines = page.get_by_label("Lines to paste").input_value()
    assert "show=k,seed" in lines and "step=2" in lines

    page.goto(course)
    page.evaluate(
        "lines => document.body.append(document.createRange().createContextualFragment(lines))", lines
    )
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Next", exact=True).click()
    until(page, "said.some(message => message.kviz === 'state' && message.step === 3)")
    until(page, "said.some(message => message.kviz === 'size')")
    page.evaluate("said.length = 0; frames[0].postMessage({ kviz: 'ask' }, '*')")
    until(page, "said.some(message => message.kviz === 'state')")
    [state] = page.evaluate("said.filter(message => message.kviz === 'state')")
    assert {name: state[name] for name in ("step", "steps", "right", "asked")} == {
        "step": 3, "steps": 7, "right": 0, "asked": 0,
    }  # fmt: skip
    assert state["address"].startswith("data=tutorial&k=2")

    expect(frame.get_by_label("Clusters, k")).to_be_visible()
    expect(frame.get_by_role("button", name="New start").first).to_be_visible()
    expect(frame.get_by_label("Data set").first).to_be_hidden()
    expect(frame.get_by_role("tab")).to_have_count(0)
    inside = page.frames[1]
    until(page, lambda: inside.evaluate("document.querySelector('.kviz-arrival')?.hidden === true"))
    frame.get_by_label("Clusters, k").fill("4")
    until(page, "said.some(message => message.kviz === 'state' && message.address.includes('k=4'))")
    assert page.errors == []
