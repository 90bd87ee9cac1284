"""Letters of clusters in files that no script has made carry the colour and the marker of the picture."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

import kviz
from kviz.picture.render.style import style_named
from kviz.story.messages import say
from kviz.web.letters import lettered, markers

LETTERED = r'<b class="kviz-letter"><svg [^>]*><use href="#kviz-mark-(\d+)"/></svg>([A-Z]+)</b>'


@pytest.mark.parametrize("style", ["light", "dark", "print"])
def test_every_cluster_has_its_own_marker_in_its_colour(style):
    look = style_named(style)
    drawn = ElementTree.fromstring(markers(range(12), look))
    paths = {path.get("id"): path for path in drawn.iter("path")}

    assert list(paths) == [f"kviz-mark-{j}" for j in range(12)]
    assert len({(path.get("d"), path.get("fill")) for path in paths.values()}) == 12
    if not look.grey:
        assert [path.get("fill") for path in paths.values()] == [color.lower() for color in look.colors[:12]]


def test_a_marker_stands_upright_and_fills_its_drawing():
    """The third is a triangle that points up: y points down in SVG."""
    (outline,) = re.findall(r' d="([^"]+)"', markers([2], style_named("light")))
    corners = np.array([pair.split(",") for pair in re.findall(r"[-\d.]+,[-\d.]+", outline)], dtype=float)

    assert corners[:, 1].argmin() == abs(corners[:, 0]).argmin()
    assert 5 < abs(corners).max() < 8


def test_names_that_came_from_a_person_stay_text():
    said = say("segmentation.told.by", columns="<b>A</b> & co")

    assert "&lt;b&gt;A&lt;/b&gt; &amp; co" in lettered(said)
    assert lettered("a < b") == "a &lt; b"


def test_the_list_of_an_exported_page_marks_every_cluster_that_it_names(tmp_path):
    trace = kviz.run(kviz.datasets["blobs"](), 4, rng=1)
    text = kviz.export(trace, tmp_path / "run.html", progress=False).read_text("utf-8")
    rows = re.findall(r"<p>(.*?)</p></li>", text)
    marked = [re.findall(LETTERED, row) for row in rows]

    assert len(rows) == len(trace)
    assert all("ABCD"[int(j)] == letter for row in marked for j, letter in row)
    for row, (i, found) in zip(rows, enumerate(marked), strict=True):
        named = [part for part in kviz.tell(trace, i).parts if getattr(part, "kind", "") == "cluster"]
        assert [letter for _, letter in found] == [part.text for part in named]
        assert re.sub("<[^>]+>", "", row).endswith(str(kviz.tell(trace, i).sentence))
    assert 'style="' not in text.replace("<style", ""), "the page's policy allows no style of an element"
