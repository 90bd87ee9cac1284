from importlib.resources import files
from io import BytesIO

import matplotlib as mpl
import matplotlib.style
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image
from vision import VISIONS, contrast, delta_e, lab

import kviz
from kviz.picture.film import Film
from kviz.picture.render import style as palette

# least difference (CIEDE2000) between any two of the first so many clusters, in every colour vision
STATED = {"light": {2: 50, 5: 18, 8: 14, 10: 12, 12: 11}, "dark": {2: 50, 5: 18, 8: 14, 10: 11, 12: 11}}
STATED["projector"] = STATED["light"]


def colours(style):
    return np.array([to_rgb(palette.STYLES[style].color(j)) for j in range(12)])


def paper(style):
    return to_rgb(palette.STYLES[style].paper)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("style", STATED)
def test_clusters_differ_in_every_colour_vision(style, vision):
    seen = lab(colours(style), vision)
    gaps = delta_e(seen[:, None], seen[None])
    np.fill_diagonal(gaps, np.inf)

    for first, least in STATED[style].items():
        assert gaps[:first, :first].min() >= least


def test_the_difference_is_ciede2000():
    """Pairs 1 and 17 of the published test data."""
    assert delta_e([50, 2.6772, -79.7751], [50, 0, -82.7485]) == pytest.approx(2.0425, abs=1e-4)
    assert delta_e([50, 2.5, 0], [73, 25, -18]) == pytest.approx(27.1492, abs=1e-4)


@pytest.mark.parametrize(("style", "first", "least"), [("light", 3, 11), ("dark", 3, 11), ("dark", 5, 6)])
def test_the_first_colours_differ_in_grey(style, first, least):
    """Twelve greys cannot be told apart: beyond these it is marker and letter, and the style "print"."""
    lightness = np.sort(lab(colours(style)[:first])[:, 0])

    assert np.diff(lightness).min() >= least


def test_the_third_and_the_fifth_differ_in_grey():
    lightness = lab(colours("light")[:5])[:, 0]

    assert np.abs(lightness[:4] - lightness[4]).min() >= 9


@pytest.mark.parametrize("style", palette.STYLES)
def test_a_mark_or_the_line_around_it_stands_out_from_its_own_region(style):
    look = palette.STYLES[style]
    for j in range(12):
        edge, width = look.edge(j)
        tint = to_rgb(look.tint(j))
        seen = [to_rgb(look.face(j)), to_rgb(edge)] if width > 0 else [to_rgb(look.face(j))]
        assert max(contrast(tone, tint) for tone in seen) >= 3, f"cluster {j}"


def bad_copy(png):
    """Black and white only, after a photocopier that makes dark darker and light lighter."""
    grey = np.asarray(Image.open(BytesIO(png)).convert("L"), float)
    return (grey - 128) * 1.6 + 128 < 128


def test_after_a_bad_photocopy_twelve_clusters_of_200_points_still_differ():
    """Every point by itself, no two in touch, each cluster along a row: what is left of its mark."""
    rows, columns = np.divmod(np.arange(204), 17)
    X = np.column_stack([columns, rows * 1.0]).astype(float)
    centroids = np.column_stack([np.full(12, 8.0), np.arange(12.0)])
    pairs = [(rows, centroids), (rows, centroids)]
    film = Film(kviz.record(pairs, X), style="print", hide=["borders", "centroids", "letters"])
    copy = bad_copy(film.png(0))
    left, top, wide, high = film.stage
    xmin, xmax, ymin, ymax = film.limits

    def left_of_it(j):
        x = round(left + (2.0 - xmin) / (xmax - xmin) * wide)
        y = round(top + (ymax - j) / (ymax - ymin) * high)
        return copy[y - 6 : y + 7, x - 6 : x + 7]

    marks = [left_of_it(j) for j in range(12)]
    assert min(mark.sum() for mark in marks) >= 12, "a mark vanished"
    gaps = [(one ^ other).sum() for j, one in enumerate(marks) for other in marks[:j]]
    assert min(gaps) >= 6


def test_print_has_no_tints_and_no_white_lines():
    look = palette.STYLES["print"]

    assert {to_rgb(look.tint(j)) for j in range(12)} == {paper("print")}
    assert {look.edge(j) for j in range(12)} == {(look.ink, 0.5)}
    assert [to_rgb(look.face(j)) == paper("print") for j in range(12)] == [False, True] * 6


@pytest.mark.parametrize("style", palette.STYLES)
def test_clusters_stand_out_from_the_paper(style):
    """Small marks sink sooner into a dark ground than into a light one."""
    least = 3.4 if style == "dark" else 2.0
    assert min(contrast(colour, paper(style)) for colour in colours(style)) >= least


@pytest.mark.parametrize("style", palette.STYLES)
def test_words_stand_out_from_the_paper(style):
    look = palette.STYLES[style]
    inks = [look.ink, look.label, look.faint]
    assert min(contrast(to_rgb(ink), paper(style)) for ink in inks) >= 4.5


@pytest.mark.parametrize("style", palette.STYLES)
def test_a_letter_stands_out_from_its_centroid(style):
    look = palette.STYLES[style]
    pairs = [(to_rgb(look.letter_color(j)), to_rgb(look.face(j))) for j in range(12)]
    assert min(contrast(letter, face) for letter, face in pairs) >= 3.0


def test_colour_is_never_alone():
    assert len(set(palette.MARKERS)) == len(set(palette.COLORS)) == 12


def test_phases_have_colours_that_no_cluster_has():
    phases = lab(np.array([to_rgb(colour) for colour in palette.PHASES.values()]))
    gaps = delta_e(phases[:, None], lab(colours("light")))

    assert gaps.min() >= 8


@pytest.mark.parametrize("style", palette.STYLES)
def test_styles_are_plain_matplotlib_style_sheets(style):
    path = files("kviz.picture") / "styles" / f"{style}.mplstyle"
    with mpl.style.context(str(path)):
        assert to_rgb(mpl.rcParams["figure.facecolor"]) == paper(style)


def test_styles_can_be_used_by_name():
    with mpl.style.context("kviz.picture.styles.dark"):
        assert to_rgb(mpl.rcParams["axes.facecolor"]) == paper("dark")


def test_the_projector_has_large_type():
    large, usual = palette.STYLES["projector"], palette.STYLES["light"]

    assert large.size >= 1.3 * usual.size
    assert large.mark >= 1.3 * usual.mark
