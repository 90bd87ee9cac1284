"""Where many runs end: every dot is one run, and the shares are counted."""

import numpy as np
import pytest

from kviz.picture.charts.restarts import draw_starts

COSTS = {"random": np.array([10.0, 15.0, 20.0, 10.0]), "k-means++": np.array([10.0, 10.0, 10.0, 15.0])}


def test_every_run_stands_at_its_cost_above_the_best():
    ax = draw_starts(COSTS, best=10.0)
    random, careful = ax.lines[:2]
    assert random.get_xdata() == pytest.approx([0, 0, 50, 100])
    assert careful.get_xdata() == pytest.approx([0, 0, 0, 50])
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["random data points", "k-means++"]


def test_the_shares_of_worse_runs_are_written_beside_them():
    assert [text.get_text() for text in draw_starts(COSTS, best=10.0).texts] == ["50 % worse", "25 % worse"]


def test_dots_of_one_seeding_stay_in_their_row():
    heights = draw_starts({"random": np.full(200, 3.0)}, best=3.0).lines[0].get_ydata()
    assert np.abs(heights).max() <= 0.3


def test_a_perfect_result_is_nothing_above_nothing():
    assert draw_starts({"random": np.zeros(3)}, best=0.0).lines[0].get_xdata().tolist() == [0, 0, 0]
