"""What stands beside the stage is what the step says: words, counts, slices and stairs."""

import numpy as np
import pytest
from clouds import cloud, step_of

import kviz
from kviz.picture.film import Film
from kviz.picture.panels.cost_steps import OVERSHOOT, prepare_cost, top_of
from kviz.picture.render import style as palette
from kviz.picture.render.panel_canvas import Pad
from kviz.story.formatting import ENGLISH


def pad_of(trace, i, **options):
    film = Film(trace, **options)
    return film._sheet.beside(film._scene(i)), film._sheet.layout


def said(trace, i, **options):
    return [word.words for word in pad_of(trace, i, **options)[0].words]


def test_heading_and_main_number_stand_above(tutorial):
    i = step_of(tutorial, "update")

    assert said(tutorial, i)[:2] == ["Update · iteration 1", "3 points will switch next"]
    assert "Update · iteration 1" not in said(tutorial, i, hide="heading")


def test_every_cluster_is_counted(tutorial):
    i = step_of(tutorial, "assign", 1)
    words = said(tutorial, i)

    assert words[words.index("Points per cluster") :][1:5] == ["A", "12", "B", "10"]
    assert "Points per cluster" not in said(tutorial, i, hide="sizes")


def test_the_cost_is_written_with_its_drop(tutorial):
    i = step_of(tutorial, "update")

    assert said(tutorial, i)[-1] == "122  ▼ 105"
    assert said(tutorial, len(tutorial) - 1)[-1] == "98.1"
    assert not any("122  ▼" in words for words in said(tutorial, i, hide="cost"))


def legend(trace):
    """The words that the panel of costs has at every step."""
    film = Film(trace)
    pad = Pad(film.style)
    prepare_cost(pad, film._sheet.layout.lower, film.view)
    return [word.words for word in pad.words]


def test_a_cost_that_rises_is_drawn_and_said_as_rising(tutorial):
    """k-means cannot do it; this program takes the sum for the mean."""
    X = tutorial.X

    def sums(C):
        for _ in range(2):
            labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
            yield labels, C
            C = np.array([X[labels == j].sum(axis=0) if (labels == j).any() else C[j] for j in range(2)])
            yield labels, C

    trace = kviz.record(sums(X[[0, 20]]), X)
    words = said(trace, 1)

    assert trace.costs[1] > trace.costs[0]
    assert "▲" in words[-1] and "▼" not in words[-1]
    assert legend(trace)[-2].startswith("rises") and "never rises" not in legend(trace)
    assert "never rises" in legend(tutorial)


def test_stairs_are_as_high_as_costs(tutorial):
    """Zero is the floor, so heights can be compared."""
    heights = []
    for i in range(1, len(tutorial)):
        pad, layout = pad_of(tutorial, i)
        floor = layout.lower.bottom - 0.5 * 11 * 100 / 72
        today = pad.paths[pad.words[-1].outlines[0] - 1].vertices[:, 1]
        heights.append(floor - (today.min() + today.max()) / 2)

    np.testing.assert_allclose(heights / tutorial.costs[1:], heights[0] / tutorial.costs[1], rtol=1e-6)


def test_drops_have_the_colour_of_their_phase(tutorial):
    pad, _ = pad_of(tutorial, len(tutorial) - 1)

    assert set(palette.PHASES.values()) <= set(pad.faces)


def test_early_potentials_may_not_flatten_the_stairs():
    trace = kviz.run(cloud(100, 5), k=5, rng=0)
    first = next(step.cost for step in trace if step.phase == "assign")

    assert trace.costs[0] > OVERSHOOT * first
    assert top_of(trace) == pytest.approx(OVERSHOOT * first)


def test_a_drawn_seed_shows_its_number_and_its_probability():
    trace = kviz.run(cloud(40, 3), k=3, rng=5)
    step = trace[1]
    words = said(trace, 1)

    assert "P(x) = D²(x) / ΣD²" in words
    assert f"u = {ENGLISH(step.draw)}" in words
    assert f"P(point {step.chosen}) = {ENGLISH.percent(step.probabilities[step.chosen])}" in words


@pytest.mark.parametrize("init", ["random", "k-means++"])
def test_a_uniform_draw_counts_the_points_that_are_left(init):
    """Five points on two places: the third seed is one of three, whichever way the first two were drawn."""
    words = said(kviz.run([[0, 0], [0, 0], [0, 0], [1, 1], [1, 1]], k=4, init=init, rng=2), 2)

    assert "P(x) = 1/3 for each one left" in words
    assert any(word.endswith("= 33.3 %") for word in words)


