from importlib.resources import files

import matplotlib as mpl
import matplotlib.style
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from vision import VISIONS, contrast, delta_e, lab

from kviz.picture.render import style as palette

# least difference (CIEDE2000) between any two of the first so many clusters, in every colour vision
STATED = {"light": {2: 50, 5: 18, 8: 14, 10: 12, 12: 11}, "dark": {2: 50, 5: 11, 10: 11, 12: 8}}


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


def test_the_first_three_differ_in_grey_print():
    """Twelve greys cannot be told apart: from the fourth on, marker and letter do it."""
    lightness = np.sort(lab(colours("print")[:3])[:, 0])

    assert np.diff(lightness).min() >= 11


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
    pairs = [(to_rgb(look.letter_color(j)), to_rgb(look.color(j))) for j in range(12)]
    assert min(contrast(letter, face) for letter, face in pairs) >= 3.0


@pytest.mark.parametrize("style", palette.STYLES)
def test_a_point_stands_out_from_its_own_region(style):
    look = palette.STYLES[style]
    pairs = [(lab(to_rgb(look.color(j))), lab(look.tint(j))) for j in range(12)]
    assert min(delta_e(point, tint) for point, tint in pairs) >= 15


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
