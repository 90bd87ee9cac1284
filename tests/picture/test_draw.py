import itertools
import subprocess
import sys
import warnings

import matplotlib as mpl
import numpy as np
import pytest
from clouds import cloud, step_of
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from vision import contrast

import kviz
from kviz.picture.palette import UNASSIGNED, color, marker
from kviz.picture.parts import PARTS, PRESETS
from kviz.picture.shapes import marker_path

SETS = ("tutorial", "customers", "old-faithful", "iris", "empty-trap", "duplicates")


def named(ax, part):
    """The marks of one part, in the order in which they were added."""
    return [mark for mark in ax.get_children() if (mark.get_gid() or "").rsplit("-", 1)[0] == part]


def axes(rows=1, columns=1):
    figure = Figure(figsize=(6 * columns, 4 * rows))
    FigureCanvasAgg(figure)
    return figure.subplots(rows, columns)


def test_it_returns_the_axes_it_was_given(tutorial):
    ax = axes()

    assert kviz.draw(tutorial, 3, ax=ax) is ax


def test_without_axes_it_makes_a_figure_without_pyplot():
    code = (
        "import sys, kviz\n"
        "kviz.draw(kviz.run([[0, 0], [1, 1], [5, 5.0]], k=2, rng=0), 1).figure.canvas.draw()\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_it_works_in_subplots_and_leaves_no_global_state(tutorial):
    before = dict(mpl.rcParams)
    grid = axes(2, 2)
    for i, ax in enumerate(grid.flat):
        kviz.draw(tutorial, i, ax=ax)
    grid[0, 0].figure.canvas.draw()

    assert dict(mpl.rcParams) == before
    assert all(len(named(ax, "centroids")) >= 1 for ax in grid.flat)


def test_a_style_on_given_axes_colours_their_ground_and_leaves_the_title_to_the_figure(tutorial):
    """Light ink on somebody's white Axes, or a light title on their white figure, cannot be read."""
    ax = kviz.draw(tutorial, 3, ax=axes(), style="dark")

    assert contrast(to_rgb(ax.get_facecolor()), (1, 1, 1)) > 10
    (arrows,) = named(ax, "arrows")[1:2]
    assert contrast(arrows.get_colors()[0][:3], to_rgb(ax.get_facecolor())) > 7
    assert contrast(to_rgb(ax._left_title.get_color()), (1, 1, 1)) > 7


@pytest.mark.parametrize("way", [0.0, 0.5, 1.0, 2.0, 8.0])
def test_an_arrow_lies_between_the_old_place_and_the_new_one(way):
    """However short the way: a head alone where there is no room for a shaft, nothing where none for that."""
    X = np.array([[0.0, 0.0], [0.0, 4.0], [20.0, 0.0], [20.0, 4.0]])
    trace = kviz.run(X, k=2, init=[[0.0, 2.0 + way / 4], [20.0, 2.0]])
    i = step_of(trace, "update")
    marks = named(kviz.draw(trace, i), "arrows")
    corners = [path.vertices for mark in marks for path in mark.get_paths()]

    assert bool(corners) == (way >= 1.0)
    assert len(marks) == {0.0: 0, 0.5: 0, 1.0: 1, 2.0: 1, 8.0: 3}[way]
    for x, y in np.concatenate(corners) if corners else ():
        assert 2.0 <= y <= 2.0 + way / 4 + 1e-9
        assert abs(x) < 0.5


def test_where_points_are_a_density_the_share_that_switches_is_seen():
    """One point of a thousand in a bin may not blacken it like a thousand of a thousand."""
    X = np.random.default_rng(0).normal(size=(31_000, 2))
    trace = kviz.run(X, k=2, init=[[-1.0, 0.0], [0.2, 0.3]])
    (image,) = named(kviz.draw(trace, step_of(trace, "update")), "next")
    strength = np.asarray(image.get_array())[..., 3] / 255

    assert strength.max() == pytest.approx(0.75, abs=0.01)
    assert strength[strength > 0].min() < 0.5


def test_a_note_on_what_is_left_out_is_no_wider_than_the_axes():
    trace = kviz.run(np.random.default_rng(0).normal(size=(40, 4)), k=2, rng=0)
    ax = kviz.draw(trace, -1, ax=axes(2, 3)[0, 1])
    ax.figure.canvas.draw()

    assert "labels use all 4" in " ".join(ax.get_xlabel().split())
    assert ax.xaxis.label.get_window_extent().width <= 1.02 * ax.get_window_extent().width


def test_it_works_in_parts_of_a_figure(tutorial):
    """A SubFigure has no width in inches of its own."""
    left, right = Figure(figsize=(8, 4)).subfigures(1, 2)
    alone = kviz.draw(tutorial, 3, ax=Figure(figsize=(4, 4)).subplots())

    for part in (left, right):
        ax = kviz.draw(tutorial, 3, ax=part.subplots(), inspect=0)
        assert ax.get_xlim() == pytest.approx(alone.get_xlim())
        sizes = [[mark.get_markersize() for mark in named(one, "points")] for one in (ax, alone)]
        assert sizes[0] == pytest.approx(sizes[1])


@pytest.mark.parametrize("layout", [None, "tight", "constrained"])
@pytest.mark.parametrize("size", [9.0, 14.0])
def test_titles_stay_above_their_own_picture(layout, size, tutorial):
    """Seven narrow pictures side by side, in every layout that matplotlib has."""
    with mpl.rc_context({"font.size": size}):
        figure = Figure(figsize=(15, 7), layout=layout)
        FigureCanvasAgg(figure)
        grid = figure.subplots(2, 4).ravel()[: len(tutorial)]
        for i, ax in enumerate(grid):
            kviz.draw(tutorial, i, ax=ax)
        figure.canvas.draw()

    titles = [(ax.get_title(loc="left"), ax._left_title.get_window_extent()) for ax in grid]
    assert all(words and "…" not in words for words, _ in titles)
    for (words, said), (_, after) in itertools.pairwise(titles):
        assert said.x0 >= 0 and said.y1 <= 700 and said.x1 <= 1500, words
        assert said.x1 < after.x0 or after.y1 < said.y0, words


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
        assert (mark.get_markerfacecolor(), mark.get_marker()) == (color(j), marker(j))
        np.testing.assert_array_equal(mark.get_xydata(), tutorial.X[tutorial[i].labels == j])


def test_no_cluster_looks_larger_for_its_marker():
    """A triangle of the size of a square covers half of its paper, a star a third."""
    trace = kviz.run(cloud(90, 12), k=12, rng=0)
    covered = []
    for mark in named(kviz.draw(trace, step_of(trace, "assign")), "points"):
        (outline, *_) = marker_path(mark.get_marker(), mark.get_markersize()).to_polygons()
        (x, y), (right, up) = outline[:-1].T, outline[1:].T
        covered.append(abs(x @ up - right @ y) / 2)

    assert len(covered) == 12
    assert max(covered) < 1.25 * min(covered)


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


def test_a_chosen_pair_shows_the_whole_line_of_which_its_edge_is_a_piece():
    trace = kviz.run(cloud(80, 5), k=5, rng=0)
    ax = kviz.draw(trace, -1, pair=(0, 1))
    line = named(ax, "construction")[0].get_segments()[0]
    a, b = trace.centroids[:2]

    assert np.hypot(*(line - a).T) == pytest.approx(np.hypot(*(line - b).T), rel=1e-9)
    assert not named(kviz.draw(trace, -1), "construction")


def test_discs_have_areas_in_proportion_to_squared_distances():
    trace = kviz.run(cloud(60, 3), k=3, rng=0)
    weights = trace[2].weights
    discs = named(kviz.draw(trace, 2), "halos")
    found = {tuple(place): disc.get_markersize() ** 2 for disc in discs for place in disc.get_xydata()}

    scale = max(found.values()) / weights.max()
    for place, weight in zip(trace.X, weights, strict=True):
        if weight > weights.max() / 50:
            assert found[tuple(place)] == pytest.approx(scale * weight, rel=0.3)


@pytest.mark.parametrize("part", [*PRESETS["plain"] - {"note", "letters"}])
def test_a_part_can_be_hidden_by_its_name(part, tutorial):
    i = step_of(tutorial, "update")

    assert named(kviz.draw(tutorial, i), part)
    assert not named(kviz.draw(tutorial, i, hide=[part]), part)


def test_the_plain_preset_shows_no_lesson(tutorial):
    i = step_of(tutorial, "update")
    ax = kviz.draw(tutorial, i, preset="plain")

    assert not any(named(ax, part) for part in set(PARTS) - PRESETS["plain"])
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


def test_many_points_become_density_with_every_point_counted():
    """A million markers hide each other; the bins add up to all points of all clusters."""
    from kviz.picture.view import View

    trace = kviz.run(cloud(40_000, 3), k=3, rng=0, max_iter=2)
    ax = kviz.draw(trace, -1)
    (image,) = named(ax, "points")
    view = View(trace, np.ptp(ax.get_xlim()) / np.ptp(ax.get_ylim()))

    assert view.limits == pytest.approx((*ax.get_xlim(), *ax.get_ylim()))
    shown = np.asarray(image.get_array())[..., 3].ravel() > 0
    np.testing.assert_array_equal(np.flatnonzero(shown), np.unique(view.bins))
    assert len(view.bins) == 40_000


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_every_step_of_the_built_in_sets_can_be_drawn(name, metric):
    data = kviz.datasets[name]()
    init = "k-means++" if data.start is None else data.start
    trace = kviz.run(data, k=data.k, init=init, rng=0, metric=metric)
    for i in range(len(trace)):
        kviz.draw(trace, i, ax=axes())


def test_of_many_points_the_farther_ones_are_stronger_instead_of_in_larger_discs():
    trace = kviz.run(cloud(1_200, 3), k=3, rng=0)
    groups = named(kviz.draw(trace, 2), "halos")
    row = {tuple(place): i for i, place in enumerate(trace.X)}
    shown = [
        (sum(to_rgb(dots.get_markerfacecolor())), tuple(at)) for dots in groups for at in dots.get_xydata()
    ]
    far = np.sqrt(trace[2].weights)

    assert len({dots.get_markersize() for dots in groups}) == 1
    assert len(shown) == (far > 0).sum()
    lightness, distance = np.array([(tone, far[row[place]]) for tone, place in shown]).T
    for tone in np.unique(lightness):
        assert distance[lightness < tone].min(initial=np.inf) >= distance[lightness == tone].max()
