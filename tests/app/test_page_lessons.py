"""The tab Lessons: the list, a lesson opened as slides, and back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from stepping import visit

from kviz.app.explorer.actions.lessons import lesson
from kviz.lessons.catalog import units

pytestmark = pytest.mark.browser


@pytest.fixture
def lessons(page, server):
    visit(page, server)
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("button", name="Open: Groups by hand").wait_for()
    yield page
    assert page.errors == []


def test_the_seven_lessons_are_listed_with_their_questions(lessons):
    rows = lessons.locator(".kviz-lessons li").all_inner_texts()
    assert len(rows) == 7
    for row, unit in zip(rows, units(), strict=True):
        assert unit.title in row and unit.question in row and f"{unit.minutes} minutes" in row


def test_a_lesson_is_played_by_keys_and_left_again(lessons):
    lessons.get_by_role("button", name="Open: Groups by hand").click()
    lessons.get_by_text("Slide 1 of").wait_for()
    lessons.keyboard.press("PageDown")
    picture = lessons.locator(".kviz-slide:visible img")
    picture.wait_for()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 900
    found = Axe().run(lessons).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []
    lessons.get_by_role("button", name="All lessons").click()
    assert lessons.get_by_role("button", name="Open: Groups by hand").is_visible()
    lessons.get_by_role("tab", name="Explore").click()
    assert lessons.get_by_role("slider", name="Step").input_value() == "0"


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
