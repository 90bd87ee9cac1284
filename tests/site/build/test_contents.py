"""The page of links that a site has beside it: every one opens what it names."""

import re
from html import unescape

from kviz.app.explorer.actions.settings import changed
from kviz.app.explorer.explorer import explore
from kviz.app.explorer.settings import from_address
from kviz.data.builtin import datasets
from kviz.lessons.catalog import units
from kviz.site.build.contents import contents


def links():
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', contents("index.html"))]


def test_every_lesson_has_its_link():
    found = [link.removeprefix("index.html#lesson=") for link in links() if "#lesson=" in link]
    assert found == [unit.name for unit in units()]


def test_every_data_set_has_a_link_to_the_run_that_it_opens_with():
    found = {}
    for link in links():
        if "#data=" in link:
            changes, step, faults = from_address(link.partition("#")[2])
            assert (step, faults) == (0, [])
            found[changes["data"]] = changes
    assert list(found) == list(datasets)
    page = explore()
    for name, changes in found.items():
        assert changed(page, changes) == changed(page, {"data": name})


def test_the_page_of_links_is_words_alone():
    assert "default-src 'none'" in contents("index.html")
    assert "<script" not in contents("index.html")
