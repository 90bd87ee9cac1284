"""The page with ``tween=True``: centroids glide to their new places, and end exactly there."""

import pytest
from gliding import first_update, patches, spy, step_into
from playwright.sync_api import expect

import kviz

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(trace, tmp_path_factory):
    return kviz.export(trace, tmp_path_factory.mktemp("glide") / "run.html", tween=True, progress=False)


@pytest.fixture
def shown(page, file):
    spy(page)
    page.goto(file.as_uri())
    page.wait_for_selector("canvas[aria-label]")
    yield page
    assert page.errors == []


def picture(page):
    return page.locator("canvas").first.evaluate("canvas => canvas.toDataURL()")


def plainly(page, index):
    """The picture of a step that was reached without any motion."""
    page.get_by_label("Smooth").uncheck()
    page.get_by_role("slider", name="Step").fill("0")
    page.get_by_role("slider", name="Step").fill(str(index))
    page.wait_for_function("() => !document.querySelector('.kviz-waiting')")
    return picture(page)


def test_centroids_glide_and_end_at_the_very_picture_of_the_step(shown):
    update = first_update(shown)

    assert step_into(shown, update) == 15
    assert picture(shown) == plainly(shown, update)


def test_only_updates_glide_and_only_forward(shown):
    update = first_update(shown)
    assert step_into(shown, update - 1) == 0
    step_into(shown, update)
    before = patches(shown)
    shown.keyboard.press("ArrowLeft")
    shown.wait_for_timeout(800)

    assert patches(shown) == before


def test_a_key_that_comes_while_things_glide_shows_its_step_at_once(shown):
    update = first_update(shown)
    shown.get_by_role("slider", name="Step").fill(str(update - 1))
    shown.wait_for_timeout(800)
    at_once = shown.evaluate(
        """async () => {
          const slider = document.querySelector("input[type=range]");
          const canvas = document.querySelector("canvas");
          const right = () => new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true });
          const press = () => slider.dispatchEvent(right());
          const frame = () => new Promise(requestAnimationFrame);
          press();
          await frame();
          await frame();
          const halfway = patches.length;
          press();
          const now = canvas.toDataURL();
          for (let n = 0; n < 40; n += 1) await frame();
          return [halfway > 0 && halfway < 15, now === canvas.toDataURL(), patches.length === halfway];
        }"""
    )

    assert at_once == [True, True, True]
    assert picture(shown) == plainly(shown, update + 1)


def test_nothing_glides_where_the_system_asks_for_less_motion(shown):
    shown.emulate_media(reduced_motion="reduce")
    update = first_update(shown)

    expect(shown.get_by_label("Smooth")).to_be_disabled()
    assert step_into(shown, update) == 0


def test_without_tween_the_page_holds_no_pictures_between_steps(trace, tmp_path):
    path = kviz.export(trace, tmp_path / "run.html", progress=False)

    assert 'class="kviz-ways"' not in path.read_text(encoding="utf-8")


def test_of_two_runs_each_glides_at_its_own_updates(trace, long_trace, page, tmp_path):
    spy(page)
    path = kviz.export([trace, long_trace], tmp_path / "two.html", tween=True, progress=False)
    page.goto(path.as_uri())
    page.wait_for_selector("canvas[aria-label]")
    updates = [
        index
        for index in range(len(long_trace))
        if long_trace[index].phase == "update" and (index >= len(trace) or trace[index].phase != "update")
    ]

    assert step_into(page, updates[-1], pause=1200) == 15
