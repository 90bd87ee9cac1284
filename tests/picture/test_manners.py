"""Pictures are guests in somebody's matplotlib: they take what was set, and leave it as it was."""

import re
import subprocess
import sys
from contextlib import nullcontext
from html import unescape

import matplotlib as mpl
import pytest
from clouds import cloud
from matplotlib.colors import to_hex

import kviz
from kviz.picture.charts.seeding_comparison import seedings
from kviz.picture.charts.tutorial import FIGURES
from kviz.picture.charts.tutorial import tutorial as sequence

TRACE = kviz.run(cloud(40, 3), k=3, rng=0)
ELBOW = kviz.elbow(cloud(40, 3), ks=range(1, 5), n_init=2, rng=0)
PICTURES = {
    "draw": lambda: kviz.draw(TRACE, 3).figure,
    "gallery": lambda: kviz.gallery(TRACE),
    "tutorial": lambda: FIGURES["colored"]().figure,
    "sequence": sequence,
    "seedings": seedings,
    "elbow": lambda: ELBOW.draw().figure,
}
WISHES = {"figure.facecolor": "#FFF8E7", "axes.facecolor": "#FFF8E7", "xtick.labelsize": 6.5}


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("wishes", [{}, WISHES])
def test_rcparams_hold_without_a_style_and_come_back_untouched(name, wishes):
    with mpl.rc_context(wishes):
        before = dict(mpl.rcParams)
        figure = PICTURES[name]()
        assert dict(mpl.rcParams) == before

    paper = wishes.get("figure.facecolor", "#FFFFFF")
    assert to_hex(figure.get_facecolor()).upper() == paper
    assert {to_hex(ax.get_facecolor()).upper() for ax in figure.axes} == {paper}
    sizes = {label.get_fontsize() for ax in figure.axes[:1] for label in ax.get_xticklabels()}
    assert sizes <= {wishes.get("xtick.labelsize", 10.0)}


@pytest.mark.parametrize(
    "drawn", [lambda style: kviz.gallery(TRACE, style=style), lambda style: sequence(style=style)]
)
def test_a_style_that_is_asked_for_wins(drawn):
    with mpl.rc_context(WISHES):
        assert to_hex(drawn("dark").get_facecolor()).upper() == "#14181F"


def test_font_sizes_and_families_are_the_callers():
    with mpl.rc_context({"font.size": 17.0, "font.family": ["DejaVu Serif"]}):
        ax = kviz.draw(TRACE, 0)

    assert ax._left_title.get_fontsize() == pytest.approx(1.2 * 17.0)
    assert ax._left_title.get_fontfamily() == ["DejaVu Serif"]
    assert ax.get_xticklabels()[0].get_fontfamily() == ["DejaVu Serif"]


def test_a_failed_drawing_leaves_rcparams_untouched():
    before = dict(mpl.rcParams)
    with pytest.raises(ValueError, match="is unknown"):
        kviz.draw(TRACE, 3, style="neon")
    with pytest.raises(ValueError, match="has no part"):
        kviz.gallery(TRACE, style="dark", show="glitter")

    assert dict(mpl.rcParams) == before


def test_no_picture_needs_pyplot():
    code = (
        "import sys, kviz\n"
        "from kviz.picture.charts.seeding_comparison import seedings\n"
        "from kviz.picture.charts.tutorial import FIGURES, tutorial as sequence\n"
        "data = kviz.datasets['tutorial']()\n"
        "trace = kviz.run(data, k=2, rng=0)\n"
        "kviz.draw(trace, 2); kviz.gallery(trace); sequence(); seedings(); FIGURES['scatter']()\n"
        "kviz.elbow(data, ks=[1, 2, 3], n_init=1, rng=0).draw()\n"
        "next(kviz.film(trace))\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    "wishes", [nullcontext, lambda: mpl.rc_context({"font.size": 14.0, "lines.markersize": 12})]
)
def test_the_same_figure_twice_is_the_same_picture(wishes):
    with wishes():
        one, other = (kviz.gallery(TRACE, [0, 3, 4])._repr_png_() for _ in range(2))

    assert one == other


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (lambda: kviz.draw(TRACE, -1), "No point changed cluster"),
        (lambda: kviz.gallery(TRACE, [0, 3]), "Start centroid A"),
        (kviz.tutorial, "1. "),
        (kviz.seedings, "k-means++ draws"),
        (lambda: kviz.elbow(kviz.datasets["blobs"](), rng=0), "a clear elbow"),
        (
            lambda: kviz.check(iter([(s.labels, s.centroids) for s in TRACE]), TRACE.X).draw(),
            "every rule was kept",
        ),
    ],
    ids=["draw", "gallery", "tutorial", "seedings", "elbow", "check"],
)
def test_a_figure_in_a_notebook_has_a_text_alternative(drawn, words):
    """JupyterLab and nbconvert show HTML first, and put no words to a PNG that comes alone."""
    figure = drawn()
    _, about = figure._repr_png_()
    said = re.search(r' alt="([^"]+)"', figure._repr_html_())

    assert words in about["alt"]
    assert said and words in unescape(said[1])
