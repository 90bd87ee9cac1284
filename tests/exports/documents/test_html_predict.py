"""An exported page that asks before every step, and marks the answers without a kernel."""

import json
import re
from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

import kviz
from kviz.picture.film import Film
from kviz.story.questions import ask_all, frame_of

pytestmark = pytest.mark.browser


def run_with(kind):
    """A run of the blobs in which a kind of question is asked, and the question."""
    for seed in range(30):
        trace = kviz.run(kviz.datasets["blobs"](), 4, rng=seed)
        for question in ask_all(trace).values():
            if question.kind == kind:
                return trace, question
    raise AssertionError(f"nothing asks {kind}")


@pytest.fixture(scope="module")
def trace():
    return run_with("land")[0]


@pytest.fixture(scope="module")
def file(trace, tmp_path_factory):
    return kviz.export(
        trace, tmp_path_factory.mktemp("ask") / "quiz.html", predict=True, predict_seed=0, progress=False
    )


@pytest.fixture
def page(file, page):
    page.goto(file.as_uri())
    page.wait_for_selector("canvas[aria-label]")
    yield page
    assert page.errors == []


def step(page):
    return int(page.get_by_role("slider", name="Step").input_value())


def waits(page):
    return page.locator(".kviz-quiz:not([hidden]) .kviz-question").count() > 0


def on_screen(page, film, i):
    """Whether the picture on screen is step ``i`` of a film, as the colours of the file allow."""
    page.wait_for_function("() => !document.querySelector('.kviz-waiting')")
    assert step(page) == i
    data = page.locator("canvas").evaluate("canvas => canvas.toDataURL()").partition(",")[2]
    shown = np.asarray(Image.open(BytesIO(b64decode(data))).convert("RGB"), dtype=int)
    return np.abs(shown - film.rgb(i)).mean() < 0.6


def until_it_asks(page):
    while not waits(page):
        page.keyboard.press("ArrowRight")


def test_a_whole_run_is_predicted_by_keyboard_and_the_score_counts_what_was_right(page, trace):
    questions = ask_all(trace)
    asked = right = 0
    while step(page) < len(trace) - 1:
        page.keyboard.press("ArrowRight")
        if not waits(page):
            continue
        question = questions[step(page) + 1]
        said = page.locator(".kviz-question").inner_text().replace("\n", "")
        assert said == str(question.text)
        asked += 1
        if question.places:  # the cross begins in the middle of the stage
            page.keyboard.press("Enter")
        else:
            choice = 0 if asked % 3 else question.answer
            right += choice == question.answer
            page.keyboard.press(str(choice + 1))
            verdict = page.locator(".kviz-verdict").inner_text()
            assert verdict.startswith("Right." if choice == question.answer else "Not quite.")
            assert str(question.why) in verdict
            if choice != question.answer:
                expect(page.locator(".kviz-because")).to_have_text(question.reasons[choice])
        assert step(page) == question.index
        expect(page.locator(".kviz-score")).to_have_text(f"{right} of {asked} right")
    assert asked == len(questions)
    assert page.locator(".kviz-count").inner_text().endswith(f"of {len(trace)}"), "at the end all is told"


def test_a_landing_place_is_clicked_and_judged_by_its_distance(page, trace):
    question = next(q for q in ask_all(trace).values() if q.kind == "land")
    film = Film(trace, (960, 600))

    def click(place):
        page.get_by_role("slider", name="Step").evaluate(
            "(node, i) => { node.max = i; node.value = i; node.dispatchEvent(new Event('input')); }",
            question.index - 1,
        )
        page.keyboard.press("ArrowRight")
        box = page.get_by_role("application").bounding_box()
        xmin, xmax, ymin, ymax = film.limits
        u, v = (place[0] - xmin) / (xmax - xmin), (ymax - place[1]) / (ymax - ymin)
        page.mouse.click(box["x"] + u * box["width"], box["y"] + v * box["height"])

    x, y = question.places[question.answer]
    click((x, y + 0.6 * question.tolerance))
    assert page.locator(".kviz-verdict").inner_text().startswith("Right: you were 0.")
    page.reload()
    page.wait_for_selector("canvas[aria-label]")
    wrong = next(i for i, reason in enumerate(question.reasons) if reason)
    click(question.places[wrong])
    expect(page.locator(".kviz-because")).to_have_text(question.reasons[wrong])
    expect(page.locator(".kviz-aim"), "the place that was clicked").to_be_visible()


def test_ringed_points_can_be_tapped_and_stay_ringed_with_the_answer(page, trace):
    until_it_asks(page)
    rings = page.locator("button.kviz-ring")
    buttons = page.locator(".kviz-row .kviz-button:not(.kviz-skip)")
    numbers = [ring.inner_text() for ring in rings.all()]
    assert numbers == [button.inner_text().partition(":")[0] for button in buttons.all()] == ["1", "2", "3"]
    at = "rings => rings.map((ring) => ring.style.cssText)"
    before = rings.evaluate_all(at)

    rings.nth(1).click()
    page.locator(".kviz-verdict").wait_for()
    assert page.locator("span.kviz-ring").evaluate_all(at) == before
    expect(page.locator("line.kviz-distance")).to_have_count(3)
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator(".kviz-quizmarks")).to_have_count(0)


def test_before_a_question_its_picture_and_words_keep_the_answer_back_until_nothing_is_asked(page, trace):
    asked = [q for q in ask_all(trace).values() if trace[q.index - 1].phase == "update"]
    question = next(q for q in asked if {"regions", "outlook"} <= q.hide)
    before = question.index - 1
    while step(page) < before or waits(page):
        page.keyboard.press("ArrowRight")
    asking, plain = Film(trace, predict=0), Film(trace)

    assert on_screen(page, asking, before)
    assert not on_screen(page, plain, before)
    assert page.get_by_role("status").inner_text().replace("\n", "") == frame_of(trace, question).sentence
    page.get_by_label("Predict first").uncheck()
    assert on_screen(page, plain, before)
    assert page.get_by_role("status").inner_text().replace("\n", "") == kviz.tell(trace, before).sentence
    page.keyboard.press("ArrowRight")
    assert step(page) == before + 1, "nothing is asked any more"


def test_axe_finds_nothing_while_it_asks_and_answers(page):
    until_it_asks(page)
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("1")
    assert Axe().run(page).response["violations"] == []


def test_of_a_part_of_a_run_only_its_own_steps_are_asked_about(trace, tmp_path):
    file = kviz.export(
        trace, tmp_path / "part.html", predict=True, predict_seed=0, progress=False, first=4, last=7
    )
    data = re.search(r'id="kviz-run">(.*?)</script>', file.read_text("utf-8"), re.DOTALL).group(1)
    asked = json.loads(data)["asked"][0]
    wanted = {i - 4: q for i, q in ask_all(trace).items() if 5 <= i <= 7}
    assert {int(i): q["text"] for i, q in asked["questions"].items()} == {
        i: q.text for i, q in wanted.items()
    }
    assert len(asked["steps"]) == 4


def test_without_the_option_nothing_is_asked(trace, tmp_path, page):
    file = kviz.export(trace, tmp_path / "plain.html", progress=False)
    assert "kviz-asking" not in re.sub(
        r"<script type=\"module\">.*", "", file.read_text("utf-8"), flags=re.DOTALL
    )
    page.goto(file.as_uri())
    page.wait_for_selector("canvas[aria-label]")
    expect(page.get_by_label("Predict first")).to_be_hidden()
