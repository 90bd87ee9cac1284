"""The tab Lessons: the list, a lesson opened as slides, its runs in the player, its link, and back."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from stepping import visit

from kviz.app.explorer.actions.lessons import deck_of, lesson, lesson_run, settings_of
from kviz.app.explorer.explorer import explore
from kviz.lessons.catalog import units
from kviz.lessons.lesson import lesson as read
from kviz.lessons.numbers.runs import made


@pytest.fixture
def lessons(page, server):
    visit(page, server)
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("button", name="Open: Groups by hand").wait_for()
    yield page
    assert page.errors == []


@pytest.mark.browser
def test_a_lesson_is_chosen_played_by_keys_and_left_again(lessons):
    rows = lessons.locator(".kviz-lessons li").all_inner_texts()
    assert len(rows) == 7
    for row, unit in zip(rows, units(), strict=True):
        assert unit.title in row and unit.question in row and f"{unit.minutes} minutes" in row

    lessons.get_by_role("button", name="Open: Groups by hand").click()
    lessons.get_by_text("Slide 1 of").wait_for()
    lessons.keyboard.press("PageDown")
    picture = lessons.locator(".kviz-slide:visible img")
    picture.wait_for()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 900
    found = Axe().run(lessons).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []
    lessons.get_by_role("button", name="All lessons").click()
    expect(lessons.get_by_role("button", name="Open: Groups by hand")).to_be_visible()
    lessons.get_by_role("tab", name="Explore").click()
    expect(lessons.get_by_role("slider", name="Step")).to_have_value("0")


@pytest.mark.browser
def test_a_run_of_a_slide_opens_in_the_player_and_the_slide_waits(page, server):
    """The link opens the slide; the player shows the run at the very step of the picture."""
    slide = next(i for i, row in enumerate(deck_of("the-start-decides").opens) if row and row[0][1] > 0)
    settings, step = deck_of("the-start-decides").opens[slide][0]
    page.goto(f"{server.address}#lesson=the-start-decides&slide={slide + 1}")
    page.get_by_text(f"Slide {slide + 1} of").wait_for()
    page.get_by_role("button", name="Open this run in the player").click()

    expect(page.get_by_label("Data set")).to_have_value(settings.data)
    expect(page.get_by_role("slider", name="Step")).to_have_value(str(step))
    page.wait_for_function(f"() => location.hash.includes('data={settings.data}')")
    page.get_by_role("tab", name="Lessons").click()
    expect(page.get_by_text(f"Slide {slide + 1} of")).to_be_visible()
    page.wait_for_function(f"() => location.hash === '#lesson=the-start-decides&slide={slide + 1}'")
    assert page.errors == []


@pytest.mark.parametrize("unit", [one.name for one in units()])
def test_the_player_shows_the_very_run_that_a_lesson_speaks_of(unit):
    """Every run that the page can make: up to twelve clusters, which leaves out the one with k = n."""
    for run in read(unit).plain.runs:
        settings = settings_of(run)
        assert settings or run.k > 12
        if settings:
            page = explore()
            page.apply(settings, "page", step=0)
            assert page.messages == {}
            np.testing.assert_array_equal(page.trace.costs, made(run).costs)


def test_every_step_that_a_slide_opens_is_a_step_of_its_run():
    deck = deck_of("break-it")
    assert [len(row) for row in deck.opens] == [len(slide["runs"]) for slide in deck.told["slides"]]
    page = explore()
    for i, row in enumerate(deck.opens[:8]):
        for j, (settings, step) in enumerate(row):
            lesson_run(page, {"name": "break-it", "slide": i, "run": j}, None)
            assert (page.settings.data, page.index) == (settings.data, step)


class Heard:
    def __init__(self):
        self.said = []

    def send(self, message, buffers=None):
        self.said.append((message, buffers))


def test_a_visitor_gets_no_file_but_a_unit():
    for name in ("../../setup.cfg", "/etc/passwd", None, {"a": 1}, "nine"):
        heard = Heard()
        lesson(heard, {"name": name}, None)
        assert heard.said == [({"type": "lesson", "fault": "unknown"}, None)]


@pytest.mark.parametrize(
    "asked", [{"slide": 999}, {"slide": -1}, {"slide": "a"}, {"name": "nine"}, {"run": 9}]
)
def test_a_run_that_there_is_not_changes_nothing(asked):
    page = explore()
    before = page.settings
    lesson_run(page, {"name": "break-it", "slide": 3, "run": 0, **asked}, None)
    assert page.settings == before
