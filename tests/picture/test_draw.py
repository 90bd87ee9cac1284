import subprocess
import sys
import warnings

import matplotlib as mpl
import numpy as np
import pytest
from clouds import cloud, step_of
from drawn import axes, named
from matplotlib.colors import to_rgb

import kviz
from kviz.picture.parts import PARTS, chosen
from kviz.picture.render.style import STYLES, UNASSIGNED

LIGHT = STYLES["light"]

SETS = ("tutorial", "customers", "old-faithful", "iris", "empty-trap", "duplicates")


def test_without_axes_it_makes_a_figure_without_pyplot():
    code = (
        "import sys, kviz\n"
        "kviz.draw(kviz.run([[0, 0], [1, 1], [5, 5.0]], k=2, rng=0), 1).figure.canvas.draw()\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("i", range(7))
def test_aspect_is_equal_and_limits_hold_for_the_whole_run(i, tutorial):
    """With unequal axes the nearest centroid looks wrong; with moving limits nothing can be compared."""
    ax, first = kviz.draw(tutorial, i), kviz.draw(tutorial, 0)

    assert ax.get_aspect() == 1.0
    assert (ax.get_xlim(), ax.get_ylim()) == (first.get_xlim(), first.get_ylim())


def test_points_are_grey_until_the_first_assignment(tutorial):
    (points,) = named(kviz.draw(tutorial, 1), "points")

    assert points.get_markerfacecolor() == UNASSIGNED
    np.testing.assert_array_equal(points.get_xydata(), tutorial.X)


def test_every_cluster_has_its_colour_and_its_marker(tutorial):
    i = step_of(tutorial, "assign", 1)
    marks = named(kviz.draw(tutorial, i), "points")

    for j, mark in enumerate(marks):
        assert (mark.get_markerfacecolor(), mark.get_marker()) == (
            LIGHT.color(j),
            LIGHT.marker(j),
        )
        np.testing.assert_array_equal(mark.get_xydata(), tutorial.X[tutorial[i].labels == j])


def test_centroids_stand_where_the_step_says(tutorial):
    for i, step in enumerate(tutorial):
        (marks,) = named(kviz.draw(tutorial, i), "centroids")
        places = {tuple(place) for place in np.asarray(marks.get_offsets())}
        assert places == {tuple(place) for place in step.centroids}


def test_points_are_ringed_before_and_after_they_switch(tutorial):
    update, after = step_of(tutorial, "update"), step_of(tutorial, "assign", 1)
    rings = named(kviz.draw(tutorial, update), "next")
    done = named(kviz.draw(tutorial, after), "changed")

    expected = tutorial.X[tutorial[after].changed]
    assert len(expected) == 3
    np.testing.assert_array_equal(rings[-1].get_xydata(), expected)
    np.testing.assert_array_equal(done[-1].get_xydata(), expected)
    assert not named(kviz.draw(tutorial, len(tutorial) - 1), "next")


def test_two_centroids_show_segment_midpoint_right_angle_and_bisector(tutorial):
    i = step_of(tutorial, "assign")
    ax = kviz.draw(tutorial, i)
    a, b = tutorial[i].centroids
    segment, corner, middle = named(ax, "construction")
    (border,) = named(ax, "borders")

    np.testing.assert_array_equal(segment.get_segments()[0], [a, b])
    np.testing.assert_allclose(middle.get_xydata()[0], (a + b) / 2)
    along, across = np.diff(corner.get_segments()[0], axis=0)
    assert along @ across == pytest.approx(0, abs=1e-12)
    ends = border.get_segments()[0]
    assert np.hypot(*(ends - a).T) == pytest.approx(np.hypot(*(ends - b).T), rel=1e-12)
    xmin, xmax, ymin, ymax = *ax.get_xlim(), *ax.get_ylim()
    on_rim = [min(abs(x - xmin), abs(x - xmax), abs(y - ymin), abs(y - ymax)) for x, y in ends]
    assert max(on_rim) < 1e-9


def test_at_the_end_the_construction_fades_and_the_border_stays(tutorial):
    def darkness(part, i):
        (red, green, blue, _), *_ = named(kviz.draw(tutorial, i), part)[0].get_colors()
        return 3 - red - green - blue

    last = len(tutorial) - 1
    assert darkness("construction", last) < darkness("construction", last - 1) / 2
    assert darkness("borders", last) == darkness("borders", last - 1)


def test_a_chosen_pair_shows_the_whole_line_of_which_its_edge_is_a_piece():
    trace = kviz.run(cloud(80, 5), k=5, rng=0)
    ax = kviz.draw(trace, -1, pair=(0, 1))
    line = named(ax, "construction")[0].get_segments()[0]
    a, b = trace.centroids[:2]

    assert np.hypot(*(line - a).T) == pytest.approx(np.hypot(*(line - b).T), rel=1e-9)
    assert not named(kviz.draw(trace, -1), "construction")


@pytest.mark.parametrize("columns", [2, 4])
def test_where_a_border_is_no_bisector_a_chosen_pair_shows_only_the_border(columns):
    """Manhattan borders bend, and a slice of a bisector in space need not lie midway in the plane."""
    X = np.random.default_rng(3).normal(size=(90, columns)) * 3
    trace = kviz.run(X, k=4, rng=1, metric="manhattan" if columns == 2 else "euclidean")
    (bold,) = named(kviz.draw(trace, -1, pair=(1, 0)), "construction")
    borders = [
        tuple(segment.ravel())
        for mark in named(kviz.draw(trace, -1), "borders")
        for segment in mark.get_segments()
    ]

    assert {tuple(segment.ravel()) for segment in bold.get_segments()} < set(borders)
    for segment in bold.get_segments() if columns == 2 else ():
        far = np.abs(segment[:, None] - trace.centroids).sum(axis=-1)
        np.testing.assert_allclose(far[:, 0], far[:, 1], rtol=1e-9)
        assert (far.min(axis=1) >= far[:, 0] - 1e-9).all()


@pytest.mark.parametrize("part", sorted(chosen("plain") - {"note", "letters", "inspected"}))
def test_a_part_can_be_hidden_by_its_name(part, tutorial):
    i = step_of(tutorial, "update")

    assert named(kviz.draw(tutorial, i), part)
    assert not named(kviz.draw(tutorial, i, hide=[part]), part)


def test_the_plain_preset_shows_no_lesson(tutorial):
    i = step_of(tutorial, "update")
    ax = kviz.draw(tutorial, i, preset="plain")

    assert not any(named(ax, part) for part in set(PARTS) - chosen("plain"))
    assert ax.get_title(loc="left") == ""
    assert named(kviz.draw(tutorial, i, preset="plain", show="next"), "next")


def test_an_inspected_point_is_joined_to_every_centroid():
    trace = kviz.run(cloud(60, 4), k=4, rng=0)
    (spokes,) = [m for m in kviz.draw(trace, -1, inspect=7).collections if len(m.get_linewidths()) == 4]

    assert [tuple(spoke[0]) for spoke in spokes.get_segments()] == [tuple(trace.X[7])] * 4
    nearest = int(((trace.centroids - trace.X[7]) ** 2).sum(axis=1).argmin())
    assert int(np.argmax(spokes.get_linewidths())) == nearest


def test_rcparams_of_the_caller_are_respected_where_no_style_is_asked_for(tutorial):
    with mpl.rc_context({"axes.labelsize": 23, "axes.facecolor": "#FFEEDD"}):
        asked = kviz.draw(tutorial, 2)
        styled = kviz.draw(tutorial, 2, style="dark")

    assert asked.get_facecolor()[:3] == pytest.approx(to_rgb("#FFEEDD"))
    assert styled.get_facecolor()[:3] == pytest.approx(to_rgb("#14181F"))


def test_ticks_are_in_the_datas_own_units():
    """Standardized data are drawn where distances are measured, and labelled with what was measured."""
    data = kviz.datasets["old-faithful"]().standardized()
    ax = kviz.draw(kviz.run(data, k=2, rng=0), -1)
    position, label = ax.get_yticks()[1], ax.get_yticklabels()[1].get_text()

    assert position * data.factor[1] + data.offset[1] == pytest.approx(float(label))
    assert 40 <= float(label) <= 100


@pytest.mark.parametrize("name", ["$x_1$", "100 % of <b>", "\\alpha", "收入", "a\nb"])
def test_column_names_are_words_never_formulas(name):
    data = cloud(30, 2, names=(name, "y"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", "no font of this machine")
        ax = kviz.draw(kviz.run(data, k=2, rng=0), -1)
        ax.figure.canvas.draw()
    assert ax.get_xlabel()


def test_a_step_that_is_not_there_is_refused(tutorial):
    with pytest.raises(IndexError, match="steps 0 to 6"):
        kviz.draw(tutorial, 7)


def test_one_column_lies_on_a_line_with_its_cut_points():
    X = np.array([[0.0], [1.0], [9.0], [10.0]])
    trace = kviz.run(X, k=2, init=[[0.0], [10.0]])
    ax = kviz.draw(trace, -1)
    cut = named(ax, "borders")[0].get_segments()[0]

    np.testing.assert_allclose(cut[:, 0], 5.0)
    assert {tuple(p) for m in named(ax, "points") for p in m.get_xydata()} == {(x, 0.0) for x in X[:, 0]}
    assert list(ax.get_yticks()) == []


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_every_step_of_the_built_in_sets_can_be_drawn(name, metric):
    data = kviz.datasets[name]()
    init = "k-means++" if data.start is None else data.start
    trace = kviz.run(data, k=data.k, init=init, rng=0, metric=metric)
    for i in range(len(trace)):
        kviz.draw(trace, i, ax=axes())


@pytest.mark.parametrize("shown", [kviz.draw, lambda given: list(kviz.film(given))])
def test_what_is_no_run_is_named_with_what_is_wanted(shown):
    with pytest.raises(TypeError, match="is a ndarray; give a run"):
        shown(np.eye(3))
    with pytest.raises(ValueError, match="has no step"):
        shown(kviz.run(np.eye(3), 2, rng=0)[:0])


@pytest.mark.parametrize("size", [(0, 0), (9_000, 600), "ab", (600,), (960.5, 600)])
def test_a_size_that_cannot_be_drawn_is_refused(size, tutorial):
    with pytest.raises(ValueError, match="size="):
        kviz.film(tutorial, size=size)
