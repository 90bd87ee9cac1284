"""Where many things meet: cuts side by side on a line, centroids on one place."""

import itertools

import numpy as np
import pytest
from clouds import step_of
from matplotlib.path import Path

import kviz
from kviz.picture.layers.centroids import size_of
from kviz.picture.layers.points import outer_arcs
from kviz.picture.render.marker_shapes import marker_path
from kviz.picture.render.style import STYLES
from kviz.picture.render.text_outlines import capital, outline
from kviz.story.formatting import ENGLISH

LIGHT = STYLES["light"]


def words_of(ax, part):
    marks = [mark for mark in ax.get_children() if (mark.get_gid() or "").startswith(part)]
    return [word for mark in marks for word in getattr(mark, "words", ())]


def box_of(word, unit):
    """Left, bottom, right, top in typographic points, of a word that is centred on its place."""
    _, advance = outline(word.words, LIGHT, word.weight)
    tall = capital(LIGHT, word.weight) * word.size
    x, y = np.array([word.x, word.y]) * unit + word.shift
    low = y - tall / 2 if word.middle else y
    return x - advance * word.size / 2, low, x + advance * word.size / 2, low + tall


@pytest.mark.parametrize("k", range(2, 13))
def test_numbers_of_cuts_on_a_line_stand_apart(k):
    trace = kviz.run(np.random.default_rng(k).normal(size=(90, 1)), k=k, rng=0)
    i = step_of(trace, "update")
    ax = kviz.draw(trace, i)
    unit = ax.get_window_extent().width * 72 / ax.figure.dpi / np.ptp(ax.get_xlim())
    said = words_of(ax, "borders")
    boxes = [box_of(word, unit) for word in said]

    places = np.sort(trace[i].centroids[:, 0])
    assert {word.words for word in said} <= {ENGLISH(cut) for cut in (places[1:] + places[:-1]) / 2}
    assert len(said) >= min(k - 1, 8)
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@pytest.mark.parametrize("first", range(7))
def test_the_letter_of_a_hidden_centroid_stands_beside_the_marks(first):
    """All of the later ones lie on the place of one; whatever marker they have, letters are not on it."""
    k = first + 3
    start = np.column_stack([np.arange(k) * 3.0, np.zeros(k)])
    start[first + 1 :] = start[first]
    X = np.column_stack([np.repeat(np.arange(k) * 3.0, 3), np.tile([0.0, 4.0, 8.0], k)])
    trace = kviz.run(X, k=k, init=start)
    i = step_of(trace, "assign")
    ax = kviz.draw(trace, i)
    letters = words_of(ax, "letters")
    size = float(size_of_scene(ax))

    for level, j in enumerate(range(first + 1, k), 1):
        left, bottom, right, top = box_of(letters[j], 0.0)
        corners = [(left, bottom), (right, bottom), (left, top), (right, top)]
        for below, other in enumerate(range(first, first + 1 + level)):
            shape = Path(marker_path(LIGHT.marker(other), size * (1 + 0.42 * below)).to_polygons()[0])
            assert not shape.contains_points(corners).any(), (letters[j].words, LIGHT.marker(other))


def size_of_scene(ax):
    from types import SimpleNamespace

    wide = ax.get_window_extent().width * 72 / ax.figure.dpi
    return size_of(SimpleNamespace(wide=wide, style=LIGHT))


def test_rings_that_touch_become_one_outline():
    """Two rings of radius 1 whose centres are 1 apart: each loses a third, the part inside the other."""
    places = np.array([[0.0, 0.0], [1.0, 0.0], [5.0, 5.0]])

    alone, arcs = outer_arcs(places, 1.0)
    ends = np.concatenate(arcs)
    length = sum(np.hypot(*np.diff(arc, axis=0).T).sum() for arc in arcs)

    assert alone.tolist() == [[5.0, 5.0]]
    assert (
        np.hypot(*(ends - places[0]).T).min() > 1 - 0.11
    )  # a twelfth of a sixth of a turn, at most, is inside
    assert np.hypot(*(ends - places[1]).T).min() > 1 - 0.11
    assert length == pytest.approx(2 * (2 / 3) * 2 * np.pi, rel=0.03)


def test_points_on_one_place_keep_their_ring():
    places = np.array([[0.0, 0.0], [0.0, 0.0], [1.5, 0.0]])

    _, arcs = outer_arcs(places, 1.0)

    assert max(float(arc[:, 0].max()) for arc in arcs) == pytest.approx(2.5, abs=0.01)
    assert min(float(arc[:, 0].min()) for arc in arcs) == pytest.approx(-1.0, abs=0.01)


def test_a_border_lies_above_points_that_would_hide_it_with_a_rim_of_paper():
    few, many = (kviz.run(np.random.default_rng(0).normal(size=(n, 2)), k=3, rng=0) for n in (200, 20_000))

    def widths_above_points(trace):
        ax = kviz.draw(trace, step_of(trace, "assign"))
        marks = [mark for mark in ax.get_children() if (mark.get_gid() or "").startswith("borders")]
        return [float(mark.get_linewidth()[0]) for mark in marks if mark.get_zorder() > 2]

    assert widths_above_points(few) == []
    rim, line = widths_above_points(many)
    assert rim > 2 * line


@pytest.mark.parametrize("part", ["borders", "next"])
def test_a_projector_gets_lines_of_two_to_three_pixels(part):
    """A CSS pixel is 0.72 typographic points; a wider line is the rim of paper around another."""
    trace = kviz.run(kviz.datasets["blobs"](), k=4, init="random", rng=3)
    ax = kviz.draw(trace, step_of(trace, "update"), style="projector", hide="construction")
    marks = [mark for mark in ax.get_children() if (mark.get_gid() or "").startswith(part)]
    widths = [width / 0.72 for mark in marks for width in _widths(mark)]

    assert widths and 2 <= min(widths) <= 3


def _widths(mark):
    given = mark.get_linewidth() if hasattr(mark, "get_linewidth") else mark.get_markeredgewidth()
    return np.atleast_1d(given).tolist()
