"""No word leaves the sheet, and no two words lie on each other."""

import itertools

import numpy as np
import pytest
from clouds import cloud

import kviz
from kviz.picture.film import Film
from kviz.picture.render import style as palette
from kviz.picture.render.text_outlines import fitted, width

LONG = (
    "a name that goes on and on, with a unit (km/h), and then some more of it",
    "年収（千ドル） доход $x^2$ Ωμέγα",
)


@pytest.mark.parametrize("share", np.linspace(0.701, 0.999, 60))
def test_words_that_fit_when_smaller_are_never_cut(share):
    light = palette.STYLES["light"]
    need = width("22 points will switch next", 12.32, light)
    words, size = fitted("22 points will switch next", share * need, 12.32, light)

    assert words == "22 points will switch next"
    assert size == pytest.approx(share * 12.32)


def pad_of(film, i):
    return film._sheet.beside(film._scene(i))


def marks(pad):
    """Where bars, stairs and markers lie, (m, 4), without the pills that are the ground of a word."""
    spelled = {number for word in pad.words for number in word.outlines}
    found = [np.empty((0, 4))]
    for places in (path.vertices for number, path in enumerate(pad.paths) if number not in spelled):
        bars = places.reshape(-1, 5, 2) if len(places) % 5 == 0 else places[None]
        closed = (bars[:, 0] == bars[:, -1]).all()  # as bars are, and the pieces of a pill are not
        if closed or len(places) != 35:
            found.append(np.hstack([bars.min(axis=1), bars.max(axis=1)]))
    return np.vstack(found)


def boxes(pad):
    """What is said beside the stage, and where: (left, top, right, bottom) in CSS pixels."""
    said = [word for word in pad.words if word.words.strip()]
    corners = [(word.words, pad.paths[word.outlines[-1]].vertices) for word in said]
    return [(words, (*places.min(axis=0), *places.max(axis=0))) for words, places in corners]


def check(film):
    width, height = film.size
    steps = {0, film.trace.k - 1, film.trace.k, film.trace.k + 1, len(film) - 1} & set(range(len(film)))
    for i in steps:
        pad = pad_of(film, i)
        found, drawn = boxes(pad), marks(pad)
        for words, (left, top, right, bottom) in found:
            assert 0 <= left <= right <= width, words
            assert 0 <= top <= bottom <= height, words
            apart = (drawn[:, 2:] <= (left, top)) | (drawn[:, :2] >= (right, bottom))
            assert apart.any(axis=1).all(), f"step {i}: {words!r} lies on a mark"
        for (one, a), (other, b) in itertools.combinations(found, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, f"step {i}: {one!r} lies on {other!r}"


@pytest.mark.parametrize("k", range(1, 13))
@pytest.mark.parametrize("style", ["light", "projector"])
def test_words_fit_for_every_number_of_clusters(k, style):
    check(Film(kviz.run(cloud(150, 6), k=k, rng=k), style=style, caption=True))


@pytest.mark.filterwarnings("ignore:no font of this machine")
@pytest.mark.parametrize("scale", [1e-100, 1e-7, 1.0, 1e7, 1e100])
@pytest.mark.parametrize("init", ["k-means++", "greedy-k-means++", "farthest-first", "random", "box"])
def test_words_fit_for_huge_and_tiny_numbers(scale, init):
    check(Film(kviz.run(cloud(90, 4, scale=scale, names=LONG), k=4, rng=2, init=init), style="projector"))


@pytest.mark.parametrize("size", [(480, 300), (640, 480), (960, 600), (1280, 720), (1920, 1080)])
@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_words_fit_on_every_size(size, metric):
    trace = kviz.run([[0, 0], [1, 0], [0, 1], [0, 0.0]], k=3, init=[[0, 0], [0, 0], [1, 1.0]], metric=metric)

    check(Film(trace, size, caption=True))
    check(Film(trace, size, inspect=2))


@pytest.mark.filterwarnings("error", "ignore:no font of this machine")
@pytest.mark.parametrize("scale", [1e-100, 1.0, 1e100])
def test_axis_labels_and_ticks_stay_on_the_sheet(scale):
    """Whatever the columns are called: long names, other scripts, a dollar that is not a formula."""
    film = Film(kviz.run(cloud(90, 4, scale=scale, names=LONG), k=4, rng=2), style="projector")
    pad = film._sheet.still
    spans = [pad.paths[word.outlines[-1]] for word in pad.words if word.part == "axis" and word.words.strip()]
    boxes = [(*path.vertices.min(axis=0), *path.vertices.max(axis=0)) for path in spans]
    level = [word for word in pad.words if word.part == "axis" and word.align == "center" and not word.upward]

    for left, top, right, bottom in boxes:
        assert left >= 0 and top >= 0 and right <= 960 and bottom <= 600
    for (_, one), (_, other) in itertools.pairwise(zip(level[:-1], boxes, strict=False)):
        assert one[2] < other[0]
