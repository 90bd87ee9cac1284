"""The player's own controls, in the exported page: skip, loop, events on the timeline, present."""

import pytest
from playwright.sync_api import expect

import kviz

pytestmark = pytest.mark.browser

TIE = [[0.0, 0.0], [0.0, 1.0], [5.0, 5.0], [6.0, 5.0], [9.0, 0.0], [3.0, 3.0], [4.0, 1.0]]


@pytest.fixture(scope="module")
def files(trace, long_trace, tmp_path_factory):
    folder = tmp_path_factory.mktemp("player")
    odd = kviz.run(TIE, k=3, init=[[0.0, 0.0], [5.0, 5.0], [9.0, 9.0]])
    runs = {"one": trace, "two": [trace, long_trace], "odd": odd}
    return {name: kviz.export(run, folder / f"{name}.html", progress=False) for name, run in runs.items()}


@pytest.fixture
def visit(page, files):
    def open_page(name):
        page.goto(files[name].as_uri())
        page.wait_for_selector("canvas[aria-label]")
        return page

    yield open_page
    assert page.errors == []


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def step(page):
    return int(page.get_by_role("slider", name="Step").input_value())


def test_skip_goes_to_the_first_step_of_the_next_iteration(visit, trace):
    page = visit("one")
    seen = []
    for _ in range(4):
        press(page, "Skip iteration")
        seen.append(step(page))

    starts = [i for i in range(1, len(trace)) if trace[i].iteration != trace[i - 1].iteration]
    assert seen == [*starts, len(trace) - 1, len(trace) - 1][:4]


def test_play_stops_at_the_end_unless_it_loops(visit, trace):
    page = visit("one")
    page.get_by_label("Speed").select_option("4")
    page.get_by_role("slider", name="Step").fill(str(len(trace) - 2))
    press(page, "Play")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    assert step(page) == len(trace) - 1

    page.get_by_label("Loop").check()
    page.get_by_role("slider", name="Step").fill(str(len(trace) - 2))
    press(page, "Play")
    for place in (len(trace) - 1, 0, 1):
        page.wait_for_function(
            "place => Number(document.querySelector('input[type=range]').value) === place", arg=place
        )
    press(page, "Pause")


def test_the_timeline_tells_phases_and_marks_events(visit):
    page = visit("odd")
    ticks = page.locator(".kviz-tickrow i")
    phases = ticks.evaluate_all("ticks => ticks.map((tick) => tick.dataset.phase)")
    marked = page.locator(".kviz-tickrow i[data-event]")

    assert phases == ["seed"] * 3 + ["assign", "update", "converged"]
    expect(marked).to_have_count(2)
    assert "is equally near to A and B" in marked.first.get_attribute("title")
    colors = ticks.evaluate_all("ticks => ticks.map((tick) => getComputedStyle(tick).backgroundColor)")
    assert len(set(colors)) == 4


@pytest.mark.parametrize("name", ["one", "two"])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768), (1920, 1080)])
def test_a_presentation_fits_its_screen(visit, name, size):
    """Nothing is cut off or has to be scrolled, whatever the step says."""
    page = visit(name)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    press(page, "Present")
    for _ in range(step(page), int(page.get_by_role("slider", name="Step").get_attribute("max"))):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(30)
        words, pictures = (
            page.get_by_role("status").bounding_box(),
            page.locator(".kviz-panes").bounding_box(),
        )
        assert pictures["y"] >= 0
        assert words["y"] + words["height"] <= size[1]
    assert pictures["height"] > 0.45 * size[1]
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_hidden()
    press(page, "Leave the presentation")
    page.get_by_role("button", name="Next", exact=True).wait_for()


def test_on_a_phone_a_presentation_can_be_stepped_and_left(phone, files):
    """No keys, nothing to hover with, and on some phones no full screen either."""
    page = phone
    page.goto(files["two"].as_uri())
    page.wait_for_selector("canvas[aria-label]")
    page.get_by_role("button", name="Present").tap()
    page.get_by_role("button", name="Next", exact=True).tap()
    assert step(page) == 1
    page.get_by_role("button", name="Leave the presentation").tap()

    page.get_by_role("button", name="Present").wait_for()


def test_a_narrow_page_has_its_own_pictures_with_letters_of_full_size(visit):
    page = visit("one")
    ratio = "() => { const c = document.querySelector('canvas'); return c.width / c.height; }"
    wide = page.evaluate(ratio)
    press(page, "Next")

    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function("() => document.querySelector('canvas').width === 600")
    assert page.evaluate(ratio) < 1 < wide
    assert step(page) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_function("() => document.querySelector('canvas').width === 960")
