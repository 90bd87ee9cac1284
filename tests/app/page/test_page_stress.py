"""A class of thirty at the page: held keys, quick fingers, files beside the mark, phones that turn."""

import pytest
from playwright.sync_api import expect
from stepping import pixels, press, rerun, settled, step, visit

pytestmark = pytest.mark.browser

BLOBS = "#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=9"
PEOPLE = b"height,weight\n" + b"".join(b"%d,%d\n" % (i % 7, i * i % 11) for i in range(40))
SHOWN = "wanted => document.querySelector('canvas').toDataURL() === wanted"
SEMICOLONS = b"a,b,p; q\n1,2,x; y\n3,4,z; w\n5,9,u; v\n"


@pytest.fixture
def page(server, page):
    visit(page, server, BLOBS)
    page.wait_for_function("() => document.querySelector('.kviz-clusters tbody').rows.length === 3")
    yield page
    assert page.errors == []


def upload(page, data, name="people.csv"):
    file = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.get_by_label("Your own table (CSV file)").set_input_files(file)


def ends_at(page, words):
    page.wait_for_function("words => location.hash.includes(words)", arg=words)


def test_held_keys_count_although_python_is_slower(page):
    for _ in range(5):
        page.keyboard.press("k")
    for _ in range(4):
        page.keyboard.press("n")

    ends_at(page, "k=8&init=k-means%2B%2B&seed=4")


def test_another_run_of_as_many_steps_has_pictures_of_its_own(server, page):
    """Seeds 1 and 2 need eight steps each."""
    of_seed = BLOBS.replace("seed=0", "seed={}")
    visit(page, server, of_seed.format(1))
    ends_at(page, "seed=1")
    settled(page)
    rerun(page, lambda: press(page, "New start"))
    press(page, "Back")
    settled(page)
    shown = pixels(page)

    visit(page, server, "")
    visit(page, server, f"{of_seed.format(2)[:-1]}6")
    ends_at(page, "seed=2")
    settled(page)
    assert page.wait_for_function(SHOWN, arg=shown)


def test_seeds_do_not_swallow_a_change_that_waits(page):
    for _ in range(4):
        press(page, "More clusters")
        press(page, "New start")

    ends_at(page, "k=7&init=k-means%2B%2B&seed=4")


def test_undo_takes_back_what_was_still_waiting(page):
    """However much of it Python has seen: many quick changes, and as many undos and more."""
    for _ in range(4):
        press(page, "More clusters")
        press(page, "New start")
    for _ in range(12):
        page.keyboard.press("Control+z")
    ends_at(page, "k=3&init=k-means%2B%2B&seed=0")
    page.get_by_role("button", name="Undo", disabled=True).wait_for()

    for _ in range(12):
        page.keyboard.press("Control+Shift+z")
    ends_at(page, "k=7&init=k-means%2B%2B&seed=4")


def test_another_data_set_brings_its_own_k_after_quick_changes(page):
    press(page, "More clusters")
    press(page, "More clusters")
    page.get_by_label("Data set").select_option("moons")
    page.get_by_label("Data set").select_option("iris")

    ends_at(page, "data=iris&k=3")


def test_a_phone_that_turns_keeps_the_table_on_it(page):
    """No address can hold an uploaded table, so none may be restored over it."""
    upload(page, PEOPLE)
    page.get_by_label("x column").wait_for()
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function("() => document.querySelector('canvas').width < 500")
    page.emulate_media(color_scheme="dark")
    settled(page)
    page.wait_for_function("() => !document.querySelector('.kviz-veiled')")

    press(page, "Data")
    expect(page.get_by_label("Data set").locator("option:checked")).to_contain_text("people")
    expect(page.get_by_label("x column")).to_be_visible()


def test_an_unread_table_is_read_otherwise_without_sending_it_again(page):
    upload(page, SEMICOLONS)
    page.get_by_text("Read people.csv otherwise").wait_for()
    expect(page.get_by_label("x column")).to_be_hidden()
    expect(page.locator(".kviz-upload table")).to_contain_text("1,2,x; y")
    page.get_by_label("Mark between columns").select_option("comma")
    page.get_by_label("x column").wait_for()

    expect(page.locator("[data-field=upload] .kviz-message")).to_have_text("")


def test_a_mended_file_of_the_same_name_counts_again(page):
    field = page.get_by_label("Your own table (CSV file)")
    upload(page, b"a\n1\n2\n")
    page.get_by_text("1 column of numbers").wait_for()
    field.evaluate("node => node.addEventListener('click', (event) => event.preventDefault())")
    field.evaluate("node => node.click()")

    assert field.evaluate("node => node.files.length") == 0


