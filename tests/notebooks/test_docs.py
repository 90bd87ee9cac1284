"""The documentation as ``make docs`` builds it: whole, linked, and asking no other machine for anything.

Its build runs every notebook of the lessons; what their cells showed is tested here, too.
"""

import re
import subprocess
import sys
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from playwright.sync_api import expect
from saved import WIDGET, complete, kinds, outputs, players, printed

import kviz
from kviz.cli import COMMANDS
from kviz.lessons.catalog import units
from kviz.picture.parts import PARTS
from kviz.picture.render.style import STYLES

ROOT = Path(__file__).parents[2]
LOADED = {"img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src", "link": "href"}

# unit -> pictures, and the words that some cell prints
SHOWS = {
    "unplugged": (1, "No question is answered yet."),
    "how-k-means-works": (13, "No question is answered yet."),
    "the-start-decides": (6, "lower by"),
    "how-many-groups": (6, "The curve bends at k = 3"),
    "break-it": (11, "No question is answered yet."),
    "customer-segmentation": (5, "The curve bends at k = 5: a clear elbow"),
    "write-it": (0, "Cause: it is their median, not their mean."),
}

pytestmark = pytest.mark.slow


class Page(HTMLParser):
    """What a page has: places to link to, links, what it loads, and the words beside its pictures."""

    def __init__(self, path):
        super().__init__()
        self.anchors, self.links, self.loads, self.alternatives = set(), set(), set(), set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors |= {given.get("id"), given.get("name")}
        if tag == "a" and given.get("href"):
            self.links.add(given["href"])
        if tag in LOADED and given.get(LOADED[tag]):
            self.loads.add(given[LOADED[tag]])
        if tag == "img":
            self.alternatives.add(given.get("alt"))


def tree(folder):
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Where the notebooks stay as they were executed, once they are."""
    return tmp_path_factory.mktemp("executed")


@pytest.fixture(scope="module")
def site(tmp_path_factory, executed):
    """Built once; a warning of Sphinx, an error in a notebook or a part that is never seen ends it.

    The one long experiment is done with one try, for it is tested elsewhere.
    """
    target, before = tmp_path_factory.mktemp("docs") / "site", tree(ROOT / "notebooks")
    done = subprocess.run(
        [sys.executable, "-B", ROOT / "notebooks" / "docs" / "build.py", target, "1", executed],
        capture_output=True, text=True, timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(ROOT / "notebooks") == before, "the build left something in the project"
    return target


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path) for path in site.rglob("*.html") if "_static" not in path.parts}


def targets(pages, kind):
    """Every address of a page that stays inside the site: where it stands, file and place."""
    for path, page in pages.items():
        for address in getattr(page, kind):
            parts = urlsplit(address)
            if not parts.scheme and not parts.netloc:
                file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                yield f"{path.name}: {address}", file, unquote(parts.fragment)


def test_every_link_and_picture_inside_the_site_is_there(pages):
    missing = [
        said for kind in ("links", "loads") for said, file, _ in targets(pages, kind) if not file.exists()
    ]
    nowhere = [
        said for said, file, place in targets(pages, "links")
        if place and file in pages and place not in pages[file].anchors
    ]  # fmt: skip

    assert len(list(targets(pages, "links"))) > 100
    assert missing == []
    assert nowhere == []


def test_no_page_or_style_sheet_names_an_outside_address_to_load(site, pages):
    outside = defaultdict(list)
    for path, page in pages.items():
        outside[path.name] += [address for address in page.loads if urlsplit(address).netloc]
    for path in (*site.rglob("*.css"), *site.rglob("_static/*.html")):
        text = path.read_text(encoding="utf-8")
        outside[path.name] += re.findall(r"""(?:url\(|@import|src=)\s*["']?((?:https?:)?//[^"')\s]+)""", text)

    assert {name: found for name, found in outside.items() if found} == {}


def test_no_page_says_where_or_when_it_was_built(site):
    """So the same sources give the same pages."""
    own = (*site.glob("*.html"), *site.rglob("_static/*.html"), site / "searchindex.js")
    said = {
        path.name: re.findall(r"kviz-docs-\w+|/tmp/\S+|Last updated.*", path.read_text("utf-8"))
        for path in own
    }

    assert {name: found for name, found in said.items() if found} == {}


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index", "gallery", "how-k-means-works"])
def test_a_page_opens_without_a_server_and_asks_nobody(page, site, name):
    """The fixture fails where a request left the machine; a page of the site is a file."""
    page.goto((site / f"{name}.html").as_uri())

    expect(page.locator("h1").first).to_be_visible()
    assert page.errors == []


@pytest.mark.browser
def test_the_players_on_the_pages_play(page, site):
    for name in ("index", "how-k-means-works"):
        page.goto((site / f"{name}.html").as_uri())
        page.locator("iframe.player").scroll_into_view_if_needed()
        frame = page.frame_locator("iframe.player")
        frame.get_by_role("button", name="Next").click()
        frame.get_by_text("2 of 7").wait_for()


@pytest.mark.browser
def test_the_search_finds_a_page_without_a_server(page, site):
    page.goto((site / "search.html").as_uri() + "?q=bisector")

    page.locator(".search a", has_text="How k-means works").first.wait_for()
    assert page.errors == []


def test_every_public_name_stands_in_the_reference(pages):
    anchors = {anchor for page in pages.values() for anchor in page.anchors}

    assert {f"kviz.{name}" for name in kviz.__all__ if not name.startswith("_")} - anchors == set()


def test_the_gallery_shows_every_part_style_and_data_set(site, pages):
    shown = {words.split(":")[0] for words in pages[site / "gallery.html"].alternatives}

    assert {*PARTS, *STYLES, *kviz.datasets} - shown == set()


def test_every_lesson_stands_there_with_what_its_cells_show(site):
    for unit in units():
        text = (site / f"{unit.name}.html").read_text(encoding="utf-8")
        assert f"<h1>{unit.title}" in text
        assert text.count('class="cell_output') >= 5
    how = (site / "how-k-means-works.html").read_text(encoding="utf-8")
    segmentation = (site / "customer-segmentation.html").read_text(encoding="utf-8")

    assert "play</span>" in how, "the cell that shows the player is the notebook's own"
    assert "The curve bends at k = 5: a clear elbow" in segmentation


def test_every_lesson_is_executed():
    assert sorted(SHOWS) == sorted(unit.name for unit in units())


@pytest.mark.parametrize("name", SHOWS)
def test_every_cell_runs_and_shows_what_the_words_speak_of(site, executed, name):
    done = nbformat.read(executed / name / f"{name}.ipynb", as_version=4)
    nbformat.validate(done)
    pictures, words = SHOWS[name]
    plain = [output for output in outputs(done) if WIDGET not in output.get("data", {})]
    assert sum("image/png" in output.get("data", {}) for output in plain) == pictures
    assert all("image/png" in output["data"] for output in players(done))
    assert complete(done)
    assert words in printed(done)
    content = kviz.lesson(name).content
    asked = len([*content.questions, *content.exits, *content.later])
    assert kinds(done).count(WIDGET) >= asked
    if name == "customer-segmentation":
        files = sorted(path.suffix for path in (executed / name).iterdir())
        assert files == [".csv", ".html", ".ipynb", ".pdf", ".py"]


def test_every_command_is_explained(site):
    text = (site / "command-line.html").read_text(encoding="utf-8")

    for command in COMMANDS:
        assert f"Usage: kviz {command} " in text
