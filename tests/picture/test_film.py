from io import BytesIO

import matplotlib as mpl
import numpy as np
import pytest
from clouds import cloud, step_of
from matplotlib.colors import to_rgb
from PIL import Image

import kviz
from kviz.picture.film import Film, compose
from kviz.picture.parts import PARTS, Part
from kviz.picture.render import style as palette
from kviz.picture.render.marks import Lines


def full(trace, i, **options):
    """What plain matplotlib makes of the same figure."""
    figure = compose(trace, i, **options)
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[..., :3]


SQUARE = [[0, 0], [2, 2], [0, 2], [2, 0.0]]
RUNS = {
    "tutorial": lambda: kviz.run((d := kviz.datasets["tutorial"]()), k=2, init=d.start),
    "k-means++": lambda: kviz.run(cloud(200, 5), k=5, rng=1),
    "greedy": lambda: kviz.run(cloud(60, 4), k=4, rng=1, init="greedy-k-means++"),
    "farthest": lambda: kviz.run(cloud(60, 4), k=4, rng=1, init="farthest-first"),
    "manhattan": lambda: kviz.run(cloud(80, 3), k=3, rng=1, metric="manhattan", max_iter=2),
    "ties": lambda: kviz.run(SQUARE, k=2, init=SQUARE[:2], metric="manhattan"),
    "one column": lambda: kviz.run(cloud(40, 3).points[:, :1], k=3, rng=0),
    "four columns": lambda: kviz.run(np.hstack([cloud(50, 3).points, cloud(50, 3, 1).points]), k=3, rng=0),
    "far centroid": lambda: kviz.run(cloud(40, 3), k=3, init=[[0, 0], [1, 1], [900, 5.0]]),
    "coincident": lambda: kviz.run([[0, 0], [1, 0], [0, 1], [0, 0.0]], k=3, init=[[0, 0], [0, 0], [1, 1.0]]),
    "one cluster": lambda: kviz.run(cloud(30, 2), k=1, rng=0),
    "twelve": lambda: kviz.run(cloud(300, 12), k=12, rng=0),
    "small round points": lambda: kviz.run(cloud(1_500, 3), k=3, rng=0, max_iter=2),
    "stamped squares": lambda: kviz.run(cloud(12_000, 4), k=4, rng=0, max_iter=2),
    "dense": lambda: kviz.run(cloud(31_000, 3), k=3, rng=0, max_iter=2),
}


