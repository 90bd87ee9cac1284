"""The page: one file, from disk, with the network cut, in a real browser."""

import re

import pytest
from exported import SMALL
from playwright.sync_api import expect

import kviz

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(trace, tmp_path_factory):
    return kviz.export(trace, tmp_path_factory.mktemp("page") / "run.html", progress=False)


@pytest.fixture
def shown(page, file):
    page.context.set_offline(True)
    page.goto(file.as_uri())
    page.wait_for_selector("canvas[aria-label]")
    return page


def sentence(page):
    return page.locator("[role=status]").inner_text()


def picture(page):
    return page.locator("canvas").evaluate("canvas => canvas.toDataURL()")


def told(trace):
    from kviz.story.frame import tell

    return [tell(trace, i).sentence for i in range(len(trace))]


def wait_for(page, words):
    page.wait_for_function("words => document.querySelector('[role=status]').innerText === words", arg=words)


def test_it_asks_for_nothing_but_itself(shown, file):
    shown.keyboard.press("End")

    assert [url for url in shown.context.asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]
    assert shown.errors == []


def test_there_is_no_address_in_it(file):
    """The one exception is the name of the SVG language, which nobody fetches."""
    text = re.sub(r'"data:[^"]*"', '""', file.read_text(encoding="utf-8"))
    assert set(re.findall(r"\w+://[^\s\"'<]*", text)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(link|iframe|object|embed)\b|@import|url\(", text)


def test_keys_step_forward_and_back_to_the_same_picture(shown, trace):
    sentences, pictures = told(trace), []
    for i in range(len(trace)):
        wait_for(shown, sentences[i])
        pictures.append(picture(shown))
        shown.keyboard.press(("ArrowRight", " ", "PageDown")[i % 3])
    for i in range(len(trace) - 2, -1, -1):
        shown.keyboard.press(("ArrowLeft", "PageUp")[i % 2])
        wait_for(shown, sentences[i])
        assert picture(shown) == pictures[i]
    assert len(set(pictures)) == len(trace)


def test_home_end_buttons_and_timeline(shown, trace):
    sentences = told(trace)
    shown.keyboard.press("End")
    wait_for(shown, sentences[-1])
    shown.keyboard.press("Home")
    wait_for(shown, sentences[0])
    for name, i in (("Next", 1), ("Next", 2), ("Back", 1), ("Last", -1), ("First", 0)):
        shown.get_by_role("button", name=name, exact=True).click()
        wait_for(shown, sentences[i])
    slider = shown.get_by_role("slider", name="Step")
    assert int(slider.get_attribute("max")) == len(trace) - 1
    slider.fill("3")
    wait_for(shown, sentences[3])


def test_the_listing_follows(shown, trace):
    from kviz.story.frame import tell

    for i in range(len(trace)):
        wait_for(shown, told(trace)[i])
        lines = shown.locator("#kviz-listing li").evaluate_all("lines => lines.map(line => line.ariaCurrent)")
        assert lines.index("step") == tell(trace, i).line
        shown.keyboard.press("ArrowRight")


def test_the_picture_says_what_it_shows(shown, trace):
    shown.keyboard.press("ArrowRight")
    wait_for(shown, told(trace)[1])

    assert told(trace)[1] in shown.get_by_role("img").first.get_attribute("aria-label")


@pytest.mark.parametrize("style", ["light", "dark"])
def test_axe_finds_nothing_to_mend(trace, page, tmp_path, style):
    """Contrast, names, roles, landmarks: as far as a program can tell."""
    from axe_playwright_python.sync_playwright import Axe

    page.goto(kviz.export(trace, tmp_path / "run.html", **SMALL, style=style).as_uri())
    page.wait_for_selector("canvas[aria-label]")
    found = Axe().run(page).response["violations"]

    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_it_fits_a_phone(file, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(file.as_uri())
    page.wait_for_selector("canvas[aria-label]")

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.get_by_role("button", name="Next", exact=True).bounding_box()
    assert box["height"] >= 44 and box["x"] + box["width"] <= 360


def test_it_works_in_a_sandboxed_frame(trace, file, page, tmp_path):
    """As a course site embeds it: another origin, no storage."""
    outer = tmp_path / "course.html"
    outer.write_text(
        f'<iframe sandbox="allow-scripts" width="900" height="800" src="{file.as_uri()}"></iframe>'
    )
    page.goto(outer.as_uri())
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Last", exact=True).click()

    page.wait_for_timeout(300)
    expect(frame.locator("[role=status]")).to_have_text(told(trace)[-1])


def test_without_a_script_it_is_a_list_of_all_steps(file, trace, browser):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    pictures = page.locator("#kviz-steps img")

    expect(pictures).to_have_count(len(trace))
    expect(pictures.first).to_be_visible()
    assert all(
        words in alt.get_attribute("alt") for words, alt in zip(told(trace), pictures.all(), strict=True)
    )
    context.close()


def test_on_paper_it_is_a_list_of_all_steps(shown):
    shown.emulate_media(media="print")

    expect(shown.locator("#kviz-player")).to_be_hidden()
    expect(shown.locator("#kviz-steps img").first).to_be_visible()


def test_only_its_own_script_may_run(shown):
    """An injected script is refused by the page's own policy."""
    inject = "Object.assign(document.createElement('script'), {textContent: 'window.hacked = 1'})"
    shown.evaluate(f"document.body.append({inject})")

    assert shown.evaluate("window.hacked") is None


def test_names_from_a_file_are_data(page, tmp_path):
    evil = "</script><img src=x onerror='window.hacked=1'><b>"
    data = kviz.Dataset([[0.0, 0.0], [5.0, 5.0]], (evil, "y"), title=evil)
    page.goto(kviz.export(kviz.run(data, 2, rng=0), tmp_path / "run.html", **SMALL).as_uri())
    page.wait_for_selector("canvas[aria-label]")

    assert page.title() == evil
    expect(page.locator("h1")).to_have_text(evil)
    assert page.evaluate("window.hacked") is None


def test_two_runs_step_together(page, trace, long_trace, tmp_path):
    page.goto(kviz.export([trace, long_trace], tmp_path / "two.html", progress=False).as_uri())
    page.wait_for_selector("canvas[aria-label]")
    page.keyboard.press("End")
    page.wait_for_timeout(400)

    expect(page.locator("canvas")).to_have_count(2)
    assert told(trace)[-1] in sentence(page) and told(long_trace)[-1] in sentence(page)
    lit = [listing.locator("[aria-current]").count() for listing in page.locator("#kviz-listing ol").all()]
    assert lit == [1, 1]


@pytest.mark.parametrize("seed", [4, 2])
def test_forty_steps_are_at_most_two_megabytes(seed, tmp_path):
    """A run of some twenty steps has pictures for a phone as well, and is not larger for them."""
    trace = kviz.run(kviz.datasets["noise"](), {4: 8, 2: 6}[seed], rng=seed)
    path = kviz.export(trace, tmp_path / "run.html", progress=False)

    assert len(trace) in (39, 17)
    assert ("kviz-narrow" in path.read_text(encoding="utf-8").split('<script type="module">')[0]) == (
        len(trace) < 24
    )
    assert path.stat().st_size <= 2_000_000


def test_a_page_in_another_language_says_so(trace, tmp_path, monkeypatch):
    """A language is one file: its code is the page's, and its sentences and numbers are in it."""
    from kviz.story import catalogue
    from kviz.story.formatting import LANGUAGES

    (tmp_path / "qps.toml").write_text(
        '[language]\nlang = "qps"\ndecimal = ","\nthousands = "."\n'
        '[narration.cost.euclidean]\nfell = "WCSS sinkt von {x:number} auf {y:number}."\n'
    )
    monkeypatch.setattr(catalogue, "_ADDED", {})
    monkeypatch.setitem(LANGUAGES, "qps", None)  # so that it is gone afterwards
    catalogue.add_language(tmp_path / "qps.toml")

    text = kviz.export(trace, tmp_path / "run.html", language="qps", **SMALL).read_text("utf-8")

    assert '<html lang="qps"' in text
    assert "WCSS sinkt von 106 auf 98,1." in text
    assert '<html lang="en"' in kviz.export(trace, tmp_path / "en.html", **SMALL).read_text("utf-8")


def test_a_page_with_german_numbers_has_english_words(tmp_path):
    """The language "de" writes numbers only: there is no German file, and none is asked for."""
    trace = kviz.run(kviz.datasets["tutorial"](), k=2, rng=0)
    text = kviz.export(trace, tmp_path / "run.html", language="de", progress=False).read_text("utf-8")

    assert '<html lang="en"' in text
    assert '"decimal":","' in text.replace(" ", "")
