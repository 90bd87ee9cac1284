"""Hands on the page: drag, place, draw, ask, predict, compare, count starts, take away."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError, expect
from stepping import fitted, pixels, press, rerun, sentence, settled, step, visit

pytestmark = pytest.mark.browser


@pytest.fixture
def page(server, page):
    visit(page, server, "#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=9")
    page.wait_for_function("() => document.querySelector('.kviz-clusters tbody').rows.length === 3")
    yield page
    assert page.errors == []


def section(page, name):
    page.locator("summary", has_text=re.compile(f"^{name}$")).click()


def on_stage(page, u, v):
    box = page.locator(".kviz-touch").bounding_box()
    return box["x"] + u * box["width"], box["y"] + v * box["height"]


def test_the_handle_follows_the_finger_and_the_run_starts_where_it_is_let_go(page):
    before = pixels(page)
    box = page.get_by_role("button", name="Centroid A").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(1, 9):
        page.mouse.move(x - 8 * i, y - 12 * i)
    moved = page.get_by_role("button", name="Centroid A").bounding_box()
    page.wait_for_function("before => document.querySelector('canvas').toDataURL() !== before", arg=before)
    rerun(page, page.mouse.up)

    assert moved["x"] == pytest.approx(box["x"] - 64, abs=1)
    assert moved["y"] == pytest.approx(box["y"] - 96, abs=1)
    page.wait_for_url(lambda url: "init=placed" in url)
    assert "joins its nearest centroid" in sentence(page)


def test_a_drag_is_not_lost_when_an_answer_comes_meanwhile(page):
    """What shows it anew waits until the button is up."""
    handle = page.get_by_role("button", name="Centroid A")
    handle.hover()
    box = handle.bounding_box()
    page.mouse.down()
    page.mouse.move(box["x"] - 20, box["y"] - 30)
    page.get_by_role("button", name="New start").first.evaluate("node => node.click()")
    page.wait_for_timeout(400)  # ms, longer than an answer takes
    page.mouse.move(box["x"] - 60, box["y"] - 90)
    assert handle.bounding_box()["y"] == pytest.approx(box["y"] - 90 - box["height"] / 2, abs=1)
    page.mouse.up()

    page.wait_for_url(lambda url: "init=placed" in url)


def test_a_slow_press_is_not_lost_when_another_run_comes_meanwhile(page):
    """Lists are made anew and sentences grow, but not between press and release."""
    page.get_by_role("button", name="Retail customers").hover()
    page.mouse.down()
    page.get_by_label("Data set").evaluate(
        "list => { list.value = 'moons'; list.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    page.wait_for_timeout(400)  # ms, longer than an answer takes
    page.mouse.up()

    page.wait_for_url(lambda url: "data=customers" in url)


def test_the_first_start_can_be_dragged_and_the_page_says_what_it_would_cost(page):
    """An invitation stands at it until it was done once."""
    press(page, "First")
    handle = page.locator(".kviz-handle")
    expect(handle).to_have_count(1)
    expect(handle).to_have_attribute("data-invite", "Drag me")
    assert handle.evaluate("node => getComputedStyle(node, '::after').content") != "none"
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 18, box["y"] + 18)
    page.mouse.down()
    page.mouse.move(box["x"] - 40, box["y"] - 30, steps=4)
    page.get_by_text("WCSS would be").wait_for()
    rerun(page, page.mouse.up)

    assert step(page) == 0
    assert "Start centroid A is put at" in sentence(page)
    expect(page.locator(".kviz-invite")).to_have_count(0)
    page.reload()
    page.locator(".kviz-handle").first.wait_for()
    expect(page.locator(".kviz-invite")).to_have_count(0)


def test_a_centroid_can_be_dragged_by_keyboard(page):
    page.get_by_role("button", name="Centroid B").focus()
    for _ in range(5):
        page.keyboard.press("Shift+ArrowLeft")
    rerun(page, lambda: page.keyboard.press("Enter"))

    page.wait_for_url(lambda url: "init=placed" in url)


def test_escape_takes_a_drag_back(page):
    before, address = pixels(page), page.url
    page.get_by_role("button", name="Centroid B").focus()
    page.keyboard.press("Shift+ArrowUp")
    page.wait_for_function("before => document.querySelector('canvas').toDataURL() !== before", arg=before)
    page.keyboard.press("Escape")

    page.wait_for_function("before => document.querySelector('canvas').toDataURL() === before", arg=before)
    assert page.url == address


def test_start_centroids_are_placed_by_clicking(page):
    press(page, "Place starts")
    for place in [(0.2, 0.2), (0.5, 0.5)]:
        page.mouse.click(*on_stage(page, *place))
    rerun(page, lambda: page.mouse.click(*on_stage(page, 0.8, 0.3)))

    page.wait_for_url(lambda url: "init=placed" in url)
    assert "Start centroid A is put at" in sentence(page)


def test_points_are_drawn_with_mouse_and_keyboard_and_taken_back(page):
    press(page, "Blank sheet")
    for place in [(0.2, 0.2), (0.25, 0.3), (0.8, 0.8), (0.5, 0.5)]:
        page.mouse.click(*on_stage(page, *place))
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_text("(4 so far)").wait_for()
    rerun(page, lambda: press(page, "Run on these points"))

    page.wait_for_url(lambda url: "data=drawn" in url)
    visible = page.get_by_label("Data set").locator("option:checked").text_content()
    assert visible == "Your own points"


def test_a_clicked_point_shows_its_distances_at_every_step(page):
    page.mouse.click(*on_stage(page, 0.62, 0.62))
    inspector = page.get_by_role("region", name="Point", exact=True)
    try:
        inspector.wait_for(timeout=2000)
    except TimeoutError:  # beside every point: one of the cloud's own centroids is among them
        box = page.get_by_role("button", name="Centroid A").bounding_box()
        page.mouse.click(box["x"] - 8, box["y"] + 18)
        inspector.wait_for()
    first = inspector.text_content()
    press(page, "First")
    settled(page)

    assert "the nearest" in first
    expect(inspector).to_contain_text("no cluster yet")


def predict(page, on=True):
    """Switch the questions on or off, and wait for the pictures that keep their answers back."""
    page.get_by_label("Predict first").set_checked(on)
    page.wait_for_function(
        "on => document.querySelector('.kviz-player').classList.contains('kviz-predicting') === on", arg=on
    )
    settled(page)


def test_a_prediction_comes_before_its_step(page):
    press(page, "First")
    predict(page)
    press(page, "Next")
    page.get_by_text("has the best chance").wait_for()
    assert step(page) == 0

    page.locator(".kviz-quiz .kviz-row button").first.click()
    page.get_by_text(re.compile("[01] of 1 right")).wait_for()
    assert step(page) == 1


def test_while_questions_are_asked_neither_picture_nor_timeline_tells_what_comes(page):
    """Step 5 is an update, and its picture rings the points that will switch next."""
    page.get_by_role("slider", name="Step").fill("5")
    settled(page)
    before, told = pixels(page), page.locator(".kviz-count").text_content()
    predict(page)
    asked = pixels(page)

    assert asked != before
    expect(page.get_by_role("slider", name="Step")).to_have_attribute("max", "5")
    assert " of " in told
    expect(page.locator(".kviz-count")).not_to_contain_text(" of ")
    assert "switch next" not in sentence(page)
    predict(page, on=False)
    page.wait_for_function("was => document.querySelector('canvas').toDataURL() !== was", arg=asked)
    assert pixels(page) == before


def test_playing_stops_at_a_question_and_the_number_keys_answer_it(page):
    press(page, "First")
    predict(page)
    press(page, "Play")
    page.get_by_text("has the best chance").wait_for()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert step(page) == 0
    assert Axe().run(page).response["violations"] == []

    page.keyboard.press("2")
    page.get_by_text(re.compile("[01] of 1 right")).wait_for()
    assert step(page) == 1
    expect(page.locator(".kviz-ring"), "the points stay ringed with the answer").to_have_count(3)
    expect(page.locator(".kviz-distance")).to_have_count(3)
    assert Axe().run(page).response["violations"] == []


def test_two_runs_share_one_timeline(page):
    section(page, "Compare")
    rerun(page, lambda: page.get_by_label("Beside this run").select_option("init:random"))
    press(page, "Last")
    settled(page)

    expect(page.locator("canvas")).to_have_count(2)
    expect(page.locator(".kviz-half")).to_have_count(2)
    assert sentence(page).count("iteration") >= 2
    page.set_viewport_size({"width": 1280, "height": 720})
    assert Axe().run(page).response["violations"] == []


def test_a_question_fits_the_screen_of_a_presentation(page):
    """It takes the place of the sentence, large, and the picture stays where it is."""
    page.get_by_role("slider", name="Step").fill("2")
    predict(page)
    press(page, "Present")
    page.wait_for_function("() => document.querySelector('canvas').getBoundingClientRect().height > 500")
    fitted(page)
    before = page.locator(".kviz-panes").bounding_box()
    page.keyboard.press("PageDown")
    question = page.get_by_role("region", name="Prediction")
    question.wait_for()

    box = question.bounding_box()
    assert box["y"] + box["height"] <= 720
    assert page.locator(".kviz-panes").bounding_box() == before
    page.locator(".kviz-quiz button").first.click()
    page.get_by_text("of 1 right").wait_for()
    assert page.locator(".kviz-panes").bounding_box() == before


def test_of_two_runs_each_has_its_listing_and_is_asked_about(page):
    """One pseudocode under both would be wrong about the right one."""
    section(page, "Compare")
    rerun(page, lambda: page.get_by_label("Beside this run").select_option("init:random"))
    press(page, "First")
    press(page, "Next")
    listings = page.locator(".kviz-listing .kviz-lines")
    expect(listings).to_have_count(2)
    running = listings.locator("[aria-current]").all_text_contents()
    assert ["D²" in line for line in running] == [True, False]

    page.get_by_role("slider", name="Step").fill("2")
    predict(page)
    before = step(page)
    press(page, "Next")
    rows = page.locator(".kviz-posed .kviz-row")
    expect(rows).to_have_count(2)
    assert [layer.locator(".kviz-ring").count() for layer in page.locator(".kviz-layer").all()] == [1, 1]
    rows.first.get_by_role("button").first.click()
    assert step(page) == before
    expect(rows.first.get_by_role("button").first).to_have_attribute("aria-pressed", "true")
    rows.last.get_by_role("button").first.click()
    page.get_by_text("of 2 right").wait_for()

    assert step(page) == before + 1
    expect(page.locator(".kviz-ring")).to_have_count(2)
    assert Axe().run(page).response["violations"] == []


def test_any_counted_start_can_be_seen(page):
    section(page, "Restarts")
    page.get_by_label("How many").select_option("200")
    press(page, "Try many starts")
    page.get_by_text("200 starts with k-means++").wait_for()
    for more in page.get_by_role("button", name="more", exact=False).filter(has_text="and ").all():
        more.click()
    expect(page.get_by_role("button", name="Show the run with random seed")).to_have_count(200)
    cards = page.get_by_role("group", name="The different ends").get_by_role("button")
    assert cards.count() >= 2
    rerun(page, cards.last.click)
    assert [card.get_attribute("aria-pressed") for card in cards.all()][-1] == "true"
    assert step(page) == int(page.get_by_role("slider", name="Step").get_attribute("max"))
    box = page.locator("canvas").first.bounding_box()
    assert box["y"] >= 0
    rerun(page, lambda: press(page, "Show the run with random seed 7"))

    page.wait_for_url(lambda url: "seed=7" in url)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(
    "kind", ["GIF, an animation", "HTML, a page that plays it", "JSON, the whole run for kviz.load"]
)
def test_files_are_taken_away(page, kind, tmp_path):
    section(page, "Download and share")
    with page.expect_download() as waited:
        press(page, f"Download {kind}")
    waited.value.save_as(tmp_path / waited.value.suggested_filename)

    assert (tmp_path / waited.value.suggested_filename).stat().st_size > 1000


def test_the_keys_are_shown_and_axe_agrees(page):
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()

    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_letters_choose_k_and_seeds(page):
    rerun(page, lambda: page.keyboard.press("k"))
    page.wait_for_url(lambda url: "k=4" in url)
    rerun(page, lambda: page.keyboard.press("n"))
    page.wait_for_url(lambda url: "seed=1" in url)


def test_every_section_open_axe_finds_nothing(page):
    for name in ["More options", "Compare", "Restarts", "Download and share"]:
        section(page, name)

    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_present_shows_picture_and_sentence_only(page):
    press(page, "Present")
    page.wait_for_timeout(300)

    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_hidden()
    page.keyboard.press("Home")
    settled(page)
    assert step(page) == 0
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Next", exact=True).wait_for()


def test_the_cost_is_the_sum_of_squares_that_can_be_pointed_at(page):
    press(page, "Show the cost")
    page.locator(".kviz-descent").wait_for()
    bar = page.get_by_role("slider", name="The points that add up to the cost")
    bar.focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".kviz-costpoint").text_content()
    corners = page.locator(".kviz-square-area").get_attribute("points").replace(",", " ").split()
    x, y = [float(c) for c in corners[::2]], [float(c) for c in corners[1::2]]

    assert re.search(r"in A: d² = [\d.]+\. That is [\d.]+ % of WCSS", said)
    sides = [((x[i] - x[i - 1]) ** 2 + (y[i] - y[i - 1]) ** 2) ** 0.5 for i in range(4)]
    assert sides == pytest.approx([sides[0]] * 4, rel=1e-3)
    expect(bar).to_have_attribute("aria-valuetext", said)
    assert step(page) == 9
    page.get_by_role("button", name="Next", exact=True).focus()
    page.locator(".kviz-square-area").wait_for(state="detached")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_points_are_sprayed_moved_and_deleted_on_the_picture(page, eventually):
    """Each is one change; a click between them still asks a point, and the original can be put back."""
    count = page.locator(".kviz-clusters tbody tr")

    def points():
        return sum(int(row.locator("td").first.text_content()) for row in count.all())

    press(page, "Spray")
    page.mouse.move(*on_stage(page, 0.3, 0.2))
    page.mouse.down()
    page.mouse.move(*on_stage(page, 0.4, 0.2), steps=6)
    rerun(page, page.mouse.up)
    sprayed = points()
    assert sprayed > 184
    page.wait_for_url(lambda url: "edits=a" in url)

    press(page, "Delete")
    page.mouse.move(*on_stage(page, 0.3, 0.2))
    page.mouse.down()
    page.mouse.move(*on_stage(page, 0.4, 0.2), steps=6)
    rerun(page, page.mouse.up)
    assert 180 <= points() < sprayed

    rerun(page, lambda: press(page, "Put the original back"))
    assert points() == 180
    expect(page.locator(".kviz-copy")).to_be_hidden()


def test_a_point_is_dragged_double_clicks_add_one_and_keys_do_the_same(page):
    page.get_by_role("button", name="Undo").focus()
    page.mouse.move(*on_stage(page, 0.5, 0.5))
    page.wait_for_timeout(300)
    rerun(page, lambda: page.mouse.dblclick(*on_stage(page, 0.25, 0.25)))
    page.wait_for_url(lambda url: "edits=a" in url)

    page.mouse.move(*on_stage(page, 0.25, 0.25))
    page.wait_for_timeout(300)
    page.mouse.down()
    page.mouse.move(*on_stage(page, 0.32, 0.3), steps=4)
    before = page.url
    rerun(page, page.mouse.up)
    page.wait_for_url(lambda url: "edits=a" in url and url != before)
    expect(page.locator(".kviz-copy")).to_contain_text("Your own copy: 1 change")

    page.keyboard.press("a")
    page.keyboard.press("Shift+ArrowUp")
    rerun(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator(".kviz-copy")).to_contain_text("2 changes")
    page.keyboard.press("d")
    rerun(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator(".kviz-copy")).to_contain_text("1 change")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_two_runs_speak_of_the_same_clusters_and_a_verdict_stands_at_their_end(page):
    section(page, "Compare")
    rerun(page, lambda: page.get_by_label("Beside this run").select_option("init:random"))
    press(page, "First")
    settled(page)
    line = page.locator(".kviz-playertools .kviz-verdictline")
    expect(line).to_be_hidden()
    press(page, "Last")
    settled(page)
    expect(line).to_contain_text("Both runs end with the same clusters")
    tables = [table.inner_text() for table in page.locator(".kviz-clusters tbody").all()]
    assert tables[0] == tables[1]


def test_a_centroid_with_the_focus_lights_its_row_and_its_bar(page):
    page.get_by_role("button", name="Centroid B").focus()
    lit = page.locator(".kviz-lit")
    assert {node.get_attribute("data-cluster") for node in lit.all()} == {"1"}
    kinds = lit.evaluate_all("nodes => nodes.map(node => node.tagName + '.' + node.className)")
    assert any(kind.startswith("TR") for kind in kinds)
    assert any("kviz-barrow" in kind for kind in kinds)
    assert any("kviz-handle" in kind for kind in kinds)


def test_a_finger_adds_a_point_and_drags_it_without_moving_the_page(server, phone):
    page = phone
    visit(page, server, "#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=9")
    page.get_by_role("button", name="Add", exact=True).tap()
    rerun(page, lambda: page.touchscreen.tap(*on_stage(page, 0.25, 0.25)))
    page.get_by_role("button", name="Move", exact=True).tap()
    finger = page.context.new_cdp_session(page)
    x, y = on_stage(page, 0.25, 0.25)

    def touch(kind, *places):
        points = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before, scrolled = page.url, page.evaluate("scrollY")
    page.touchscreen.tap(*on_stage(page, 0.05, 0.95))
    page.wait_for_timeout(300)
    touch("touchStart", (x, y))
    for i in range(1, 6):
        touch("touchMove", (x + 8 * i, y + 6 * i))
    rerun(page, lambda: touch("touchEnd"))

    page.wait_for_url(lambda url: url.count("edits=a") == 1 and url != before)
    assert page.evaluate("scrollY") == scrolled
    expect(page.locator(".kviz-copy")).to_contain_text("1 change")
