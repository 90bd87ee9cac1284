"""The challenges: each can be done as its hint says, and only so."""

import numpy as np
import pytest
from asking import ask, change

import kviz
from kviz.app.explorer.challenges.tasks import CHALLENGES
from kviz.app.explorer.stage_coordinates import handles, on_stage

CLOUDS = [(2.5, 3.2), (7.9, 2.4), (5.3, 7.6)]  # of the set blobs


@pytest.fixture
def begin(explorer):
    def begin(name):
        ask(explorer, "challenge", name=name)
        return explorer

    return begin


def put(explorer, places):
    at = on_stage(explorer.store.films[0], np.array(places, dtype=float)).tolist()
    ask(explorer, "place", at=at)
    return explorer.challenge["on"]


def test_three_different_starts_with_two_centroids_in_one_cloud_end_badly(begin):
    explorer = begin("bad")
    (ax, ay), (bx, by), (cx, cy) = CLOUDS
    assert "20 %" in explorer.challenge["on"]["goal"]
    bad = [(ax - 0.3, ay), (ax + 0.3, ay), ((bx + cx) / 2, (by + cy) / 2)]
    assert "1 of 3" in put(explorer, bad)["said"]
    assert "1 of 3" in put(explorer, [(x + 0.01, y) for x, y in bad])["said"]
    assert "ends well" in put(explorer, CLOUDS)["said"]
    put(explorer, [(bx - 0.3, by), (bx + 0.3, by), ((ax + cx) / 2, (ay + cy) / 2)])
    on = put(explorer, [(cx - 0.3, cy), (cx + 0.3, cy), ((ax + bx) / 2, (ay + by) / 2)])
    assert on["done"] and "3 of 3" in on["said"]
    assert explorer.challenge["solved"] == ["bad"]


def test_one_drag_far_away_empties_a_cluster_and_two_do_not_count(begin):
    explorer = begin("empty")
    step = explorer.index
    at = handles(explorer.store.films[0])[step]
    away = [[0.0, 0.0], *at[1:]]
    both = [[0.0, 0.0], [0.02, 0.0], *at[2:]]
    ask(explorer, "drop", step=step, at=both)
    assert not explorer.challenge["on"]["done"]
    begin("empty")
    ask(explorer, "drop", step=explorer.index, at=away)
    on = explorer.challenge["on"]
    assert on["done"] == any(len(s.empty) for s in explorer.trace if s.phase == "update")


def test_two_start_centroids_in_every_cloud_beat_a_random_start(begin):
    explorer = begin("beat")
    X = explorer.trace.X
    middle = X.mean(axis=0) + np.arange(6)[:, None] * 0.01
    assert "is to beat" in put(explorer, middle)["said"]
    clouds = kviz.run(kviz.datasets["elongated"](), k=3, init="k-means++", rng=0).labels
    ends = [[X[clouds == j][X[clouds == j][:, 0].argsort()[i]] for i in (5, -5)] for j in range(3)]
    good = min((kviz.run(X, k=6, rng=seed) for seed in range(30)), key=lambda trace: trace.cost)
    assert put(explorer, np.vstack(ends))["done"] or put(explorer, good.centroids)["done"]


def test_starts_together_in_a_corner_take_long(begin):
    explorer = begin("longest")
    X = explorer.trace.X
    low = X.min(axis=0)
    assert not put(explorer, kviz.run(X, k=3, rng=0).centroids)["done"]
    corners = [low + np.array([[0, 0], [0, d], [d, 0]]) for d in (0.2, 0.4, 0.6, 0.8)]
    assert any(put(explorer, corner)["done"] for corner in corners)


def test_a_hand_on_other_data_is_not_judged(begin):
    explorer = begin("longest")
    change(explorer, data="duplicates", k=3)
    assert "changed" in put(explorer, [(1, 1), (1, 1.1), (1.1, 1)])["said"]
    assert explorer.challenge["solved"] == []


def test_a_random_start_is_not_a_hands(begin):
    explorer = begin("bad")
    before = explorer.challenge
    ask(explorer, "new seeds")
    assert explorer.challenge == before


@pytest.mark.parametrize("name", CHALLENGES)
def test_a_challenge_begins_with_its_own_choices_and_can_be_left(begin, name):
    explorer = begin(name)
    assert {n: getattr(explorer.settings, n) for n in CHALLENGES[name].settings} == CHALLENGES[name].settings
    ask(explorer, "challenge", name="")
    assert explorer.challenge["on"] is None
