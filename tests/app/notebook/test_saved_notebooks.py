"""What a saved notebook shows where no Python answers: a picture, and the sentences."""

import json
from base64 import b64decode, b64encode
from io import BytesIO

import nbclient
import nbformat
import pytest
from nbconvert import HTMLExporter
from PIL import Image
from playwright.sync_api import expect
from windows import is_local

import kviz
from kviz.app.explorer.facts import FACTS
from kviz.app.player import Player, play
from kviz.web.facts import PLAYER
from kviz.web.linker import link

ALONE = """
const state = JSON.parse(document.getElementById("state").textContent);
const model = { get: (name) => state[name], set() {}, save_changes() {}, on() {}, off() {},
  send() { throw new Error("no kernel"); } };
const { default: widget } = await import("data:text/javascript;base64," + document.body.dataset.script);
widget.render({ model, el: document.getElementById("cell") });
"""

PIXELS = "document.querySelector('canvas').toDataURL()"


def bundle(player: Player) -> tuple[dict, dict]:
    player.comm  # noqa: B018  a widget that is not open shows nothing
    shown = player._repr_mimebundle_()
    assert shown is not None
    return shown


@pytest.mark.filterwarnings("ignore:kviz.play shows")
def test_a_player_is_a_picture_of_its_last_step_and_its_sentences_where_no_widget_is_shown(tutorial):
    data, about = bundle(play(tutorial))
    picture = Image.open(BytesIO(b64decode(data["image/png"])))
    player = play(tutorial)

    assert "application/vnd.jupyter.widget-view+json" in data
    assert picture.tobytes() == Image.open(BytesIO(player.store.png(0, len(tutorial) - 1))).tobytes()
    assert data["text/plain"].splitlines() == [
        f"{i + 1}. {kviz.tell(tutorial, i).heading}: {kviz.tell(tutorial, i).sentence}"
        for i in range(len(tutorial))
    ]
    assert about["image/png"]["alt"] == kviz.tell(tutorial, -1).sentence


@pytest.mark.filterwarnings("ignore:kviz.play shows")
def test_it_answers_no_question_that_the_player_asks(tutorial):
    data, about = bundle(play(tutorial, predict=True))

    assert "Finished" not in data["text/plain"] + about["image/png"]["alt"]


@pytest.mark.filterwarnings("ignore:kviz.play shows")
def test_two_runs_are_one_picture_beside_the_other(tutorial):
    data, _ = bundle(play([tutorial, tutorial], titles=["one", "two"]))
    picture, player = Image.open(BytesIO(b64decode(data["image/png"]))), play([tutorial, tutorial])

    assert picture.width == 2 * Image.open(BytesIO(player.store.png(0, 0))).width
    assert data["text/plain"].count("one:") == data["text/plain"].count("two:") == 1


@pytest.mark.filterwarnings("ignore:kviz.play shows")
def test_of_a_long_run_the_sentences_in_the_middle_are_left_out():
    trace = kviz.run(kviz.datasets["noise"](), 60, rng=0)
    lines = bundle(play(trace))[0]["text/plain"].splitlines()

    assert len(lines) == 61
    assert lines[-2] == f"… {len(trace) - 60} steps are left out here …"
    assert lines[-1].startswith(f"{len(trace)}. Finished")


@pytest.mark.browser
def test_a_player_without_python_says_which_pictures_are_missing_and_leaves_their_steps_out(page, tutorial):
    """A notebook that was saved while pictures were still to come: steps 1, 2 and 4 to 6 are not in it."""
    player = play(tutorial)
    names = ("films", "run", "index", "look", "asked", "options")
    state = {name: getattr(player, name) for name in names}
    there = {0, 3}
    state["frames"] = [
        [b64encode(player.store.png(0, i)).decode() if i in there else None for i in range(len(tutorial))]
    ]
    script = b64encode(link("player/widget.js", PLAYER)[0].encode()).decode()
    text = json.dumps(state).replace("<", "\\u003c")
    page.set_content(
        f"<body data-script='{script}'><div id=cell></div>"
        f"<script type='application/json' id=state>{text}</script>"
    )
    page.evaluate(f"async () => {{ {ALONE} }}")
    slider, button = (
        page.get_by_role("slider", name="Step"),
        page.get_by_role("button", name="Next", exact=True),
    )

    page.get_by_text("are not in this notebook").wait_for()
    expect(page.locator(".kviz-tickrow i.kviz-left-out")).to_have_count(len(tutorial) - 2)
    button.click()
    page.wait_for_function("() => document.querySelector('[aria-label=Step]').value === '3'")
    assert "kviz-edge" in button.get_attribute("class")
    button.click()
    page.keyboard.press("End")
    expect(slider).to_have_value("3")
    page.keyboard.press("Home")
    page.wait_for_function("() => document.querySelector('[aria-label=Step]').value === '0'")
    assert page.errors == []


@pytest.mark.browser
def test_a_notebook_that_a_program_ran_plays_as_a_page_with_the_network_cut(page, tmp_path):
    """Such a page fetches what shows widgets from the network; our players wait for nothing of it."""
    code = "import kviz\nkviz.play(kviz.run(kviz.datasets['tutorial'](), 2, rng=0))"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    file = tmp_path / "lesson.html"
    file.write_text(HTMLExporter().from_notebook_node(notebook)[0], encoding="utf-8")
    page.context.set_offline(True)

    page.goto(file.as_uri())
    slider = page.get_by_role("slider", name="Step")
    slider.wait_for()
    page.wait_for_function(f"() => {PIXELS}.length > 20000")
    before, said = page.evaluate(PIXELS), page.get_by_role("status").first.inner_text()
    page.get_by_role("button", name="Next", exact=True).click()
    page.wait_for_function(f"(before) => {PIXELS} !== before", arg=before)

    expect(slider).to_have_value("1")
    assert page.get_by_role("status").first.inner_text() != said
    assert page.errors == []
    page.context.asked[:] = filter(is_local, page.context.asked)  # the page's own wishes, none was fulfilled


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 700])
def test_explore_in_a_narrow_cell_is_no_higher_than_two_screens_and_covers_nothing_beside_it(page, width):
    """The cell has some text above and below it; a screen is 740 CSS pixels high."""
    explorer = kviz.explore(kviz.datasets["blobs"](), k=3)
    state = {name: value for name, value in explorer.get_state().items() if not name.startswith("_")}
    state["frames"] = [
        [picture and b64encode(picture).decode() for picture in film] for film in explorer.frames
    ]
    script, style = link("explorer/explorer.js", FACTS)
    text = json.dumps(state, default=str).replace("<", "\\u003c")
    page.set_viewport_size({"width": 1280, "height": 740})
    page.set_content(
        f"<style>{style}</style><body data-script='{b64encode(script.encode()).decode()}'>"
        f"<div style='height: 2000px'></div><div id=cell style='width: {width}px'></div>"
        f"<script type='application/json' id=state>{text}</script>"
    )
    answered = ALONE.replace('throw new Error("no kernel");', "")
    page.evaluate(f"async () => {{ {answered} }}")
    page.get_by_role("slider", name="Step").wait_for()
    page.wait_for_function("() => document.getElementById('cell').offsetHeight > 600")

    assert page.evaluate("() => document.getElementById('cell').offsetHeight") <= 2 * 740
    assert page.evaluate("() => Boolean(document.elementFromPoint(640, 730).closest('.kviz'))") is False
    page.locator(".kviz-panes").scroll_into_view_if_needed()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1280
