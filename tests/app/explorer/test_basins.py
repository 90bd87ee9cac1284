"""The basin map: each place leads to the end that the run from there has."""

import numpy as np
import pytest
from asking import ask

import kviz
from kviz.app.explorer.actions.basins import grid, sweep


@pytest.fixture
def explorer(listened):
    return listened(kviz.explore(kviz.datasets["blobs"]().points, k=3))


def test_the_grid_covers_the_points_with_cells_of_one_size():
    X = np.array([[0.0, 0.0], [10.0, 5.0]])
    places, rows, columns = grid(X)
    assert len(places) == rows * columns
    assert columns == 40 and 20 <= rows <= 24
    assert places[0].tolist() < X.min(axis=0).tolist() and (places[-1] > X.max(axis=0)).all()


def test_every_place_leads_to_the_end_of_its_own_run():
    X = kviz.datasets["blobs"]().points
    start = X[[0, 1, 2]]
    found, which, places, _rows, _columns = sweep(X, start, 1)
    for cell in (0, 333, 701, len(places) - 1):
        begun = start.copy()
        begun[1] = places[cell]
        end = found[which[cell]]
        assert end["low"] * (1 - 1e-6) <= kviz.run(X, k=3, init=begun).cost <= end["high"] * (1 + 1e-6)


def test_a_place_of_the_map_can_be_run(explorer):
    ask(explorer, "basin start", cluster=0, cell=5)
    places, _rows, _columns = grid(explorer.trace.X)
    seeds = [step for step in explorer.trace if step.phase == "seed"]
    assert explorer.settings.init == "placed"
    assert seeds[-1].centroids[0] == pytest.approx(places[5])


def test_shares_sum_to_one_and_costs_rise(explorer):
    (message, buffers), *_ = [a for a in ask(explorer, "basins", cluster=2) if a[0]["type"] == "basins"]
    assert sum(message["shares"]) == pytest.approx(1)
    assert [low for low, _ in message["costs"]] == sorted(low for low, _ in message["costs"])
    assert len(buffers[0]) == message["rows"] * message["columns"]


@pytest.mark.parametrize("message", [{"cluster": 3}, {"cluster": -1}, {"cluster": "A"}, {}])
def test_a_centroid_that_does_not_exist_is_refused(explorer, message):
    (answer, _), *_ = [a for a in ask(explorer, "basins", **message) if a[0]["type"] == "basins"]
    assert "whole number from 0 to 2" in answer["fault"]


def test_more_columns_have_no_map(listened):
    explorer = listened(kviz.explore(np.random.default_rng(0).normal(size=(20, 3)), k=2))
    (answer, _), *_ = [a for a in ask(explorer, "basins", cluster=0) if a[0]["type"] == "basins"]
    assert "two columns" in answer["fault"]
