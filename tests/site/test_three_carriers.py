"""The same page over its three carriers: a server's Python, static files, and one file from a disk."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from visiting import press, sentence, step, until, until_address, until_there

import kviz
from kviz.story.messages import say

pytestmark = pytest.mark.browser

GROUPS = [(20, 20), (80, 20), (50, 80)]
ROWS = [(i, gx + (i * 7) % 5, gy + (i * 3) % 5) for i, (gx, gy) in enumerate(GROUPS * 12, start=1)]
CSV = "id,income,score\n" + "\n".join(f"{i},{x},{y}" for i, x, y in ROWS)
SHOP = "name;income;score\n" + "\n".join(f"p{i};{i % 7},5;{(i * i) % 11}" for i in range(40))
OWN_CODE = "Check my k-means"


@pytest.fixture(scope="module")
def server():
    """The address of the page with a kernel behind it."""
    command = [sys.executable, "-m", "kviz", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        line = next(line for line in process.stdout if "http://" in line)
        yield re.search(r"http://\S+", line).group()
        process.terminate()


@pytest.fixture(scope="module")
def stick(pyodide, tmp_path_factory):
    """The address of the one file; a table as an office program writes it is on its shelf."""
    folder = tmp_path_factory.mktemp("stick")
    (folder / "Our shop.csv").write_text(SHOP)
    table = folder / "Our shop.csv"
    return kviz.site(folder, one_file=True, data=[table], pyodide=pyodide, progress=False).as_uri()


@pytest.fixture(scope="module", params=["server", "address", "stick"], ids=["server", "site", "one file"])
def carrier(request):
    """Where the page is; a server's one has its Python from the start."""
    return request.getfixturevalue(request.param), request.param != "server"


@pytest.fixture(scope="module")
def visit(browser, carrier):
    """One open page for all tests of a carrier; it must never ask for anything elsewhere."""
    address, waits = carrier
    context = browser.new_context(viewport={"width": 1280, "height": 720}, service_workers="block")
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=5")
    if waits:
        until_there(page)
    page.get_by_role("slider", name="Step").wait_for()
    yield page
    context.close()
    assert errors == []
    assert {url for url in asked if not url.startswith((address, "blob:", "data:"))} == set()


@pytest.fixture
def page(visit):
    """The page with three clouds, at its first step."""
    visit.get_by_role("tab", name="Explore").click()
    visit.get_by_label("Data set").select_option("blobs")
    visit.get_by_label("Clusters, k").fill("3")
    until_address(visit, "k=3")
    press(visit, "First")
    until_step(visit, 0)
    return visit


def until_clusters(page, k):
    until(page, f"document.querySelectorAll('.kviz-clusters tbody tr').length === {k}")


def until_settled(page):
    """Wait until every picture of the run has come, and the one asked for is on screen."""
    until(page, "document.querySelector('progress.kviz-done') && !document.querySelector('.kviz-waiting')")


def until_step(page, number):
    """Wait until a step and its picture are on screen."""
    until(page, lambda: step(page) == number)
    until_settled(page)


def saved(page, name):
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name=f"Download {name}").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_link_opens_its_run_at_its_step(visit):
    until_step(visit, 5)
    until_clusters(visit, 3)
    expect(visit.get_by_label("Data set")).to_have_value("blobs")


def test_steps_back_and_forth_by_button_and_by_key(page):
    before = sentence(page)
    press(page, "Next")
    until_step(page, 1)
    until(page, lambda: sentence(page) != before)
    page.keyboard.press("ArrowLeft")
    until_step(page, 0)
    until(page, lambda: sentence(page) == before)


def test_another_k_is_run_and_taken_back(page):
    press(page, "Last")
    page.get_by_label("Clusters, k").fill("4")
    until_clusters(page, 4)
    until_address(page, "k=4")
    press(page, "Undo")
    until_clusters(page, 3)


def test_a_centroid_can_be_dragged(page):
    press(page, "Last")
    until(page, "(slider => slider.value === slider.max)(document.querySelector('input[aria-label=Step]'))")
    until_settled(page)
    handle = page.get_by_role("button", name="Centroid A")
    handle.hover()
    box = handle.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 40, steps=5)
    page.mouse.up()
    until_address(page, "init=placed")


def test_a_lesson_is_opened_and_its_run_played(page):
    page.get_by_role("tab", name="Lessons").click()
    page.get_by_role("button", name="Open: Groups by hand").click()
    page.get_by_text("Slide 1 of").wait_for(timeout=60_000)
    press(page, "Next")
    page.get_by_role("button", name="Open this run in the player").click()

    until_address(page, "data=tutorial&k=2&init=own")
    until_step(page, 0)
    page.get_by_role("tab", name="Lessons").click()
    expect(page.get_by_text("Slide 2 of")).to_be_visible()
    press(page, "All lessons")


def test_a_table_of_ones_own_becomes_segments_and_files(page):
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    page.get_by_label("Your own table (CSV file)").set_input_files(file)
    page.get_by_label("x column").wait_for(timeout=60_000)
    page.get_by_role("tab", name="Segment").click()
    page.get_by_role("checkbox").first.wait_for(timeout=60_000)
    page.get_by_role("button", name="Find segments").click()
    until(page, "document.querySelectorAll('.kviz-drawing:not([hidden])').length === 4")

    name, rows = saved(page, "CSV, the rows and their segments")
    assert name == "people-segments.csv"
    assert rows.decode().splitlines()[0] == "id,income,score,segment,segment name"
    _, report = saved(page, "PDF, the report on one page")
    assert report.startswith(b"%PDF")


def test_an_animation_is_made_and_handed_over(page):
    page.get_by_text("Download and share").click()
    name, data = saved(page, "GIF, an animation")

    assert name == "kviz-blobs-k3.gif"
    assert data.startswith(b"GIF89a")


def test_a_program_of_ones_own_is_checked_here_or_it_is_said_where(page, carrier):
    """A server runs no program of a visitor; the page without one has an editor."""
    editor = page.get_by_role("tab", name=OWN_CODE)
    if carrier[1]:
        expect(editor).to_be_visible()
    else:
        expect(editor).to_have_count(0)
        page.get_by_role("tab", name="Lessons").click()
        expect(page.get_by_text(say("presentation.own_code"))).to_be_visible()


def test_a_teachers_table_is_on_the_shelf_of_the_one_file(page, carrier):
    if not carrier[0].startswith("file:"):
        expect(page.locator("option", has_text="Our shop")).to_have_count(0)
        return
    page.get_by_label("Data set").select_option("our-shop")
    until_address(page, "data=our-shop")
    expect(page.get_by_text("A table that came with this page: 40 points").first).to_be_visible()
    page.get_by_role("tab", name="Segment").click()
    page.get_by_label("income").wait_for()