def test_a_file_dropped_beside_the_mark_is_taken_and_never_shown_instead_of_the_page(page):
    refused = page.locator("h1").evaluate(
        """(title) => {
          const data = new DataTransfer();
          data.items.add(new File(["a,b\\n1,2\\n3,4\\n5,1"], "beside.csv", { type: "text/csv" }));
          const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
          return !title.dispatchEvent(drop);
        }"""
    )
    page.get_by_label("x column").wait_for()

    assert refused, "the browser's own answer would be to leave the page"
    expect(page.get_by_label("Data set").locator("option:checked")).to_contain_text("beside")


def test_a_question_mark_in_the_address_is_as_good_as_a_hash(server, page):
    page.goto(server.address + "?data=iris&k=4&step=-3&nope=1")
    ends_at(page, "data=iris&k=4")

    assert "?" not in page.url


def test_keys_in_the_segment_view_leave_the_run_alone(page):
    tab = page.get_by_role("tab", name="Segment")
    tab.click()
    for key in ["k", "K", "PageDown", "n", " "]:
        tab.press(key)
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Explore").click()

    assert step(page) == 9
    assert "k=3&init=k-means%2B%2B&seed=0" in page.evaluate("location.hash")


def test_on_a_phone_the_whole_stage_can_be_drawn_on(page):
    page.set_viewport_size({"width": 360, "height": 740})
    press(page, "More")
    press(page, "Blank sheet")
    stage, bar = page.locator(".kviz-touch").bounding_box(), page.locator(".kviz-modebar").bounding_box()

    assert bar["y"] >= stage["y"] + stage["height"]
    assert bar["y"] + bar["height"] <= 740


def test_places_meant_for_other_data_are_given_up(page):
    press(page, "Place starts")
    rerun(page, lambda: page.get_by_label("Data set").select_option("iris"))

    expect(page.locator(".kviz-modebar")).to_be_hidden()


def test_at_four_times_the_size_nothing_scrolls_sideways_however_long_a_name_is(page):
    """1280 pixels seen at 400 % are 320; a name is as long as its owner wanted."""
    page.set_viewport_size({"width": 320, "height": 640})
    press(page, "Data")
    page.get_by_label("Data set").select_option("iris")
    ends_at(page, "data=iris")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    long = "averylongname" * 12
    table = f"{long},{long}2,c\n" + "".join(
        f"{i * 37 % 101 + 0.5},{i * i % 89 + 0.5},t{i}\n" for i in range(30)
    )
    upload(page, table.encode(), f"{long}.csv")
    page.get_by_label("x column").wait_for()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("tab", name="Segment").click()
    page.get_by_role("checkbox").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_field_left_empty_is_as_it_was_and_its_message_goes_when_the_button_is_up(page):
    """A message that goes while the button is down moves the page from under the pointer: a press is lost."""
    field = page.get_by_label("Clusters, k")
    field.fill("99")
    page.get_by_text("must be a whole number").wait_for()
    field.fill("")
    page.get_by_text("More options").click(delay=400)  # ms, a slow press
    page.get_by_label("Random seed").click()
    page.get_by_text("must be a whole number").wait_for(state="detached")

    expect(field).to_have_value("3")


def test_the_run_waits_while_the_keys_are_shown(page):
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    for key in ["ArrowLeft", "PageUp", "k", "n"]:
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keys").wait_for(state="hidden")

    assert step(page) == 9
    expect(page.get_by_label("Clusters, k")).to_have_value("3")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_frame_that_is_a_moment_late_does_not_make_the_picture_flicker(page, motion):
    page.emulate_media(reduced_motion=motion)
    dimmed = page.evaluate(
        """() => {
          document.querySelector(".kviz-player").classList.add("kviz-waiting");
          return getComputedStyle(document.querySelector("canvas")).opacity;
        }"""
    )

    assert dimmed == "1"


def test_a_button_with_nothing_to_do_keeps_the_focus(page):
    """Undo to the very end by keyboard: the next press of Tab starts there, not at the top of the page."""
    press(page, "More clusters")
    ends_at(page, "k=4")
    undo = page.get_by_role("button", name="Undo")
    undo.focus()
    page.keyboard.press("Enter")
    ends_at(page, "k=3")
    page.get_by_role("button", name="Undo", disabled=True).wait_for()

    assert page.evaluate("document.activeElement.textContent") == "Undo"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    ends_at(page, "k=4")
