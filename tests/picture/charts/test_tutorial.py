import numpy as np
import pytest
from matplotlib.colors import to_hex

import kviz
from kviz.picture.charts.seeding_comparison import seedings
from kviz.picture.charts.tutorial import FIGURES, ROWS, tutorial_run
from kviz.picture.charts.tutorial import tutorial as sequence
from kviz.picture.render.style import UNASSIGNED
from kviz.story.messages import say


def parts(ax):
    return {(mark.get_gid() or "").rsplit("-", 1)[0] for mark in ax.get_children()} - {""}


EXPECTED = {
    "scatter": {"points"},
    "start": {"points", "centroids", "letters"},
    "median line": {"points", "centroids", "letters", "borders", "construction"},
    "colored": {"points", "centroids", "letters", "borders", "construction", "regions"},
    "centers": {"points", "centroids", "letters", "ghosts", "arrows"},
    "new line": {"points", "centroids", "letters", "borders", "construction"},
    "wrong side": {"points", "centroids", "letters", "borders", "construction", "regions", "next"},
    "reassigned": {"points", "centroids", "letters", "borders", "construction", "regions", "changed"},
    "centers again": {"points", "centroids", "letters", "ghosts", "arrows"},
    "no change": {"points", "centroids", "letters", "borders", "construction", "regions"},
    "clusters": {"points"},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_picture_of_the_sequence_is_one_call(name):
    assert parts(FIGURES[name]()) == EXPECTED[name]


def test_the_run_behind_it_is_the_textbooks():
    """No start centroid is a data point; three points switch; then none does."""
    trace = tutorial_run()

    phases = [step.phase for step in trace]
    assert phases == ["seed", "seed", "assign", "update", "assign", "update", "converged"]
    assert [trace[i].chosen for i in (0, 1)] == [None, None]
    assert len(trace[4].changed) == 3
    before, after = trace[2].labels[trace[4].changed], trace[4].labels[trace[4].changed]
    assert sorted(zip(before.tolist(), after.tolist(), strict=True)) == [(0, 1), (0, 1), (1, 0)]


@pytest.mark.parametrize("name", ["scatter", "start", "median line"])
def test_points_are_grey_until_they_are_coloured_by_side(name):
    marks = [m for m in FIGURES[name]().lines if (m.get_gid() or "").startswith("points")]

    assert [to_hex(m.get_markerfacecolor()).upper() for m in marks] == [UNASSIGNED]


def test_points_of_the_sheet_can_be_seen_from_the_last_row():
    """Twenty-two points on a small picture need not be as small as two hundred."""
    marks = [mark for mark in sequence().axes[0].lines if (mark.get_gid() or "").startswith("points")]

    assert marks[0].get_markersize() >= 7


def test_the_sequence_is_also_one_sheet():
    sheet = sequence()

    assert len(sheet.axes) == len(ROWS) == 11
    words = [text.get_text() for ax in sheet.axes for text in ax.texts]
    assert all(f"{n + 1}  {name}" in words for n, name in enumerate(ROWS))


def test_an_unknown_picture_is_answered_with_the_known_ones():
    from kviz.picture.charts.tutorial import figure

    with pytest.raises(ValueError, match="it has scatter, start, median line"):
        figure("scater")


def test_two_seedings_start_from_the_same_point_and_say_how_they_differ():
    sheet = seedings()
    firsts = [
        np.asarray(mark.get_offsets())[-1]
        for ax in (sheet.axes[1], sheet.axes[6])
        for mark in ax.collections
        if (mark.get_gid() or "").startswith("centroids")
    ]

    bars = [ax for ax in sheet.axes if ax.get_label() == "cumulative probability"]
    assert len(sheet.axes) == 12 and len(bars) == 2
    for ax in bars:
        slices = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
        assert sum(width for _, width in slices) == pytest.approx(1)
        u = ax.lines[0].get_xdata()[0]
        won = next(n for n, bar in enumerate(ax.patches) if bar.get_alpha() == 1)
        assert slices[won][0] <= u < sum(slices[won])
    np.testing.assert_array_equal(firsts[0], firsts[1])
    said = " ".join(text.get_text() for text in sheet.texts)
    assert said.split() == say("charts.seedings.difference").split()


def test_a_gallery_shows_all_or_chosen_steps(tutorial):
    assert len(kviz.gallery(tutorial).axes) == len(tutorial)
    few = kviz.gallery(tutorial, [2, -1], preset="plain", style="print")
    assert len(few.axes) == 2
    assert len(kviz.gallery(tutorial, columns=7).axes) == 7


def test_names_above_a_gallery_do_not_run_into_each_other():
    sheet = kviz.gallery(kviz.run(kviz.datasets["customers"](), k=5, rng=0))
    sheet.canvas.draw()
    for ax in sheet.axes:
        for text in ax.texts:
            span, room = text.get_window_extent(), ax.get_window_extent()
            assert room.x0 - 1 <= span.x0 and span.x1 <= room.x1 + 1
            assert span.y0 >= room.y1


@pytest.mark.parametrize("steps", [[], range(100)])
def test_a_gallery_of_too_few_or_too_many_is_refused(steps, tutorial):
    with pytest.raises(ValueError, match="a sheet has room for 1 to 60"):
        kviz.gallery(tutorial, steps)
