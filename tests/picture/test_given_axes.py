"""Axes of somebody else's figure: any grid, any layout, any part of it."""

import itertools

import matplotlib as mpl
import numpy as np
import pytest
from drawn import axes, named
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from vision import contrast

import kviz


def test_it_returns_the_axes_it_was_given(tutorial):
    ax = axes()

    assert kviz.draw(tutorial, 3, ax=ax) is ax


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
