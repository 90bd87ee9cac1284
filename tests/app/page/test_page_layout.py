"""The page at the sizes it is seen at: what stays in view, and that the picture fills its place."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from stepping import fitted, press, rerun, settled, step, visit

pytestmark = pytest.mark.browser

BLOBS = "#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=5"


@pytest.fixture
def page(server, page):
    visit(page, server, BLOBS)
    page.wait_for_function("() => document.querySelectorAll('.kviz-thumbnail path[d]').length > 2")
    yield page
    assert page.errors == []


def resized(page, width, height):
    """Another window, and the pictures that were drawn for it."""
    page.set_viewport_size({"width": width, "height": height})
    fitted(page)


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]


def test_at_1280_by_720_all_that_steps_the_run_is_in_view_with_the_sentence_above_the_picture(page):
    resized(page, 1280, 720)
    parts = [page.get_by_role("status"), page.locator("canvas"), page.get_by_role("slider", name="Step")]
    parts += [
        page.get_by_role("button", name=name, exact=True) for name in ("Next", "Back", "Play", "Present")
    ]
    parts += [page.get_by_label("Predict first"), page.get_by_label("Smooth")]
    boxes = [part.bounding_box() for part in parts]

    assert all(box["y"] >= 0 and box["y"] + box["height"] <= 720 for box in boxes)
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert boxes[1]["height"] >= 370


def test_what_is_said_of_k_stands_below_both_and_moves_no_button(page, server):
    visit(page, server, "#data=tutorial&k=2")
    new, k = page.get_by_role("button", name="New start"), page.get_by_label("Clusters, k")
    before = new.bounding_box()
    k.fill("5")
    said = page.get_by_text("The set's own start has 2 centroids. With k = 5 it is k-means++.")
    expect(said).to_be_visible()
    below, after = said.bounding_box(), new.bounding_box()

    assert abs(after["y"] - before["y"]) <= 2
    assert abs(after["y"] - k.bounding_box()["y"]) <= 2
    assert below["y"] >= after["y"] + after["height"]
    assert below["x"] + below["width"] == pytest.approx(after["x"] + after["width"], abs=2)


def test_at_1920_by_1080_the_picture_grows(page):
    resized(page, 1920, 1080)
    box = fitted(page)

    assert box["width"] >= 1050
    assert box["height"] >= 680


def test_a_presentation_fills_the_screen_and_its_pictures_are_drawn_for_it(page):
    resized(page, 1280, 720)
    press(page, "Present")
    page.wait_for_function("() => document.querySelector('canvas').getBoundingClientRect().height > 520")
    box = fitted(page)

    assert box["width"] > 1100 or box["height"] > 520
    timeline = page.locator(".kviz-timeline").bounding_box()
    assert timeline["width"] * timeline["height"] <= 4, "the timeline is gone, but not for a screen reader"
    page.keyboard.press("PageDown")
    settled(page)
    assert step(page) == 6
    assert violations(page) == []


def test_escape_gives_the_focus_back(page):
    page.get_by_role("button", name="Present").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    page.wait_for_function("() => document.activeElement.textContent === 'Present'")


def test_without_the_fullscreen_api_nothing_lies_on_a_presentation(page):
    page.evaluate("() => { Element.prototype.requestFullscreen = undefined; }")
    press(page, "Present")
    for x, y in [(1100, 120), (1100, 300), (600, 30), (1200, 700)]:
        inside = page.evaluate(
            "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('.kviz-present'))", [x, y]
        )
        assert inside, (x, y)


def test_three_groups_of_small_pictures_choose_the_data(page):
    page.get_by_role("button", name="Traps").click()
    rerun(page, lambda: page.get_by_role("button", name="One far outlier").click())

    expect(page.get_by_label("Data set")).to_have_value("outlier")
    assert step(page) == 0
    rerun(page, lambda: press(page, "Use 3 clusters"))
    page.wait_for_url(lambda url: "k=3" in url)
    expect(page.get_by_role("button", name="Use 3 clusters")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (360, 740)])
def test_axe_finds_nothing_with_everything_open(page, scheme, size):
    page.emulate_media(color_scheme=scheme)
    resized(page, *size)
    page.wait_for_function(f"() => document.querySelector('.kviz-page').dataset.theme === '{scheme}'")
    if size[0] < 600:
        press(page, "Data")
    page.get_by_role("button", name="Traps").click()
    for name in ["More options", "Compare", "Restarts", "Download and share"]:
        page.locator("summary", has_text=re.compile(f"^{name}$")).evaluate(
            "node => node.parentNode.open = true"
        )
    settled(page)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_play_waits_as_long_as_a_sentence_takes_to_read(page):
    """Four seconds at least, half of it before the first step; a third of a second for a word."""
    page.evaluate(
        """() => {
          const real = window.setTimeout;
          window.waits = [];
          window.setTimeout = (act, ms, ...rest) => { waits.push(ms); return real(act, ms, ...rest); };
        }"""
    )
    press(page, "First")
    words = len(page.get_by_role("status").text_content().split())
    press(page, "Play")
    press(page, "Pause")
    page.get_by_label("Speed").select_option("4")
    press(page, "Play")
    press(page, "Pause")

    usual = max(4000, 330 * words) / 2
    waits = page.evaluate("waits")
    assert usual in waits
    assert usual / 4 in waits


def test_the_timeline_names_start_and_iterations_and_a_click_goes_there(page):
    names = page.locator(".kviz-band").all_text_contents()
    assert names == ["start", "1", "2", "3", "4"]
    expect(page.locator(".kviz-now")).to_have_text("2")
    page.locator(".kviz-band").nth(3).click()
    settled(page)

    assert step(page) == 7


def test_a_clicker_steps_wherever_the_focus_is(page):
    page.get_by_text("More options").click()
    for place in ["Data set", "Speed", "Clusters, k", "Distance"]:
        page.locator("select, input").and_(page.get_by_label(place, exact=True)).focus()
        before, data = step(page), page.get_by_label("Data set").input_value()
        page.keyboard.press("PageDown")
        settled(page)
        assert step(page) == before + 1, place
        page.keyboard.press("PageUp")
        settled(page)
        assert step(page) == before
        expect(page.get_by_label("Data set")).to_have_value(data)


def test_letters_work_with_the_timeline_focused(page):
    page.get_by_role("slider", name="Step").focus()
    rerun(page, lambda: page.keyboard.press("k"))
    page.wait_for_url(lambda url: "k=4" in url)
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()


def test_after_a_choice_by_mouse_the_keys_are_the_players(page):
    data = page.get_by_label("Data set")
    data.dispatch_event("pointerdown")
    rerun(page, lambda: data.select_option("iris"))
    assert (
        page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.getAttribute('aria-label')")
        == "Step"
    )

    data.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    rerun(page, lambda: data.select_option("blobs"))
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


def test_a_header_of_the_table_breaks_between_words_and_never_inside_a_short_one(page):
    rerun(page, lambda: page.get_by_label("Data set").select_option("customers"))
    heads = page.locator(".kviz-clusters thead .kviz-name")

    assert heads.all_text_contents() == ["Annual Income (k$)", "Spending Score (1-100)"]
    lines = page.locator(".kviz-clusters thead .kviz-word").evaluate_all(
        """words => words.map((word) => {
          const inside = document.createRange();
          inside.selectNodeContents(word);
          return inside.getClientRects().length;
        })"""
    )
    assert lines == [1] * 6


def test_a_hint_comes_up_beside_its_field_and_covers_nothing_of_it(page):
    page.get_by_text("More options").click()
    for name in ["seed", "metric"]:
        box = page.locator(f"[data-field={name}]")
        box.hover()
        hint = box.locator(".kviz-hint")
        hint.wait_for()
        a, b = box.bounding_box(), hint.bounding_box()
        apart = a["x"] >= b["x"] + b["width"] or a["y"] >= b["y"] + b["height"]
        assert apart or b["y"] >= a["y"] + a["height"] - 1
        page.mouse.move(2, 300)
        hint.wait_for(state="hidden")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_table_that_needs_mending(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"() => document.querySelector('.kviz-page').dataset.theme === '{scheme}'")
    table = {"name": "odd.csv", "mimeType": "text/csv", "buffer": b"a,b,p; q\n1,2,x; y\n3,4,z; w\n"}
    page.get_by_label("Your own table (CSV file)").set_input_files(table)
    page.get_by_label("Cells that are not numbers").wait_for()
    expect(page.get_by_label("Your own table (CSV file)"), "a refused file is not chosen").to_have_value("")
    page.get_by_label("Random seed").hover()
    page.locator("[data-field=seed] .kviz-hint").wait_for()
    assert violations(page) == []

    press(page, "Put this file away")
    page.get_by_label("Cells that are not numbers").wait_for(state="hidden")
    expect(page.locator("[data-field=upload] .kviz-message")).to_have_text("")


def test_while_starts_are_placed_no_sentence_of_the_step_is_shown(page):
    press(page, "Place starts")
    for part in [
        page.locator(".kviz-sentence"),
        page.locator(".kviz-clusters"),
        page.locator(".kviz-listing"),
    ]:
        expect(part).to_be_hidden()
    press(page, "Cancel")
    expect(page.locator(".kviz-sentence")).to_be_visible()


def test_row_bar_and_centroid_of_a_cluster_light_up_together(page):
    bars = page.locator(".kviz-barrow")
    bars.nth(2).hover()
    expect(page.locator(".kviz-clusters tr.kviz-lit th")).to_have_text("C")
    expect(page.locator(".kviz-handle.kviz-lit")).to_have_attribute("aria-label", "Centroid C")
    row = page.locator(".kviz-clusters tbody tr").nth(1)
    row.hover()
    expect(page.locator(".kviz-handle.kviz-lit")).to_have_attribute("aria-label", "Centroid B")
    page.get_by_role("button", name="Centroid C").hover()
    expect(page.locator(".kviz-clusters tr.kviz-lit th")).to_have_text("C")
    page.get_by_role("status").hover()
    expect(page.locator(".kviz-lit")).to_have_count(0)

    press(page, "First")
    expect(bars.first, "no point has a cluster yet").to_be_hidden()


class TestPhone:
    """360 by 740, by touch."""

    @pytest.fixture
    def phone(self, phone, server):
        visit(phone, server, BLOBS)
        return phone

    def test_picture_buttons_and_strip_are_in_view_at_once(self, phone):
        for part in [
            phone.get_by_role("status"),
            phone.locator("canvas"),
            phone.get_by_role("button", name="Next", exact=True),
            phone.get_by_role("button", name="New start"),
        ]:
            box = part.bounding_box()
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 740
        strip = phone.locator(".kviz-strip").bounding_box()
        next_button = phone.get_by_role("button", name="Next", exact=True).bounding_box()
        assert next_button["y"] + next_button["height"] <= strip["y"]

    def test_every_tab_is_in_view(self, phone):
        tabs = phone.get_by_role("tab").all()
        assert len(tabs) >= 4
        for tab in tabs:
            box = tab.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
            assert box["height"] >= 40

    def test_in_the_opening_all_dots_and_buttons_are_in_view_at_once(self, phone):
        phone.get_by_role("tab", name="Start here").tap()
        phone.get_by_role("button", name="4 groups").wait_for()
        buttons = phone.get_by_role("button", name="2 groups").bounding_box()
        for dot in phone.locator(".kviz-tour-dot").all():
            box = dot.bounding_box()
            assert 0 <= box["y"] < box["y"] + box["height"] <= buttons["y"]
        last = phone.get_by_role("button", name="Next", exact=True).bounding_box()
        assert last["y"] + last["height"] <= 740

    def test_the_strip_changes_the_run(self, phone):
        rerun(phone, lambda: phone.get_by_role("button", name="More clusters").tap())
        assert "k=4" in phone.url
        phone.get_by_text("k = 4").wait_for()
        rerun(phone, lambda: phone.get_by_role("button", name="New start").tap())
        assert "seed=1" in phone.url

    def test_the_choices_are_a_sheet_below_the_picture(self, phone):
        phone.get_by_role("button", name="Data", exact=True).tap()
        phone.get_by_role("button", name="Done").wait_for()
        picture, sheet = phone.locator("canvas").bounding_box(), phone.locator(".kviz-opened").bounding_box()
        assert picture["y"] >= -1
        assert picture["y"] + picture["height"] <= sheet["y"] + 2
        rerun(phone, lambda: phone.get_by_label("Data set").select_option("moons"))
        phone.get_by_role("button", name="Done").tap()
        expect(phone.locator(".kviz-opened")).to_have_count(0)
