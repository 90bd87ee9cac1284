"""What the page keeps over a refresh, and what it tells of two runs at once."""

import pytest
from playwright.sync_api import expect
from stepping import press, rerun, settled, visit

import kviz

pytestmark = pytest.mark.browser

TABLE = b"height,weight\n" + b"".join(b"%d,%d\n" % (150 + i * 7 % 41, 50 + i * i % 37) for i in range(30))
COMPARED = "#data=blobs&k=3&init=random&seed=6&versus=seed:1"


def test_a_table_of_ones_own_is_there_after_a_refresh(page, server):
    visit(page, server)
    table = {"name": "people.csv", "mimeType": "text/csv", "buffer": TABLE}
    rerun(page, lambda: page.locator("input[type=file]").set_input_files(table))
    page.get_by_role("button", name="More clusters").first.click()
    page.wait_for_function("() => sessionStorage.getItem('kviz-table-chosen')?.includes('k=4')")
    settled(page)
    press(page, "Next")
    expect(page.get_by_label("Step", exact=True)).to_have_value("1")
    page.wait_for_function("() => sessionStorage.getItem('kviz-table-chosen')?.includes('step=1')")

    page.reload()
    expect(page.get_by_label("Data set")).to_have_value("file-1")
    expect(page.get_by_label("Clusters, k")).to_have_value("4")
    expect(page.get_by_label("Step", exact=True)).to_have_value("1")

    page.get_by_label("Data set").select_option("blobs")
    expect(page.get_by_label("Clusters, k")).to_have_value("3")
    page.wait_for_url("**data=blobs**")
    page.reload()
    expect(page.locator("optgroup[label=yours] option").first).to_have_text("people: height × weight")
    expect(page.get_by_label("Data set")).to_have_value("blobs")


def test_a_challenge_stays_solved_in_this_browser(page, server):
    visit(page, server)
    page.evaluate("localStorage.setItem('kviz-solved', 'empty')")
    page.reload()
    page.get_by_role("tab", name="Be the algorithm").click()

    expect(page.get_by_role("button", name="Empty a cluster")).to_contain_text("done")
    expect(page.get_by_role("button", name="Beat a WCSS")).to_contain_text("not yet")


def test_the_cost_of_either_of_two_runs_can_be_looked_into(page, server):
    visit(page, server, COMPARED)
    press(page, "Last")
    page.get_by_role("button", name="Show the cost").click()
    card = page.get_by_role("region", name="What the cost is made of")
    blobs = kviz.datasets["blobs"]()
    left, right = (kviz.run(blobs, k=3, init="random", rng=seed).cost for seed in (6, 1))
    expect(card.locator(".kviz-formula b")).to_have_text(f"{left:,.1f}")
    card.get_by_label("Which of the two runs").select_option("1")
    expect(card.locator(".kviz-formula b")).to_have_text(f"{right:.2f}")

    box = page.locator(".kviz-second").bounding_box()
    card.locator(".kviz-sharesbar").focus()
    page.keyboard.press("ArrowRight")
    square = page.locator(".kviz-second .kviz-square-text").bounding_box()
    assert box["x"] <= square["x"] <= box["x"] + box["width"], "on the picture of the right run"


def test_what_wcss_means_is_told_to_keys_and_fingers(page, server, browser):
    visit(page, server)
    for _ in range(2):
        press(page, "Next")
    term = page.get_by_role("status").locator("abbr").first
    page.get_by_role("button", name="Next", exact=True).focus()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        if term.evaluate("node => node === document.activeElement"):
            break
    expect(page.locator(".kviz-hint:popover-open")).to_contain_text("squared distances")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".kviz-hint:popover-open")).to_have_count(0)

    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    phone = context.new_page()
    visit(phone, server)
    for _ in range(2):
        press(phone, "Next")
    phone.get_by_role("status").locator("abbr").first.tap()
    expect(phone.locator(".kviz-hint:popover-open")).to_contain_text("squared distances")
    context.close()
