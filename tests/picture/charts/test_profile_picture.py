"""The picture of a profile shows its numbers, and a person's text stays text."""

import itertools

import numpy as np
import pytest

from kviz.picture.charts.profile import draw_profile
from kviz.picture.render.style import STYLES
from kviz.story.profile import make_profile

VALUES = {"age": np.array([20.0, 30.0, 60.0, 40.0]), "$in_come$": np.array([1.0, 3.0, 10.0, 14.0])}
PROFILE = make_profile(VALUES, np.array([0, 0, 1, 1]), 2, ["$in_come$"])


def test_every_mean_stands_at_its_distance_from_the_whole():
    ax = draw_profile(PROFILE)
    marks = {line.get_label(): line for line in ax.lines if line.get_label() in "AB"}
    for segment, name in zip(PROFILE.segments, "AB", strict=True):
        expected = [segment.offsets["$in_come$"], segment.offsets["age"]]
        assert marks[name].get_xdata() == pytest.approx(expected)
        assert marks[name].get_color() == STYLES["light"].color(segment.cluster)


def test_what_was_clustered_by_stands_first_and_is_marked():
    ax = draw_profile(PROFILE)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["$in_come$ *", "age"]


def test_dollar_signs_in_names_do_not_break_the_drawing():
    draw_profile(PROFILE).figure.canvas.draw()


def test_long_names_are_cut():
    long = make_profile({"n" * 90: VALUES["age"]}, np.array([0, 0, 1, 1]), 2, ["n" * 90])
    assert len(draw_profile(long).get_yticklabels()[0].get_text()) == 32


def test_letters_of_near_twins_do_not_overlap_and_their_marks_do_not_hide_each_other():
    """Nine segments whose mean ages differ by hundredths of a year."""
    values = {"age": np.repeat(40 + np.array([0, 0, 0.01, 0.02, 9, 9.05, 9.1, -5, 4]), 2)}
    ax = draw_profile(make_profile(values, np.repeat(np.arange(9), 2), 9, ["age"]))
    ax.figure.canvas.draw()

    said = [text.get_window_extent() for text in ax.texts]
    assert len(said) == 9
    for a, b in itertools.combinations(said, 2):
        assert a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0
    marks = [
        ax.transData.transform(line.get_xydata()[0]) for line in ax.lines if line.get_label() in "ABCDEFGHI"
    ]
    assert len(marks) == 9
    assert min(np.hypot(*(a - b)) for a, b in itertools.combinations(marks, 2)) > 4
