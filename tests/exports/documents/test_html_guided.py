"""HTML with the guided opening: three tabs in one file that needs nothing from outside."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import kviz

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    trace = kviz.run(kviz.datasets["tutorial"](), k=2, init=[[2, 4.75], [9, 7]])
    return kviz.export(trace, tmp_path_factory.mktemp("guided") / "lesson.html", guided=True)


@pytest.fixture
def page(file, page):
    page.goto(file.as_uri())
    page.get_by_text("Step 1 of 8").wait_for()
    yield page
    assert page.errors == []


def test_the_file_opens_with_the_first_screen_and_can_be_linked_to_another(file, page):
    page.get_by_role("button", name="2 groups").click()
    assert (
        "called k" in page.get_by_role("status").inner_text()
        or "letter k" in page.get_by_role("status").inner_text()
    )
    page.goto("about:blank")
    page.goto(f"{file.as_uri()}#tour=5")
    page.get_by_text("Step 5 of 8").wait_for()


def test_the_run_is_stepped_in_its_own_tab(page):
    page.get_by_role("button", name="Skip to the page").click()
    page.get_by_role("button", name="Next", exact=True).click()
    page.wait_for_function("() => document.querySelector('input[aria-label=Step]').value === '1'")


def test_the_run_can_be_done_by_hand(page):
    page.get_by_role("tab", name="Be the algorithm").click()
    page.locator(".kviz-tour:visible").get_by_role("button", name="Do it for me").click()
    page.get_by_text("You were the algorithm.").wait_for()
    expect(page.get_by_role("status")).to_contain_text("WCSS is 98.1")


def test_axe_finds_nothing(page):
    assert Axe().run(page).response["violations"] == []


def test_a_run_of_more_columns_has_no_tab_to_do_it_by_hand(tmp_path, page):
    X = [[0, 0, 0], [1, 1, 1], [5, 5, 5], [6, 6, 6]]
    file = kviz.export(kviz.run(X, k=2, rng=0), tmp_path / "three.html", guided=True)
    page.goto(file.as_uri())
    page.get_by_role("tab", name="Start here").wait_for()
    assert page.get_by_role("tab").all_inner_texts() == ["Start here", "Explore"]


def test_without_guided_the_file_has_no_tabs(tmp_path):
    file = kviz.export(kviz.run([[0.0, 1.0], [4.0, 5.0]], k=2, rng=0), tmp_path / "plain.html")
    assert "tour.look" not in file.read_text("utf-8")


@pytest.mark.parametrize("suffix", [".gif", ".pdf"])
def test_other_formats_refuse_guided(tmp_path, suffix):
    with pytest.raises(ValueError, match="guided"):
        kviz.export(kviz.run([[0.0, 1.0], [4.0, 5.0]], k=2, rng=0), tmp_path / f"run{suffix}", guided=True)
