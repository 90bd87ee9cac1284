"""The page without a server, in a real browser that reaches nothing but a folder of files."""

from urllib.parse import urlsplit

import pytest
from visiting import press, sentence, step, until, until_address, until_there

pytestmark = pytest.mark.browser

CSV = "height,weight,name\n" + "\n".join(f"{i % 7},{(i * i) % 11},p{i}" for i in range(40))


@pytest.fixture(scope="module")
def visit(browser, address):
    """One open page for many tests, for Python takes seconds to come; it must never leave the folder."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(address)
    until_there(page)
    yield page
    context.close()
    assert page.errors == []
    outside = {url for url in asked if urlsplit(url).scheme == "http" and not url.startswith(address)}
    assert outside == set()


@pytest.fixture
def page(visit):
    """The page with the tutorial's run, at its first step."""
    visit.get_by_label("Data set").select_option("tutorial")
    until_address(visit, "data=tutorial")
    press(visit, "Explore") if visit.get_by_role("tab", name="Explore").count() == 0 else visit.get_by_role(
        "tab", name="Explore"
    ).click()
    press(visit, "First")
    return visit


def test_steps_back_and_forth(page):
    before = sentence(page)
    press(page, "Next")
    until(page, lambda: sentence(page) != before)
    press(page, "Back")
    until(page, lambda: sentence(page) == before)

    assert step(page) == 0
