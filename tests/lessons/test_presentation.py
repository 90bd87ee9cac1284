"""The presentation: one offline file, stepped by a clicker, with notes in a second window and a timer."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from unit_files import read

from kviz.lessons.slides.slides import slides_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return read("the-start-decides").export(tmp_path_factory.mktemp("deck") / "lesson.html")


@pytest.fixture
def page(file, page):
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(file.as_uri())
    page.get_by_text("Slide 1 of").wait_for()
    yield page
    assert page.errors == []


def place(page):
    return page.locator(".kviz-place").inner_text().split(" of ")[0]


def go(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return place(page)


def test_a_clicker_steps_and_a_question_gives_its_answer_first(page):
    """Slide 3 asks; the next press shows the answer, and only the one after it goes on."""
    assert go(page, "PageDown", "PageDown") == "Slide 3"
    expect(page.get_by_role("button", name="Show the answer")).to_be_visible()
    expect(page.locator(".kviz-lesson-right:visible")).to_have_count(0)
    assert go(page, "PageDown") == "Slide 3"
    expect(page.locator(".kviz-lesson-right:visible")).to_contain_text("A and B share one cloud")
    assert go(page, "PageDown") == "Slide 4"
    assert go(page, "PageUp", "PageUp") == "Slide 2"
    assert go(page, "End") == f"Slide {len(slides_of(read('the-start-decides')))}"
    assert go(page, "Home") == "Slide 1"


def test_a_wrong_choice_is_told_its_own_wrong_rule(page):
    go(page, "ArrowRight", "ArrowRight")
    box = page.locator("fieldset:visible")
    said = box.get_by_role("status")
    box.get_by_role("button", name="Check").click()
    expect(said).to_have_text("Choose an answer first.")
    box.get_by_label("It never stops.").check()
    box.get_by_role("button", name="Check").click()
    assert said.inner_text().startswith("Not quite.") and "WCSS cannot rise" in said.inner_text()
    box.get_by_label("C splits into two.").check()
    box.get_by_role("button", name="Check").click()
    expect(said).to_contain_text("The number of centroids is fixed.")
    box.get_by_label("A and B share one cloud").check()
    box.get_by_role("button", name="Check").click()
    assert said.inner_text().startswith("Right.")


def test_arrow_keys_choose_an_answer_and_do_not_leave_the_slide(page):
    go(page, "PageDown", "PageDown")
    page.locator("fieldset:visible input").first.focus()
    assert go(page, "ArrowDown", "ArrowRight") == "Slide 3"
    expect(page.locator("fieldset:visible input").nth(2)).to_be_checked()
    assert go(page, "PageDown", "PageDown") == "Slide 4"


def test_notes_open_in_a_second_window_and_follow_the_slides(page):
    go(page, "ArrowRight")
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("body")).to_contain_text("Let learners draw the end before you show it.")
    expect(notes.locator("body")).to_contain_text("Sketch the end on paper.")
    go(page, "ArrowRight")
    notes.get_by_text("A and B share one cloud, and C keeps the two others.").wait_for()
    expect(notes.get_by_text("It never stops.")).to_have_count(0)
    notes.close()


def test_the_timer_counts_beside_the_planned_minutes(page):
    page.clock.install()
    page.reload()
    page.get_by_text("Slide 1 of").wait_for()
    go(page, "t")
    page.clock.fast_forward(65_000)
    expect(page.locator(".kviz-clock")).to_have_text("1:05 of 30 min")
    go(page, "t")
    expect(page.locator(".kviz-clock")).to_have_text("")


def test_on_paper_every_slide_is_there_with_its_notes(page):
    page.emulate_media(media="print")
    slides = page.locator(".kviz-slide")
    assert slides.evaluate_all("all => all.every(slide => slide.getClientRects().length > 0)")
    expect(page.get_by_text("Go slowly here.").first).to_be_visible()
    expect(page.get_by_role("button", name="Next")).to_be_hidden()


def test_every_picture_is_in_the_file_and_says_what_it_shows(page):
    pictures = page.locator(".kviz-slide img")
    assert pictures.count() >= 12
    for source in pictures.evaluate_all("all => all.map(one => one.src.slice(0, 22))"):
        assert source == "data:image/png;base64,"
    assert min(pictures.evaluate_all("all => all.map(one => one.alt.length)")) > 10


@pytest.mark.parametrize("size", [(1280, 720), (360, 740)], ids=["projector", "phone"])
def test_nothing_scrolls_sideways_and_next_is_in_view(page, size):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    for _ in range(8):
        box = (
            page.get_by_role("button", name="Next")
            .or_(page.get_by_role("button", name="Show the answer"))
            .bounding_box()
        )
        assert box["y"] + box["height"] <= height
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        go(page, "PageDown")


def test_a_program_on_a_slide_is_read_from_the_last_row(page, tmp_path):
    """No line is cut, and letters are as large as a projector has room for."""
    page.goto(read("write-it").export(tmp_path / "write-it.html").as_uri())
    page.get_by_text("Slide 1 of").wait_for()
    sizes = []
    while page.locator(".kviz-slide:last-child[hidden]").count():
        for program in page.locator("pre:visible").all():
            assert program.evaluate("pre => pre.scrollWidth <= pre.clientWidth")
            sizes.append(program.evaluate("pre => parseFloat(getComputedStyle(pre).fontSize)"))
        go(page, "PageDown")

    assert len(sizes) > 6
    assert min(sizes) > 16


def test_axe_finds_nothing(page):
    for _ in range(4):
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []
        go(page, "PageDown")


NOTEBOOK = """async ([script, asked]) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const values = { asked, choices: [] };
  window.model = {
    get: (name) => values[name],
    set: (name, value) => { values[name] = value; },
    save_changes: () => { window.saved = structuredClone(values.choices); },
  };
  document.body.replaceChildren();
  document.body.addEventListener("keydown", (event) => { window.heard = event.key; });
  (await import(url)).default.render({ model: window.model, el: document.body });
}"""


def test_the_question_of_a_notebook_marks_every_choice_and_saves_them_in_order(page):
    """The widget's own script, as JupyterLab and Voila run it; the keys of the notebook are left alone."""
    widget = read("the-start-decides").ask("the_trap")
    page.goto("about:blank")
    page.evaluate(NOTEBOOK, [widget._esm, widget.asked])
    box = page.get_by_role("group", name="Where will it end?")
    right = widget.question.answer
    wrong = (right + 1) % len(widget.question.choices)
    for choice in (wrong, right):
        box.get_by_role("radio").nth(choice).check()
        box.get_by_role("button", name="Check").click()
    assert page.evaluate("window.saved") == [wrong, right]
    expect(box.get_by_role("status")).to_contain_text("Right.")
    box.get_by_role("radio").nth(right).press("d")
    assert page.evaluate("window.heard ?? null") is None
