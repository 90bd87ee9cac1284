"""The Segment tab in a real Chromium: from an uploaded table to named segments, files and the player."""

import csv
from pathlib import Path

import mall
import pytest
from axe_playwright_python.sync_playwright import Axe
from mall import needs_mall
from playwright.sync_api import expect
from stepping import settled, step, visit

pytestmark = pytest.mark.browser

GROUPS = [(20, 20), (80, 20), (50, 80)]
ROWS = [(i, gx + (i * 7) % 5, gy + (i * 3) % 5) for i, (gx, gy) in enumerate(GROUPS * 12, start=1)]
CSV = "id,income,<b>score\n" + "\n".join(f"{i},{x},{y}" for i, x, y in ROWS)
LARGE = "a,b\n" + "\n".join(f"{(i * 7919) % 10007},{(i * 104729) % 9973}" for i in range(60_000))


@pytest.fixture
def page(server, page):
    visit(page, server)
    yield page
    assert page.errors == []


def upload(page, file):
    page.get_by_label("Your own table (CSV file)").set_input_files(file)
    page.get_by_label("x column").wait_for()


def given(text, name="people.csv"):
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def open_tab(page):
    page.get_by_role("tab", name="Segment").click()
    page.locator(".kviz-told-table tbody tr").first.wait_for(state="attached")
    page.locator(".kviz-choosing").evaluate("options => { options.open = true; }")
    page.get_by_role("checkbox").first.wait_for()


def find(page):
    page.get_by_role("button", name="Find segments").click()
    answered(page)


def answered(page):
    page.wait_for_function("() => document.querySelectorAll('.kviz-drawing:not([hidden])').length === 4")


def saved(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Download {name}").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def sizes(page):
    cells = page.locator(".kviz-named").locator("xpath=ancestor::tr/td[1]").all_text_contents()
    return sorted(int(cell.split()[0]) for cell in cells[:-1])


def test_the_whole_way_from_a_table_to_names_files_and_the_player(page):
    upload(page, given(CSV))
    open_tab(page)
    expect(page.get_by_label("income")).to_be_checked()
    expect(page.get_by_label("<b>score")).to_be_checked()
    expect(page.get_by_label("id", exact=True)).not_to_be_checked()
    expect(page.locator(".kviz-told-table tbody tr").first).to_contain_text("not a feature")

    find(page)
    assert sizes(page) == [12, 12, 12]
    page.get_by_label("Name of segment B").fill("The <i>quiet</i>")
    page.get_by_label("Name of segment B").press("Tab")
    page.wait_for_function("() => document.querySelector('.kviz-found pre').textContent.includes('quiet')")

    name, data = saved(page, "CSV")
    rows = list(csv.DictReader(data.decode().splitlines()))
    assert name == "people-segments.csv"
    assert len(rows) == len(ROWS)
    assert {row["segment name"] for row in rows if row["segment"] == "B"} == {"The <i>quiet</i>"}
    assert b"The &lt;i&gt;quiet" in saved(page, "HTML")[1]
    assert saved(page, "PDF")[1].startswith(b"%PDF")
    assert b"kviz.read_table" in saved(page, "Python")[1]

    page.get_by_role("button", name="Open k = 4 in the player").click()
    page.get_by_role("tab", name="Explore", selected=True).wait_for()
    settled(page)
    expect(page.get_by_label("Clusters, k")).to_have_value("4")
    assert step(page) == 0
    open_tab(page)
    expect(page.get_by_label("Name of segment B")).to_have_value("The <i>quiet</i>")
    page.get_by_title("Open k = 2 in the player").click()
    page.wait_for_function("() => document.querySelector('.kviz-stepper input').value === '2'")


def test_a_search_moves_its_bar_and_can_be_cancelled(page):
    """The kernel answers while it searches: that is why the Cancel button works."""
    upload(page, given(LARGE, "many.csv"))
    open_tab(page)
    page.get_by_role("button", name="Find segments").click()
    page.wait_for_function("() => document.querySelector('.kviz-working progress').value > 0", timeout=60_000)
    page.get_by_role("button", name="Cancel").click()

    page.get_by_text("Cancelled. Nothing has changed.").wait_for()
    expect(page.get_by_role("button", name="Find segments")).to_be_enabled()
    expect(page.locator(".kviz-found")).to_be_hidden()


def test_nothing_chosen_is_answered_in_words(page):
    open_tab(page)
    for tick in page.get_by_role("checkbox").all():
        if tick.is_visible():
            tick.uncheck()
    page.get_by_role("button", name="Find segments").click()

    page.get_by_text("No column is chosen").wait_for()


def test_the_tabs_are_walked_with_the_keyboard_and_keys_stay_in_their_view(page):
    page.get_by_role("tab", name="Explore").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Be the algorithm")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Segment")).to_have_attribute("aria-selected", "true")
    page.get_by_role("button", name="Find segments").focus()
    page.keyboard.press("PageDown")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    page.get_by_role("tab", name="Segment").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")

    expect(page.get_by_role("tab", name="Explore")).to_have_attribute("aria-selected", "true")
    assert step(page) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.get_by_label("Data set").select_option("customers")
    page.wait_for_function("() => location.hash.includes('data=customers')")
    open_tab(page)
    assert violations(page) == []
    find(page)
    page.locator(".kviz-experts summary").click()
    assert violations(page) == []


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


def test_before_any_table_there_is_a_place_for_one_and_the_sample_answers_at_once(page):
    """The answer comes first: a map, names, one sentence each; then other numbers, the elbow, the experts."""
    page.get_by_role("tab", name="Segment").click()
    for name in ["Data set", "Your own table (CSV file)"]:
        expect(page.get_by_label(name)).to_have_count(1)
        expect(page.get_by_label(name)).to_be_visible()
    page.get_by_role("button", name="Try the sample customers").click()
    answered(page)

    heads = page.locator(".kviz-found :is(h2, h3)")
    shown = [head for head in heads.all() if head.is_visible()]
    assert [head.text_content() for head in shown] == [
        "5 segments", "Other numbers of segments", "Compare the segments", "How many segments? The elbow",
        "For experts: details and second opinions", "Take away",
    ]  # fmt: skip
    said = page.locator(".kviz-segments p").all_text_contents()
    assert len(said) == 5
    assert all("Annual Income" in sentence and "everyone" in sentence for sentence in said)
    expect(page.get_by_text("Gender: Female is 57 % of everyone")).to_be_visible()
    expect(page.locator(".kviz-experts li").first).to_be_hidden()

    page.get_by_role("button", name="Find 3 segments").click()
    page.get_by_role("heading", name="3 segments", exact=True).wait_for()
    expect(page.get_by_role("button", name="Find 3 segments")).to_have_attribute("aria-pressed", "true")

    page.get_by_role("tab", name="Explore").click()
    expect(page.get_by_label("Data set")).to_have_value("customers")


def test_a_table_that_is_dropped_here_is_answered_at_once(page):
    page.get_by_role("tab", name="Segment").click()
    page.get_by_label("Your own table (CSV file)").set_input_files(given(CSV))
    page.get_by_role("heading", name="3 segments", exact=True).wait_for()

    expect(page.get_by_text("people.csv: 36 rows")).to_be_visible()


def test_nothing_scrolls_sideways_on_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    open_tab(page)
    find(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.get_by_role("button", name="Open k = 4 in the player").bounding_box()
    assert box["x"] + box["width"] <= 360


@needs_mall
def test_the_real_customers_are_five_segments(page):
    upload(page, mall.find())
    open_tab(page)
    find(page)

    assert sizes(page) == [22, 23, 35, 39, 81]