def test_the_number_falls_into_the_slice_that_won():
    """The bar runs from 0 to 1; the marker of u stands over the coloured slice."""
    trace = kviz.run(cloud(12, 3), k=3, rng=5)
    for i in (1, 2):
        pad, _ = pad_of(trace, i, hide=["cost", "heading"])
        (slice_,) = [p for p, tone in zip(pad.paths, pad.faces, strict=True) if tone == palette.COLORS[i]]
        marker = pad.paths[pad.words[2].outlines[0] - 1].vertices
        left, right = slice_.vertices[:, 0].min(), slice_.vertices[:, 0].max()
        at = (marker[:, 0].min() + marker[:, 0].max()) / 2
        assert left - 1e-6 <= at <= right + 1e-6


def test_greedy_candidates_are_compared():
    trace = kviz.run(cloud(40, 3), k=3, rng=5, init="greedy-k-means++")
    step, words = trace[1], said(trace, 1)

    assert "ΣD² that each candidate leaves" in words
    assert f"point {step.chosen}  → B" in words
    assert {ENGLISH(value) for value in step.potentials} <= set(words)


def test_farthest_first_shows_the_maximum_instead_of_a_draw():
    trace = kviz.run(cloud(40, 3), k=3, rng=5, init="farthest-first")
    step, words = trace[1], said(trace, 1)

    assert "Largest D² of all points" in words
    assert f"point {step.chosen}  → B" in words
    assert ENGLISH(step.weights.max()) in words
    assert not any(word.startswith("u =") for word in words)


def test_a_given_start_is_not_said_to_be_drawn(tutorial):
    words = " ".join(said(tutorial, 0))

    assert "Start centroids" in words and "The start was given: nothing is drawn." in words


def test_the_inspector_names_winner_runner_up_and_margin():
    trace = kviz.run(cloud(60, 4), k=4, rng=0)
    words = said(trace, len(trace) - 1, inspect=7)
    far = np.sort(np.hypot(*(trace.centroids - trace.X[7]).T))
    order = np.argsort(np.hypot(*(trace.centroids - trace.X[7]).T))

    assert "Distances of point 7" in words
    assert f"nearest {'ABCD'[order[0]]}, margin {ENGLISH(far[1] - far[0])} to {'ABCD'[order[1]]}" in words
    assert {ENGLISH(value) for value in far} <= set(words)


@pytest.mark.parametrize(
    ("options", "phase", "badge"),
    [
        ({"init": [[0.0, 0.0], [0.0, 0.0]]}, "seed", "coincident points"),
        ({"init": [[0.0, 0.0], [0.0, 0.0]]}, "assign", "tie"),
        ({"init": [[0.0, 0.0], [90.0, 0.0]]}, "update", "empty cluster"),
        ({"init": [[0.0, 0.0], [90.0, 0.0]], "on_empty": "farthest"}, "update", "empty cluster refilled"),
        ({"rng": 0, "max_iter": 1}, "stopped", "cut off"),
        ({"rng": 0}, "converged", "converged"),
    ],
)
def test_events_are_badges(options, phase, badge):
    X = np.random.default_rng(0).normal(size=(30, 2))
    trace = kviz.run(X, k=2, **options)
    steps = [i for i, step in enumerate(trace) if step.phase == phase]

    assert any(badge in said(trace, i) for i in steps)
    assert not any(badge in said(trace, i, hide="badges") for i in steps)


@pytest.mark.parametrize("style", palette.STYLES)
@pytest.mark.parametrize("caption", [False, True])
def test_no_greedy_candidate_is_left_out(style, caption):
    trace = kviz.run(cloud(80, 4), k=12, init="greedy-k-means++", rng=0)
    for i in range(1, 12):
        words = said(trace, i, style=style, caption=caption)
        rows = {text.split()[1] for text in words if text.startswith("point ")}
        assert rows == {str(row) for row in trace[i].candidates}


def test_the_caption_is_the_sentence(tutorial):
    from kviz.story.frame import tell

    i = step_of(tutorial, "update")
    without, with_it = said(tutorial, i), said(tutorial, i, caption=True)

    assert " ".join(with_it).endswith(tell(tutorial, i).sentence)
    assert not " ".join(without).endswith(tell(tutorial, i).sentence)


def test_a_preview_moves_no_part_of_the_run(tutorial):
    film = Film(tutorial)
    before = film.png(3)
    film.preview([[0.0, 0.0], [5.0, 5.0]])

    assert film.png(3) == before


def test_the_panel_says_how_the_stage_shows_the_weights():
    few, many = (kviz.run(cloud(n, 3), k=3, rng=0) for n in (60, 1_200))

    assert "area of a disc: D²(x)" in said(few, 2)
    assert "stronger point: larger D²(x)" in said(many, 2)
    assert not any("(x)" in words and "P(x)" not in words for words in said(few, 2, hide="halos"))
    assert "area of a disc: D²(x)" not in said(few, 0), "the first seed is drawn evenly"
