"""The page in a real Chromium on a real server: step, choose, upload, and never leave the machine."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from stepping import pixels, press, sentence, step, visit

pytestmark = pytest.mark.browser

CSV = "height,weight,name\n" + "\n".join(f"{i % 7},{(i * i) % 11},p{i}" for i in range(40))


@pytest.fixture
def page(server, page):
    visit(page, server)
    yield page
    assert page.errors == []


def test_back_restores_sentence_and_pixels(page):
    """Step back is the same frame, not one like it."""
    before = sentence(page), pixels(page)

    press(page, "Next")
    after = sentence(page), pixels(page)
    press(page, "Back")

    assert after[0] != before[0]
    assert after[1] != before[1]
    assert (sentence(page), pixels(page)) == before


def test_keys_step_without_a_click_and_reach_both_ends(page):
    """A presenter's clicker sends PageDown to a page that nobody has touched."""
    seen = []
    for key in ["ArrowRight", " ", "PageDown", "ArrowLeft", "PageUp", "End", "Home"]:
        page.keyboard.press(key)
        seen.append(step(page))

    last = int(page.get_by_role("slider", name="Step").get_attribute("max"))
    assert seen == [1, 2, 3, 2, 1, last, 0]


def test_keys_belong_to_the_field_that_has_the_focus(page):
    page.get_by_text("More options").click()
    page.get_by_label("Distance", exact=True).focus()
    for key in ["ArrowRight", "ArrowLeft", "End", "Home"]:
        page.keyboard.press(key)

    assert step(page) == 0


def test_play_becomes_pause_and_moves_on(page):
    press(page, "Play")
    page.wait_for_function("() => document.querySelector('input[aria-label=Step]').value > 0")
    press(page, "Pause")

    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_the_page_opens_with_the_tutorial_and_its_own_start(page):
    assert "It is not one of the data points" in sentence(page)
    expect(page.get_by_label("Clusters, k")).to_have_value("2")


def test_more_clusters_re_run_at_once(page):
    page.get_by_label("Clusters, k").fill("4")
    page.wait_for_function("() => document.querySelector('input[aria-label=Step]').max > 8")
    press(page, "Last")
    page.wait_for_function("() => document.querySelectorAll('.kviz-clusters tbody tr').length === 4")

    page.wait_for_url(lambda url: "k=4" in url)


def test_a_wrong_k_is_answered_at_its_field_and_the_run_stays(page):
    field = page.get_by_label("Clusters, k")
    field.fill("200")

    page.get_by_text("must be a whole number from 1 to 12").wait_for()
    expect(page.get_by_role("slider", name="Step")).to_have_attribute("max", "6")
    field.fill("3")
    page.get_by_text("must be a whole number from 1 to 12").wait_for(state="detached")


def test_new_seeds_draw_another_start(page):
    page.get_by_label("Data set").select_option("blobs")
    page.wait_for_function("() => location.hash.includes('data=blobs')")
    seen = {page.url}
    for _ in range(2):
        press(page, "New start")
        page.wait_for_function("seen => location.href !== seen", arg=page.url)
        seen.add(page.url)

    assert len(seen) == 3


def test_an_uploaded_table_becomes_the_data(page):
    file = {"name": "<img src=x onerror=alert(1)>.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    page.get_by_label("Your own table (CSV file)").set_input_files(file)
    page.get_by_label("x column").wait_for()

    expect(page.get_by_label("x column")).to_have_value("height")
    expect(page.get_by_label("y column")).to_have_value("weight")
    chosen = page.get_by_label("Data set").locator("option:checked").text_content()
    assert "<img src=x onerror=alert(1)>" in chosen


def test_a_table_can_be_dropped_on_the_page(page):
    page.locator(".kviz-card").first.evaluate(
        """(section, text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
          section.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }""",
        CSV,
    )
    page.get_by_label("x column").wait_for()

    expect(page.get_by_label("Data set").locator("option:checked")).to_contain_text("dropped")


def test_how_a_table_was_read_is_said_and_can_be_corrected(page):
    file = {"name": "halves.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n3;4\n5;9\n8;7\n"}
    page.get_by_label("Your own table (CSV file)").set_input_files(file)
    page.get_by_text("We read it as").wait_for()
    page.locator("summary", has_text="Read it otherwise").click()
    page.get_by_label("The first row").select_option("is data")

    message = page.locator("[data-field=header] .kviz-message")
    page.wait_for_function("node => node.textContent !== ''", arg=message.element_handle())


def test_a_file_that_is_no_table_is_answered_in_words(page):
    file = {"name": "photo.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(64)}
    page.get_by_label("Your own table (CSV file)").set_input_files(file)

    message = page.locator("[data-field=upload] .kviz-message")
    page.wait_for_function("node => node.textContent.includes('picture')", arg=message.element_handle())
    assert step(page) == 0


def test_a_file_over_the_limit_is_not_sent(page):
    file = {"name": "big.csv", "mimeType": "text/csv", "buffer": b"1,2\n" * 1_500_000}
    page.get_by_label("Your own table (CSV file)").set_input_files(file)

    page.get_by_text("It was not sent").wait_for()


def test_the_address_restores_the_run_and_the_step(page):
    page.get_by_label("Data set").select_option("iris")
    page.wait_for_function("() => location.hash.includes('data=iris')")
    press(page, "Last")
    page.wait_for_function("() => !location.hash.endsWith('step=0')")
    assert pixels(page)
    before = sentence(page)

    page.reload()
    page.get_by_role("slider", name="Step").wait_for()
    page.wait_for_function("text => document.querySelector('[role=status]').textContent === text", arg=before)
    expect(page.get_by_label("Data set")).to_have_value("iris")


def test_many_quick_clicks_end_where_they_point(page):
    """Clicks that come while Python works are gathered, and the field keeps what was clicked."""
    for _ in range(20):
        press(page, "More clusters")
    page.wait_for_function("() => location.hash.includes('k=12')")

    expect(page.get_by_label("Clusters, k")).to_have_value("12")


def test_undo_and_redo(page):
    page.get_by_label("Clusters, k").fill("3")
    page.wait_for_function("() => location.hash.includes('k=3')")
    press(page, "Undo")
    page.wait_for_function("() => location.hash.includes('k=2')")
    press(page, "Redo")
    page.wait_for_function("() => location.hash.includes('k=3')")

    expect(page.get_by_label("Clusters, k")).to_have_value("3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"() => document.querySelector('.kviz-page').dataset.theme === '{scheme}'")
    press(page, "Last")
    found = Axe().run(page).response["violations"]

    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_nothing_scrolls_sideways_on_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_projector_shows_picture_buttons_and_sentence_at_once(page):
    page.set_viewport_size({"width": 1280, "height": 720})

    for place in [
        page.locator("canvas").first,
        page.get_by_role("button", name="Next", exact=True),
        page.get_by_role("status"),
    ]:
        box = place.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 720
