"""The page without a server, in a real browser that reaches nothing but a folder of files."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from visiting import press, sentence, step, until, until_address, until_there

from kviz.story.messages import say

pytestmark = pytest.mark.browser

LARGE = "a,b\n" + "\n".join(f"{(i * 7919) % 10007},{(i * 104729) % 9973}" for i in range(60_000))


@pytest.fixture(scope="module")
def visit(browser, address):
    """One open page for many tests, for Python takes seconds to come; it must never leave the folder."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, service_workers="block")
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(address)
    page.get_by_label("Clusters, k").fill("5")
    until_there(page)
    yield page
    context.close()
    assert page.errors == []
    outside = {url for url in asked if urlsplit(url).scheme != "blob" and not url.startswith(address)}
    assert {url for url in outside if "127.0.0.1" not in url} == set()  # which the policy refused


@pytest.fixture
def page(visit):
    """The page with the tutorial's run, at its first step."""
    visit.get_by_role("tab", name="Explore").click()
    visit.get_by_label("Data set").select_option("tutorial")
    until(visit, "document.querySelector('.kviz-clusters thead').textContent.includes('M1')")
    press(visit, "First")
    return visit


def upload(page, text, name="people.csv"):
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("Your own table (CSV file)").set_input_files(file)
    page.get_by_label("x column").wait_for(timeout=60_000)


def saved(page, name):
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name=f"Download {name}").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_what_was_chosen_before_python_was_there_is_done_when_it_comes(visit):
    until_address(visit, "k=5")


def test_a_set_with_its_own_table_needs_no_pandas(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Data set").select_option("iris")
    until_address(page, "data=iris")

    assert not any("tables" in url for url in asked)


def test_a_search_is_cancelled_by_ending_python_and_the_run_comes_back(page):
    """Nothing else stops a worker that computes; the table is given to the next one."""
    upload(page, LARGE, "large.csv")
    page.get_by_label("Clusters, k").fill("2")
    press(page, "Last")
    until(page, "document.querySelectorAll('.kviz-clusters tbody tr').length === 2")
    before = sentence(page)
    page.get_by_role("tab", name="Segment").click()
    page.get_by_role("checkbox").first.wait_for(timeout=60_000)
    page.get_by_role("button", name="Find segments").click()
    page.get_by_role("button", name="Cancel").click()
    until_there(page)
    page.get_by_role("tab", name="Explore").click()
    until(page, lambda: sentence(page) == before)

    expect(page.get_by_label("x column")).to_have_value("a")
    page.get_by_label("Clusters, k").fill("3")
    until(page, "document.querySelectorAll('.kviz-clusters tbody tr').length === 3")


def test_a_picture_is_made_in_the_browser(page):
    box = page.locator("details", has=page.get_by_text("Download and share"))
    if box.get_attribute("open") is None:
        page.get_by_text("Download and share").click()
    name, data = saved(page, "SVG, this picture to edit")

    assert name == "kviz-tutorial-k2.svg"
    assert data.startswith(b"<?xml")


def test_a_video_is_refused_in_words_that_offer_something_else(page):
    if page.get_by_role("button", name="Download MP4, a video").count() == 0:
        page.get_by_text("Download and share").click()
    page.get_by_role("button", name="Download MP4, a video").click()

    page.get_by_text("GIF").last.wait_for()
    page.get_by_text("A browser cannot make an MP4").wait_for()


def test_the_first_run_plays_before_python_and_python_takes_over_without_a_jump(visit, address):
    page = visit.context.new_page()
    held = []
    page.route("**/wasm.*", lambda route: held.append(route))
    page.goto(address)
    page.get_by_role("slider", name="Step").wait_for()
    for _ in range(3):
        press(page, "Next")
    until(page, lambda: step(page) == 3)
    said = page.locator(".kviz-arrival").text_content()
    before = sentence(page)
    assert "in a few seconds" in said
    until(page, lambda: bool(held))
    held[0].continue_()
    until_there(page)
    page.wait_for_timeout(300)

    assert (step(page), sentence(page)) == (3, before)
    press(page, "Next")
    until(page, lambda: sentence(page) != before)
    page.close()


def own(page, program):
    page.get_by_role("tab", name="Check my k-means").click()
    page.get_by_role("textbox", name="Your program in Python").fill(program)
    page.locator(".kviz-own").get_by_role("button", name="Check my k-means").click()


def verdict(page):
    return page.locator(".kviz-verdict").text_content()


def test_a_program_of_ones_own_is_recorded_drawn_and_judged(page):
    page.get_by_role("tab", name="Check my k-means").click()
    page.get_by_role("button", name="a whole program").click()
    page.locator(".kviz-own").get_by_role("button", name="Check my k-means").click()
    until(page, lambda: "every step is right" in verdict(page))

    film = page.locator(".kviz-own .kviz-player")
    lit = page.locator(".kviz-own .kviz-lines li[aria-current]")
    until(page, lambda: "yield labels, centroids" in lit.text_content())
    before = film.get_by_role("status").text_content()
    film.get_by_role("button", name="Next", exact=True).click()
    until(page, lambda: film.get_by_role("status").text_content() != before)


def test_a_wrong_program_is_told_what_is_wrong(page):
    own(page, say("site.program.whole").replace("argmin", "argmax"))

    until(page, lambda: "not k-means yet" in verdict(page))
    assert "farthest" in verdict(page)


def test_a_program_reaches_no_other_server(page):
    """The worker has the page's content policy."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        own(
            page,
            "from js import XMLHttpRequest\nask = XMLHttpRequest.new()\n"
            f"ask.open('GET', 'http://127.0.0.1:{port}/', False)\nask.send()",
        )
        until(page, lambda: "NetworkError" in verdict(page))
        other.settimeout(0.2)
        with pytest.raises(TimeoutError):
            other.accept()


def test_a_loop_without_end_is_stopped_and_python_starts_again(page):
    own(page, "while True:\n    pass")
    page.get_by_role("button", name="Stop", exact=True).click()
    assert "was stopped" in verdict(page)
    until_there(page)
    page.get_by_role("button", name="a whole program").click()
    page.locator(".kviz-own").get_by_role("button", name="Check my k-means").click()

    until(page, lambda: "every step is right" in verdict(page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.emulate_media(color_scheme=scheme)
    until(page, f"document.querySelector('.kviz-page').dataset.theme === '{scheme}'")
    found = Axe().run(page).response["violations"]

    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []
    page.emulate_media(color_scheme="light")
