"""What the page is told about the cost of a step."""

import numpy as np
import pytest
from asking import ask, change

from kviz.app.explorer.stage_coordinates import on_stage


def told(explorer, **message):
    ask(explorer, "cost", **message)
    return next(sent for sent in reversed(explorer.sent) if sent[0]["type"] == "cost")


def test_the_points_add_up_to_the_cost_of_the_step(explorer):
    answer, (places, labels, shares) = told(explorer, step=3)
    step = explorer.trace[3]

    assert np.frombuffer(shares, "<f4").sum() == pytest.approx(step.cost, rel=1e-6)
    assert np.frombuffer(labels, np.uint8).tolist() == step.labels.tolist()
    expected = on_stage(explorer.store.films[0], explorer.trace.X)
    assert np.frombuffer(places, "<f4").reshape(-1, 2) == pytest.approx(expected, abs=1e-6)
    assert sum(answer["clusters"]) == pytest.approx(answer["cost"]) == pytest.approx(step.cost)
    assert answer["total"] == pytest.approx(answer["within"] + answer["between"])


def test_before_the_first_assignment_there_are_no_parts(explorer):
    answer, buffers = told(explorer, step=0)
    assert answer["clusters"] == [] and buffers == []


def test_one_centroid_can_be_asked_about(explorer):
    answer, _ = told(explorer, step=2, cluster="1")
    assert answer["descent"]["moving"] == [1]
    answer, _ = told(explorer, step=2, cluster="")
    assert answer["descent"]["moving"] == [0, 1]


def test_with_manhattan_distance_no_total_is_told(explorer):
    change(explorer, metric="manhattan")
    answer, _ = told(explorer, step=3)
    assert (answer["geometry"], answer["total"]) == ("manhattan", None)


def test_the_pictures_and_the_downloads_show_the_cost_while_it_is_on(explorer):
    before = explorer.store.png(0, 3)
    ask(explorer, "show cost", on=True)
    shown = explorer.store.png(0, 3)
    change(explorer, seed=5)
    assert explorer.store.show == ("links", "sums")
    ask(explorer, "download", suffix=".svg", step=3)
    (message, (svg,)) = explorer.sent[-1]
    assert message["suffix"] == ".svg" and b"WCSS of each cluster" in bytes(svg)
    change(explorer, seed=0)
    ask(explorer, "show cost", on=False)

    assert shown != before
    assert explorer.store.png(0, 3) == before