@pytest.mark.parametrize("name", RUNS)
def test_every_frame_equals_the_full_drawing_pixel_for_pixel(name):
    """The film draws straight to pixels; no reader of the exports may see a difference."""
    trace = RUNS[name]()
    film = Film(trace, (640, 420))

    for i in {0, 1, len(trace) // 2, len(trace) - 2, len(trace) - 1} & set(range(len(trace))):
        np.testing.assert_array_equal(film.rgb(i), full(trace, i, size=(640, 420)))


@pytest.mark.parametrize("zorder", [0.1, 0.5, 1.0, 1.2])
def test_a_part_of_ones_own_lies_between_regions_and_borders_as_in_the_full_drawing(
    zorder, tutorial, monkeypatch
):
    """Regions are painted once for the steps that share them, unless something lies among them."""

    def wide_lines(scene):
        xmin, xmax, ymin, ymax = scene.view.limits
        yield Lines([np.array([[xmin, ymin], [xmax, ymax]])], [scene.ink], [9.0 + scene.frame.index], zorder)

    monkeypatch.setitem(PARTS, "wide", Part("a diagonal", wide_lines, presets=("lesson",)))
    film = Film(tutorial)

    for i in (3, 4, 5):  # an update, and the assignment that has its regions
        np.testing.assert_array_equal(film.rgb(i), full(tutorial, i))


def test_every_pixel_is_opaque_whatever_the_paper(tutorial, tmp_path):
    """Exports take the fourth byte for one that says nothing."""
    sheet = tmp_path / "glass.mplstyle"
    sheet.write_text("figure.facecolor: 10203080\naxes.facecolor: 40506080\n")
    film = Film(tutorial, style=str(sheet))

    for pixels in (film.pixels(0), film.pixels(4), film.between(4, 0.5), film.between(3, 0.5)):
        assert (pixels[..., 3] == 255).all()


@pytest.mark.parametrize("style", palette.STYLES)
def test_styles_and_options_equal_the_full_drawing_too(style, tutorial):
    options = {"style": style, "caption": True, "inspect": 3, "pair": (0, 1), "hide": ["cost"]}

    np.testing.assert_array_equal(Film(tutorial, **options).rgb(3), full(tutorial, 3, **options))


def test_frames_are_the_same_bytes_twice_and_in_any_order(tutorial):
    film, other = Film(tutorial), Film(tutorial)
    forth = [film.png(i) for i in range(len(film))]
    back = [other.png(i) for i in reversed(range(len(other)))]

    assert forth == back[::-1]
    assert [film.png(i) for i in range(len(film))] == forth


@pytest.mark.parametrize("style", palette.STYLES)
def test_the_encoded_frame_keeps_every_flat_colour_exactly(style, tutorial):
    """Paper, regions and clusters; only rims between two colours are rounded to near ones."""
    film = Film(tutorial, style=style)
    exact = film.rgb(4).reshape(-1, 3)
    coded = np.asarray(Image.open(BytesIO(film.png(4))).convert("RGB")).reshape(-1, 3)
    look = palette.STYLES[style]
    flat = [to_rgb(look.paper), *(look.tint(j) for j in (0, 1)), *(to_rgb(look.face(j)) for j in (0, 1))]
    for colour in np.round(255 * np.array(flat)).astype(np.uint8):
        here = (exact == colour).all(axis=1)
        assert here.sum() > 50
        np.testing.assert_array_equal(coded[here], exact[here])
    noise = np.mean((coded.astype(float) - exact) ** 2)
    assert 10 * np.log10(255**2 / noise) > 42


def test_density_means_more_pixels_of_the_same_picture(tutorial):
    once, twice = Film(tutorial, (300, 200)), Film(tutorial, (300, 200), density=2.0)

    assert once.rgb(3).shape == (200, 300, 3)
    assert twice.rgb(3).shape == (400, 600, 3)
    assert once.stage == twice.stage
    assert once.limits == twice.limits


def test_the_stage_tells_where_a_place_on_screen_lies_in_the_data(tutorial):
    """Without letters and points, the pixel at a centroid has its colour."""
    film = Film(tutorial, hide=["letters", "points"])
    left, top, width, height = film.stage
    xmin, xmax, ymin, ymax = film.limits
    i = step_of(tutorial, "assign", 1)
    for j, (x, y) in enumerate(tutorial[i].centroids):
        column = left + (x - xmin) / (xmax - xmin) * width
        row = top + (ymax - y) / (ymax - ymin) * height
        pixel = film.rgb(i)[int(row) + 3, int(column) + 3]
        np.testing.assert_array_equal(pixel, np.round(255 * np.array(to_rgb(palette.COLORS[j]))))
    assert width / height == pytest.approx((xmax - xmin) / (ymax - ymin))


def test_a_tween_starts_at_the_step_before_and_ends_at_the_step(tutorial):
    film = Film(tutorial, (320, 240))
    i = step_of(tutorial, "update")

    np.testing.assert_array_equal(film.tween(i, 0.0), film.rgb(i - 1))
    np.testing.assert_array_equal(film.tween(i, 1.0), film.rgb(i))
    assert (film.tween(i, 0.5) != film.rgb(i)).any()
    np.testing.assert_array_equal(film.tween(0, 0.5), film.rgb(0))


def test_a_tween_of_an_assignment_fades(tutorial):
    film = Film(tutorial, (320, 240))
    i = step_of(tutorial, "assign")
    before, after, middle = (film.tween(i, t).astype(int) for t in (0, 1, 0.5))

    assert np.abs(middle - (before + after) / 2).max() <= 1


def test_a_preview_shows_centroids_that_no_run_has(tutorial):
    film = Film(tutorial, (320, 240))
    there = tutorial[-1].centroids
    moved = there + np.array([[0.5, 0.0], [0.0, 0.0]])

    assert film.preview(there) == film.preview(there)
    assert film.preview(moved) != film.preview(there)


def test_the_callers_rcparams_come_back_untouched(tutorial):
    before = dict(mpl.rcParams)
    with mpl.rc_context({"font.size": 31, "figure.facecolor": "pink"}):
        Film(tutorial, (320, 240)).png(2)
        assert mpl.rcParams["font.size"] == 31
    assert dict(mpl.rcParams) == before


def test_the_callers_rcparams_do_not_change_a_film(tutorial):
    plain = Film(tutorial, (320, 240)).png(2)
    with mpl.rc_context({"font.size": 31, "figure.facecolor": "pink", "lines.linewidth": 9}):
        assert Film(tutorial, (320, 240)).png(2) == plain


def test_film_yields_one_png_per_step(tutorial):
    frames = list(kviz.film(tutorial, size=(320, 240)))

    assert len(frames) == len(tutorial)
    assert all(frame.startswith(b"\x89PNG") for frame in frames)
    assert {Image.open(BytesIO(frame)).size for frame in frames} == {(320, 240)}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"style": "neon"}, "use one of light, dark, print, projector"),
        ({"preset": "all"}, "use one of lesson, plain"),
        ({"hide": ["axis"]}, "its parts are regions"),
        ({"inspect": 99}, "use 0 to 21"),
        ({"pair": (0, 2)}, "use numbers from 0 to 1"),
    ],
)
def test_a_wrong_option_is_answered_with_the_right_ones(options, said, tutorial):
    with pytest.raises(ValueError, match=said):
        Film(tutorial, **options)
