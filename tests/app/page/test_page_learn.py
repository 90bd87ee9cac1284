"""The guided opening and "Be the algorithm", done in a real browser by mouse and by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from stepping import press, sentence, visit

pytestmark = pytest.mark.browser


def button(page, name):
    return page.locator(".kviz-tour:visible").get_by_role("button", name=name, exact=True)


def caption(page):
    return page.locator(".kviz-tour-caption:visible").inner_text()


def answer(page):
    return page.locator(".kviz-tour-answer:visible").inner_text()


def plane(page):
    return page.locator("svg.kviz-tour-plane:visible")


def centroids(page):
    marks = plane(page).locator(".kviz-tour-centroid")
    return marks.evaluate_all("all => all.map(mark => mark.getAttribute('transform'))")


def click_plane(page, u, v):
    box = plane(page).bounding_box()
    page.mouse.click(box["x"] + u * box["width"], box["y"] + v * box["height"])


def open_tour(page, server, screen):
    page.goto(f"{server.address}#tour={screen}")
    page.locator(".kviz-tour-caption").wait_for()
    expect(page.locator(".kviz-tour-progress:visible")).to_contain_text(f"Step {screen} of 8")


def test_the_opening_can_be_walked_from_the_first_screen_to_the_last(page, server):
    open_tour(page, server, 1)
    button(page, "2 groups").click()
    button(page, "Next").click()
    click_plane(page, 0.3, 0.6)
    click_plane(page, 0.7, 0.3)
    assert "start centroids" in answer(page)
    for screen in range(3, 9):
        button(page, "Next").click()
        assert page.url.endswith(f"#tour={screen}")
        assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
        button(page, "Do it for me").click()
        assert answer(page)
    button(page, "Finish").click()
    assert caption(page) == "You can do k-means."
    button(page, "Explore on your own").click()
    page.get_by_role("button", name="Next", exact=True).wait_for()
    page.wait_for_url(lambda url: "data=tutorial" in url)
    assert page.errors == []


def test_back_restores_what_was_done(page, server):
    open_tour(page, server, 2)
    click_plane(page, 0.3, 0.6)
    click_plane(page, 0.7, 0.3)
    placed = (
        plane(page)
        .locator(".kviz-tour-centroid")
        .evaluate_all("all => all.map(c => c.getAttribute('transform'))")
    )
    button(page, "Next").click()
    button(page, "Back").click()

    again = (
        plane(page)
        .locator(".kviz-tour-centroid")
        .evaluate_all("all => all.map(c => c.getAttribute('transform'))")
    )
    assert again == placed
    assert "two start centroids" in caption(page)


def test_guesses_can_be_put_down_by_keyboard(page, server):
    open_tour(page, server, 2)
    plane(page).focus()
    for key in ("Shift+ArrowLeft", "Shift+ArrowLeft", "Enter", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)

    expect(plane(page).locator(".kviz-tour-centroid")).to_have_count(2)
    assert page.evaluate("() => document.activeElement.textContent") == "Next"


def test_dots_on_the_wrong_side_are_chosen_and_checked(page, server):
    open_tour(page, server, 6)
    button(page, "Check").click()
    assert "still missing" in answer(page)
    dots = plane(page).get_by_role("button")
    dots.first.focus()
    page.keyboard.press("Enter")
    expect(dots.first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(dots.first).to_have_attribute("aria-pressed", "false")
    button(page, "Do it for me").click()
    assert answer(page).startswith("Right.")


def test_a_wrong_answer_gets_its_reason_and_is_offered_again_at_the_end(page, server):
    open_tour(page, server, 7)
    answers = {"Yes, some dots will switch": "No, nothing will switch"}
    wrong = next(iter(answers))
    button(page, wrong).click()
    while button(page, wrong).count():
        button(page, wrong).click()
    assert "Not quite." in answer(page)
    for name in ("Next", "Do it for me", "Finish"):
        button(page, name).click()
    button(page, "Again: when it stops").click()
    assert page.url.endswith("#tour=7")


def test_being_the_algorithm_ends_where_the_run_on_screen_ends(page, server):
    visit(page, server, "#data=blobs&k=3&init=k-means%2B%2B&seed=0&step=0")
    press(page, "Last")
    last = sentence(page)
    page.get_by_role("tab", name="Be the algorithm").click()
    page.locator(".kviz-tour-caption:visible").wait_for()
    button(page, "A").click()
    expect(page.locator(".kviz-tour-progress:visible")).to_contain_text("of 1 move")
    button(page, "Do it for me").click()
    assert caption(page) == "You were the algorithm."
    told = answer(page).split("WCSS is ")[1].split(". ")[0]
    assert told in last


def test_a_run_that_cannot_be_done_by_hand_says_why(page, server):
    page.goto(f"{server.address}#data=blobs&k=3&metric=manhattan")
    page.get_by_role("tab", name="Be the algorithm").click()
    page.get_by_text("Choose the Euclidean distance first").wait_for()


@pytest.mark.parametrize("screen", [1, 3, 6, 8])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_opening_is_accessible(page, server, screen, dark):
    page.emulate_media(color_scheme="dark" if dark else "light")
    open_tour(page, server, screen)
    button(page, "Do it for me").click()
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_the_opening_fits_a_phone(page, server):
    page.set_viewport_size({"width": 360, "height": 740})
    for screen in range(1, 9):
        open_tour(page, server, screen)
        assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
        assert plane(page).bounding_box()["height"] >= 250


def test_a_place_of_the_basin_map_starts_its_run(page, server):
    visit(page, server, "#data=blobs&k=3&init=random&seed=0&step=0")
    page.locator("summary", has_text="Basin map").click()
    page.get_by_role("button", name="Draw the map").click()
    page.get_by_role("heading", name="Where a start of A leads, k = 3").wait_for()
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    page.get_by_role("button", name="Run from a place that ends at").last.click()
    page.wait_for_function("() => location.hash.includes('init=placed')")
    box = page.locator(".kviz-basin-map").bounding_box()
    page.mouse.click(box["x"] + 10, box["y"] + 10)
    page.wait_for_function("() => !document.querySelector('.kviz-waiting')")
    assert page.errors == []


def test_a_challenge_is_begun_judged_and_solved_by_hand(page, server):
    """Empty a cluster with one drag: the goal, the hint, and the verdict stand beside the picture."""
    visit(page, server)
    page.get_by_role("tab", name="Be the algorithm").click()
    page.get_by_role("button", name="Empty a cluster").click()
    challenge = page.get_by_role("region", name="Challenges")
    challenge.get_by_text("Drag one centroid so").wait_for()
    challenge.get_by_role("button", name="Hint").click()
    challenge.get_by_text("far away from all points").wait_for()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []

    stage = page.locator(".kviz-touch").bounding_box()
    handle = page.get_by_role("button", name="Centroid B").bounding_box()
    page.mouse.move(handle["x"] + 18, handle["y"] + 18)
    page.mouse.down()
    page.mouse.move(stage["x"] + 4, stage["y"] + stage["height"] - 4, steps=5)
    page.mouse.up()
    challenge.get_by_text("Done!").wait_for()
    page.get_by_role("tab", name="Be the algorithm").click()
    expect(page.get_by_role("button", name="Empty a cluster")).to_contain_text("done")
